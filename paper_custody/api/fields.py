"""What the API of paper custody takes."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from organisation.api.fields import FreshProofField, ProofField
from paper_custody.api.crew_fields import CrewField, crew_of
from paper_custody.selectors.expected import Delivery
from paper_custody.states import MOST_SCANS, Batch, Material, RoomsAsked, Run, Scan
from paper_custody.states.points import PointsTold

LONGEST_CODE = 64
# Nobody counts more people around one box. Source: ours.
MOST_BESIDE = 6
# More rooms than any venue has; a list that is longer is a mistake.
MOST_ROOMS = 400


# What stands in a row, in the order of a scan.
SCANNED = ("code", "seal", "room", "was")


class ScanInput(serializers.Serializer[None]):
    """A code as it was read off a bag or box, the seal read off it, and the room at whose table it was read.

    ``was``: the whole seal that was read before the new one took its place.
    """

    code = serializers.CharField(max_length=LONGEST_CODE)
    seal = serializers.CharField(max_length=LONGEST_CODE, required=False, allow_blank=True, default="")
    room = serializers.CharField(max_length=LONGEST_CODE, required=False, allow_blank=True, default="")
    was = serializers.CharField(max_length=LONGEST_CODE, required=False, allow_blank=True, default="")


@extend_schema_field(ScanInput(many=True))
class ScansField(serializers.Field[tuple[Scan, ...], Any, Any, Any]):
    """A list of scans, read in one pass: for thousands of them, a serializer each would take longer than the act."""

    default_error_messages = {
        "not_a_list": _("Give a list of codes, each with its seal."),
        "too_many": _("These are too many codes for one signing."),
        "unreadable": _("Row {row} cannot be read: a code and a seal are short texts."),
    }

    def to_internal_value(self, data: Any) -> tuple[Scan, ...]:
        """Scans, blanks trimmed."""
        if not isinstance(data, list):
            self.fail("not_a_list")
        if len(data) > MOST_SCANS:
            self.fail("too_many")
        return tuple(self._scan(row, told) for row, told in enumerate(data, start=1))

    def _scan(self, row: int, told: Any) -> Scan:
        read = [told.get(name, "") for name in SCANNED] if isinstance(told, dict) else []
        texts = [text.strip() for text in read if isinstance(text, str) and len(text.strip()) <= LONGEST_CODE]
        if len(texts) < len(SCANNED) or not texts[0]:
            self.fail("unreadable", row=row)
        return Scan(*texts)

    def to_representation(self, value: tuple[Scan, ...]) -> list[dict[str, str]]:
        """Never told back with seals."""
        return [{"code": scan.code} for scan in value]


class LeftOutInput(serializers.Serializer[None]):
    """A bag that stays out of the batch, and why."""

    code = serializers.CharField(max_length=LONGEST_CODE)
    reason = serializers.CharField(max_length=200)


class PointsInput(serializers.Serializer[None]):
    """The ten points of a handover: all in order, except these, each with a remark."""

    version = serializers.IntegerField(min_value=1)
    amiss = serializers.DictField(
        child=serializers.CharField(max_length=200, allow_blank=True), required=False, default=dict
    )


class BatchInput(serializers.Serializer[None]):
    """What passes under one signing."""

    bags = ScansField()
    bags_counted = serializers.IntegerField(min_value=0, max_value=100_000, required=False, allow_null=True)
    boxes_counted = serializers.IntegerField(min_value=0, max_value=100_000, required=False, allow_null=True)
    left_out = serializers.ListField(child=LeftOutInput(), required=False, default=list, max_length=MOST_SCANS)
    givers = serializers.ListField(child=ProofField(), required=False, default=list, max_length=MOST_BESIDE)
    receivers = serializers.ListField(child=ProofField(), required=False, default=list, max_length=MOST_BESIDE)
    points = PointsInput(required=False, allow_null=True, default=None)


def batch_of(given: dict[str, Any]) -> Batch:
    """The batch of a request."""
    return Batch(
        scans=given["bags"],
        bags_counted=given.get("bags_counted"),
        boxes_counted=given.get("boxes_counted"),
        left_out={one["code"]: one["reason"] for one in given["left_out"]},
        givers=given["givers"],
        receivers=given["receivers"],
        points=PointsTold(**given["points"]) if given.get("points") else None,
    )


class HandOverInput(BatchInput):
    """Bags change hands where they are. The caller gives."""

    receiver = ProofField()


class ReceiveInput(BatchInput):
    """A delivery at the county. The caller receives; both counts are told."""

    giver = ProofField()
    bags_counted = serializers.IntegerField(min_value=0, max_value=100_000)
    boxes_counted = serializers.IntegerField(min_value=0, max_value=100_000)
    venue = serializers.CharField(max_length=20, required=False, allow_blank=True, default="")
    session = serializers.CharField(max_length=20, required=False, allow_blank=True, default="")


def delivery_of(given: dict[str, Any]) -> Delivery:
    """Which list a delivery is held against."""
    return Delivery(venue=given["venue"], session=given["session"])


class StoreInput(BatchInput):
    """Received bags go into a cabinet, by their own codes or their boxes'."""

    second = ProofField()
    cabinet = serializers.CharField(max_length=LONGEST_CODE)


