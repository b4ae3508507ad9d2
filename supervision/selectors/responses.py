"""How fast incidents were answered, those that nobody answered included (features B12)."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from fractions import Fraction
from uuid import UUID

from django.db.models import QuerySet

from incidents.gateways import run_from
from incidents.models import Decision, Incident, LogEntry
from incidents.policies import known_to, visible_to
from incidents.states import ABOVE_COUNTY, Level, LogKind
from kernel.actors import Actor
from kernel.time import exam_now, now
from supervision.selectors.promises import Answer, Happened, What, answers_of
from supervision.selectors.survival import product_limit, within
from supervision.states import Measure

HALF, NINE_OF_TEN = Fraction(1, 2), Fraction(9, 10)
# What each line of an incident's log means for its promises.
MEANS: Mapping[str, What] = {
    LogKind.OPENED: What.OPENED,
    LogKind.LEVEL_CHANGED: What.LEVEL_SET,
    LogKind.ACKNOWLEDGED: What.ACKNOWLEDGED,
    LogKind.LAPSED: What.LAPSED,
    LogKind.STEP_DONE: What.ACTED,
    LogKind.STEP_WAIVED: What.ACTED,
    LogKind.NOTED: What.ACTED,
    LogKind.REPORTED: What.REPORTED,
    LogKind.CLOCK_PAUSED: What.PAUSED,
    LogKind.CLOCK_RESUMED: What.RESUMED,
    LogKind.MERGED: What.MERGED,
    LogKind.UNMERGED: What.UNMERGED,
    LogKind.CLOSED: What.CLOSED,
}
LISTED = (*MEANS, LogKind.REQUESTED, LogKind.DECIDED)
# What keeps and breaks no promise. Roles, calls, reports and choices of the county stop no clock either: whoever only
# calls others has not acted yet, and the step that he then enters has (services.steps.mark_acted).
NO_BEARING = frozenset(
    {
        LogKind.ATTACHED,
        LogKind.ESCALATED,
        LogKind.FALLBACK,
        LogKind.NOBODY,
        LogKind.TOLD_ALL,
        LogKind.NEAR,
        LogKind.MERGED_IN,
        LogKind.UNMERGED_OUT,
        LogKind.OVERDUE,
        LogKind.CLOSE_PROPOSED,
        LogKind.CLOSE_WITHDRAWN,
        LogKind.LEARNT,
        LogKind.NOTHING_LEARNT,
        LogKind.REVIEWED,
        LogKind.ARCHIVED,
        LogKind.ROLE_TAKEN,
        LogKind.ROLE_HANDED_OVER,
        LogKind.ROLE_TAKEN_OVER,
        LogKind.ROLE_LAID_DOWN,
        LogKind.CALLED_OUT,
        LogKind.CALL_CONFIRMED,
        LogKind.CALL_KEYED,
        LogKind.CALL_UNREACHABLE,
        LogKind.CALL_REPLACED,
        LogKind.CALL_OVERDUE,
        LogKind.CALL_WAIVED,
        LogKind.SITUATION,
        LogKind.SITUATION_MISSED,
        LogKind.CHOSEN,
        LogKind.CHOICE_CORRECTED,
        LogKind.CHOICE_REVIEWED,
        LogKind.FILED,
    }
)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the statistics are narrowed to."""

    level: str = ""
    family: str = ""

    @staticmethod
    def names() -> list[str]:
        """What they may be narrowed by."""
        return [field.name for field in fields(Wanted)]


@dataclass(frozen=True, slots=True)
class Answered:
    """How one promise of one incident was kept."""

    incident: Incident
    answer: Answer


@dataclass(frozen=True, slots=True)
class Figures:
    """One promise over many incidents. ``median`` and ``p90`` are None where so many were never answered."""

    measure: Measure
    count: int
    unanswered: int
    median: dt.timedelta | None
    p90: dt.timedelta | None
    longest: dt.timedelta | None
    breaches: int

    @property
    def answered(self) -> int:
        """How many were answered."""
        return self.count - self.unanswered


