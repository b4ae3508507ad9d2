"""What the API of paper custody tells. A seal's number is never in it."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from paper_custody.selectors.history import BagHistory
from paper_custody.selectors.rooms import VenuePapers


class BagOut(serializers.Serializer[Any]):
    """A bag as the caller may see it."""

    code = serializers.CharField()
    kind = serializers.CharField()
    subject = serializers.CharField()
    session = serializers.CharField()
    venue = serializers.CharField()
    room = serializers.CharField()
    nominal = serializers.IntegerField()
    box = serializers.CharField()
    status = serializers.CharField()
    node = serializers.CharField()
    holder = serializers.CharField()
    since = serializers.DateTimeField(allow_null=True)


class BagsOut(serializers.Serializer[Any]):
    """A part of a list of bags, and how many there are in all."""

    total = serializers.IntegerField()
    bags = BagOut(many=True)


class ExpectedOut(serializers.Serializer[Any]):
    """What a batch is held against: codes by box. Bags without a box stand under an empty one."""

    total = serializers.IntegerField()
    boxes = serializers.DictField(child=serializers.ListField(child=serializers.CharField()))


class MomentOut(serializers.Serializer[Any]):
    """One thing that was done with a bag."""

    exam_at = serializers.DateTimeField()
    at = serializers.DateTimeField(allow_null=True)
    what = serializers.CharField()
    step = serializers.CharField()
    node = serializers.CharField()
    people = serializers.ListField(child=serializers.CharField())
    place = serializers.CharField()
    reason = serializers.CharField()
    seal_whole = serializers.BooleanField()
    wrong = serializers.BooleanField()
    weak = serializers.BooleanField()
    points = serializers.DictField(child=serializers.CharField(), allow_null=True)


class HistoryOut(serializers.Serializer[Any]):
    """A bag and everything that was done with it."""

    bag = BagOut()
    moments = MomentOut(many=True)
    hidden = serializers.IntegerField()


class AboardOut(serializers.Serializer[Any]):
    """Somebody who rides along."""

    person = serializers.CharField()
    duty = serializers.CharField()
    vehicle = serializers.CharField()


class RunOut(serializers.Serializer[Any]):
    """An escort's run, for those who may follow it."""

    id = serializers.UUIDField()
    direction = serializers.CharField()
    venue = serializers.CharField(source="venue.code")
    sessions = serializers.ListField(child=serializers.CharField())
    vehicle = serializers.CharField(source="vehicle.code")
    convoy = serializers.CharField()
    leader = serializers.CharField(source="leader.name")
    crew = AboardOut(many=True, source="aboard")
    status = serializers.CharField()
    begun_at = serializers.DateTimeField()
    expected_at = serializers.DateTimeField()
    departed_at = serializers.DateTimeField(allow_null=True)
    arrived_at = serializers.DateTimeField(allow_null=True)
    on_the_road = serializers.IntegerField()


class LineOut(serializers.Serializer[Any]):
    """A venue's papers of one session."""

    venue = serializers.CharField()
    venue_name = serializers.CharField()
    session = serializers.CharField()
    worst = serializers.CharField()
    total = serializers.IntegerField()
    places = serializers.DictField(child=serializers.IntegerField())
    locked = serializers.IntegerField()
    overdue = serializers.IntegerField()
    not_back = serializers.IntegerField()
    differing = serializers.IntegerField()
    off = serializers.ListField(child=serializers.CharField(), source="check.off")


class RoomOut(serializers.Serializer[Any]):
    """A room's papers. Of its count only how far it is."""

    number = serializers.CharField()
    seats = serializers.IntegerField()
    statuses = serializers.ListField(child=serializers.CharField())
    count = serializers.CharField()
    accepted = serializers.BooleanField()


class VenuePapersOut(serializers.Serializer[Any]):
    """The papers of a session at a venue."""

    states = serializers.DictField(child=serializers.IntegerField())
    rooms = RoomOut(many=True)


def history_told(history: BagHistory, seen: Any) -> Any:
    """A history with its bag as the caller may see it."""
    return HistoryOut({"bag": seen, "moments": history.moments, "hidden": history.hidden}).data


def venue_told(papers: VenuePapers) -> Any:
    """A venue's papers."""
    return VenuePapersOut(papers).data
