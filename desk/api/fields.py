"""What the API of the duty desk takes."""

from __future__ import annotations

from rest_framework import serializers

from organisation.api.fields import ProofField

WORDS = 400


class SwapPersonInput(serializers.Serializer[None]):
    """A post goes to another person, from now unless told."""

    post = serializers.UUIDField()
    person = serializers.UUIDField()
    from_at = serializers.DateTimeField(required=False, allow_null=True, default=None)
    reason = serializers.CharField(max_length=WORDS)
    undoes = serializers.UUIDField(required=False, allow_null=True, default=None)


class SwapRoomInput(serializers.Serializer[None]):
    """In one session of one venue, ``new`` takes the place of ``old``."""

    venue = serializers.CharField(max_length=20)
    session = serializers.CharField(max_length=20)
    old = serializers.CharField(max_length=20)
    new = serializers.CharField(max_length=20)
    reason = serializers.CharField(max_length=WORDS)
    undoes = serializers.UUIDField(required=False, allow_null=True, default=None)


class TakeOverInput(serializers.Serializer[None]):
    """The one who hands the watch over proves himself beside the one who takes it."""

    giver = ProofField()


class NoteInput(serializers.Serializer[None]):
    """An entry in the watch log."""

    words = serializers.CharField(max_length=2_000)
