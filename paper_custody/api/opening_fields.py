"""What the API takes around the opening of bags: decisions as they were received."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from exams.states import Approver
from organisation.api.fields import ProofField
from paper_custody.api.fields import LONGEST_CODE, MOST_ROOMS
from paper_custody.states.decisions import DecidedBy, DecisionTold, Verdict
from paper_custody.states.failures import (
    MOST_WITNESSES,
    FailureCause,
    FailureTold,
    ForceTold,
    ForceWitness,
    SealDisposal,
    TimeLostTold,
)
from paper_custody.states.keys import MOST_KEYS


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


class FailureInput(serializers.Serializer[None]):
    """A lock that does not open. A person's few words at most; never a code."""

    lock = serializers.CharField(max_length=LONGEST_CODE)
    cause = serializers.ChoiceField(choices=[one.value for one in FailureCause])
    session = serializers.CharField(max_length=20, required=False, allow_blank=True, default="")
    planned_at = serializers.DateTimeField(required=False, allow_null=True, default=None)
    lost_keys = serializers.ListField(
        child=serializers.CharField(max_length=LONGEST_CODE), required=False, default=list, max_length=MOST_KEYS
    )
    words = serializers.CharField(max_length=200, required=False, allow_blank=True, default="")


def failure_of(given: dict[str, Any]) -> FailureTold:
    """The failure of a request."""
    return FailureTold(**{**given, "cause": FailureCause(given["cause"])})


class OpeningDecisionInput(DecisionInput):
    """What those above said to the request to break a lock open."""

    asked_at = serializers.DateTimeField()


class ForceWitnessInput(serializers.Serializer[None]):
    """Who watched, and in which post."""

    name = serializers.CharField(max_length=40, required=False, allow_blank=True, default="")
    post = serializers.CharField(max_length=80, required=False, allow_blank=True, default="")


class ForceInput(serializers.Serializer[None]):
    """A lock was broken open: where its recording is found, the old seal and its fate, the new seal, who watched.

    What is left empty is refused by the act, which says what is missing.
    """

    second = ProofField()
    video = serializers.CharField(max_length=100, required=False, allow_blank=True, default="")
    old_seal = serializers.CharField(max_length=LONGEST_CODE, required=False, allow_blank=True, default="")
    disposal = serializers.ChoiceField(choices=[one.value for one in SealDisposal])
    new_seal = serializers.CharField(max_length=LONGEST_CODE, required=False, allow_blank=True, default="")
    witnesses = serializers.ListField(
        child=ForceWitnessInput(), required=False, default=list, max_length=MOST_WITNESSES
    )


def force_of(given: dict[str, Any]) -> ForceTold:
    """The opening by force of a request."""
    return ForceTold(
        video=given["video"],
        old_seal=given["old_seal"],
        disposal=SealDisposal(given["disposal"]),
        new_seal=given["new_seal"],
        witnesses=[ForceWitness(one["name"], one["post"]) for one in given["witnesses"]],
    )


class AfterAllInput(serializers.Serializer[None]):
    """A lock that had failed was opened without force."""

    second = ProofField()


class TimeLostInput(serializers.Serializer[None]):
    """Time that rooms lost."""

    second = ProofField()
    session = serializers.CharField(max_length=20)
    rooms = serializers.ListField(child=serializers.CharField(max_length=20), min_length=1, max_length=MOST_ROOMS)
    lost_from = serializers.DateTimeField()
    lost_until = serializers.DateTimeField()


def lost_of(given: dict[str, Any]) -> TimeLostTold:
    """The lost time of a request."""
    return TimeLostTold(
        session=given["session"],
        rooms=tuple(given["rooms"]),
        lost_from=given["lost_from"],
        lost_until=given["lost_until"],
    )


class WarningInput(serializers.Serializer[None]):
    """The venue that takes note."""

    venue = serializers.CharField(max_length=20)


class WarnedOut(serializers.Serializer[Any]):
    """A venue that was warned, and who took note when."""

    venue = serializers.CharField()
    acknowledged_at = serializers.DateTimeField(allow_null=True)


class ForceWitnessOut(serializers.Serializer[Any]):
    """Who watched an opening by force."""

    name = serializers.CharField()
    post = serializers.CharField()


class ForcedOut(serializers.Serializer[Any]):
    """An opening by force: when, by whom, on whose word, before whom. Seal numbers are told to nobody."""

    exam_at = serializers.DateTimeField()
    first = serializers.CharField(source="first.name")
    second = serializers.CharField(source="second.name")
    decided_by = serializers.CharField(source="decision.decided_by")
    document = serializers.CharField(source="decision.document")
    video = serializers.CharField()
    disposal = serializers.CharField()
    witnesses = ForceWitnessOut(many=True)


class FailureOut(serializers.Serializer[Any]):
    """A lock that did not open, and how far its procedure is."""

    failure = serializers.UUIDField()
    lock = serializers.CharField()
    venue = serializers.CharField()
    session = serializers.CharField()
    cause = serializers.CharField()
    status = serializers.CharField()
    planned_at = serializers.DateTimeField(allow_null=True)
    noticed_at = serializers.DateTimeField()
    seconds_lost = serializers.IntegerField()
    warned = WarnedOut(many=True)
    forced = ForcedOut(allow_null=True)
