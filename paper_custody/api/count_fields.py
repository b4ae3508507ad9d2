"""What the API takes of counts."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from organisation.api.fields import ProofField
from paper_custody.api.fields import MOST_ROOMS
from paper_custody.states import Material, MaterialCounted, RoomCounted

MOST_SHEETS = 1_000
# Papers and cards, each of as many subjects as a session has.
MOST_EXCEPTIONS = 20


def _number(**how: Any) -> serializers.IntegerField:
    """How many were counted. Not told: it follows from the others."""
    return serializers.IntegerField(min_value=0, max_value=MOST_SHEETS, **how)


def _rest() -> serializers.IntegerField:
    return _number(required=False, allow_null=True, default=None)


class MaterialCountedInput(serializers.Serializer[None]):
    """What is out of the ordinary in a room's papers or cards. What is not told follows from the rest."""

    room = serializers.CharField(max_length=20)
    material = serializers.ChoiceField(choices=[material.value for material in Material])
    subject = serializers.CharField(max_length=40, required=False, allow_blank=True, default="")
    spare_issued = _number(required=False, default=0)
    voided_replaced = _number(required=False, default=0)
    used_by_present = _rest()
    blank_for_absent = _rest()
    surplus_blank = _rest()


class RoomCountedInput(serializers.Serializer[None]):
    """One room as it was counted: who is absent. A row without it was not counted yet."""

    room = serializers.CharField(max_length=20)
    absent = _rest()
    present = _rest()


class RoomCountsInput(serializers.Serializer[None]):
    """Rooms of a session as they were counted. What is printed on bags and how many seats there are is known."""

    venue = serializers.CharField(max_length=20)
    session = serializers.CharField(max_length=20)
    rooms = serializers.ListField(child=RoomCountedInput(), min_length=1, max_length=MOST_ROOMS)
    exceptions = serializers.ListField(
        child=MaterialCountedInput(), required=False, default=list, max_length=MOST_EXCEPTIONS * MOST_ROOMS
    )

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """Something was counted, and every exception is of a room that was."""
        counted = {one["room"] for one in attrs["rooms"] if one["absent"] is not None}
        if not counted:
            raise serializers.ValidationError({"rooms": [_("Enter how many are absent, room by room.")]})
        if strangers := sorted({but["room"] for but in attrs["exceptions"]} - counted):
            raise serializers.ValidationError(
                {"exceptions": [_("Count the room itself too: %s") % "、".join(strangers)]}
            )
        return attrs


class CountInput(RoomCountsInput):
    """One person's count: the caller's own, or that of a ``counter`` who proves himself on this screen."""

    counter = ProofField(required=False)


class CountTogetherInput(RoomCountsInput):
    """A count of two together, after a difference."""

    second = ProofField()


class WrongCountInput(serializers.Serializer[None]):
    """A count of the caller's that was entered wrongly."""

    second = ProofField()
    venue = serializers.CharField(max_length=20)
    entry = serializers.UUIDField()
    reason = serializers.CharField(max_length=400)


def counts_of(given: dict[str, Any]) -> dict[str, Any]:
    """What was counted where."""
    exceptions: dict[str, list[MaterialCounted]] = defaultdict(list)
    for but in given["exceptions"]:
        told = {name: value for name, value in but.items() if name not in {"room", "material"}}
        exceptions[but["room"]].append(MaterialCounted(material=Material(but["material"]), **told))
    rooms = [
        RoomCounted(room=one["room"], absent=one["absent"], present=one["present"], exceptions=exceptions[one["room"]])
        for one in given["rooms"]
        if one["absent"] is not None
    ]
    return {"venue": given["venue"], "session": given["session"], "rooms": rooms}
