"""What the API of triage and of merging takes and tells."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from incidents.api.fields import WORDS, OpenInput, SayInput
from incidents.selectors.triage import TipLine
from incidents.states import TOLD_TO_THE_DESK


class TipInput(serializers.Serializer[None]):
    """What was told to the desk, and by what number, address or caller it is found again."""

    kind = serializers.ChoiceField(choices=[kind.value for kind in TOLD_TO_THE_DESK])
    reference = serializers.CharField(max_length=300)
    words = serializers.CharField(max_length=WORDS)
    venue = serializers.CharField(max_length=40, required=False, default="", allow_blank=True)


class PromoteInput(OpenInput):
    """The incident that it is. Venue and words are those that were told, unless others are named."""

    caller = None  # type: ignore[assignment]  # who told it is on record


class AttachInput(serializers.Serializer[None]):
    """The open incident that it belongs to."""

    incident = serializers.IntegerField(min_value=1)


class MergeInput(SayInput):
    """The incident that goes on for both, and why they are one."""

    into = serializers.IntegerField(min_value=1)


class TipOut(serializers.Serializer[Any]):
    """One of what was told. Of one that is for named roles, others are told the first four."""

    number = serializers.IntegerField()
    kind = serializers.CharField()
    status = serializers.CharField()
    told_at = serializers.DateTimeField()
    reference = serializers.CharField(required=False)
    words = serializers.CharField(required=False)
    venue = serializers.CharField(required=False, allow_null=True)
    person = serializers.CharField(required=False)
    overdue = serializers.BooleanField(required=False)
    incident = serializers.IntegerField(required=False, allow_null=True)
    reason = serializers.CharField(required=False)
    judged_by = serializers.CharField(required=False, allow_null=True)
    judged_at = serializers.DateTimeField(required=False, allow_null=True)


def tip_told(line: TipLine) -> dict[str, Any]:
    """One of them as JSON values."""
    tip = line.tip
    head = {"number": tip.number, "kind": tip.kind, "status": tip.status, "told_at": tip.told_at}
    if line.hidden:
        return head
    return head | {
        "reference": tip.reference,
        "words": tip.words,
        "venue": None if tip.venue is None else tip.venue.code,
        "person": tip.person.name,
        "overdue": tip.overdue_at is not None,
        "incident": line.incident,
        "reason": tip.reason,
        "judged_by": None if tip.judged_by is None else tip.judged_by.name,
        "judged_at": tip.judged_at,
    }
