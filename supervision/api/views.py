"""Addresses of corrective actions: the register, and every act on one."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_view
from rest_framework.request import Request

from kernel.act import Asked
from kernel.actors import Actor
from kernel.api import ActView, ReadView
from kernel.events import DomainEvent
from kernel.time import now
from supervision import services
from supervision.api import fields
from supervision.selectors.register import STATES, Wanted, action_whole, register_of
from supervision.states import Source

FILTERS = [
    OpenApiParameter("state", str, enum=list(STATES), description="Open ones, unless told otherwise; red is overdue."),
    OpenApiParameter("source", str, enum=[source.value for source in Source]),
    OpenApiParameter("unit", str),
    OpenApiParameter("search", str),
]


def act_called(name: str) -> Callable[[type[ActView]], type[ActView]]:
    """How the OpenAPI document calls an act."""

    def describe(view: type[ActView]) -> type[ActView]:
        post = extend_schema(
            operation_id=f"corrective_actions_{name}", request=view.Input, responses={200: OpenApiTypes.OBJECT}
        )
        return extend_schema_view(post=post)(view)

    return describe


@extend_schema_view(
    get=extend_schema(
        operation_id="corrective_actions_list", responses=fields.ActionOut(many=True), parameters=FILTERS
    ),
    post=extend_schema(
        operation_id="corrective_actions_raise", request=fields.SayInput, responses={200: OpenApiTypes.OBJECT}
    ),
)
class ActionsView(ReadView, ActView):
    """GET: the register, what is overdue first. POST: enter by hand what is to be put right."""

    Input = fields.SayInput

    def read(self, actor: Actor, *, request: Request, exam: UUID | None, **names: Any) -> Any:
        """Open ones, unless the address says otherwise."""
        asked = {name: request.query_params[name] for name in Wanted.names() if name in request.query_params}
        return [fields.action_told(told) for told in register_of(actor, Wanted(**asked), now())]

    def act(self, asked: Asked, given: dict[str, Any]) -> DomainEvent:
        """Raise it."""
        return services.raise_action(asked, **given)


@extend_schema_view(get=extend_schema(operation_id="corrective_actions_read", responses=fields.WholeOut))
class ActionView(ReadView):
    """GET: one action with its log."""

    def read(self, actor: Actor, *, request: Request, exam: UUID | None, **names: Any) -> Any:
        """Refused (``not_there``) where the actor may not see it."""
        return fields.whole_told(action_whole(actor, names["number"], now()))


@act_called("assign")
class AssignView(ActView):
    """POST: whose it is, and by when."""

    Input = fields.AssignInput

    def act(self, asked: Asked, given: dict[str, Any]) -> DomainEvent:
        """Assign it."""
        owner = services.Owner(given.pop("unit"), given.pop("role"), given.pop("person"))
        return services.assign_action(asked, owner=owner, **given)


@act_called("extend")
class ExtendView(ActView):
    """POST: more time. The one who allows it proves himself in the same request."""

    Input = fields.ExtendInput

    def act(self, asked: Asked, given: dict[str, Any]) -> DomainEvent:
        """Extend it."""
        return services.extend_action(asked, **given)


@act_called("report_done")
class DoneView(ActView):
    """POST: it is done, and this shows it."""

    Input = fields.SayInput

    def act(self, asked: Asked, given: dict[str, Any]) -> DomainEvent:
        """Report it."""
        return services.report_done(asked, **given)


@act_called("confirm")
class ConfirmView(ActView):
    """POST: re-checked by another person, it is done."""

    Input = fields.MaySayInput

    def act(self, asked: Asked, given: dict[str, Any]) -> DomainEvent:
        """Close it."""
        return services.confirm_done(asked, **given)


@act_called("send_back")
class SendBackView(ActView):
    """POST: re-checked by another person, it is not done."""

    Input = fields.SendBackInput

    def act(self, asked: Asked, given: dict[str, Any]) -> DomainEvent:
        """Give it back."""
        return services.send_back(asked, **given)


@act_called("drop")
class DropView(ActView):
    """POST: it will not be done. The one who allows that proves himself in the same request."""

    Input = fields.DropInput

    def act(self, asked: Asked, given: dict[str, Any]) -> DomainEvent:
        """Put it aside."""
        return services.drop_action(asked, **given)
