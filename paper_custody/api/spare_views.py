"""Addresses of spare papers and cards."""

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
from paper_custody.api import spare_fields as fields
from paper_custody.api.opening_fields import DecisionInput, decision_of
from paper_custody.policies import check_sees_venue
from paper_custody.selectors.spares import spare_register
from paper_custody.services import spares as services


def _told(operation: str, request: Any) -> Any:
    """How an act is told in the OpenAPI document."""
    return extend_schema_view(
        post=extend_schema(operation_id=operation, request=request, responses={200: OpenApiTypes.OBJECT})
    )


@extend_schema_view(get=extend_schema(operation_id="spares_register", responses=fields.SpareOut(many=True)))
class RegisterView(ReadView):
    """GET: a venue's register of spares."""

    def read(self, actor: Actor, *, request: Request, exam: UUID | None, **names: Any) -> Any:
        """In order of their numbers."""
        found = exam_of(exam)
        venue = check_sees_venue(found, actor, names["venue"])
        return fields.SpareOut(spare_register(found, actor, venue), many=True).data


@_told("spares_ask", fields.SpareAskInput)
class AskSpareView(ActView):
    """POST: ask for a spare paper or card."""

    Input = fields.SpareAskInput

    def act(self, asked: Asked, given: dict[str, Any]) -> DomainEvent:
        """For one seat."""
        return services.ask_spare(asked, venue=given["venue"], spare=fields.ask_of(given))


@_told("spares_decide", DecisionInput)
class DecideSpareView(ActView):
    """POST: a link of the chain approved or refused."""

    Input = DecisionInput

    def act(self, asked: Asked, given: dict[str, Any]) -> DomainEvent:
        """By telephone first, in writing later."""
        return services.decide_spare(asked, use_id=given["use"], decision=decision_of(given))


@_told("spares_give", fields.SpareGivenInput)
class GiveSpareView(ActView):
    """POST: the spare was given, and the old one taken back."""

    Input = fields.SpareGivenInput

    def act(self, asked: Asked, given: dict[str, Any]) -> DomainEvent:
        """Carried by the two who sign."""
        return services.give_spare(asked, use_id=given["use"], second=given["second"], spare=fields.handed_of(given))
