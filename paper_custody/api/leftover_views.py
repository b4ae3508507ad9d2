"""Addresses of what is left after the exam (N15)."""

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
from kernel.time import exam_now, now
from paper_custody.api import leftover_fields as fields
from paper_custody.policies.leftovers import check_sees_leftovers
from paper_custody.selectors.leftovers import leftovers_told
from paper_custody.services import leftovers as services


def _told(operation: str, request: Any) -> Any:
    """How an act is told in the OpenAPI document."""
    return extend_schema_view(
        post=extend_schema(operation_id=operation, request=request, responses={200: OpenApiTypes.OBJECT})
    )


@extend_schema_view(get=extend_schema(operation_id="leftovers", responses=fields.LeftoversOut))
class LeftoversView(ReadView):
    """GET: what is kept, until when, and what was destroyed."""

    def read(self, actor: Actor, *, request: Request, exam: UUID | None, **names: Any) -> Any:
        """For those who keep, audit or decide."""
        found = exam_of(exam)
        check_sees_leftovers(actor, found.scope)
        told = leftovers_told(found, exam_at=exam_now(found.pk, now()))
        return fields.LeftoversOut(told).data


@_told("leftovers_keep", fields.KeepInput)
class KeepView(ActView):
    """POST: put what is left into a cabinet of the secure room."""

    Input = fields.KeepInput

    def act(self, asked: Asked, given: dict[str, Any]) -> DomainEvent:
        """Two keepers together."""
        return services.keep_leftovers(
            asked,
            second=given["second"],
            batch=fields.kept_of(given),
            cabinet=given["cabinet"],
            pieces=fields.pieces_of(given),
        )


@_told("leftovers_results_day", fields.ResultsDayInput)
class ResultsDayView(ActView):
    """POST: the day of the results, as announced."""

    Input = fields.ResultsDayInput

    def act(self, asked: Asked, given: dict[str, Any]) -> DomainEvent:
        """With the document that says so."""
        return services.record_results_day(asked, told=fields.results_day_of(given))


@_told("leftovers_destroy", fields.DestroyInput)
class DestroyView(ActView):
    """POST: what was kept was destroyed."""

    Input = fields.DestroyInput

    def act(self, asked: Asked, given: dict[str, Any]) -> DomainEvent:
        """By two keepers, before witnesses, under a certificate."""
        return services.destroy_leftovers(
            asked, second=given["second"], what=fields.destroyed_of(given), told=fields.destruction_of(given)
        )
