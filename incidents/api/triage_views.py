"""Addresses of triage and of merging."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework.request import Request

from exams.selectors.sessions import exam_of
from incidents import services
from incidents.api import fields
from incidents.api import triage_fields as told
from incidents.api.views import act_called
from incidents.selectors.triage import tip_lines
from incidents.states import OriginKind
from kernel.act import Asked
from kernel.actors import Actor
from kernel.api import ActView, ReadView
from kernel.events import DomainEvent


@extend_schema_view(
    get=extend_schema(operation_id="tips_list", responses=told.TipOut(many=True)),
    post=extend_schema(operation_id="tips_take", request=told.TipInput, responses={200: OpenApiTypes.OBJECT}),
)
class TipsView(ReadView, ActView):
    """GET: what was told to the desk, what waits first. POST: put on record what was told, to be judged."""

    Input = told.TipInput

    def read(self, actor: Actor, *, request: Request, exam: UUID | None, **names: Any) -> Any:
        """For those who judge it."""
        return [told.tip_told(line) for line in tip_lines(exam_of(exam), actor)]

    def act(self, asked: Asked, given: dict[str, Any]) -> DomainEvent:
        """It waits from now on."""
        return services.take_tip(asked, told=services.TipTold(**given | {"kind": OriginKind(given["kind"])}))


@act_called("promote_tip")
class PromoteTipView(ActView):
    """POST: open an incident of it."""

    Input = told.PromoteInput

    def act(self, asked: Asked, given: dict[str, Any]) -> DomainEvent:
        """The incident links back to it."""
        number = given.pop("number")
        plan, _slash, condition = given.pop("plan").partition("/")
        report = services.FirstReport(plan=plan, condition=condition, **given)
        return services.promote_tip(asked, number=number, report=report)


@act_called("attach_tip")
class AttachTipView(ActView):
    """POST: it belongs to an incident that is open already."""

    Input = told.AttachInput

    def act(self, asked: Asked, given: dict[str, Any]) -> DomainEvent:
        """A further origin of that one."""
        return services.attach_tip(asked, **given)


@act_called("answer_tip")
class AnswerTipView(ActView):
    """POST: it is no incident, for a reason."""

    Input = fields.SayInput

    def act(self, asked: Asked, given: dict[str, Any]) -> DomainEvent:
        """Answer it."""
        return services.answer_tip(asked, **given)


@act_called("merge")
class MergeView(ActView):
    """POST: it is the same as another one, which goes on for both."""

    Input = told.MergeInput

    def act(self, asked: Asked, given: dict[str, Any]) -> DomainEvent:
        """Its deadlines stand still."""
        return services.merge_incident(asked, **given)


@act_called("unmerge")
class UnmergeView(ActView):
    """POST: they are two after all."""

    Input = fields.SayInput

    def act(self, asked: Asked, given: dict[str, Any]) -> DomainEvent:
        """Its deadlines run on with what was left."""
        return services.unmerge_incident(asked, **given)
