"""Who rides along, as the API takes it."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from paper_custody.states import Aboard, Duty

LONGEST = 64
# More than ride in any convoy; a list that is longer is a mistake.
MOST_ABOARD = 40
NAMED_DUTIES = (Duty.ESCORT, Duty.POLICE, Duty.DRIVER)


class AboardInput(serializers.Serializer[None]):
    """Somebody who rides along, by staff number. Without ``vehicle``, in the one with the papers."""

    person = serializers.CharField(max_length=LONGEST)
    duty = serializers.ChoiceField(choices=[duty.value for duty in NAMED_DUTIES])
    vehicle = serializers.CharField(max_length=LONGEST, required=False, allow_blank=True, default="")


class CrewField(serializers.ListField):
    """All who ride along but the leader, who signs for the bags."""

    child = AboardInput()

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, default=list, max_length=MOST_ABOARD, **kwargs)


def crew_of(given: dict[str, Any]) -> tuple[Aboard, ...]:
    """The crew of a request."""
    return tuple(Aboard(one["person"], Duty(one["duty"]), one["vehicle"]) for one in given["crew"])
