"""What the API of incidents takes and tells."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from incidents.models import Origin
from incidents.selectors.lines import Line
from incidents.selectors.links import address_of
from incidents.selectors.story import Story
from incidents.states import PAUSABLE, Authority, Level, Matter, Outcome, Purpose
from organisation.api.fields import FreshProofField

WORDS = 2_000
ABOVE = [authority.value for authority in Authority if authority.is_above_county]
ASKED = [authority.value for authority in Authority if authority != Authority.VENUE_HEAD]


class OpenInput(serializers.Serializer[None]):
    """The first report, in at most five fields. ``plan`` is ``A07``, or with a condition ``A07/not_opened``."""

    plan = serializers.RegexField(r"^[A-Z]\d\d(/[a-z_]+)?$", max_length=60)
    venue = serializers.CharField(max_length=40, required=False, default="", allow_blank=True)
    place = serializers.CharField(max_length=120, required=False, default="", allow_blank=True)
    words = serializers.CharField(max_length=WORDS, required=False, default="", allow_blank=True)
    caller = serializers.CharField(max_length=120, required=False, default="", allow_blank=True)


class MaySayInput(serializers.Serializer[None]):
    """Words, where there is something to say."""

    words = serializers.CharField(max_length=WORDS, required=False, default="", allow_blank=True)


class SayInput(serializers.Serializer[None]):
    """Words: a note, a reason, an account."""

    words = serializers.CharField(max_length=WORDS)


class WaiveInput(SayInput):
    """The steps that do not apply, and why."""

    steps = serializers.ListField(child=serializers.IntegerField(min_value=1), min_length=1, max_length=60)


class LevelInput(SayInput):
    """Another initial level, and why."""

    level = serializers.ChoiceField(choices=[level.value for level in Level])


class ReportInput(SayInput):
    """Who above the county was told, and what."""

    to = serializers.ChoiceField(choices=ABOVE)


class RequestInput(SayInput):
    """What is asked of whom; ``step`` is the step of the plan that the request belongs to."""

    to = serializers.ChoiceField(choices=ASKED)
    matter = serializers.ChoiceField(choices=[matter.value for matter in Matter], required=False, default=Matter.STEP)
    step = serializers.IntegerField(min_value=1, required=False, allow_null=True, default=None)


class DecisionInput(serializers.Serializer[None]):
    """What was decided, as it reached the county. Who, when and the document number are never left out."""

    authority = serializers.ChoiceField(choices=[authority.value for authority in Authority])
    matter = serializers.ChoiceField(choices=[matter.value for matter in Matter])
    outcome = serializers.ChoiceField(choices=[outcome.value for outcome in Outcome])
    decided_by = serializers.CharField(max_length=120)
    decided_at = serializers.DateTimeField()
    document = serializers.CharField(max_length=120)
    words = serializers.CharField(max_length=WORDS, required=False, default="", allow_blank=True)
    level = serializers.ChoiceField(
        choices=[level.value for level in Level], required=False, allow_null=True, default=None
    )
    request = serializers.IntegerField(min_value=1, required=False, allow_null=True, default=None)
    step = serializers.IntegerField(min_value=1, required=False, allow_null=True, default=None)


class ApproveInput(MaySayInput):
    """Yes or no to a step, under one's own login."""

    outcome = serializers.ChoiceField(choices=[outcome.value for outcome in Outcome])


class ClockInput(serializers.Serializer[None]):
    """One deadline; ``step`` where it is a step's."""

    clock = serializers.ChoiceField(choices=[purpose.value.removeprefix("incidents.") for purpose in PAUSABLE])
    step = serializers.IntegerField(min_value=1, required=False, allow_null=True, default=None)


class PauseInput(ClockInput):
    """Why it may stand still. The one who allows it proves himself in the same request."""

    words = serializers.CharField(max_length=WORDS)
    approver = FreshProofField()


def purpose_of(word: str) -> Purpose:
    """The purpose that the API calls by its last word."""
    return Purpose(f"incidents.{word}")


class ConditionOut(serializers.Serializer[Any]):
    """What whoever opens may say, and the initial level under it."""

    code = serializers.CharField()
    name = serializers.CharField(source="name.zh")
    name_en = serializers.CharField(source="name.en")
    level = serializers.CharField()


