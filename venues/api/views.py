"""Addresses of venues: what there is, how a session goes, and the acts that tell of it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_view
from rest_framework.request import Request

from exams.models import Exam
from exams.selectors.sessions import exam_of, session_called
from exams.states import ReportKind
from kernel.act import Asked
from kernel.actors import Actor
from kernel.api import ActView, ReadView
from kernel.errors import NotThere
from kernel.events import DomainEvent
from kernel.time import exam_now, now
from venues import services
from venues.api import fields
from venues.models import Milestone, Venue
from venues.policies import follows_papers, sees_county, visible_to, without_papers
from venues.selectors.board import VenueTold, milestone_told, told_of
from venues.selectors.places import (
    equipment_of,
    equipment_with_tests,
    room_plans_of,
    rooms_of,
    rooms_with_acceptance,
    venues_named,
    venues_of,
)
from venues.selectors.progress import milestones_of, reports_due, silences_of
from venues.selectors.reports import report_seen, roll_up
from venues.states import EquipmentKind, Gate, GateState

MOST = 2_000


def _asks(*names: str) -> list[OpenApiParameter]:
    """Query parameters that narrow a list, and ``limit``."""
    return [OpenApiParameter(name, str, OpenApiParameter.QUERY) for name in names] + [
        OpenApiParameter("limit", int, OpenApiParameter.QUERY)
    ]


def _read(operation: str, answer: Any, *names: str) -> Any:
    """How a read is told in the OpenAPI document."""
    parameters = _asks(*names) if names else []
    return extend_schema_view(get=extend_schema(operation_id=operation, responses=answer, parameters=parameters))


def _limit(request: Request) -> int:
    told = request.query_params.get("limit", "")
    return min(int(told), MOST) if told.isdecimal() and int(told) > 0 else MOST


def _narrowed(rows: QuerySet[Any], request: Request, **names: str) -> QuerySet[Any]:
    """Rows whose columns are what the query parameters of these names say."""
    wanted = {column: request.query_params[name] for name, column in names.items() if request.query_params.get(name)}
    return rows.filter(**wanted)


def _venue_seen(exam: Exam, actor: Actor, code: str) -> Venue:
    venue = visible_to(venues_of(exam.scope).filter(code=code), actor).first()
    if venue is None:
        raise NotThere
    return venue


def _as_seen(told: VenueTold, actor: Actor) -> VenueTold:
    """A venue without the way of its papers, where the actor may not follow it."""
    if follows_papers(actor, told.scope):
        return told
    return replace(told, milestones=tuple(one for one in told.milestones if not one.of_papers))


@_read("venues_standing", fields.VenueOut(many=True), "q", "township")
class StandingVenuesView(ReadView):
    """GET: venues of the county, without any exam."""

    def read(self, actor: Actor, *, request: Request, exam: UUID | None, **names: Any) -> Any:
        """By code; ``q`` looks in code, name and township."""
        venues = visible_to(venues_of(actor.scope), actor)
        venues = venues_named(_narrowed(venues, request, township="township"), request.query_params.get("q", ""))
        return fields.VenueOut(venues[: _limit(request)], many=True).data


@_read("rooms_standing", fields.RoomOut(many=True), "venue", "kind")
class StandingRoomsView(ReadView):
    """GET: rooms of the county's venues."""

    def read(self, actor: Actor, *, request: Request, exam: UUID | None, **names: Any) -> Any:
        """In order of venue and number."""
        rooms = _narrowed(visible_to(rooms_of(actor.scope), actor), request, venue="venue__code", kind="kind")
        return fields.RoomOut(rooms[: _limit(request)], many=True).data


@_read("equipment_standing", fields.EquipmentOut(many=True), "venue", "kind")
class StandingEquipmentView(ReadView):
    """GET: assets of the county's venues."""

    def read(self, actor: Actor, *, request: Request, exam: UUID | None, **names: Any) -> Any:
        """By venue and kind."""
        assets = _narrowed(visible_to(equipment_of(actor.scope), actor), request, venue="venue__code", kind="kind")
        return fields.EquipmentOut(assets[: _limit(request)], many=True).data


@_read("venues_list", fields.VenueToldOut(many=True), "q", "township", "worst")
class VenuesView(ReadView):
    """GET: every venue in sight as a board shows it now."""

    def read(self, actor: Actor, *, request: Request, exam: UUID | None, **names: Any) -> Any:
        """By code; ``worst=red`` narrows to what needs somebody."""
        the_exam = exam_of(exam)
        venues = visible_to(venues_of(the_exam.scope), actor)
        venues = venues_named(_narrowed(venues, request, township="township"), request.query_params.get("q", ""))
        told = told_of(the_exam, venues[: _limit(request)], exam_at=exam_now(the_exam.pk, now()))
        worst = request.query_params.get("worst", "")
        return fields.VenueToldOut([_as_seen(one, actor) for one in told if worst in {"", one.worst}], many=True).data


