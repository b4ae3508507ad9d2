"""What the API of what is left after the exam takes and tells."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from organisation.api.fields import ProofField
from paper_custody.api.fields import LONGEST_CODE, ScansField, batch_of
from paper_custody.states import MOST_SCANS, Batch
from paper_custody.states.leftovers import DestructionTold, Pieces, ResultsDayTold, ToDestroy, Witness

MOST_WITNESSES = 6
MOST_PIECES = 10_000


class PiecesInput(serializers.Serializer[None]):
    """A bag that holds another number than is printed on it."""

    code = serializers.CharField(max_length=LONGEST_CODE)
    pieces = serializers.IntegerField(min_value=0, max_value=MOST_PIECES)
    reason = serializers.CharField(max_length=200)


class KeepInput(serializers.Serializer[None]):
    """What is left goes into a cabinet, as printed except what is told."""

    second = ProofField()
    cabinet = serializers.CharField(max_length=LONGEST_CODE)
    bags = ScansField()
    bags_counted = serializers.IntegerField(min_value=0, max_value=100_000, required=False, allow_null=True)
    boxes_counted = serializers.IntegerField(min_value=0, max_value=100_000, required=False, allow_null=True)
    pieces = serializers.ListField(child=PiecesInput(), required=False, default=list, max_length=MOST_SCANS)


def kept_of(given: dict[str, Any]) -> Batch:
    """What a request puts into the cabinet."""
    return batch_of({**given, "left_out": (), "givers": (), "receivers": ()})


def pieces_of(given: dict[str, Any]) -> dict[str, Pieces]:
    """The numbers that are not those printed, by code."""
    return {one["code"]: Pieces(one["pieces"], one["reason"]) for one in given["pieces"]}


class ResultsDayInput(serializers.Serializer[None]):
    """The day of the results, as announced."""

    day = serializers.DateField()
    document = serializers.CharField(max_length=100)


def results_day_of(given: dict[str, Any]) -> ResultsDayTold:
    """The day of a request."""
    return ResultsDayTold(day=given["day"], document=given["document"])


class WitnessInput(serializers.Serializer[None]):
    """Somebody who watched, and for whom."""

    name = serializers.CharField(max_length=40)
    unit = serializers.CharField(max_length=80)


class DestroyInput(serializers.Serializer[None]):
    """What was kept is destroyed, before witnesses."""

    second = ProofField()
    sessions = serializers.ListField(
        child=serializers.CharField(max_length=20), required=False, default=list, max_length=20
    )
    bags = ScansField(required=False, default=tuple)
    but = serializers.ListField(
        child=serializers.CharField(max_length=LONGEST_CODE), required=False, default=list, max_length=MOST_SCANS
    )
    certificate = serializers.CharField(max_length=100)
    place = serializers.CharField(max_length=100)
    witnesses = serializers.ListField(child=WitnessInput(), max_length=MOST_WITNESSES)


def destroyed_of(given: dict[str, Any]) -> ToDestroy:
    """What a request destroys."""
    return ToDestroy(sessions=given["sessions"], scans=given["bags"], but=given["but"])


def destruction_of(given: dict[str, Any]) -> DestructionTold:
    """The destruction of a request."""
    return DestructionTold(
        certificate=given["certificate"],
        place=given["place"],
        witnesses=[Witness(one["name"], one["unit"]) for one in given["witnesses"]],
    )


class KeptLineOut(serializers.Serializer[Any]):
    """What is kept of a session and kind in one cabinet."""

    session = serializers.CharField()
    kind = serializers.CharField()
    cabinet = serializers.CharField()
    bags = serializers.IntegerField()
    pieces = serializers.IntegerField()


class DestructionOut(serializers.Serializer[Any]):
    """A certificate, and how much it covers."""

    certificate = serializers.CharField()
    place = serializers.CharField()
    bags = serializers.IntegerField(source="many")
    pieces = serializers.IntegerField()
    exam_at = serializers.DateTimeField()


class LeftoversOut(serializers.Serializer[Any]):
    """What is kept, until when, and what was destroyed."""

    kept_until = serializers.DateField(source="until.day")
    results_on = serializers.DateField(source="until.results_on")
    announced = serializers.BooleanField(source="until.announced")
    due = serializers.BooleanField()
    bags = serializers.IntegerField()
    pieces = serializers.IntegerField()
    waiting = serializers.IntegerField()
    held = serializers.ListField(child=serializers.CharField())
    lines = KeptLineOut(many=True)
    destructions = DestructionOut(many=True)
