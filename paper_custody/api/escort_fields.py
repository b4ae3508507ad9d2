"""What the API takes of runs that are on the road."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from organisation.api.fields import ProofField
from paper_custody.api.crew_fields import CrewField, crew_of
from paper_custody.api.fields import LONGEST_CODE, BatchInput
from paper_custody.states import Change


class ChangeVehicleInput(BatchInput):
    """Papers go on in another vehicle. The caller gives; without ``crew``, everybody moves over."""

    receiver = ProofField()
    vehicle = serializers.CharField(max_length=LONGEST_CODE)
    reason = serializers.CharField(max_length=400)
    crew = CrewField()


def change_of(given: dict[str, Any]) -> Change:
    """The change of a request."""
    return Change(vehicle=given["vehicle"], reason=given["reason"], crew=crew_of(given))