@_read("venues_read", fields.VenueToldOut)
class VenueView(ReadView):
    """GET: one venue as a board shows it now."""

    def read(self, actor: Actor, *, request: Request, exam: UUID | None, **names: Any) -> Any:
        """The venue in the address."""
        the_exam = exam_of(exam)
        venue = _venue_seen(the_exam, actor, names["venue"])
        (told,) = told_of(the_exam, [venue], exam_at=exam_now(the_exam.pk, now()))
        return fields.VenueToldOut(_as_seen(told, actor)).data


@_read("exam_rooms_list", fields.RoomOut(many=True), "kind")
class RoomsView(ReadView):
    """GET: a venue's rooms with their latest acceptance in the exam."""

    def read(self, actor: Actor, *, request: Request, exam: UUID | None, **names: Any) -> Any:
        """By number."""
        venue = _venue_seen(exam_of(exam), actor, names["venue"])
        rooms = _narrowed(rooms_of(venue.scope), request, kind="kind")
        return fields.RoomOut(rooms_with_acceptance(rooms, exam_of(exam).pk)[: _limit(request)], many=True).data


@_read("exam_equipment_list", fields.EquipmentOut(many=True), "kind")
class EquipmentView(ReadView):
    """GET: a venue's assets with their latest test in the exam."""

    def read(self, actor: Actor, *, request: Request, exam: UUID | None, **names: Any) -> Any:
        """By kind."""
        venue = _venue_seen(exam_of(exam), actor, names["venue"])
        assets = _narrowed(equipment_of(venue.scope), request, kind="kind")
        return fields.EquipmentOut(equipment_with_tests(assets, exam_of(exam).pk)[: _limit(request)], many=True).data


@_read("milestones_list", fields.MilestoneOfVenueOut(many=True), "session", "venue", "milestone", "status")
class MilestonesView(ReadView):
    """GET: milestones of the venues in sight, in all sessions opened so far."""

    def read(self, actor: Actor, *, request: Request, exam: UUID | None, **names: Any) -> Any:
        """In the order in which they are planned."""
        the_exam = exam_of(exam)
        lines: QuerySet[Milestone] = _narrowed(
            without_papers(visible_to(milestones_of(the_exam.pk), actor), actor),
            request, session="session__code", venue="venue__code", milestone="code", status="status",
        )  # fmt: skip
        exam_at, silent = exam_now(the_exam.pk, now()), silences_of(the_exam.pk)
        told = [
            {"venue": line.venue.code, "told": milestone_told(
                line, exam_at=exam_at, day=silent.get((line.session_id, line.venue_id)))}
            for line in lines[: _limit(request)]
        ]  # fmt: skip
        return fields.MilestoneOfVenueOut(told, many=True).data


@_read("reports_list", fields.OwedOut(many=True), "session", "venue", "kind", "status")
class ReportsView(ReadView):
    """GET: the reports that the venues in sight owe or have sent."""

    def read(self, actor: Actor, *, request: Request, exam: UUID | None, **names: Any) -> Any:
        """In the order in which they are due."""
        owed = _narrowed(
            visible_to(reports_due(exam_of(exam).pk), actor),
            request, session="session__code", venue="venue__code", kind="kind", status="status",
        )  # fmt: skip
        return fields.OwedOut(owed[: _limit(request)], many=True).data


@_read("reports_read", fields.ReportOut)
class ReportView(ReadView):
    """GET: one report, whole."""

    def read(self, actor: Actor, *, request: Request, exam: UUID | None, **names: Any) -> Any:
        """The report in the address."""
        report = report_seen(exam_of(exam).pk, names["report"])
        _venue_seen(exam_of(exam), actor, report.due.venue.code)
        return fields.ReportOut(report).data


@_read("room_plans_list", fields.RoomPlanOut(many=True), "session", "venue")
class RoomPlansView(ReadView):
    """GET: what each room in sight is for in each session."""

    def read(self, actor: Actor, *, request: Request, exam: UUID | None, **names: Any) -> Any:
        """In order of session, venue and room."""
        plans = visible_to(room_plans_of(exam_of(exam).pk), actor)
        plans = _narrowed(plans, request, session="session__code", venue="venue__code")
        return fields.RoomPlanOut(plans[: _limit(request)], many=True).data


@_read("sessions_roll_up", fields.RollUpOut)
class RollUpView(ReadView):
    """GET: a session's reports of one kind added up over the county, the missing venues named."""

    def read(self, actor: Actor, *, request: Request, exam: UUID | None, **names: Any) -> Any:
        """For whoever sees the whole county."""
        the_exam = exam_of(exam)
        if names["kind"] not in list(ReportKind) or not sees_county(actor, the_exam):
            raise NotThere
        session = session_called(the_exam.pk, names["session"])
        return fields.RollUpOut(roll_up(session, ReportKind(names["kind"]))).data


def _told(operation: str, request: Any) -> Any:
    """How an act is told in the OpenAPI document."""
    return extend_schema_view(
        post=extend_schema(operation_id=operation, request=request, responses={200: OpenApiTypes.OBJECT})
    )


