"""What the API takes around the opening of bags: decisions as they were received."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from exams.states import Approver
from paper_custody.api.fields import LONGEST_CODE
from paper_custody.states.decisions import DecidedBy, DecisionTold, Verdict


class DecisionInput(serializers.Serializer[None]):
    """A decision as it was received: who, when, by which channel, under which number."""

    authority = serializers.ChoiceField(choices=[one.value for one in Approver])
    verdict = serializers.ChoiceField(
        choices=[one.value for one in Verdict], required=False, default=Verdict.GRANTED.value
    )
    decided_by = serializers.CharField(max_length=100)
    decided_at = serializers.DateTimeField()
    channel = serializers.ChoiceField(choices=[one.value for one in DecidedBy])
    document = serializers.CharField(max_length=100, required=False, allow_blank=True, default="")


def decision_of(given: dict[str, Any]) -> DecisionTold:
    """The decision of a request."""
    return DecisionTold(
        authority=Approver(given["authority"]),
        verdict=Verdict(given["verdict"]),
        decided_by=given["decided_by"],
        decided_at=given["decided_at"],
        channel=DecidedBy(given["channel"]),
        document=given["document"],
    )


class PaperSetInput(DecisionInput):
    """Which set of papers is used for a subject."""

    session = serializers.CharField(max_length=20)
    subject = serializers.CharField(max_length=40)
    paper_set = serializers.CharField(max_length=LONGEST_CODE)
