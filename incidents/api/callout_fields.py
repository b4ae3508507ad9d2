"""What the API takes and tells of departments that are called out."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from incidents.api.fields import WORDS, SayInput
from incidents.gateways import parties
from incidents.selectors.callout import MyCall

LONGEST = 40


class CallOutInput(serializers.Serializer[None]):
    """The parties to call; none named: all of the frozen plan that are not called yet."""

    parties = serializers.ListField(
        child=serializers.CharField(max_length=LONGEST), required=False, default=list, max_length=LONGEST
    )


class SpokenInput(serializers.Serializer[None]):
    """A confirmation by telephone: who, from which number, and when they spoke."""

    caller = serializers.CharField(max_length=80)
    phone = serializers.CharField(max_length=LONGEST)
    at = serializers.DateTimeField()
    words = serializers.CharField(max_length=WORDS, required=False, default="", allow_blank=True)


class UnreachableInput(SayInput):
    """Why nobody can be reached there: a wrong number, no answer."""


class WaiveCallsInput(SayInput):
    """Which units need not confirm, and why."""

    calls = serializers.ListField(child=serializers.IntegerField(min_value=1), min_length=1, max_length=LONGEST)


class ReplaceInput(serializers.Serializer[None]):
    """Who is called instead."""

    person = serializers.UUIDField()


class PersonOut(serializers.Serializer[Any]):
    """A person who may be called instead."""

    id = serializers.UUIDField(source="pk")
    name = serializers.CharField()


class CalledOut(serializers.Serializer[Any]):
    """A unit that is called, and how it has answered. Times are exam time."""

    id = serializers.UUIDField(source="row.pk")
    number = serializers.IntegerField(source="row.number")
    party = serializers.CharField(source="row.party")
    unit = serializers.CharField(source="row.unit.name", default=None, allow_null=True)
    part = serializers.CharField(source="row.part")
    status = serializers.CharField(source="row.status")
    liaison = serializers.CharField(source="row.liaison.name", default=None, allow_null=True)
    called_at = serializers.DateTimeField(source="row.called_at")
    due_at = serializers.DateTimeField(source="row.due_at")
    overdue_at = serializers.DateTimeField(source="row.overdue_at", allow_null=True)
    confirmed_at = serializers.DateTimeField(source="row.confirmed_at", allow_null=True)
    confirmed_by = serializers.CharField(source="row.confirmed_by.name", default=None, allow_null=True)
    keyed_by = serializers.CharField(source="row.keyed_by.name", default=None, allow_null=True)
    caller = serializers.CharField(source="row.caller")
    words = serializers.CharField(source="row.words")
    unreachable = serializers.BooleanField()
    red = serializers.BooleanField(source="is_red")
    others = PersonOut(many=True)


class MyStepOut(serializers.Serializer[Any]):
    """A step that names the unit."""

    number = serializers.IntegerField()
    name = serializers.CharField()
    name_en = serializers.CharField()
    due_at = serializers.DateTimeField(allow_null=True)
    status = serializers.CharField()


class MyCallOut(serializers.Serializer[Any]):
    """A call as the liaison is told it. Of an incident for named roles: that he is to ring up, and nothing else."""

    id = serializers.UUIDField()
    unit = serializers.CharField()
    status = serializers.CharField()
    called_at = serializers.DateTimeField()
    due_at = serializers.DateTimeField()
    restricted = serializers.BooleanField()
    number = serializers.IntegerField(allow_null=True)
    plan = serializers.CharField(required=False)
    name = serializers.CharField(required=False)
    name_en = serializers.CharField(required=False)
    level = serializers.CharField(required=False)
    venue = serializers.CharField(required=False, allow_null=True)
    opened_at = serializers.DateTimeField(required=False)
    part = serializers.CharField(required=False)
    party = serializers.CharField(required=False)
    steps = MyStepOut(many=True, required=False)


def my_call_told(call: MyCall) -> dict[str, Any]:
    """A liaison's call as JSON values. What somebody wrote is not for him: names of the ill may stand in it."""
    row, incident = call.row, call.row.incident
    head = {
        "id": row.pk,
        "unit": "" if row.unit is None else row.unit.name,
        "status": row.status,
        "called_at": row.called_at,
        "due_at": row.due_at,
        "restricted": not call.told,
        "number": call.number,
    }
    if not call.told:
        return head
    name = incident.run["plan"]["name"]
    return head | {
        "plan": incident.plan_code,
        "name": name["zh"],
        "name_en": name["en"],
        "level": incident.level,
        "venue": None if incident.venue is None else incident.venue.name,
        "opened_at": incident.opened_at,
        "part": row.part,
        "party": parties()[row.party].zh,
        "steps": MyStepOut(call.steps, many=True).data,
    }
