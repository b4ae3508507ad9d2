"""What the API of supervision takes and tells."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from organisation.api.fields import FreshProofField
from supervision.models import ActionLine
from supervision.selectors.register import ActionTold, ActionWhole

WORDS = 2_000


class SayInput(serializers.Serializer[None]):
    """Words: what is to be done, a reason, what shows that it was done."""

    words = serializers.CharField(max_length=WORDS)


class MaySayInput(serializers.Serializer[None]):
    """Words, where there is something to say."""

    words = serializers.CharField(max_length=WORDS, required=False, default="", allow_blank=True)


class AssignInput(MaySayInput):
    """Whose it is: a unit, and a person of the county or a post; and by when."""

    unit = serializers.CharField(max_length=40)
    role = serializers.CharField(max_length=40, required=False, default="", allow_blank=True)
    person = serializers.UUIDField(required=False, default=None, allow_null=True)
    due_at = serializers.DateTimeField()


class SendBackInput(SayInput):
    """What is missing, and by when."""

    due_at = serializers.DateTimeField()


class ExtendInput(SendBackInput):
    """Until when, why, and who allows it: he proves himself in the same request."""

    approver = FreshProofField()


class DropInput(SayInput):
    """Why it will not be done, and who allows that."""

    approver = FreshProofField()


class ActionOut(serializers.Serializer[Any]):
    """A corrective action."""

    number = serializers.IntegerField()
    source = serializers.CharField()  # type: ignore[assignment]  # the register's own word, declared and not set
    exam = serializers.UUIDField(allow_null=True)
    incident = serializers.IntegerField(allow_null=True)
    words = serializers.CharField()
    status = serializers.CharField()
    tone = serializers.CharField()
    unit = serializers.CharField(allow_null=True)
    role = serializers.CharField()
    person = serializers.CharField(allow_null=True)
    due_at = serializers.DateTimeField(allow_null=True)
    assign_by = serializers.DateTimeField()
    sent_back = serializers.IntegerField()
    evidence = serializers.CharField()
    done_by = serializers.CharField(allow_null=True)
    done_at = serializers.DateTimeField(allow_null=True)
    checked_at = serializers.DateTimeField(allow_null=True)


class LineOut(serializers.ModelSerializer[ActionLine]):
    """A line of an action's log."""

    person = serializers.CharField(source="person.name", default=None)
    approver = serializers.CharField(source="approver.name", default=None)

    class Meta:
        model = ActionLine
        fields = ("kind", "code", "words", "due_at", "person", "approver", "at")
        read_only_fields = ("kind", "code", "words", "due_at", "at")


class WholeOut(ActionOut):
    """A corrective action with its log."""

    lines = LineOut(many=True)


def action_told(told: ActionTold) -> dict[str, Any]:
    """An action as JSON values. Its incident is named to those alone who may see that."""
    row = told.row
    return {
        "number": row.number,
        "source": row.source,
        "exam": row.exam_id,
        "incident": row.incident.number if told.shows_incident and row.incident is not None else None,
        "words": row.words,
        "status": row.status,
        "tone": told.tone,
        "unit": None if row.unit is None else row.unit.code,
        "role": row.role,
        "person": None if row.person is None else row.person.name,
        "due_at": row.due_at,
        "assign_by": row.assign_by,
        "sent_back": row.sent_back,
        "evidence": row.evidence,
        "done_by": None if row.done_by is None else row.done_by.name,
        "done_at": row.done_at,
        "checked_at": row.checked_at,
    }


def whole_told(whole: ActionWhole) -> dict[str, Any]:
    """An action with its log as JSON values."""
    return {**action_told(whole.told), "lines": LineOut(whole.lines, many=True).data}
