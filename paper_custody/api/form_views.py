"""Addresses of what was done on paper or told on the phone."""

from __future__ import annotations

from typing import Any

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework import serializers

from kernel.act import Asked
from kernel.api import ActView
from kernel.events import DomainEvent
from organisation.api.fields import ProofField
from paper_custody import services
from paper_custody.api.fields import LONGEST_CODE, BatchInput, batch_of
from paper_custody.states import ON_A_FORM, CallKind, FormGiven, Run, Step
from venues.states import Call

MOST_SIGNERS = 10


def _names() -> serializers.ListField:
    return serializers.ListField(child=serializers.CharField(max_length=60), min_length=1, max_length=MOST_SIGNERS)


class FormInput(BatchInput):
    """A handover form as it was signed on paper. The caller and ``second`` enter it; neither signed it."""

    second = ProofField()
    form = serializers.CharField(max_length=60)
    step = serializers.ChoiceField(choices=[step.value for step in ON_A_FORM])
    signed_at = serializers.DateTimeField()
    givers = _names()
    receivers = _names()
    venue = serializers.CharField(max_length=20, required=False, allow_blank=True, default="")
    sessions = serializers.ListField(
        child=serializers.CharField(max_length=20), required=False, default=list, max_length=20
    )
    vehicle = serializers.CharField(max_length=LONGEST_CODE, required=False, allow_blank=True, default="")
    expected_at = serializers.DateTimeField(required=False, allow_null=True, default=None)


class CallInput(serializers.Serializer[None]):
    """A call about a venue's papers: who called, from which number, and when."""

    venue = serializers.CharField(max_length=20)
    session = serializers.CharField(max_length=20)
    told = serializers.ChoiceField(choices=[kind.value for kind in CallKind])
    caller = serializers.CharField(max_length=60)
    number = serializers.CharField(max_length=30)
    called_at = serializers.DateTimeField()


def _told(operation: str, request: Any) -> Any:
    """How an act is told in the OpenAPI document."""
    return extend_schema_view(
        post=extend_schema(operation_id=operation, request=request, responses={200: OpenApiTypes.OBJECT})
    )


@_told("papers_enter_form", FormInput)
class EnterFormView(ActView):
    """POST: enter a handover that was signed on paper. Two clerks; it stays marked as weaker."""

    Input = FormInput

    def act(self, asked: Asked, given: dict[str, Any]) -> DomainEvent:
        """With its number and its time."""
        form = FormGiven(
            number=given["form"],
            step=Step(given["step"]),
            signed_at=given["signed_at"],
            givers=given["givers"],
            receivers=given["receivers"],
            venue=given["venue"],
            sessions=sorted(set(given["sessions"])),
            run=Run(vehicle=given["vehicle"], expected_at=given["expected_at"]) if given["vehicle"] else None,
        )
        # Who signed on paper is a name: nobody but the clerks proves himself here.
        batch = batch_of({**given, "givers": (), "receivers": ()})
        return services.enter_form(asked, second=given["second"], form=form, batch=batch)


@_told("papers_key_call", CallInput)
class KeyCallView(ActView):
    """POST: key in what a caller told of papers: a mark, and no custody."""

    Input = CallInput

    def act(self, asked: Asked, given: dict[str, Any]) -> DomainEvent:
        """With caller and number."""
        call = Call(caller=given["caller"], number=given["number"], at=given["called_at"])
        return services.key_call(
            asked, venue=given["venue"], session=given["session"], told=CallKind(given["told"]), call=call
        )
