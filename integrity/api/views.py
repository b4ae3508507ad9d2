"""Addresses of irregularity records: the list, one whole, every act on one, and counts against the reports."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_view
from rest_framework.request import Request

from exams.models import Session
from exams.selectors.sessions import exam_of
from integrity import services
from integrity.api import fields
from integrity.selectors import Wanted, held_against_reports, record_whole, records_listed, venues_seen
from integrity.states import GivenTo, RecordStatus
from kernel.act import Asked
from kernel.actors import Actor
from kernel.api import ActView, ReadView
from kernel.events import DomainEvent

FILTERS = [
    OpenApiParameter("session", str),
    OpenApiParameter("venue", str),
    OpenApiParameter("status", str, enum=[status.value for status in RecordStatus]),
    OpenApiParameter("search", str),
]


def _act(name: str, request: Any) -> Any:
    """How an act is told in the OpenAPI document."""
    return extend_schema_view(
        post=extend_schema(operation_id=f"irregularities_{name}", request=request, responses={200: OpenApiTypes.OBJECT})
    )


@extend_schema_view(
    get=extend_schema(operation_id="irregularities_list", responses=fields.RecordOut(many=True), parameters=FILTERS),
    post=extend_schema(
        operation_id="irregularities_enter", request=fields.EnterInput, responses={200: OpenApiTypes.OBJECT}
    ),
)
class RecordsView(ReadView, ActView):
    """GET: the records, for the named roles of a venue and the county. POST: enter a form signed on paper."""

    Input = fields.EnterInput

    def read(self, actor: Actor, *, request: Request, exam: UUID | None, **names: Any) -> Any:
        """The latest entry of each; others see none."""
        wanted = Wanted(**{name: request.query_params[name] for name in Wanted.names() if name in request.query_params})
        return [fields.record_told(told) for told in records_listed(exam_of(exam).pk, actor, wanted)]

    def act(self, asked: Asked, given: dict[str, Any]) -> DomainEvent:
        """Enter it."""
        seen = fields.seen_of(given)
        return services.enter_irregularity(asked, seen=seen, **given)


@extend_schema_view(get=extend_schema(operation_id="irregularities_read", responses=fields.WholeOut))
class RecordView(ReadView):
    """GET: one record with every version of it."""

    def read(self, actor: Actor, *, request: Request, exam: UUID | None, **names: Any) -> Any:
        """Refused (``not_there``) where the actor may not see it."""
        return fields.whole_told(record_whole(exam_of(exam).pk, actor, **names))


@extend_schema_view(
    get=extend_schema(operation_id="irregularities_against_reports", responses=fields.HeldOut(many=True))
)
class HeldView(ReadView):
    """GET: the records of a session held against what each venue reported."""

    def read(self, actor: Actor, *, request: Request, exam: UUID | None, **names: Any) -> Any:
        """For the venues that the actor may see."""
        held = Session.objects.get(exam=exam_of(exam), code=names["session"])
        told = held_against_reports(held, venues_seen(exam_of(exam), actor), actor)
        return [
            {"venue": one.venue.code, "count": count.group, "records": count.records, **count.reported,
             "difference": count.difference}
            for one in told for count in one.counts
        ]  # fmt: skip


@_act("correct", fields.CorrectInput)
class CorrectView(ActView):
    """POST: enter it anew, with a reason. The older entry stays readable."""

    Input = fields.CorrectInput

    def act(self, asked: Asked, given: dict[str, Any]) -> DomainEvent:
        """Correct it."""
        seen = fields.seen_of(given)
        return services.correct_irregularity(asked, seen=seen, **given)


@_act("sign", fields.SignInput)
class SignView(ActView):
    """POST: the venue's chief examiner signs beside who sits at the screen."""

    Input = fields.SignInput

    def act(self, asked: Asked, given: dict[str, Any]) -> DomainEvent:
        """Record it."""
        return services.sign_irregularity(asked, **given)


@_act("propose", fields.ProposeInput)
class ProposeView(ActView):
    """POST: it is to be reported upward."""

    Input = fields.ProposeInput

    def act(self, asked: Asked, given: dict[str, Any]) -> DomainEvent:
        """Mark it."""
        return services.propose_irregularity(asked, **given)


@_act("give_item", fields.GiveInput)
class GiveView(ActView):
    """POST: a seized item was given out against its receipt."""

    Input = fields.GiveInput

    def act(self, asked: Asked, given: dict[str, Any]) -> DomainEvent:
        """Enter it."""
        return services.give_item(asked, **given | {"to": GivenTo(given["to"])})
