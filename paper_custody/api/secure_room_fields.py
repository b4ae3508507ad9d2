"""What the API of the secure room takes, and what it tells."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from organisation.api.fields import ProofField
from paper_custody.models.vault_watch import RoomSource
from paper_custody.selectors.duty_roster import ShiftShown
from paper_custody.selectors.vault_overview import RoomShown
from paper_custody.states.secure_room import (
    CertificateGiven,
    CheckKind,
    Round,
    RoundTold,
    ShiftGiven,
    SignIn,
    SourceGiven,
    SourceKind,
    SourceStatus,
    VisitAsked,
    WaiverTold,
)

# More shifts than a month of three a day has; a longer list is a mistake.
MOST_SHIFTS = 120


class TwoInput(serializers.Serializer[None]):
    """An act that the caller and a second person sign."""

    second = ProofField()


class SaidByTwoInput(TwoInput):
    """The same, with a word on it. Never any part of a lock's code."""

    words = serializers.CharField(max_length=400)


class DescribeInput(serializers.Serializer[None]):
    """The county's secure room as a place."""

    name = serializers.CharField(max_length=80)
    place = serializers.CharField(max_length=200, required=False, allow_blank=True, default="")


class CertificateInput(serializers.Serializer[None]):
    """The certificate of the room."""

    number = serializers.CharField(max_length=80)
    issued_by = serializers.ListField(child=serializers.CharField(max_length=20), max_length=10)
    valid_from = serializers.DateField()
    valid_until = serializers.DateField()


def certificate_of(given: dict[str, Any]) -> CertificateGiven:
    """The certificate of a request."""
    return CertificateGiven(
        number=given["number"],
        issued_by=given["issued_by"],
        valid_from=given["valid_from"],
        valid_until=given["valid_until"],
    )


class CheckInput(TwoInput):
    """The room gone through point by point: all in order, except the faults named by their point."""

    kind = serializers.ChoiceField(choices=[kind.value for kind in CheckKind])
    version = serializers.IntegerField(min_value=1)
    faults = serializers.DictField(child=serializers.CharField(max_length=200), required=False, default=dict)


class ShiftInput(serializers.Serializer[None]):
    """A shift, and who keeps it, by staff number."""

    starts_at = serializers.DateTimeField()
    ends_at = serializers.DateTimeField()
    people = serializers.ListField(child=serializers.CharField(max_length=20), min_length=1, max_length=40)


class RosterInput(serializers.Serializer[None]):
    """All shifts of the room."""

    shifts = serializers.ListField(child=ShiftInput(), min_length=1, max_length=MOST_SHIFTS)


def shifts_of(given: dict[str, Any]) -> list[ShiftGiven]:
    """The shifts of a request."""
    return [ShiftGiven(one["starts_at"], one["ends_at"], tuple(one["people"])) for one in given["shifts"]]


class HandOverShiftInput(TwoInput):
    """A shift takes over. The caller is of the one before."""

    shift = serializers.UUIDField()
    words = serializers.CharField(max_length=400, required=False, allow_blank=True, default="")


class UnitsInput(serializers.Serializer[None]):
    """Who was at a joint check for which authority, as they signed."""

    education = serializers.CharField(max_length=60, required=False, allow_blank=True, default="")
    police = serializers.CharField(max_length=60, required=False, allow_blank=True, default="")
    secrecy = serializers.CharField(max_length=60, required=False, allow_blank=True, default="")


class RoundInput(TwoInput):
    """A patrol, a playback review or a joint check; ``amiss`` is what it found, if anything."""

    round = serializers.ChoiceField(choices=[one.value for one in Round])
    amiss = serializers.CharField(max_length=400, required=False, allow_blank=True, default="")
    done_at = serializers.DateTimeField(required=False, allow_null=True, default=None)
    form = serializers.CharField(max_length=60, required=False, allow_blank=True, default="")
    units = UnitsInput(required=False)


def round_of(given: dict[str, Any]) -> RoundTold:
    """The round of a request."""
    return RoundTold(
        round=Round(given["round"]),
        amiss=given["amiss"],
        done_at=given["done_at"],
        form=given["form"],
        units={unit: names for unit, names in given.get("units", {}).items() if names},
    )


