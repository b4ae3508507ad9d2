"""What the API of spare papers and cards takes and tells. No candidate is named."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from organisation.api.fields import ProofField
from paper_custody.api.fields import LONGEST_CODE
from paper_custody.states import Material
from paper_custody.states.spares import SpareAsk, SpareCause, SpareHanded

LONGEST_LOSS = 3 * 60 * 60


class SpareAskInput(serializers.Serializer[None]):
    """A spare paper or card for one seat."""

    venue = serializers.CharField(max_length=20)
    session = serializers.CharField(max_length=20)
    room = serializers.CharField(max_length=20)
    seat = serializers.CharField(max_length=10, required=False, allow_blank=True, default="")
    material = serializers.ChoiceField(choices=[one.value for one in Material])
    cause = serializers.ChoiceField(choices=[one.value for one in SpareCause])
    own_fault = serializers.BooleanField()


def ask_of(given: dict[str, Any]) -> SpareAsk:
    """What a request asks for."""
    return SpareAsk(
        session=given["session"],
        room=given["room"],
        material=Material(given["material"]),
        cause=SpareCause(given["cause"]),
        own_fault=given["own_fault"],
        seat=given["seat"],
    )


class SpareGivenInput(serializers.Serializer[None]):
    """A spare was given, and the old one taken back."""

    second = ProofField()
    bag = serializers.CharField(max_length=LONGEST_CODE)
    number = serializers.CharField(max_length=LONGEST_CODE)
    old_number = serializers.CharField(max_length=LONGEST_CODE)
    seconds_lost = serializers.IntegerField(min_value=0, max_value=LONGEST_LOSS, required=False, default=0)


def handed_of(given: dict[str, Any]) -> SpareHanded:
    """What a request says was given."""
    return SpareHanded(
        bag=given["bag"],
        number=given["number"],
        old_number=given["old_number"],
        seconds_lost=given["seconds_lost"],
    )


class SpareOut(serializers.Serializer[Any]):
    """A line of the register."""

    use = serializers.UUIDField()
    number = serializers.IntegerField()
    session = serializers.CharField()
    room = serializers.CharField()
    material = serializers.CharField()
    cause = serializers.CharField()
    own_fault = serializers.BooleanField()
    status = serializers.CharField()
    asked_at = serializers.DateTimeField()
    missing = serializers.ListField(child=serializers.CharField())
    waits_for_paper = serializers.ListField(child=serializers.CharField())
