"""Schedule a drill, call one off, list them."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from drills.models import Drill
from drills.selectors import drills_of
from drills.services import DrillPlan, call_off_drill, schedule_drill
from drills.states import DrillForm
from kernel.act import Asked
from kernel.actors import Actor
from kernel.api import ActView, ReadView
from kernel.events import DomainEvent
from organisation.policies import require
from organisation.states import Capability


class DrillShape(serializers.ModelSerializer[Drill]):
    """A drill as it was scheduled."""

    class Meta:
        model = Drill
        fields = ("id", "name", "form", "begins_at", "rate", "status", "real", "exam")
        read_only_fields = fields


class DrillInput(serializers.Serializer[None]):
    """What is drilled, how, when."""

    real = serializers.UUIDField()
    name = serializers.CharField(max_length=100)
    form = serializers.ChoiceField(choices=DrillForm.choices)
    begins_at = serializers.DateTimeField()
    rate = serializers.IntegerField(default=1)


class DrillsView(ReadView, ActView):
    """GET: the county's drills. POST: schedule one."""

    Input = DrillInput

    @extend_schema(operation_id="drills_list", responses=DrillShape(many=True))
    def get(self, request: Request, exam: UUID | None = None, **names: Any) -> Response:
        """Answer."""
        return super().get(request, exam, **names)

    @extend_schema(operation_id="drills_schedule", request=DrillInput, responses={200: OpenApiTypes.OBJECT})
    def post(self, request: Request, exam: UUID | None = None, **names: Any) -> Response:
        """Act."""
        return super().post(request, exam, **names)

    def read(self, actor: Actor, *, request: Request, exam: UUID | None, **names: Any) -> Any:
        """The newest hundred."""
        require(actor, Capability.RUN_DRILL, actor.scope)
        return DrillShape(drills_of(actor.scope)[:100], many=True).data

    def act(self, asked: Asked, given: dict[str, Any]) -> DomainEvent:
        """Schedule."""
        plan = DrillPlan(given["real"], given["name"], given["form"], given["begins_at"], given["rate"])
        return schedule_drill(asked, plan=plan)


class CallOffView(ActView):
    """POST: call off a drill that has not begun."""

    @extend_schema(operation_id="drills_call_off", request=None, responses={200: OpenApiTypes.OBJECT})
    def post(self, request: Request, exam: UUID | None = None, **names: Any) -> Response:
        """Act."""
        return super().post(request, exam, **names)

    def act(self, asked: Asked, given: dict[str, Any]) -> DomainEvent:
        """Call off."""
        return call_off_drill(asked, drill_id=given["drill"])
