"""What the API of tablets takes and tells."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers


class OpenSlotInput(serializers.Serializer[None]):
    """A place for a tablet of a venue."""

    venue = serializers.CharField(max_length=20)
    name = serializers.CharField(max_length=40)


class RevokeInput(serializers.Serializer[None]):
    """A tablet that is trusted no longer, and since when: from the theft, not from its discovery."""

    reason = serializers.CharField(max_length=400)

    def get_fields(self) -> dict[str, serializers.Field[Any, Any, Any, Any]]:
        """``from`` is a word of Python's own."""
        return {**super().get_fields(), "from": serializers.DateTimeField(source="since")}


class ConfirmOfflineInput(serializers.Serializer[None]):
    """Acts that one signed oneself on a tablet, without network."""

    acts = serializers.ListField(child=serializers.UUIDField(), min_length=1, max_length=500)


class SlotOpenedOut(serializers.Serializer[None]):
    """A place, and its code: told this once. None where the request is repeated."""

    act_id = serializers.UUIDField()
    slot = serializers.UUIDField()
    code = serializers.CharField(allow_null=True)
    expires_at = serializers.DateTimeField()


class DeviceOut(serializers.Serializer[Any]):
    """A tablet, with how it said that it is when it last sent its queue."""

    id = serializers.UUIDField()
    name = serializers.CharField()
    venue = serializers.CharField(source="unit.code")
    venue_name = serializers.CharField(source="unit.name")
    kid = serializers.CharField()
    enrolled_at = serializers.DateTimeField()
    last_seen_at = serializers.DateTimeField(source="health.last_seen_at", allow_null=True)
    queued = serializers.IntegerField(source="health.queued")
    oldest_at = serializers.DateTimeField(source="health.oldest_at", allow_null=True)
    skew_ms = serializers.IntegerField(source="health.skew_ms")
    battery = serializers.FloatField(source="health.battery", allow_null=True)
    persisted = serializers.BooleanField(source="health.persisted")
    app = serializers.CharField(source="health.app_version")
    revoked_since = serializers.DateTimeField(allow_null=True)
    revoked_reason = serializers.CharField()


class SignedOfflineOut(serializers.Serializer[Any]):
    """An act that the caller signed on a tablet and has not confirmed."""

    act = serializers.UUIDField(source="act_id")
    kind = serializers.CharField(source="act.kind")
    side = serializers.CharField()
    at = serializers.DateTimeField(source="proved_at")