class PlanOut(serializers.Serializer[Any]):
    """A plan in force, as the list to choose from needs it."""

    code = serializers.CharField()
    version = serializers.IntegerField()
    name = serializers.CharField(source="name.zh")
    name_en = serializers.CharField(source="name.en")
    group = serializers.CharField()
    family = serializers.CharField()
    level = serializers.CharField()
    openness = serializers.CharField()
    conditions = ConditionOut(many=True)


class ClockOut(serializers.Serializer[Any]):
    """A deadline in exam time."""

    purpose = serializers.CharField()
    step = serializers.IntegerField(allow_null=True)
    warn_at = serializers.DateTimeField(allow_null=True)
    due_at = serializers.DateTimeField()
    paused = serializers.BooleanField()
    overdue = serializers.BooleanField()


class LineOut(serializers.Serializer[Any]):
    """An incident in one line. Of a restricted one, others are told only the first three."""

    number = serializers.IntegerField()
    restricted = serializers.BooleanField()
    opened_at = serializers.DateTimeField()
    plan = serializers.CharField(required=False)
    name = serializers.CharField(required=False)
    name_en = serializers.CharField(required=False)
    family = serializers.CharField(required=False)
    level = serializers.CharField(required=False)
    level_initial = serializers.CharField(required=False)
    level_confirmed = serializers.CharField(required=False)
    status = serializers.CharField(required=False)
    rung = serializers.CharField(required=False)
    venue = serializers.CharField(required=False, allow_null=True)
    place = serializers.CharField(required=False)
    commander = serializers.CharField(required=False, allow_null=True)
    clock = ClockOut(required=False, allow_null=True)
    overdue = serializers.BooleanField(required=False)
    lapsed = serializers.BooleanField(required=False)
    merged = serializers.ListField(child=serializers.IntegerField(), required=False)
    merged_into = serializers.IntegerField(required=False, allow_null=True)
    happened_at = serializers.DateTimeField(required=False, allow_null=True)
    steps = serializers.IntegerField(required=False)
    steps_open = serializers.IntegerField(required=False)


class StepOut(serializers.Serializer[Any]):
    """A step of the frozen plan. ``waits_for`` is the level whose request or decision it still lacks."""

    number = serializers.IntegerField(source="row.number")
    name = serializers.CharField(source="row.name")
    name_en = serializers.CharField(source="row.name_en")
    who = serializers.ListField(child=serializers.CharField(), source="row.who")
    due_at = serializers.DateTimeField(source="row.due_at", allow_null=True)
    asks = serializers.CharField(source="row.asks")
    needs = serializers.CharField(source="row.needs")
    protects_life = serializers.BooleanField(source="row.protects_life")
    status = serializers.CharField(source="row.status")
    words = serializers.CharField(source="row.words")
    ended_by = serializers.CharField(source="row.ended_by.name", default=None, allow_null=True)
    ended_at = serializers.DateTimeField(source="row.ended_at", allow_null=True)
    clock = ClockOut(allow_null=True)
    waits_for = serializers.CharField()


class LogOut(serializers.Serializer[Any]):
    """A line of the log, of this incident or of one that goes on as it; ``happened_at`` where it was entered later."""

    incident = serializers.IntegerField(source="incident.number")
    kind = serializers.CharField()
    code = serializers.CharField()
    step = serializers.IntegerField(source="step.number", default=None, allow_null=True)
    words = serializers.CharField()
    person = serializers.CharField(source="person.name", default=None, allow_null=True)
    at = serializers.DateTimeField()
    exam_at = serializers.DateTimeField()
    happened_at = serializers.DateTimeField(allow_null=True)


class OriginOut(serializers.Serializer[Any]):
    """Where it came from: the journal's entry that led to it, the page of that, and who hears of the alarm."""

    incident = serializers.IntegerField(source="incident.number")
    address = serializers.SerializerMethodField()
    alarm = serializers.CharField()
    told = serializers.ListField(child=serializers.CharField())
    kind = serializers.CharField()
    cause = serializers.UUIDField(source="cause_id", allow_null=True)
    fact_kind = serializers.CharField()
    caller = serializers.CharField()
    words = serializers.CharField()
    person = serializers.CharField(source="person.name", default=None, allow_null=True)
    exam_at = serializers.DateTimeField()

    def get_address(self, origin: Origin) -> str:
        """Empty where a person's own word led to it."""
        return address_of(origin, origin.incident)


