"""What the API of notices takes and tells."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from notices.selectors.calls import UnitTested
from notices.selectors.drills import MayPlay
from notices.selectors.inbox import NoticeTold
from notices.states import Called, ChannelGiven

MOST = 500


class PeopleInput(serializers.Serializer[None]):
    """People by their ids."""

    people = serializers.ListField(child=serializers.UUIDField(), min_length=1, max_length=MOST)


class SeenInput(serializers.Serializer[None]):
    """The notices that were seen."""

    notices = serializers.ListField(child=serializers.UUIDField(), min_length=1, max_length=MOST)


class ChannelField(serializers.Serializer[ChannelGiven]):
    """A way to somebody."""

    provider = serializers.CharField(max_length=60)
    address = serializers.CharField(max_length=200, required=False, default="", allow_blank=True)

    def to_internal_value(self, data: Any) -> ChannelGiven:
        """As the service takes it."""
        return ChannelGiven(**super().to_internal_value(data))


class ChannelsInput(serializers.Serializer[None]):
    """All the ways to a person or a unit, in their order."""

    channels = ChannelField(many=True)


class ChannelsOut(serializers.Serializer[None]):
    """The ways that are set, and the providers of this node."""

    providers = serializers.ListField(child=serializers.CharField())
    channels = ChannelField(many=True)


class TestInput(serializers.Serializer[None]):
    """Which unit is tested; the county's own is all of it."""

    unit = serializers.UUIDField()


class CallInput(serializers.Serializer[None]):
    """What came of calling somebody."""

    person = serializers.UUIDField()
    result = serializers.ChoiceField(choices=[one.value for one in Called if one != Called.NONE])


class PlayerOut(serializers.Serializer[None]):
    """Somebody with a duty, and whether he plays."""

    person = serializers.UUIDField()
    name = serializers.CharField()
    unit = serializers.CharField()
    role = serializers.CharField()
    plays = serializers.BooleanField()


class NoticeOut(serializers.Serializer[None]):
    """A notice to me. Of an incident that I may not see any more its number alone."""

    id = serializers.UUIDField()
    number = serializers.IntegerField()
    kind = serializers.CharField()
    status = serializers.CharField()
    drill = serializers.BooleanField()
    exam = serializers.UUIDField(allow_null=True)
    incident = serializers.IntegerField(allow_null=True)
    plan = serializers.CharField(allow_null=True)
    level = serializers.CharField(allow_null=True)
    rung = serializers.CharField()
    at = serializers.DateTimeField()


class InboxOut(serializers.Serializer[None]):
    """What I am told; ``unseen`` sounds."""

    unseen = serializers.IntegerField()
    notices = NoticeOut(many=True)


class UnitTestedOut(serializers.Serializer[None]):
    """Results of a test in one unit."""

    unit = serializers.CharField()
    name = serializers.CharField()
    reached = serializers.IntegerField()
    not_reached = serializers.IntegerField()
    no_channel = serializers.IntegerField()
    wrong_phone = serializers.IntegerField()


def notice_told(told: NoticeTold) -> dict[str, Any]:
    """A notice as JSON values."""
    incident = told.incident
    return {
        "id": told.id,
        "number": told.notice.number,
        "kind": told.kind,
        "status": told.notice.status,
        "drill": told.is_drill,
        "exam": told.notice.exam_id,
        "incident": told.number,
        "plan": None if incident is None else incident.plan_code,
        "level": None if incident is None else incident.level,
        "rung": told.notice.rung,
        "at": told.at,
    }


def player_told(line: MayPlay) -> dict[str, Any]:
    """Somebody who may play."""
    post = line.post
    return {
        "person": post.person_id,
        "name": post.person.name,
        "unit": post.unit.name,
        "role": post.role,
        "plays": line.plays,
    }


def unit_told(unit: UnitTested) -> dict[str, Any]:
    """Results of one unit."""
    return {
        "unit": unit.unit.code,
        "name": unit.unit.name,
        "reached": unit.reached,
        "not_reached": unit.not_reached,
        "no_channel": unit.no_channel,
        "wrong_phone": unit.wrong_phone,
    }
