"""Addresses of incidents: what there is, and every act on one."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_view
from rest_framework.request import Request

from exams.selectors.sessions import exam_of
from incidents import services
from incidents.api import fields
from incidents.gateways import Plan
from incidents.selectors.catalogue import CatalogueWanted, plans_shown
from incidents.selectors.lines import Wanted, incident_lines
from incidents.selectors.story import story_or_line
from incidents.states import Authority, Level, Matter, Outcome
from kernel.act import Asked
from kernel.actors import Actor
from kernel.api import ActView, Nothing, ReadView
from kernel.events import DomainEvent

FILTERS = [
    OpenApiParameter("state", str, enum=["open", "closed", "all"], description="Open ones, unless told otherwise."),
    OpenApiParameter("level", str, enum=[level.value for level in Level]),
    OpenApiParameter("venue", str),
    OpenApiParameter("search", str),
]


def act_called(name: str) -> Callable[[type[ActView]], type[ActView]]:
    """How the OpenAPI document calls an act."""

    def describe(view: type[ActView]) -> type[ActView]:
        given = None if view.Input is Nothing else view.Input
        post = extend_schema(operation_id=f"incidents_{name}", request=given, responses={200: OpenApiTypes.OBJECT})
        return extend_schema_view(post=post)(view)

    return describe


@extend_schema_view(get=extend_schema(operation_id="plans_list", responses=fields.PlanOut(many=True)))
class PlansView(ReadView):
    """GET: the contingency plans in force in the county."""

    def read(self, actor: Actor, *, request: Request, exam: UUID | None, **names: Any) -> Any:
        """In the order of their codes."""
        return fields.PlanOut(_in_force(exam, CatalogueWanted(kind="plans")), many=True).data


@extend_schema_view(get=extend_schema(operation_id="procedures_list", responses=fields.PlanOut(many=True)))
class ProceduresView(ReadView):
    """GET: the procedures in force in the county. One is started like a plan, and always at a venue."""

    def read(self, actor: Actor, *, request: Request, exam: UUID | None, **names: Any) -> Any:
        """In the order of their codes."""
        return fields.PlanOut(_in_force(exam, CatalogueWanted(kind="procedures")), many=True).data


def _in_force(exam: UUID | None, wanted: CatalogueWanted) -> list[Plan]:
    return [one.plan for one in plans_shown(exam_of(exam).scope, wanted)]


@extend_schema_view(
    get=extend_schema(operation_id="incidents_list", responses=fields.LineOut(many=True), parameters=FILTERS),
    post=extend_schema(operation_id="incidents_open", request=fields.OpenInput, responses={200: OpenApiTypes.OBJECT}),
)
class IncidentsView(ReadView, ActView):
    """GET: the incidents, the most pressing first. POST: open one, in at most five fields."""

    Input = fields.OpenInput

    def read(self, actor: Actor, *, request: Request, exam: UUID | None, **names: Any) -> Any:
        """Open ones; ``?state=all`` and the other filters change what is listed."""
        wanted = Wanted(**{name: request.query_params[name] for name in Wanted.names() if name in request.query_params})
        return [fields.line_told(line) for line in incident_lines(exam_of(exam).pk, actor, wanted)]

    def act(self, asked: Asked, given: dict[str, Any]) -> DomainEvent:
        """Open it."""
        plan, _slash, condition = given.pop("plan").partition("/")
        report = services.FirstReport(plan=plan, condition=condition, **given)
        return services.open_incident(asked, report=report)


@extend_schema_view(get=extend_schema(operation_id="incidents_read", responses=fields.StoryOut))
class IncidentView(ReadView):
    """GET: one incident whole. Of a restricted one, others are told its number and when it was opened."""

    def read(self, actor: Actor, *, request: Request, exam: UUID | None, **names: Any) -> Any:
        """Refused (``not_there``) where the actor may not even know of it."""
        story, line = story_or_line(exam_of(exam).pk, names["number"], actor)
        return fields.line_told(line) if story is None else fields.story_told(story)


@act_called("acknowledge")
class AcknowledgeView(ActView):
    """POST: answer for it."""

    def act(self, asked: Asked, given: dict[str, Any]) -> DomainEvent:
        """The climb stops."""
        return services.acknowledge(asked, number=given["number"])


@act_called("escalate")
class EscalateView(ActView):
    """POST: tell the next rung now."""

    Input = fields.MaySayInput

    def act(self, asked: Asked, given: dict[str, Any]) -> DomainEvent:
        """One rung."""
        return services.escalate(asked, **given)


@act_called("note")
class NotesView(ActView):
    """POST: note what was done beyond the plan's steps."""

    Input = fields.SayInput

    def act(self, asked: Asked, given: dict[str, Any]) -> DomainEvent:
        """Note it."""
        return services.note_action(asked, **given)