class RequestOut(serializers.Serializer[Any]):
    """A request to a higher level; ``decision`` is the number of its answer."""

    number = serializers.IntegerField()
    to = serializers.CharField()
    matter = serializers.CharField()
    step = serializers.IntegerField(source="step.number", default=None, allow_null=True)
    words = serializers.CharField()
    person = serializers.CharField(source="person.name")
    exam_at = serializers.DateTimeField()
    decision = serializers.IntegerField(source="decision.number", default=None, allow_null=True)


class DecisionOut(serializers.Serializer[Any]):
    """A decision with who, when and document number."""

    number = serializers.IntegerField()
    authority = serializers.CharField()
    matter = serializers.CharField()
    outcome = serializers.CharField()
    level = serializers.CharField()
    request = serializers.IntegerField(source="request.number", default=None, allow_null=True)
    step = serializers.IntegerField(source="step.number", default=None, allow_null=True)
    decided_by = serializers.CharField()
    decided_at = serializers.DateTimeField()
    document = serializers.CharField()
    words = serializers.CharField()
    person = serializers.CharField(source="person.name")
    exam_at = serializers.DateTimeField()


class LeftOut(serializers.Serializer[Any]):
    """One thing left to do before it can be closed."""

    kind = serializers.CharField()
    number = serializers.IntegerField()


class LessonOut(serializers.Serializer[Any]):
    """A lesson, or that there is none."""

    number = serializers.IntegerField()
    kind = serializers.CharField()
    words = serializers.CharField()
    person = serializers.CharField(source="person.name")
    exam_at = serializers.DateTimeField()


class StoryOut(LineOut):
    """An incident whole."""

    condition = serializers.CharField(required=False)
    openness = serializers.CharField(required=False)
    words = serializers.CharField(required=False)
    plan_version = serializers.IntegerField(required=False)
    opened_by = serializers.CharField(required=False, allow_null=True)
    proposed_by = serializers.CharField(required=False, allow_null=True)
    closed_by = serializers.CharField(required=False, allow_null=True)
    plan_steps = StepOut(many=True, required=False)
    log = LogOut(many=True, required=False)
    origins = OriginOut(many=True, required=False)
    requests = RequestOut(many=True, required=False)
    decisions = DecisionOut(many=True, required=False)
    left = LeftOut(many=True, required=False)
    lessons = LessonOut(many=True, required=False)


def line_told(line: Line) -> dict[str, Any]:
    """A line as JSON values."""
    incident = line.incident
    head = {"number": incident.number, "restricted": incident.is_restricted, "opened_at": incident.opened_at}
    if line.hidden:
        return head
    name = incident.run["plan"]["name"]
    return head | {
        "plan": incident.plan_code,
        "name": name["zh"],
        "name_en": name["en"],
        "family": incident.family,
        "level": incident.level,
        "level_initial": incident.level_initial,
        "level_confirmed": incident.level_confirmed,
        "status": incident.status,
        "rung": incident.rung,
        "venue": None if incident.venue is None else incident.venue.code,
        "place": incident.place,
        "commander": None if incident.commander is None else incident.commander.name,
        "clock": None if line.nearest is None else ClockOut(line.nearest).data,
        "overdue": line.overdue,
        "lapsed": line.lapsed,
        "merged": list(line.merged),
        "merged_into": None if incident.merged_into is None else incident.merged_into.number,
        "happened_at": incident.happened_at,
        "steps": line.steps,
        "steps_open": line.steps_open,
    }


def story_told(story: Story) -> dict[str, Any]:
    """A whole incident as JSON values."""
    incident = story.incident
    return line_told(story.line) | {
        "condition": incident.condition,
        "openness": incident.openness,
        "words": incident.words,
        "plan_version": story.run.plan.version,
        "opened_by": None if incident.opened_by is None else incident.opened_by.name,
        "proposed_by": None if incident.proposed_by is None else incident.proposed_by.name,
        "closed_by": None if incident.closed_by is None else incident.closed_by.name,
        "plan_steps": StepOut(story.steps, many=True).data,
        "log": LogOut(story.log, many=True).data,
        "origins": OriginOut(story.origins, many=True).data,
        "requests": RequestOut(story.requests, many=True).data,
        "decisions": DecisionOut(story.decisions, many=True).data,
        "left": LeftOut(story.left, many=True).data,
        "lessons": LessonOut(story.lessons, many=True).data,
    }