@dataclass(frozen=True, slots=True)
class Responses:
    """All of it: figures by promise, and by promise and level, and each broken promise. ``hidden`` ones are not in."""

    overall: Sequence[Figures]
    by_level: Mapping[Level, Sequence[Figures]]
    answers: Sequence[Answered]
    hidden: int

    @property
    def breaches(self) -> list[Answered]:
        """The broken promises, incident by incident."""
        broken = [one for one in self.answers if one.answer.is_breach]
        return sorted(broken, key=lambda one: (one.incident.number, list(Measure).index(one.answer.measure)))


def figures_of(measure: Measure, answers: Iterable[Answer]) -> Figures:
    """The figures of one promise."""
    own = [one for one in answers if one.measure == measure]
    open_ones = [one.span.lasted for one in own if not one.span.is_over]
    curve = product_limit(one.span for one in own)
    return Figures(
        measure=measure,
        count=len(own),
        unanswered=len(open_ones),
        median=within(curve, HALF),
        p90=within(curve, NINE_OF_TEN),
        longest=max(open_ones, default=None),
        breaches=sum(1 for one in own if one.is_breach),
    )


def responses_of(exam_id: UUID, actor: Actor, wanted: Wanted) -> Responses:
    """The statistics of an exam over the incidents that the actor may see; of others, only how many there are."""
    every = Incident.objects.filter(exam_id=exam_id)
    rows = visible_to(every, actor)
    hidden = known_to(every, actor).exclude(pk__in=rows.values("pk")).count()
    seen = _narrowed(rows, wanted)
    answers = list(_answers(seen, until=exam_now(exam_id, now())))
    return Responses(
        overall=[figures_of(measure, (one.answer for one in answers)) for measure in Measure],
        by_level={
            level: [figures_of(measure, own) for measure in Measure]
            for level in Level
            if (own := [one.answer for one in answers if one.incident.level == level])
        },
        answers=answers,
        hidden=hidden,
    )


def _narrowed(rows: QuerySet[Incident], wanted: Wanted) -> list[Incident]:
    if wanted.family:
        rows = rows.filter(family=wanted.family)
    seen = rows.select_related("venue", "exam").order_by("number")
    return [row for row in seen if not wanted.level or row.level == wanted.level]


def _answers(incidents: Sequence[Incident], *, until: dt.datetime) -> Iterator[Answered]:
    happened = happened_to(incidents)
    for incident in incidents:
        answers = answers_of(run_from(incident.run), happened[incident.pk], until=until)
        yield from (Answered(incident, answer) for answer in answers.values())


def happened_to(incidents: Sequence[Incident]) -> Mapping[UUID, list[Happened]]:
    """What happened to each, out of its log. Two reads, however many they are."""
    levels = dict(Decision.objects.filter(incident__in=incidents).exclude(level="").values_list("entry_id", "level"))
    found = defaultdict[UUID, list[Happened]](list)
    lines = LogEntry.objects.filter(incident__in=incidents, kind__in=LISTED).order_by("exam_at", "at")
    for incident_id, kind, code, at, entry_id in lines.values_list("incident", "kind", "code", "exam_at", "entry"):
        found[incident_id] += _happened(kind, code, at, levels.get(entry_id, ""))
    return found


def _happened(kind: str, code: str, at: dt.datetime, level: str) -> list[Happened]:
    if kind == LogKind.REQUESTED:
        told = [Happened(What.ACTED, at)]
        # Whoever above the county is asked also knows of it.
        return [*told, Happened(What.REPORTED, at)] if code in ABOVE_COUNTY else told
    if kind == LogKind.DECIDED:
        return [Happened(What.LEVEL_CONFIRMED, at, level)] if level else []
    return [Happened(MEANS[kind], at, code)]
