"""What the API of the convoy from the city takes and tells."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from organisation.api.fields import ProofField
from paper_custody.api.crew_fields import CrewField, crew_of
from paper_custody.api.fields import LONGEST_CODE
from paper_custody.states.inward import ConvoyTold


class InwardConvoyInput(serializers.Serializer[None]):
    """Papers left the city, as the duty desk was told."""

    leader = serializers.CharField(max_length=64)
    vehicle = serializers.CharField(max_length=LONGEST_CODE)
    crew = CrewField()
    sessions = serializers.ListField(child=serializers.CharField(max_length=20), min_length=1, max_length=20)
    document = serializers.CharField(max_length=100)
    expected_at = serializers.DateTimeField()


def convoy_of(given: dict[str, Any]) -> ConvoyTold:
    """The convoy of a request."""
    return ConvoyTold(
        leader=given["leader"],
        vehicle=given["vehicle"],
        crew=crew_of(given),
        sessions=given["sessions"],
        document=given["document"],
        expected_at=given["expected_at"],
    )


class InwardArrivedInput(serializers.Serializer[None]):
    """It stands at the secure room. The caller keeps the room; the convoy's leader proves himself."""

    giver = ProofField()


class InwardCrewOut(serializers.Serializer[Any]):
    """Somebody who rides with it."""

    person = serializers.CharField(source="person.name")
    duty = serializers.CharField()
    vehicle = serializers.CharField()


class InwardConvoyOut(serializers.Serializer[Any]):
    """A convoy from the city."""

    convoy = serializers.UUIDField(source="pk")
    status = serializers.CharField()
    leader = serializers.CharField(source="leader.name")
    vehicle = serializers.CharField()
    sessions = serializers.ListField(child=serializers.CharField())
    document = serializers.CharField()
    left_at = serializers.DateTimeField()
    expected_at = serializers.DateTimeField()
    arrived_at = serializers.DateTimeField(allow_null=True)
    crew = InwardCrewOut(source="crew.all", many=True)
