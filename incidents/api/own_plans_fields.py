"""What the API tells of a county's own texts, and takes for them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from rest_framework import serializers

from incidents.errors import OwnTextWrong
from incidents.gateways.differences import Change
from incidents.gateways.own_reading import LONGEST, Wrong, read_own
from incidents.models import OwnText
from incidents.selectors.coverage import CoverageLine
from incidents.selectors.own_plans import AgainstShipped, TextShown
from incidents.templatetags.own_words import (
    after_words,
    before_words,
    field_word,
    row_word,
    wrong_word,
)


class ChangeOut(serializers.Serializer[Any]):
    """One difference, in codes and in words."""

    kind = serializers.CharField()
    row = serializers.CharField()
    field = serializers.CharField()
    row_words = serializers.CharField()
    field_words = serializers.CharField()
    about = serializers.CharField()
    before = serializers.CharField()
    after = serializers.CharField()


class WrongOut(serializers.Serializer[Any]):
    """One thing that is wrong: where, by code, and what to do."""

    code = serializers.CharField()
    row = serializers.CharField()
    field = serializers.CharField()
    told = serializers.CharField()
    sentence = serializers.CharField()


class OwnTextOut(serializers.Serializer[Any]):
    """A county's own text without what it says."""

    subject = serializers.CharField()
    number = serializers.IntegerField()
    ends = serializers.BooleanField(source="is_end")
    status = serializers.CharField()
    words = serializers.CharField()
    author = serializers.CharField(source="author.name")
    proposed_at = serializers.DateTimeField()
    first = serializers.CharField(source="first.name", default=None, allow_null=True)
    first_at = serializers.DateTimeField(allow_null=True)
    second = serializers.CharField(source="second.name", default=None, allow_null=True)
    second_at = serializers.DateTimeField(allow_null=True)
    ended_by = serializers.CharField(source="ended_by.name", default=None, allow_null=True)
    ended_at = serializers.DateTimeField(allow_null=True)
    ended_words = serializers.CharField()


class OwnTextWholeOut(OwnTextOut):
    """With what it says, and what it changes; ``against`` is the county's number of the text before, if it had one."""

    content = serializers.DictField()
    changes = ChangeOut(many=True)
    against = serializers.IntegerField(allow_null=True)


class InForceOut(serializers.Serializer[Any]):
    """What is in force of a plan or of the table of clocks, and what the newest shipped text says otherwise."""

    subject = serializers.CharField()
    own = serializers.IntegerField(allow_null=True)
    content = serializers.DictField()
    shipped_moved_on = serializers.BooleanField()
    shipped_against_own = ChangeOut(many=True)
    new_in_shipped = ChangeOut(many=True)
    texts = OwnTextOut(many=True)


class CheckOut(serializers.Serializer[Any]):
    """What is wrong with a text, or what it would change."""

    wrong = WrongOut(many=True)
    changes = ChangeOut(many=True)


class FrozenOut(serializers.Serializer[Any]):
    """What changed since an incident was opened; it keeps what it was opened with."""

    plan = serializers.CharField()
    version = serializers.IntegerField()
    own = serializers.BooleanField()
    plan_changes = ChangeOut(many=True)
    ladder_changes = ChangeOut(many=True)


class TextInput(serializers.Serializer[Any]):
    """A text: as values or as YAML."""

    content = serializers.DictField(required=False)
    yaml = serializers.CharField(required=False, max_length=LONGEST)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """One of the two is there."""
        if ("content" in attrs) == ("yaml" in attrs):
            raise serializers.ValidationError({"content": "content or yaml, and not both"})
        return attrs


class ProposeInput(TextInput):
    """A text and why it is proposed."""

    words = serializers.CharField(max_length=2000)


class ShippedInput(serializers.Serializer[None]):
    """Which shipped texts are to be the county's own, and why."""

    subjects = serializers.ListField(child=serializers.CharField(max_length=20), min_length=1, max_length=100)
    words = serializers.CharField(max_length=2000)