@_told("sessions_open_venues", None)
class OpenView(ActView):
    """POST: open a session's day at its venues now. By itself it opens shortly before its first line."""

    def act(self, asked: Asked, given: dict[str, Any]) -> DomainEvent | None:
        """Open it; nothing happens where all venues are open."""
        return services.open_session(asked, session=given["session"])


@_told("milestones_reach", fields.ReachInput)
class ReachView(ActView):
    """POST: a milestone was reached, all rooms as planned except those named."""

    Input = fields.ReachInput

    def act(self, asked: Asked, given: dict[str, Any]) -> DomainEvent:
        """Tell of it."""
        rooms = [services.RoomExcept(**one) for one in given.pop("except_rooms")]
        return services.reach_milestone(asked, except_rooms=rooms, **given)


@_told("milestones_correct", fields.CorrectMilestoneInput)
class CorrectMilestoneView(ActView):
    """POST: declare what was told of a milestone an error."""

    Input = fields.CorrectMilestoneInput

    def act(self, asked: Asked, given: dict[str, Any]) -> DomainEvent:
        """Correct it."""
        return services.correct_milestone(asked, **given)


@_told("milestones_catch_up", fields.CatchUpInput)
class CatchUpView(ActView):
    """POST: a room that was excepted has reached the milestone too."""

    Input = fields.CatchUpInput

    def act(self, asked: Asked, given: dict[str, Any]) -> DomainEvent:
        """Tell of it."""
        return services.catch_up_room(asked, **given)


@_told("reports_submit", fields.ReportInput)
class SubmitView(ActView):
    """POST: the venue sends a report that it owes; nil is a report."""

    Input = fields.ReportInput

    def act(self, asked: Asked, given: dict[str, Any]) -> DomainEvent:
        """Receive it."""
        return services.submit_report(
            asked,
            venue=given["venue"],
            session=given["session"],
            kind=given["kind"],
            figures=fields.figures_of(given),
        )


@_told("reports_key", fields.KeyedReportInput)
class KeyView(ActView):
    """POST: the county keys a venue's report in after a call (代录)."""

    Input = fields.KeyedReportInput

    def act(self, asked: Asked, given: dict[str, Any]) -> DomainEvent:
        """Receive it, marked weaker."""
        return services.key_report(
            asked,
            venue=given["venue"],
            session=given["session"],
            kind=given["kind"],
            figures=fields.figures_of(given),
            call=services.Call(**given["call"]),
        )


@_told("reports_confirm", fields.ConfirmInput)
class ConfirmView(ActView):
    """POST: a second person confirms a keyed report."""

    Input = fields.ConfirmInput

    def act(self, asked: Asked, given: dict[str, Any]) -> DomainEvent:
        """Confirm it."""
        return services.confirm_keyed_report(asked, report=given["report"], call=fields.call_of(given["call"]))


@_told("reports_correct", fields.CorrectReportInput)
class CorrectReportView(ActView):
    """POST: follow a report by a corrected one; the first stands beside it."""

    Input = fields.CorrectReportInput

    def act(self, asked: Asked, given: dict[str, Any]) -> DomainEvent:
        """Keep the corrected one."""
        return services.correct_report(
            asked,
            report=given["report"],
            figures=fields.figures_of(given),
            reason=given["reason"],
            call=fields.call_of(given["call"]),
        )


@_told("gates_set", fields.GateInput)
class GateView(ActView):
    """POST: a condition of readiness was found in order, or not."""

    Input = fields.GateInput

    def act(self, asked: Asked, given: dict[str, Any]) -> DomainEvent:
        """Set it."""
        return services.set_gate(
            asked,
            venue=given["venue"],
            gate=Gate(given["gate"]),
            state=GateState(given["state"]),
            expires_at=given["expires_at"],
        )


@_told("equipment_test", fields.TestInput)
class TestView(ActView):
    """POST: all equipment of a kind was tested, and which of it did not pass."""

    Input = fields.TestInput

    def act(self, asked: Asked, given: dict[str, Any]) -> DomainEvent:
        """Keep what was found."""
        return services.test_equipment(
            asked,
            venue=given["venue"],
            equipment_kind=EquipmentKind(given["equipment_kind"]),
            failed=[services.Fault(**one) for one in given["failed"]],
        )


@_told("equipment_silent", fields.SilentInput)
class SilentView(ActView):
    """POST: an asset that should run has stopped answering."""

    Input = fields.SilentInput

    def act(self, asked: Asked, given: dict[str, Any]) -> DomainEvent:
        """Tell of it."""
        return services.report_equipment_silent(asked, **given)


@_told("rooms_accept", fields.AcceptInput)
class AcceptView(ActView):
    """POST: rooms were gone through by the checklist in force."""

    Input = fields.AcceptInput

    def act(self, asked: Asked, given: dict[str, Any]) -> DomainEvent:
        """Keep what was found."""
        points = [services.OpenPoint(**one) for one in given.pop("open_points")]
        return services.accept_rooms(asked, open_points=points, **given)
