"""The OpenAPI document: each app names its own fields, so two apps may use the same name."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from typing import Any

from django.conf import settings
from drf_spectacular.openapi import AutoSchema
from drf_spectacular.plumbing import get_doc
from rest_framework.serializers import Serializer

from exams.states import Approver, ReportKind
from incidents.states import Authority, Outcome
from paper_custody.states.decisions import DecidedBy
from paper_custody.states.keys import CodeChannel, LockKind
from paper_custody.states.secure_room import CheckKind, SourceKind


def _words(words: Iterable[StrEnum]) -> list[tuple[str, str]]:
    return [(word.value, word.value) for word in words]


# Fields of one name that choose from different words: in the document each list has a name of its own.
WORDS_OF_AUTHORITY = _words(Authority)
WORDS_OF_APPROVER = _words(Approver)
WORDS_OF_CODECHANNEL = _words(CodeChannel)
WORDS_OF_DECIDEDBY = _words(DecidedBy)
WORDS_OF_LOCKKIND = _words(LockKind)
WORDS_OF_CHECKKIND = _words(CheckKind)
WORDS_OF_SOURCEKIND = _words(SourceKind)
WORDS_OF_OUTCOME = _words(Outcome)
WORDS_OF_REPORTKIND = _words(ReportKind)


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