class TextsInput(serializers.Serializer[None]):
    """The texts that are approved by one act, each as ``E01/1``."""

    texts = serializers.ListField(
        child=serializers.RegexField(r"^[A-Za-z0-9]{1,20}/[1-9][0-9]{0,5}$"), min_length=1, max_length=100
    )


class WhyInput(serializers.Serializer[None]):
    """A reason."""

    words = serializers.CharField(max_length=2000)


class OwnersInput(serializers.Serializer[None]):
    """Which plans, and who owns them: a post by its role, a person by his number in the county, or both."""

    plans = serializers.ListField(child=serializers.CharField(), min_length=1, max_length=100)
    role = serializers.CharField(required=False, default="", allow_blank=True)
    staff_number = serializers.CharField(required=False, default="", allow_blank=True)


class CoverageOut(serializers.Serializer[Any]):
    """A plan: owned, approved by the county, exercised in twelve months?"""

    code = serializers.CharField()
    name = serializers.CharField()
    procedure = serializers.BooleanField()
    owner = serializers.CharField()
    owner_role = serializers.CharField()
    owner_there = serializers.BooleanField()
    approved = serializers.IntegerField(allow_null=True)
    waiting = serializers.IntegerField(allow_null=True)
    exercised_at = serializers.DateTimeField(allow_null=True)
    exercised = serializers.BooleanField(allow_null=True)
    exam = serializers.UUIDField(allow_null=True)
    incident = serializers.IntegerField(allow_null=True)


def text_of(given: dict[str, Any]) -> tuple[object, list[Wrong]]:
    """The text that was sent, or what makes it unreadable."""
    return (given["content"], []) if "content" in given else read_own(given["yaml"])


def readable_text(given: dict[str, Any], subject: str) -> object:
    """The text that was sent; refused (``own_text_wrong``) where it cannot be read at all."""
    told, wrong = text_of(given)
    if wrong:
        raise OwnTextWrong(subject=subject, wrong=wrongs_told(wrong))
    return told


def wrongs_told(wrongs: Sequence[Wrong]) -> list[dict[str, Any]]:
    """What is wrong as JSON values."""
    return [
        {"code": one.code, "row": one.row, "field": one.field, "told": one.told, "sentence": wrong_word(one)}
        for one in wrongs
    ]


def changes_told(changes: Sequence[Change]) -> list[dict[str, Any]]:
    """Differences as JSON values."""
    return [
        {
            "kind": one.kind.value,
            "row": one.row,
            "field": one.field,
            "row_words": row_word(one.row),
            "field_words": field_word(one.field),
            "about": "" if one.about is None else one.about.zh,
            "before": before_words(one),
            "after": after_words(one),
        }
        for one in changes
    ]


def text_told(text: OwnText) -> dict[str, Any]:
    """A text without what it says."""
    return dict(OwnTextOut(text).data)


def shown_told(shown: TextShown) -> dict[str, Any]:
    """A text whole."""
    more = {"content": shown.text.content, "changes": changes_told(shown.changes), "against": shown.against}
    return {**text_told(shown.text), **more}


def force_told(against: AgainstShipped, texts: Sequence[OwnText]) -> dict[str, Any]:
    """What is in force."""
    force = against.force
    return {
        "subject": force.subject,
        "own": force.own,
        "content": force.content,
        "shipped_moved_on": force.shipped_moved_on,
        "shipped_against_own": changes_told(against.against_own),
        "new_in_shipped": changes_told(against.new_in_shipped),
        "texts": [text_told(text) for text in texts],
    }


def line_told(line: CoverageLine) -> dict[str, Any]:
    """A line of the coverage."""
    return {
        "code": line.plan.code,
        "name": line.plan.name.zh,
        "procedure": line.plan.is_procedure,
        "owner": line.owner_name,
        "owner_role": line.owner_role,
        "owner_there": line.owner_there,
        "approved": line.approved,
        "waiting": line.waiting,
        "exercised": line.exercised,
        "exercised_at": line.exercised_at,
        "exam": line.exam,
        "incident": line.incident,
    }
