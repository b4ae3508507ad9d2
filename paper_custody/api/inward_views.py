"""Addresses of the convoy from the city (N2)."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework.request import Request

from exams.selectors.sessions import exam_of
from kernel.act import Asked
from kernel.actors import Actor
from kernel.api import ActView, ReadView
from kernel.events import DomainEvent
from paper_custody.api import inward_fields as fields
from paper_custody.selectors.inward import inward_seen
from paper_custody.services import inward as services


@extend_schema_view(
    get=extend_schema(operation_id="inward_convoys", responses=fields.InwardConvoyOut(many=True)),
    post=extend_schema(
        operation_id="inward_left", request=fields.InwardConvoyInput, responses={200: OpenApiTypes.OBJECT}
    ),
)
class InwardConvoysView(ReadView, ActView):
    """GET: convoys from the city, for the few. POST: papers left the city."""

    Input = fields.InwardConvoyInput

    def read(self, actor: Actor, *, request: Request, exam: UUID | None, **names: Any) -> Any:
        """Those under way first; for everybody else there are none."""
        return fields.InwardConvoyOut(inward_seen(exam_of(exam), actor), many=True).data

    def act(self, asked: Asked, given: dict[str, Any]) -> DomainEvent:
        """The clock of its arrival runs from here."""
        return services.tell_inward_convoy(asked, told=fields.convoy_of(given))


@extend_schema_view(
    post=extend_schema(
        operation_id="inward_arrived", request=fields.InwardArrivedInput, responses={200: OpenApiTypes.OBJECT}
    )
)
class InwardArrivedView(ActView):
    """POST: it stands at the secure room."""

    Input = fields.InwardArrivedInput

    def act(self, asked: Asked, given: dict[str, Any]) -> DomainEvent:
        """Keeper and leader together."""
        return services.meet_inward_convoy(asked, giver=given["giver"], convoy_id=given["convoy"])
