"""What the tablet's API takes and tells."""

from __future__ import annotations

import base64
import binascii
from typing import Any

from django.utils.translation import gettext_lazy as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from kernel.errors import DomainError
from tablet.gateways import receipts
from tablet.services import Taken
from tablet.states import MOST_ACTS, VERSION, Sent, Status, Verdict

MOST_BYTES = 2**60


@extend_schema_field(OpenApiTypes.STR)
class Base64Field(serializers.Field[bytes, Any, str, Any]):
    """Bytes in base64."""

    default_error_messages = {"unreadable": _("This is no base64.")}

    def to_internal_value(self, data: Any) -> bytes:
        """The bytes."""
        try:
            return base64.b64decode(data, validate=True)
        except (binascii.Error, TypeError, ValueError):
            self.fail("unreadable")

    def to_representation(self, value: bytes) -> str:
        """In base64."""
        return base64.b64encode(bytes(value)).decode()


class EnrolInput(serializers.Serializer[None]):
    """A tablet that is to be enrolled: the code, its public key (DER), and whether its storage lasts."""

    code = serializers.CharField(max_length=32)
    spki = Base64Field()
    persisted = serializers.BooleanField()
    user_agent = serializers.CharField(max_length=400, required=False, allow_blank=True, default="")
    app_version = serializers.CharField(max_length=40, required=False, allow_blank=True, default="")


class EnrolledOut(serializers.Serializer[None]):
    """The tablet as it is known from now on."""

    device = serializers.UUIDField()
    kid = serializers.CharField()
    name = serializers.CharField()
    venue = serializers.CharField()
    counter = serializers.IntegerField()


class EnvelopeInput(serializers.Serializer[None]):
    """An envelope sealed by the tablet."""

    envelope = serializers.JSONField()


class PersonKeyOut(serializers.Serializer[None]):
    """A person's key on a tablet."""

    kid = serializers.CharField()
    person = serializers.UUIDField()
    name = serializers.CharField()


class BytesField(serializers.IntegerField):
    """How many bytes, where the tablet can tell."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"required": False, "default": None, "min_value": 0, "max_value": MOST_BYTES, **kwargs})


class HealthInput(serializers.Serializer[None]):
    """What the tablet says of itself."""

    queued = serializers.IntegerField(min_value=0, max_value=10_000_000)
    oldest = serializers.DateTimeField(required=False, allow_null=True, default=None)
    battery = serializers.FloatField(required=False, allow_null=True, default=None, min_value=0, max_value=1)
    storage_used = BytesField(allow_null=True)
    storage_quota = BytesField(allow_null=True)
    app = serializers.CharField(max_length=40, required=False, allow_blank=True, default="")
    persisted = serializers.BooleanField(required=False, default=True)


class QueueInput(serializers.Serializer[None]):
    """A tablet's queue, at most a hundred envelopes of it at once. A relayed one has no health of its own."""

    device = serializers.UUIDField()
    sent_at = serializers.DateTimeField()
    health = HealthInput(required=False, allow_null=True, default=None)
    acts = serializers.ListField(child=serializers.JSONField(), max_length=MOST_ACTS)
    relayed_by = serializers.UUIDField(required=False, allow_null=True, default=None)


class ReceiptOut(serializers.Serializer[None]):
    """What the server signed: payload (base64 of JSON), by which key, and the signature."""

    payload = serializers.CharField()
    keyid = serializers.CharField()
    sig = serializers.CharField()


class VerdictOut(serializers.Serializer[None]):
    """What became of one envelope. ``index`` is its place in the request; one that waits has no receipt."""

    index = serializers.IntegerField()
    act_id = serializers.UUIDField(allow_null=True)
    counter = serializers.IntegerField(allow_null=True)
    status = serializers.ChoiceField(choices=[status.value for status in Status])
    code = serializers.CharField(allow_blank=True)
    message = serializers.CharField(allow_blank=True)
    detail = serializers.JSONField(allow_null=True)
    entry = serializers.UUIDField(allow_null=True)
    receipt = ReceiptOut(allow_null=True)


class QueueOut(serializers.Serializer[None]):
    """The answer to a queue: verdicts in the order of their numbers, and which numbers are missing."""

    received_at = serializers.DateTimeField()
    verdicts = VerdictOut(many=True)
    next_counter = serializers.IntegerField()
    gaps = serializers.ListField(child=serializers.ListField(child=serializers.IntegerField()))


class ReceiptKeyOut(serializers.Serializer[None]):
    """A key that signs or has signed receipts."""

    kid = serializers.CharField()
    spki = Base64Field()


class KeysOut(serializers.Serializer[Any]):
    """All of them, the latest first."""

    keys = ReceiptKeyOut(many=True)


def queue_told(sent: Sent, taken: Taken) -> dict[str, Any]:
    """The answer, with a receipt for every verdict that is final. It is built after every act has committed."""
    return {
        "received_at": sent.received_at.isoformat(),
        "verdicts": [_verdict_told(sent, taken, verdict) for verdict in taken.verdicts],
        "next_counter": taken.next_counter,
        "gaps": [[first, last] for first, last in taken.gaps],
    }


def _verdict_told(sent: Sent, taken: Taken, verdict: Verdict) -> dict[str, Any]:
    refusal = DomainError.by_code.get(verdict.code)
    return {
        "index": verdict.place,
        "act_id": _text(verdict.act_id),
        "counter": verdict.counter,
        "status": verdict.status.value,
        "code": verdict.code,
        "message": "" if refusal is None else str(refusal.sentence),
        "detail": verdict.detail,
        "entry": _text(verdict.entry),
        "receipt": None if verdict.status == Status.WAITING else _receipt(sent, taken, verdict),
    }


def _receipt(sent: Sent, taken: Taken, verdict: Verdict) -> dict[str, str]:
    commitment = b"" if verdict.entry is None else taken.commitments.get(verdict.entry, b"")
    return receipts.signed(
        {
            "v": VERSION,
            "act_id": _text(verdict.act_id),
            "device": str(sent.device),
            "counter": verdict.counter,
            "commitment": base64.b64encode(commitment).decode(),
            "status": verdict.status.value,
            "code": verdict.code,
            "at": sent.received_at.isoformat(),
        }
    )


def _text(value: object | None) -> str | None:
    return None if value is None else str(value)
