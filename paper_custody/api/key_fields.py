"""What the API of locks and keys takes. There is no field for a code, nor for a part of one."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from organisation.api.fields import ProofField
from paper_custody.api.fields import LONGEST_CODE
from paper_custody.states.keys import MOST_KEYS, CodeChannel, CodeGiven, LockGiven, LockKind


class LockInput(serializers.Serializer[None]):
    """A lock and its keys come onto the list."""

    second = ProofField()
    code = serializers.CharField(max_length=LONGEST_CODE)
    kind = serializers.ChoiceField(choices=[kind.value for kind in LockKind])
    place = serializers.CharField(max_length=60)
    venue = serializers.CharField(max_length=20, required=False, allow_blank=True, default="")
    batch = serializers.CharField(max_length=60, required=False, allow_blank=True, default="")
    keys = serializers.ListField(
        child=serializers.CharField(max_length=LONGEST_CODE), required=False, default=list, max_length=MOST_KEYS
    )
    signatures = serializers.ListField(
        child=serializers.CharField(max_length=40), required=False, default=list, max_length=MOST_KEYS
    )


def lock_of(given: dict[str, Any]) -> LockGiven:
    """The lock of a request."""
    return LockGiven(
        code=given["code"],
        kind=LockKind(given["kind"]),
        place=given["place"],
        venue=given["venue"],
        batch=given["batch"],
        keys=tuple(given["keys"]),
        signatures=tuple(given["signatures"]),
    )


class KeysInput(serializers.Serializer[None]):
    """Keys pass from the caller to the receiver."""

    receiver = ProofField()
    keys = serializers.ListField(
        child=serializers.CharField(max_length=LONGEST_CODE), min_length=1, max_length=MOST_KEYS
    )


class CodeInput(serializers.Serializer[None]):
    """That a code was received."""

    receiver = ProofField()
    lock = serializers.CharField(max_length=LONGEST_CODE)
    channel = serializers.ChoiceField(choices=[channel.value for channel in CodeChannel])
    received_at = serializers.DateTimeField(required=False, allow_null=True, default=None)


def receipt_of(given: dict[str, Any]) -> CodeGiven:
    """The receipt of a request."""
    return CodeGiven(lock=given["lock"], channel=CodeChannel(given["channel"]), received_at=given["received_at"])


class CodeChangedInput(serializers.Serializer[None]):
    """That a lock's code was changed."""

    second = ProofField()
    lock = serializers.CharField(max_length=LONGEST_CODE)


class KeyOut(serializers.Serializer[Any]):
    """A key: where it is, and who holds it."""

    code = serializers.CharField()
    form = serializers.CharField()
    status = serializers.CharField()
    holder = serializers.CharField()
    since = serializers.DateTimeField(allow_null=True)


class CodeKnownOut(serializers.Serializer[Any]):
    """Who received a lock's code, by which channel and when."""

    person = serializers.CharField()
    channel = serializers.CharField()
    received_at = serializers.DateTimeField()


class LockOut(serializers.Serializer[Any]):
    """A lock with its keys, and who received its code."""

    code = serializers.CharField()
    kind = serializers.CharField()
    place = serializers.CharField()
    venue = serializers.CharField()
    batch = serializers.CharField()
    keys = KeyOut(many=True)
    codes = CodeKnownOut(many=True)
