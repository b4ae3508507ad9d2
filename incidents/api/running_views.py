"""Addresses of how an incident is run: its roles, its situation reports, the county's own decisions."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework.request import Request

from exams.selectors.sessions import exam_of
from incidents import services
from incidents.api import running_fields
from incidents.api.fields import SayInput
from incidents.api.views import act_called
from incidents.policies import check_seen
from incidents.selectors.running import roles_of
from incidents.selectors.situations import choices_of, reports_due, situations_of
from incidents.selectors.story import incident_called
from incidents.states import SituationKind
from kernel.act import Asked
from kernel.actors import Actor
from kernel.api import ActView, ReadView
from kernel.events import DomainEvent


@extend_schema_view(
    get=extend_schema(operation_id="incidents_roles", responses=running_fields.RoleOut(many=True)),
)
class RolesView(ReadView):
    """GET: the roles of an incident, who holds each, and who held it before."""

    def read(self, actor: Actor, *, request: Request, exam: UUID | None, **names: Any) -> Any:
        """In the order of the roles."""
        incident = incident_called(exam_of(exam).pk, names["number"])
        check_seen(incident, actor)
        return running_fields.RoleOut(roles_of([incident])[incident.pk], many=True).data


@act_called("take_role")
class RoleTakeView(ActView):
    """POST: take a role that nobody holds."""

    Input = running_fields.RoleInput

    def act(self, asked: Asked, given: dict[str, Any]) -> DomainEvent:
        """Take it."""
        return services.take_role(asked, **given)


@act_called("hand_over_role")
class RoleHandOverView(ActView):
    """POST: hand a role over. The caller gives; the receiver proves himself in the same request."""

    Input = running_fields.HandOverInput

    def act(self, asked: Asked, given: dict[str, Any]) -> DomainEvent:
        """Hand it over."""
        return services.hand_over_role(asked, **given)


@act_called("take_over_role")
class RoleTakeOverView(ActView):
    """POST: take a role from a holder who cannot be reached, with a reason and an approval."""

    Input = running_fields.TakeOverInput

    def act(self, asked: Asked, given: dict[str, Any]) -> DomainEvent:
        """Take it over."""
        return services.take_over_role(asked, **given)


@act_called("lay_down_role")
class RoleLayDownView(ActView):
    """POST: lay down a role that is not needed any longer."""

    Input = running_fields.LayDownInput

    def act(self, asked: Asked, given: dict[str, Any]) -> DomainEvent:
        """Lay it down."""
        return services.lay_down_role(asked, **given)


@extend_schema_view(
    get=extend_schema(operation_id="incidents_situations", responses=running_fields.SituationsOut),
    post=extend_schema(
        operation_id="incidents_report_situation",
        request=running_fields.SituationInput,
        responses={200: OpenApiTypes.OBJECT},
    ),
)
class SituationsView(ReadView, ActView):
    """GET: the situation reports and what is due. POST: report how it stands."""

    Input = running_fields.SituationInput

    def read(self, actor: Actor, *, request: Request, exam: UUID | None, **names: Any) -> Any:
        """The last first."""
        incident = incident_called(exam_of(exam).pk, names["number"])
        check_seen(incident, actor)
        due = [{"kind": one.kind, "due_at": one.due_at, "missed": one.missed} for one in reports_due([incident])]
        reports = running_fields.SituationOut(situations_of(incident), many=True).data
        return {"due": due, "reports": reports}

    def act(self, asked: Asked, given: dict[str, Any]) -> DomainEvent:
        """Report it."""
        number, kind = given.pop("number"), SituationKind(given.pop("kind"))
        return services.report_situation(asked, number=number, situation=services.SituationTold(kind=kind, **given))


@extend_schema_view(
    get=extend_schema(operation_id="incidents_choices", responses=running_fields.ChoiceOut(many=True)),
    post=extend_schema(
        operation_id="incidents_make_choice",
        request=running_fields.ChoiceInput,
        responses={200: OpenApiTypes.OBJECT},
    ),
)
class ChoicesView(ReadView, ActView):
    """GET: the county's own decisions. POST: put one on record."""

    Input = running_fields.ChoiceInput

    def read(self, actor: Actor, *, request: Request, exam: UUID | None, **names: Any) -> Any:
        """The last first."""
        incident = incident_called(exam_of(exam).pk, names["number"])
        check_seen(incident, actor)
        return running_fields.ChoiceOut(choices_of([incident])[incident.pk], many=True).data

    def act(self, asked: Asked, given: dict[str, Any]) -> DomainEvent:
        """Decide."""
        number = given.pop("number")
        return services.make_choice(asked, number=number, choice=services.ChoiceTold(**given))


@act_called("correct_choice")
class ChoiceCorrectView(ActView):
    """POST: put the record of a decision right by a further one."""

    Input = running_fields.ChoiceInput

    def act(self, asked: Asked, given: dict[str, Any]) -> DomainEvent:
        """Correct it."""
        number, corrects = given.pop("number"), given.pop("choice")
        choice = services.ChoiceTold(**given)
        return services.correct_choice(asked, number=number, corrects=corrects, choice=choice)


@act_called("review_choice")
class ChoiceReviewView(ActView):
    """POST: look at a decision again, as another than who made it."""

    Input = SayInput

    def act(self, asked: Asked, given: dict[str, Any]) -> DomainEvent:
        """Review it."""
        return services.review_choice(asked, **given)