@act_called("do_step")
class StepDoneView(ActView):
    """POST: a step was done."""

    Input = fields.MaySayInput

    def act(self, asked: Asked, given: dict[str, Any]) -> DomainEvent:
        """Enter it."""
        return services.do_step(asked, **given)


@act_called("approve_step")
class StepApproveView(ActView):
    """POST: the venue head or the district chief says yes or no, under his own login."""

    Input = fields.ApproveInput

    def act(self, asked: Asked, given: dict[str, Any]) -> DomainEvent:
        """Record it."""
        return services.approve_step(asked, **given | {"outcome": Outcome(given["outcome"])})


@act_called("waive_steps")
class WaiveView(ActView):
    """POST: steps do not apply, with the reason."""

    Input = fields.WaiveInput

    def act(self, asked: Asked, given: dict[str, Any]) -> DomainEvent:
        """Waive them."""
        return services.waive_steps(asked, **given)


@act_called("change_level")
class LevelView(ActView):
    """POST: change the county's own, initial level."""

    Input = fields.LevelInput

    def act(self, asked: Asked, given: dict[str, Any]) -> DomainEvent:
        """A new fact; the old one stays."""
        return services.change_level(asked, **given | {"level": Level(given["level"])})


@act_called("report_upward")
class ReportsView(ActView):
    """POST: a higher level was told."""

    Input = fields.ReportInput

    def act(self, asked: Asked, given: dict[str, Any]) -> DomainEvent:
        """Record it."""
        return services.report_upward(asked, **given | {"to": Authority(given["to"])})


@act_called("request_upward")
class RequestsView(ActView):
    """POST: ask a higher level."""

    Input = fields.RequestInput

    def act(self, asked: Asked, given: dict[str, Any]) -> DomainEvent:
        """Record the request; a step that is this request is done by it."""
        number = given.pop("number")
        told = services.RequestTold(**given | {"to": Authority(given["to"]), "matter": Matter(given["matter"])})
        return services.request_upward(asked, number=number, request=told)


@act_called("record_decision")
class DecisionsView(ActView):
    """POST: a decision was received: who, when, document number."""

    Input = fields.DecisionInput

    def act(self, asked: Asked, given: dict[str, Any]) -> DomainEvent:
        """Record it; one on the level confirms it."""
        number = given.pop("number")
        words = {
            "authority": Authority(given["authority"]),
            "matter": Matter(given["matter"]),
            "outcome": Outcome(given["outcome"]),
            "level": None if given["level"] is None else Level(given["level"]),
        }
        return services.record_decision(asked, number=number, decision=services.DecisionTold(**given | words))


@act_called("pause_clock")
class PauseView(ActView):
    """POST: let a deadline stand still. The one who allows it proves himself in the same request."""

    Input = fields.PauseInput

    def act(self, asked: Asked, given: dict[str, Any]) -> DomainEvent:
        """Pause it."""
        clock = services.ClockNamed(fields.purpose_of(given.pop("clock")), given.pop("step"))
        return services.pause_clock(asked, clock=clock, **given)


@act_called("resume_clock")
class ResumeView(ActView):
    """POST: let it run on."""

    Input = fields.ClockInput

    def act(self, asked: Asked, given: dict[str, Any]) -> DomainEvent:
        """Resume it."""
        clock = services.ClockNamed(fields.purpose_of(given["clock"]), given["step"])
        return services.resume_clock(asked, number=given["number"], clock=clock)


@act_called("propose_close")
class ProposeCloseView(ActView):
    """POST: say that it is over. Refused with what is left to do."""

    Input = fields.SayInput

    def act(self, asked: Asked, given: dict[str, Any]) -> DomainEvent:
        """Propose it."""
        return services.propose_close(asked, **given)


@act_called("withdraw_close")
class WithdrawCloseView(ActView):
    """POST: it is not over after all."""

    Input = fields.SayInput

    def act(self, asked: Asked, given: dict[str, Any]) -> DomainEvent:
        """Withdraw it."""
        return services.withdraw_close(asked, **given)


@act_called("close")
class CloseView(ActView):
    """POST: close what another person proposed to close."""

    def act(self, asked: Asked, given: dict[str, Any]) -> DomainEvent:
        """Close it."""
        return services.close_incident(asked, number=given["number"])


@act_called("review")
class ReviewView(ActView):
    """POST: what was learnt, or that nothing was."""

    Input = fields.SayInput

    def act(self, asked: Asked, given: dict[str, Any]) -> DomainEvent:
        """Record it."""
        return services.review_incident(asked, **given)


@act_called("archive")
class ArchiveView(ActView):
    """POST: put it away."""

    def act(self, asked: Asked, given: dict[str, Any]) -> DomainEvent:
        """Archive it."""
        return services.archive_incident(asked, number=given["number"])