class WaiverInput(serializers.Serializer[None]):
    """The province's word on the storage limit."""

    document = serializers.CharField(max_length=100)
    decided_by = serializers.CharField(max_length=60)
    decided_at = serializers.DateTimeField()
    until = serializers.DateTimeField(required=False, allow_null=True, default=None)


def waiver_of(given: dict[str, Any]) -> WaiverTold:
    """The waiver of a request."""
    return WaiverTold(
        document=given["document"],
        decided_by=given["decided_by"],
        decided_at=given["decided_at"],
        until=given["until"],
    )


class VisitInput(serializers.Serializer[None]):
    """A visit to book. Names and units; no ID numbers."""

    visitors = serializers.CharField(max_length=400)
    people = serializers.IntegerField(min_value=1, max_value=200)
    purpose = serializers.CharField(max_length=200)
    planned_at = serializers.DateTimeField()


def visit_of(given: dict[str, Any]) -> VisitAsked:
    """The visit of a request."""
    return VisitAsked(
        visitors=given["visitors"], many=given["people"], purpose=given["purpose"], planned_at=given["planned_at"]
    )


class SignInInput(serializers.Serializer[None]):
    """Visitors at the door. Without an escort named, the caller goes with them."""

    escort = serializers.CharField(max_length=20, required=False, allow_blank=True, default="")
    phones_surrendered = serializers.BooleanField(required=False, default=False)


def sign_in_of(given: dict[str, Any]) -> SignIn:
    """The signing-in of a request."""
    return SignIn(escort=given["escort"], phones_surrendered=given["phones_surrendered"])


class SourceInput(serializers.Serializer[None]):
    """An alarm, a camera or a recorder to register. The secret is set here and in the device, and shown nowhere."""

    code = serializers.SlugField(max_length=40)
    name = serializers.CharField(max_length=80)
    kind = serializers.ChoiceField(choices=[kind.value for kind in SourceKind])
    secret = serializers.CharField(min_length=16, max_length=200, write_only=True, trim_whitespace=False)


def source_of(given: dict[str, Any]) -> SourceGiven:
    """The source of a request."""
    return SourceGiven(code=given["code"], name=given["name"], kind=SourceKind(given["kind"]), secret=given["secret"])


class StatusInput(serializers.Serializer[None]):
    """What a guard sees of a source."""

    status = serializers.ChoiceField(choices=[one.value for one in SourceStatus if one != SourceStatus.UNKNOWN])


def room_told(shown: RoomShown) -> dict[str, Any]:
    """How the room stands, for the API: codes, times and names of those on duty, no visitor's name."""
    return {
        "status": shown.status.value,
        "exam_at": shown.exam_at.isoformat(),
        "certified": shown.certified,
        "locks_due": shown.state is not None and shown.state.locks_due,
        "wrong": list(shown.wrong),
        "dues": [
            {
                "duty": one.due.duty,
                "warn_at": one.warn_at.isoformat(),
                **_times(one.due, "opens_at", "due_at", "late_at"),
            }
            for one in shown.dues
        ],
        "gaps": [
            {
                "duty": gap.duty,
                "minutes": gap.minutes,
                "open": gap.open,
                "late_entry": gap.late_entry,
                **_times(gap, "starts_at", "ends_at"),
            }
            for gap in shown.gaps
        ],
        "on_post": [person.name for person in shown.on_post],
        "too_few": [{"many": gap.many, **_times(gap, "starts_at", "ends_at")} for gap in shown.too_few],
        "shifts": [_shift_told(one) for one in shown.shifts],
        "sources": [_source_told(one) for one in shown.sources],
        "rejects": [{"source": one.source.code, "why": one.refused, "sha256": one.body_hash} for one in shown.rejects],
    }


def _shift_told(one: ShiftShown) -> dict[str, Any]:
    return {
        "id": str(one.shift.pk),
        "people": [person.name for person in one.people],
        "handed_over": one.handed_over,
        **_times(one.shift, "starts_at", "ends_at"),
    }


def _source_told(one: RoomSource) -> dict[str, Any]:
    return {"code": one.code, "kind": one.kind, "status": one.status, "lost": one.lost, **_times(one, "since")}


def _times(row: object, *names: str) -> dict[str, str]:
    return {name: getattr(row, name).isoformat() for name in names}
