"""What the API takes and tells of how an incident is run."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from incidents.api.fields import WORDS, SayInput
from incidents.states import Role, SituationKind
from organisation.api.fields import FreshProofField, ProofField


class RoleField(serializers.ChoiceField):
    """A role by its code."""

    def __init__(self, **kwargs: Any) -> None:
        """All of them are to choose from."""
        super().__init__(choices=[role.value for role in Role], **kwargs)

    def to_internal_value(self, data: Any) -> Role:
        """The role."""
        return Role(super().to_internal_value(data))


class RoleInput(serializers.Serializer[None]):
    """A role."""

    role = RoleField()


class HandOverInput(RoleInput):
    """Who receives the role: he proves himself in the same request, or signs at this screen."""

    receiver = ProofField()


class LayDownInput(RoleInput, SayInput):
    """Why the role is not needed any longer."""


class TakeOverInput(RoleInput, SayInput):
    """Why the holder cannot be reached. The one who approves it proves himself in the same request."""

    approver = FreshProofField()


class TenureOut(serializers.Serializer[Any]):
    """A stretch in which somebody held a role, in exam time."""

    person = serializers.CharField(source="person.name")
    how = serializers.CharField()
    started_at = serializers.DateTimeField()
    ended_at = serializers.DateTimeField(allow_null=True)
    left = serializers.CharField()
    words = serializers.CharField()
    approver = serializers.CharField(source="approver.name", default=None, allow_null=True)


class RoleOut(serializers.Serializer[Any]):
    """A role, its holder, and everybody who held it."""

    role = serializers.CharField()
    holder = TenureOut(allow_null=True)
    held = TenureOut(many=True)


class SituationInput(serializers.Serializer[None]):
    """现状, 行动, 需求."""

    kind = serializers.ChoiceField(choices=[kind.value for kind in SituationKind])
    standing = serializers.CharField(max_length=WORDS)
    doing = serializers.CharField(max_length=WORDS)
    needs = serializers.CharField(max_length=WORDS, required=False, default="", allow_blank=True)


class SituationOut(serializers.Serializer[Any]):
    """A situation report."""

    number = serializers.IntegerField()
    kind = serializers.CharField()
    standing = serializers.CharField()
    doing = serializers.CharField()
    needs = serializers.CharField()
    person = serializers.CharField(source="person.name")
    exam_at = serializers.DateTimeField()


class DueReportOut(serializers.Serializer[Any]):
    """A report that is due, or that was and did not come."""

    kind = serializers.CharField()
    due_at = serializers.DateTimeField()
    missed = serializers.BooleanField()


class SituationsOut(serializers.Serializer[Any]):
    """The reports of an incident, the last first, and what is due."""

    due = DueReportOut(many=True)
    reports = SituationOut(many=True)


class ChoiceInput(serializers.Serializer[None]):
    """What was decided: the options considered, which of them (from 1), why, and at what risk."""

    matter = serializers.CharField(max_length=WORDS)
    options = serializers.ListField(child=serializers.CharField(max_length=WORDS), min_length=1, max_length=20)
    chosen = serializers.IntegerField(min_value=1)
    reason = serializers.CharField(max_length=WORDS)
    risk = serializers.CharField(max_length=WORDS)


class ReviewOut(serializers.Serializer[Any]):
    """Who looked at a decision again."""

    reviewer = serializers.CharField(source="reviewer.name")
    words = serializers.CharField()
    exam_at = serializers.DateTimeField()


class ChoiceOut(serializers.Serializer[Any]):
    """A decision of the county's own, as it was made."""

    number = serializers.IntegerField()
    matter = serializers.CharField()
    options = serializers.ListField(child=serializers.CharField())
    chosen = serializers.IntegerField()
    reason = serializers.CharField()
    risk = serializers.CharField()
    decider = serializers.CharField(source="decider.name")
    role = serializers.CharField()
    exam_at = serializers.DateTimeField()
    corrects = serializers.IntegerField(source="corrects.number", default=None, allow_null=True)
    corrected_by = serializers.IntegerField(source="corrected_by.number", default=None, allow_null=True)
    review = ReviewOut(default=None, allow_null=True)
