"""Addresses of call-outs: of one incident for the desk, and of one's own unit for its liaison."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework.request import Request
from rest_framework.response import Response

from exams.selectors.sessions import exam_of
from incidents import services
from incidents.api import callout_fields
from incidents.api.views import act_called
from incidents.policies import check_seen
from incidents.selectors.callout import calls_of, my_calls
from incidents.selectors.story import incident_called
from kernel.act import Asked
from kernel.actors import Actor
from kernel.api import ActView, ReadView
from kernel.events import DomainEvent
from kernel.time import now


@extend_schema_view(
    get=extend_schema(operation_id="incidents_call_outs", responses=callout_fields.CalledOut(many=True)),
    post=extend_schema(
        operation_id="incidents_call_out", request=callout_fields.CallOutInput, responses={200: OpenApiTypes.OBJECT}
    ),
)
class CallOutsView(ReadView, ActView):
    """GET: who was called out for an incident, and how each has answered. POST: call departments out by one act."""

    Input = callout_fields.CallOutInput

    def read(self, actor: Actor, *, request: Request, exam: UUID | None, **names: Any) -> Any:
        """The red ones first."""
        incident = incident_called(exam_of(exam).pk, names["number"])
        check_seen(incident, actor)
        return callout_fields.CalledOut(calls_of([incident], now())[incident.pk], many=True).data

    def act(self, asked: Asked, given: dict[str, Any]) -> DomainEvent:
        """Call them."""
        return services.call_out(asked, **given)


@act_called("key_call_out")
class CallOutKeyView(ActView):
    """POST: a unit confirmed by telephone."""

    Input = callout_fields.SpokenInput

    def act(self, asked: Asked, given: dict[str, Any]) -> DomainEvent:
        """Key it in."""
        number, call = given.pop("number"), given.pop("call")
        return services.key_call_out(asked, number=number, call=call, spoken=services.SpokenWith(**given))


@act_called("liaison_unreachable")
class CallOutUnreachableView(ActView):
    """POST: the liaison cannot be reached."""

    Input = callout_fields.UnreachableInput

    def act(self, asked: Asked, given: dict[str, Any]) -> DomainEvent:
        """Note it."""
        return services.note_unreachable(asked, **given)


@act_called("waive_calls")
class CallOutsWaiveView(ActView):
    """POST: units need not confirm after all."""

    Input = callout_fields.WaiveCallsInput

    def act(self, asked: Asked, given: dict[str, Any]) -> DomainEvent:
        """Waive them."""
        return services.waive_calls(asked, **given)


@act_called("replace_liaison")
class CallOutReplaceView(ActView):
    """POST: call another liaison of the unit."""

    Input = callout_fields.ReplaceInput

    def act(self, asked: Asked, given: dict[str, Any]) -> DomainEvent:
        """Call him."""
        return services.replace_liaison(asked, **given)


@extend_schema_view(get=extend_schema(operation_id="call_outs_mine", responses=callout_fields.MyCallOut(many=True)))
class MyCallOutsView(ReadView):
    """GET: the call-outs of one's own unit, and of each just what concerns it."""

    def read(self, actor: Actor, *, request: Request, exam: UUID | None, **names: Any) -> Any:
        """Those unconfirmed first."""
        return [callout_fields.my_call_told(one) for one in my_calls(exam_of(exam).pk, actor)]


@extend_schema_view(post=extend_schema(operation_id="call_outs_confirm", request=None, responses=OpenApiTypes.OBJECT))
class CallOutConfirmView(ActView):
    """POST: confirm for one's own unit."""

    def post(self, request: Request, exam: UUID | None = None, **names: Any) -> Response:
        """That it is on record, and not the fact: by its number alone one could tell what it is about (limits.md 4)."""
        response = super().post(request, exam, **names)
        response.data = {**response.data, "fact": None}
        return response

    def act(self, asked: Asked, given: dict[str, Any]) -> DomainEvent:
        """Confirm."""
        return services.confirm_call_out(asked, call_id=given["call"])
