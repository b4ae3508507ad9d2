"""The OpenAPI document: each app names its own fields, so two apps may use the same name."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from drf_spectacular.openapi import AutoSchema
from drf_spectacular.plumbing import get_doc
from rest_framework.serializers import Serializer


class SchemaOfApps(AutoSchema):
    """``LineOut`` of exams is ``ExamsLineOut`` in the document."""

    def get_description(self) -> str:  # type: ignore[override]  # as drf-spectacular has it, without path and method
        """What the view says of itself: its methods only decode and encode."""
        return str(get_doc(type(self.view)))

    def get_serializer_name(self, serializer: Serializer[Any], direction: Any) -> str:
        """The name with its app before it."""
        name: str = super().get_serializer_name(serializer, direction)
        package = type(serializer).__module__.split(".")[0]
        if package not in settings.OUR_APPS:
            return name
        return "".join(word.capitalize() for word in package.split("_")) + name
