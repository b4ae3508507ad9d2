"""What the API of irregularity records takes and tells."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from integrity.models import SeizedItem
from integrity.selectors import RecordTold, RecordWhole
from integrity.states import (
    BADGE,
    FEWEST_SIGNERS,
    MOST_ITEMS,
    MOST_SIGNERS,
    SEAT,
    TICKET,
    Clip,
    GivenTo,
    Item,
    Seen,
    Signer,
    Whom,
)
from organisation.api.fields import ProofField

WORDS, LINE = 2_000, 200


def _optional(pattern: str) -> serializers.RegexField:
    return serializers.RegexField(pattern, required=False, default="", allow_blank=True)


class SignerInput(serializers.Serializer[None]):
    """An invigilator who signed the paper form."""

    name = serializers.CharField(max_length=60)
    badge = serializers.RegexField(BADGE)


class ItemInput(serializers.Serializer[None]):
    """A seized item on the receipt, and who keeps it."""

    what = serializers.CharField(max_length=LINE)
    keeper = serializers.CharField(max_length=60)


class ClipInput(serializers.Serializer[None]):
    """Where on a recording it is to be seen."""

    camera = serializers.CharField(max_length=60)
    begins_at = serializers.DateTimeField()
    ends_at = serializers.DateTimeField()


class SeenInput(serializers.Serializer[None]):
    """A paper form. Whom it is about is told by room, seat, ticket or badge number: never by a name."""

    form = serializers.CharField(max_length=60)
    code = serializers.CharField(max_length=10)
    room = serializers.CharField(max_length=20, required=False, default="", allow_blank=True)
    seat = _optional(SEAT)
    ticket = _optional(TICKET)
    badge = _optional(BADGE)
    words = serializers.CharField(max_length=WORDS)
    seen_at = serializers.DateTimeField()
    told_at = serializers.DateTimeField(required=False, default=None, allow_null=True)
    not_told = serializers.CharField(max_length=LINE, required=False, default="", allow_blank=True)
    signers = serializers.ListField(child=SignerInput(), min_length=FEWEST_SIGNERS, max_length=MOST_SIGNERS)
    items = serializers.ListField(child=ItemInput(), required=False, default=list, max_length=MOST_ITEMS)
    clip = ClipInput(required=False, default=None, allow_null=True)


class EnterInput(SeenInput):
    """A paper form of a venue's session."""

    venue = serializers.CharField(max_length=20)
    session = serializers.CharField(max_length=20)


class CorrectInput(SeenInput):
    """The form as it should have been entered, and why. ``items`` are those still kept."""

    reason = serializers.CharField(max_length=WORDS)


class SignInput(serializers.Serializer[None]):
    """The chief examiner of the venue, who proves himself here."""

    chief = ProofField()


class ProposeInput(serializers.Serializer[None]):
    """A remark for the level that decides."""

    words = serializers.CharField(max_length=WORDS, required=False, default="", allow_blank=True)


class GiveInput(serializers.Serializer[None]):
    """When the item was given, and to whom."""

    given_at = serializers.DateTimeField()
    to = serializers.ChoiceField(choices=[one.value for one in GivenTo])


def seen_of(given: dict[str, Any]) -> Seen:
    """The form as the services take it; what it took is out of ``given``."""
    whom = Whom(**{name: given.pop(name) for name in ("room", "seat", "ticket", "badge")})
    clip = given.pop("clip")
    return Seen(
        whom=whom,
        signers=[Signer(**one) for one in given.pop("signers")],
        items=[Item(**one) for one in given.pop("items")],
        clip=None if clip is None else Clip(**clip),
        **{name: given.pop(name) for name in ("form", "code", "words", "seen_at", "told_at", "not_told")},
    )


class ItemOut(serializers.ModelSerializer[SeizedItem]):
    """A line of the receipt."""

    class Meta:
        model = SeizedItem
        fields = ("number", "what", "keeper", "given_at", "given_to")
        read_only_fields = fields


class RecordOut(serializers.Serializer[Any]):
    """An entry of a record."""

    venue = serializers.CharField()
    session = serializers.CharField()
    number = serializers.IntegerField()
    version = serializers.IntegerField()
    reason = serializers.CharField()
    status = serializers.CharField()
    form = serializers.CharField()
    code = serializers.CharField()
    article = serializers.CharField()
    room = serializers.CharField(allow_null=True)
    seat = serializers.CharField()
    ticket = serializers.CharField()
    badge = serializers.CharField()
    words = serializers.CharField()
    seen_at = serializers.DateTimeField()
    told_at = serializers.DateTimeField(allow_null=True)
    not_told = serializers.CharField()
    signers = SignerInput(many=True)
    items = ItemOut(many=True)
    clip = ClipInput(allow_null=True)
    chief = serializers.CharField(allow_null=True)
    signed_at = serializers.DateTimeField(allow_null=True)
    proposed_at = serializers.DateTimeField(allow_null=True)


class WholeOut(RecordOut):
    """The latest entry with the older ones."""

    older = RecordOut(many=True)


class HeldOut(serializers.Serializer[Any]):
    """One count of a venue against its reports."""

    venue = serializers.CharField()
    count = serializers.CharField()
    records = serializers.IntegerField()
    R1 = serializers.IntegerField(allow_null=True)
    R2 = serializers.IntegerField(allow_null=True)
    difference = serializers.IntegerField()


def record_told(told: RecordTold) -> dict[str, Any]:
    """An entry as JSON values."""
    row = told.row
    clip = {"camera": row.camera, "begins_at": row.clip_from, "ends_at": row.clip_to}
    same = (
        "number", "version", "reason", "status", "form", "code", "seat", "ticket", "badge", "words", "seen_at",
        "told_at", "not_told", "signed_at", "proposed_at",
    )  # fmt: skip
    return {
        **{name: getattr(row, name) for name in same},
        "venue": row.venue.code,
        "session": row.session.code,
        "article": told.code.article.article,
        "room": None if row.room is None else row.room.number,
        "signers": [{"name": name, "badge": badge} for name, badge in row.signers],
        "items": ItemOut(told.items, many=True).data,
        "clip": clip if row.camera else None,
        "chief": None if row.chief is None else row.chief.name,
    }


def whole_told(whole: RecordWhole) -> dict[str, Any]:
    """A record with its older entries as JSON values."""
    return {**record_told(whole.latest), "older": [record_told(one) for one in whole.older]}
