"""Addresses of exams: what there is, how its time goes, and the acts that change either."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework.request import Request

from exams import services
from exams.api import fields
from exams.events import (
    DepartureRecorded,
    DrillMade,
    ExamClosed,
    ExamOpened,
    TimelinePaused,
    TimelineResumed,
    TimelineStarted,
    TimelineStepped,
)
from exams.policies import visible_to
from exams.selectors.plans import planned_from_catalogue, reference_of
from exams.selectors.sessions import catalogue, departures_of, exam_of, exams_seen, minute_table, sessions_of
from exams.selectors.timelines import timeline_told
from kernel.act import Asked
from kernel.actors import Actor
from kernel.api import ActView, ReadView
from kernel.scope import reading

MOST_EXAMS = 200


@extend_schema_view(
    get=extend_schema(operation_id="exams_list", responses=fields.ExamOut(many=True)),
    post=extend_schema(operation_id="exams_open", request=fields.OpenExamInput, responses={200: OpenApiTypes.OBJECT}),
)
class ExamsView(ReadView, ActView):
    """GET: the exams of the county, drills among them. POST: open a real exam out of the catalogue."""

    Input = fields.OpenExamInput

    def read(self, actor: Actor, *, request: Request, exam: UUID | None, **names: Any) -> Any:
        """The newest first; ``?kind=drill`` and ``?status=open`` narrow it."""
        wanted = {name: request.query_params[name] for name in ("kind", "status") if name in request.query_params}
        return fields.ExamOut(visible_to(exams_seen().filter(**wanted), actor)[:MOST_EXAMS], many=True).data

    def act(self, asked: Asked, given: dict[str, Any]) -> ExamOpened:
        """Open it, in a log of its own."""
        preset, planned = planned_from_catalogue(given["preset"], given["tables"], first_day=given["first_day"])
        head = services.Head.under(preset, scope=asked.actor.scope, code=given["code"], name=given["name"])
        return services.open_exam(services.opening(asked), head=head, planned=planned)


@extend_schema_view(get=extend_schema(operation_id="exams_catalogue", responses=fields.CatalogueOut))
class CatalogueView(ReadView):
    """GET: the province presets and session tables that an exam may be made from."""

    def read(self, actor: Actor, *, request: Request, exam: UUID | None, **names: Any) -> Any:
        """All that is shipped."""
        return fields.CatalogueOut(catalogue()).data


@extend_schema_view(get=extend_schema(operation_id="exams_read", responses=fields.ExamOut))
class ExamView(ReadView):
    """GET: one exam."""

    def read(self, actor: Actor, *, request: Request, exam: UUID | None, **names: Any) -> Any:
        """The exam in the address."""
        return fields.ExamOut(exam_of(exam)).data


@extend_schema_view(get=extend_schema(operation_id="sessions_list", responses=fields.SessionOut(many=True)))
class SessionsView(ReadView):
    """GET: the sessions of the exam in the order in which they are sat."""

    def read(self, actor: Actor, *, request: Request, exam: UUID | None, **names: Any) -> Any:
        """Sessions with their windows."""
        return fields.SessionOut(sessions_of(exam_of(exam).pk).prefetch_related("subjects"), many=True).data


@extend_schema_view(get=extend_schema(operation_id="sessions_read", responses=fields.MinuteTableOut))
class SessionView(ReadView):
    """GET: one session with its minute table."""

    def read(self, actor: Actor, *, request: Request, exam: UUID | None, **names: Any) -> Any:
        """The session in the address."""
        return fields.MinuteTableOut(minute_table(exam_of(exam).pk, names["session"])).data


@extend_schema_view(
    post=extend_schema(operation_id="drills_make", request=fields.MakeDrillInput, responses={200: OpenApiTypes.OBJECT})
)
class DrillsView(ActView):
    """POST: make a drill of the exam. The answer's fact names the drill."""

    Input = fields.MakeDrillInput

    def act(self, asked: Asked, given: dict[str, Any]) -> DrillMade:
        """Read the real exam in its own scope, then make the drill in a log of its own."""
        with reading(asked.actor, asked.exam_id):
            reference = reference_of(exam_of(asked.exam_id).pk)
        return services.make_drill(services.opening(asked), reference=reference, **given)


@extend_schema_view(post=extend_schema(operation_id="exams_close", request=None, responses={200: OpenApiTypes.OBJECT}))
class CloseView(ActView):
    """POST: close the exam."""

    def act(self, asked: Asked, given: dict[str, Any]) -> ExamClosed:
        """Close it."""
        return services.close_exam(asked)


@extend_schema_view(get=extend_schema(operation_id="timeline_read", responses=fields.TimelineOut))
class TimelineView(ReadView):
    """GET: the exam's own time, and how it goes."""

    def read(self, actor: Actor, *, request: Request, exam: UUID | None, **names: Any) -> Any:
        """Both times at this instant."""
        return fields.TimelineOut(timeline_told(exam_of(exam).pk)).data


@extend_schema_view(
    post=extend_schema(operation_id="timeline_start", request=fields.StartInput, responses={200: OpenApiTypes.OBJECT})
)
class StartView(ActView):
    """POST: start a drill's time."""

    Input = fields.StartInput

    def act(self, asked: Asked, given: dict[str, Any]) -> TimelineStarted:
        """Start it."""
        return services.start_timeline(asked, rate=given["rate"])


@extend_schema_view(
    post=extend_schema(operation_id="timeline_pause", request=None, responses={200: OpenApiTypes.OBJECT})
)
class PauseView(ActView):
    """POST: let a drill's time stand still."""

    def act(self, asked: Asked, given: dict[str, Any]) -> TimelinePaused:
        """Stop it."""
        return services.pause_timeline(asked)


@extend_schema_view(
    post=extend_schema(operation_id="timeline_resume", request=fields.ResumeInput, responses={200: OpenApiTypes.OBJECT})
)
class ResumeView(ActView):
    """POST: let a drill's time run on."""

    Input = fields.ResumeInput

    def act(self, asked: Asked, given: dict[str, Any]) -> TimelineResumed:
        """Let it run."""
        return services.resume_timeline(asked, rate=given["rate"])


@extend_schema_view(
    post=extend_schema(operation_id="timeline_step", request=fields.StepInput, responses={200: OpenApiTypes.OBJECT})
)
class StepView(ActView):
    """POST: move a drill's time forward to a moment, where it stands."""

    Input = fields.StepInput

    def act(self, asked: Asked, given: dict[str, Any]) -> TimelineStepped:
        """Step."""
        return services.step_timeline(asked, to=given["to"])


@extend_schema_view(
    get=extend_schema(operation_id="departures_list", responses=fields.DepartureOut(many=True)),
    post=extend_schema(
        operation_id="departures_record", request=fields.DepartureInput, responses={200: OpenApiTypes.OBJECT}
    ),
)
class DeparturesView(ReadView, ActView):
    """GET: the departures from the published procedure. POST: record one, with its approver's proof."""

    Input = fields.DepartureInput

    def read(self, actor: Actor, *, request: Request, exam: UUID | None, **names: Any) -> Any:
        """In order of exam time."""
        return fields.DepartureOut(departures_of(exam_of(exam).pk), many=True).data

    def act(self, asked: Asked, given: dict[str, Any]) -> DepartureRecorded:
        """Record it."""
        approver = given.pop("approver")
        return services.record_departure(asked, approver=approver, told=services.DepartureTold(**given))
