"""What the API takes of approvals, sources and devices of positions."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from paper_custody.states.positions import Approval, Feed

LEAST_SECRET = 24


class ApprovalInput(serializers.Serializer[None]):
    """The secrecy office's approval."""

    document = serializers.CharField(max_length=100)
    decided_by = serializers.CharField(max_length=100)
    decided_on = serializers.DateField()
    valid_until = serializers.DateTimeField()


def approval_of(given: dict[str, Any]) -> Approval:
    """The approval of a request."""
    return Approval(**given)


class PositionSourceInput(serializers.Serializer[None]):
    """A source of positions, and the secret that it will show."""

    name = serializers.CharField(max_length=60)
    feed = serializers.ChoiceField(choices=[feed.value for feed in Feed])
    secret = serializers.CharField(min_length=LEAST_SECRET, max_length=200)


class DeviceInput(serializers.Serializer[None]):
    """A device of a source, and the vehicle that it rides in."""

    native_id = serializers.CharField(max_length=100)
    vehicle = serializers.CharField(max_length=64)
