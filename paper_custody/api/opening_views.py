"""Addresses around the opening of bags."""

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
from paper_custody.api import opening_fields as fields
from paper_custody.selectors.failures import failures_told
from paper_custody.services import failures as services
from paper_custody.services.identity import name_paper_set


def _told(operation: str, request: Any) -> Any:
    """How an act is told in the OpenAPI document."""
    return extend_schema_view(
        post=extend_schema(operation_id=operation, request=request, responses={200: OpenApiTypes.OBJECT})
    )


@_told("papers_set_in_use", fields.PaperSetInput)
class PaperSetView(ActView):
    """POST: which set of papers is used for a subject, as those above decided."""

    Input = fields.PaperSetInput

    def act(self, asked: Asked, given: dict[str, Any]) -> DomainEvent:
        """The county records."""
        return name_paper_set(
            asked,
            session=given["session"],
            subject=given["subject"],
            paper_set=given["paper_set"],
            decision=fields.decision_of(given),
        )


@extend_schema_view(get=extend_schema(operation_id="locks_failures", responses=fields.FailureOut(many=True)))
@_told("locks_report_failure", fields.FailureInput)
class FailuresView(ActView, ReadView):
    """GET: locks that did not open, as far as the caller may see them. POST: report one."""

    Input = fields.FailureInput

    def read(self, actor: Actor, *, request: Request, exam: UUID | None, **names: Any) -> Any:
        """The newest first, with the venues that were warned."""
        return fields.FailureOut(failures_told(exam_of(exam), actor), many=True).data

    def act(self, asked: Asked, given: dict[str, Any]) -> DomainEvent:
        """At once, by one person."""
        return services.report_lock_failure(asked, failure=fields.failure_of(given))


@_told("locks_decision", fields.OpeningDecisionInput)
class OpeningDecisionView(ActView):
    """POST: what those above said to the request to break the lock open."""

    Input = fields.OpeningDecisionInput

    def act(self, asked: Asked, given: dict[str, Any]) -> DomainEvent:
        """Received and recorded, not decided here."""
        return services.record_opening_decision(
            asked, failure_id=given["failure"], asked_at=given["asked_at"], decision=fields.decision_of(given)
        )


@_told("locks_force", fields.ForceInput)
class ForceView(ActView):
    """POST: the lock was broken open by two, as allowed."""

    Input = fields.ForceInput

    def act(self, asked: Asked, given: dict[str, Any]) -> DomainEvent:
        """Under the camera."""
        return services.force_open(
            asked, failure_id=given["failure"], second=given["second"], force=fields.force_of(given)
        )


@_told("locks_opened", fields.AfterAllInput)
class AfterAllView(ActView):
    """POST: the lock was opened without force after all."""

    Input = fields.AfterAllInput

    def act(self, asked: Asked, given: dict[str, Any]) -> DomainEvent:
        """Two of the place together."""
        return services.open_after_all(asked, failure_id=given["failure"], second=given["second"])


@_told("locks_time_lost", fields.TimeLostInput)
class TimeLostView(ActView):
    """POST: time that rooms lost over it."""

    Input = fields.TimeLostInput

    def act(self, asked: Asked, given: dict[str, Any]) -> DomainEvent:
        """The venue office's pair."""
        return services.record_time_lost(
            asked, failure_id=given["failure"], second=given["second"], lost=fields.lost_of(given)
        )


@_told("locks_take_note", fields.WarningInput)
class TakeNoteView(ActView):
    """POST: a venue takes note of the warning."""

    Input = fields.WarningInput

    def act(self, asked: Asked, given: dict[str, Any]) -> DomainEvent:
        """By whoever answers for the venue."""
        return services.acknowledge_lock_warning(asked, failure_id=given["failure"], venue=given["venue"])
