"""Acts of the duty desk about a venue that has told of itself by phone."""

from __future__ import annotations

from typing import Any

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema, extend_schema_view

from kernel.act import Asked
from kernel.api import ActView
from kernel.events import DomainEvent
from venues import services
from venues.api import fields


@extend_schema_view(
    post=extend_schema(
        operation_id="milestones_key", request=fields.KeyedMilestoneInput, responses={200: OpenApiTypes.OBJECT}
    )
)
class KeyMilestoneView(ActView):
    """POST: the county keys in after a call (代录) that a milestone was reached."""

    Input = fields.KeyedMilestoneInput

    def act(self, asked: Asked, given: dict[str, Any]) -> DomainEvent:
        """Tell of it, with the call."""
        call = services.Call(**given.pop("call"))
        return services.key_milestone(asked, call=call, **given)