class RunInput(BatchInput):
    """A venue's bags go on the road. The caller gives; without ``expected_at`` the minute table says when."""

    receiver = ProofField()
    venue = serializers.CharField(max_length=20)
    sessions = serializers.ListField(child=serializers.CharField(max_length=20), min_length=1, max_length=20)
    vehicle = serializers.CharField(max_length=LONGEST_CODE)
    expected_at = serializers.DateTimeField(required=False, allow_null=True, default=None)
    convoy = serializers.CharField(max_length=LONGEST_CODE, required=False, allow_blank=True, default="")
    crew = CrewField()


def run_of(given: dict[str, Any]) -> dict[str, Any]:
    """What an escort's run is about."""
    return {
        "receiver": given["receiver"],
        "venue": given["venue"],
        "sessions": sorted(set(given["sessions"])),
        "batch": batch_of(given),
        "run": Run(
            vehicle=given["vehicle"],
            expected_at=given["expected_at"],
            convoy=given["convoy"],
            crew=crew_of(given),
        ),
    }


class ArriveInput(BatchInput):
    """An escort's bags arrive at a venue. The caller receives."""

    giver = ProofField()
    venue = serializers.CharField(max_length=20)


class StoreAnswersInput(BatchInput):
    """A returning escort's bags come to the secure room. The caller receives."""

    giver = ProofField()


class HandOnInput(BatchInput):
    """Bags go to the upper level. The caller gives."""

    receiver = ProofField()
    document = serializers.CharField(max_length=100, required=False, allow_blank=True, default="")


class RoomExceptedInput(serializers.Serializer[None]):
    """A room that is not as planned, and why."""

    room = serializers.CharField(max_length=20)
    reason = serializers.CharField(max_length=200)


class RoomSignedInput(serializers.Serializer[None]):
    """Who signed the form for a room."""

    room = serializers.CharField(max_length=20)
    names = serializers.CharField(max_length=100)


class RoomsInput(serializers.Serializer[None]):
    """All rooms of a session at a venue as planned, except those named; with ``only``, these rooms alone."""

    second = ProofField()
    venue = serializers.CharField(max_length=20)
    session = serializers.CharField(max_length=20)
    except_rooms = serializers.ListField(child=RoomExceptedInput(), required=False, default=list, max_length=MOST_ROOMS)
    only = serializers.ListField(
        child=serializers.CharField(max_length=20), required=False, default=list, max_length=MOST_ROOMS
    )
    bags = ScansField(required=False, default=tuple)
    bags_again = ScansField(required=False, default=tuple)
    form = serializers.CharField(max_length=60, required=False, allow_blank=True, default="")
    signed = serializers.ListField(child=RoomSignedInput(), required=False, default=list, max_length=MOST_ROOMS)
    done_at = serializers.DateTimeField(required=False, allow_null=True, default=None)


def rooms_of(given: dict[str, Any]) -> RoomsAsked:
    """Which rooms an act is about."""
    return RoomsAsked(
        venue=given["venue"],
        session=given["session"],
        except_rooms={one["room"]: one["reason"] for one in given["except_rooms"]},
        only=frozenset(given["only"]),
        scans=given["bags"],
        rescans=given["bags_again"],
        form=given["form"],
        names={one["room"]: one["names"] for one in given["signed"]},
        done_at=given["done_at"],
    )


class OpenInput(RoomsInput):
    """Papers (or cards) of rooms were opened."""

    material = serializers.ChoiceField(
        choices=[material.value for material in Material], required=False, default=Material.PAPERS.value
    )


class SealInput(serializers.Serializer[None]):
    """Bags and boxes are closed with new seals."""

    second = ProofField()
    venue = serializers.CharField(max_length=20)
    bags = ScansField()


class NamedInput(serializers.Serializer[None]):
    """Bags taken out of the flow, or declared void."""

    second = ProofField()
    codes = serializers.ListField(
        child=serializers.CharField(max_length=LONGEST_CODE), min_length=1, max_length=MOST_SCANS
    )
    reason = serializers.CharField(max_length=400)


class ReleaseInput(serializers.Serializer[None]):
    """Locked bags go on, on the approver's word."""

    approver = FreshProofField()
    codes = serializers.ListField(
        child=serializers.CharField(max_length=LONGEST_CODE), min_length=1, max_length=MOST_SCANS
    )
    reason = serializers.CharField(max_length=400)


class SpareInput(serializers.Serializer[None]):
    """A venue's spare bag is opened."""

    second = ProofField()
    venue = serializers.CharField(max_length=20)
    code = serializers.CharField(max_length=LONGEST_CODE)
    seal = serializers.CharField(max_length=LONGEST_CODE)
    reason = serializers.CharField(max_length=400)
    use = serializers.UUIDField(required=False, allow_null=True, default=None)
