"""An incident told from the journal: every number and every time is counted out of its facts, none out of a column.

Words stand in rows and not in facts; each is held against the hash that its fact commits to, and what does not
agree is named in the report instead of being printed as if it did.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from incidents import events as facts
from incidents.gateways import Run, hash_of, run_from
from incidents.models import Decision, Incident, Lesson, LogEntry
from incidents.policies import check_seen
from incidents.selectors.story import incident_called
from incidents.services.log import words_hash
from incidents.states import ABOVE_COUNTY
from journal.content import Recorded
from journal.models import STANDING_LOG
from journal.selectors import Head, contents_of, head_of
from kernel.actors import Actor
from kernel.errors import NotThere
from kernel.time import exam_now, now
from organisation.selectors import names_of
from supervision.events import (
    ActionAssigned,
    ActionClosed,
    ActionDone,
    ActionDropped,
    ActionExtended,
    ActionRaised,
    ActionSentBack,
)
from supervision.models import CorrectiveAction
from supervision.selectors.promises import Answer, Happened, What, answers_of
from supervision.states import ActionStatus, Measure

PLAIN: Mapping[type, What] = {
    facts.IncidentAcknowledged: What.ACKNOWLEDGED,
    facts.AcknowledgementLapsed: What.LAPSED,
    facts.StepDone: What.ACTED,
    facts.StepsWaived: What.ACTED,
    facts.ActionNoted: What.ACTED,
    facts.ReportedUpward: What.REPORTED,
    facts.IncidentClosed: What.CLOSED,
    facts.IncidentMerged: What.MERGED,
    facts.IncidentUnmerged: What.UNMERGED,
}
# These are told from more than their kind, below.
LOOKED_INTO = frozenset(
    {
        facts.IncidentOpened,
        facts.LevelChanged,
        facts.DecisionRecorded,
        facts.RequestSent,
        facts.IncidentClockPaused,
        facts.IncidentClockResumed,
    }
)
# What keeps and breaks no promise; the same as in the log of the incident (supervision.selectors.responses).
NO_BEARING = frozenset(
    {
        facts.FindingAttached,
        facts.IncidentEscalated,
        facts.FallbackCalled,
        facts.RungFoundEmpty,
        facts.EverybodyTold,
        facts.DeadlineNear,
        facts.IncidentOverdue,
        facts.CloseProposed,
        facts.CloseWithdrawn,
        facts.IncidentReviewed,
        facts.IncidentArchived,
        facts.RoleTaken,
        facts.RoleHandedOver,
        facts.RoleTakenOver,
        facts.RoleLaidDown,
        facts.UnitsCalledOut,
        facts.CallOutConfirmed,
        facts.CallOutKeyed,
        facts.LiaisonUnreachable,
        facts.LiaisonReplaced,
        facts.CallOutOverdue,
        facts.CallOutsWaived,
        facts.SituationReported,
        facts.SituationMissed,
        facts.ChoiceMade,
        facts.ChoiceCorrected,
        facts.ChoiceReviewed,
        facts.FileAdded,
        facts.LessonRecorded,
        facts.NothingLearnt,
    }
)
LEADS_TO: Mapping[type, ActionStatus] = {
    ActionRaised: ActionStatus.RAISED,
    ActionAssigned: ActionStatus.ASSIGNED,
    ActionExtended: ActionStatus.ASSIGNED,
    ActionSentBack: ActionStatus.ASSIGNED,
    ActionDone: ActionStatus.DONE,
    ActionClosed: ActionStatus.CLOSED,
    ActionDropped: ActionStatus.DROPPED,
}


@dataclass(frozen=True, slots=True)
class Moment:
    """One line of the timeline: the fact, when, by whom, and what was said, where it agrees with the fact."""

    recorded: Recorded
    person: str
    words: str
    agrees: bool


@dataclass(frozen=True, slots=True)
class Counted:
    """The numbers of an incident, counted out of its facts."""

    records: int
    steps: int
    steps_done: int
    steps_waived: int
    found_again: int
    escalations: int
    overdue: int
    requests: int
    decisions: int
    lessons: int


@dataclass(frozen=True, slots=True)
class ActionFollowed:
    """A corrective action as its own facts left it."""

    number: int
    lesson: int | None
    status: ActionStatus
    due_at: dt.datetime | None
    row: CorrectiveAction


@dataclass(frozen=True, slots=True)
class AfterAction:
    """All that the report tells. ``amiss``: records whose words or plan are not those on record."""

    incident: Incident
    run: Run
    opened: facts.IncidentOpened
    opened_at: dt.datetime
    closed_at: dt.datetime | None
    level: str
    timeline: Sequence[Moment]
    counted: Counted
    answers: Mapping[Measure, Answer]
    decisions: Sequence[tuple[Recorded, Decision]]
    lessons: Sequence[Lesson]
    actions: Sequence[ActionFollowed]
    amiss: int
    head: Head


def after_action_of(exam_id: UUID, number: int, actor: Actor) -> AfterAction:
    """The report's content; refused (``not_there``) where the actor may not see the incident."""
    incident = incident_called(exam_id, number)
    check_seen(incident, actor)
    told = [one for _index, one in contents_of(exam_id, kinds="incidents.") if _is_about(one, incident)]
    if not told:
        raise NotThere  # opened within the last second: the journal has not numbered it yet
    run = run_from(incident.run)
    happened = [one for recorded in told for one in happened_by(recorded)]
    opened = told[0].fact
    if not isinstance(opened, facts.IncidentOpened):
        raise TypeError(f"the first fact of incident {number} is {opened.kind}")
    timeline = _timeline(told, incident)
    return AfterAction(
        incident=incident,
        run=run,
        opened=opened,
        opened_at=told[0].exam_at,
        closed_at=next((one.at for one in happened if one.what == What.CLOSED), None),
        level=_level(happened),
        timeline=timeline,
        counted=_counted(told, run),
        answers=answers_of(run, happened, until=exam_now(exam_id, now())),
        decisions=_decisions(told),
        lessons=list(Lesson.objects.filter(entry_id__in=[one.entry_id for one in told]).order_by("number")),
        actions=_actions(incident),
        amiss=sum(not one.agrees for one in timeline) + (hash_of(incident.run) != opened.run_hash),
        head=head_of(exam_id),
    )


def _is_about(recorded: Recorded, incident: Incident) -> bool:
    return getattr(recorded.fact, "incident", None) == incident.pk


def happened_by(recorded: Recorded) -> Iterator[Happened]:
    """What a fact means for the incident's promises."""
    fact, at = recorded.fact, recorded.exam_at
    for kind, what in PLAIN.items():
        if isinstance(fact, kind):
            yield Happened(what, at)
    if isinstance(fact, facts.IncidentOpened):
        yield Happened(What.OPENED, at, fact.level)
    elif isinstance(fact, facts.LevelChanged):
        yield Happened(What.LEVEL_SET, at, fact.level)
    elif isinstance(fact, facts.DecisionRecorded) and fact.level:
        yield Happened(What.LEVEL_CONFIRMED, at, fact.level)
    elif isinstance(fact, facts.RequestSent):
        yield Happened(What.ACTED, at)
        if fact.to in ABOVE_COUNTY:
            yield Happened(What.REPORTED, at)
    else:
        yield from _clock_moved(fact, at)


def _clock_moved(fact: object, at: dt.datetime) -> Iterator[Happened]:
    if isinstance(fact, facts.IncidentClockPaused) and fact.step is None:
        yield Happened(What.PAUSED, at, fact.purpose)
    elif isinstance(fact, facts.IncidentClockResumed) and fact.step is None:
        yield Happened(What.RESUMED, at, fact.purpose)


def _level(happened: Sequence[Happened]) -> str:
    confirmed = [one.code for one in happened if one.what == What.LEVEL_CONFIRMED]
    initial = [one.code for one in happened if one.what in {What.OPENED, What.LEVEL_SET}]
    return [*initial, *confirmed][-1]


def _counted(told: Sequence[Recorded], run: Run) -> Counted:
    def number(kind: type) -> int:
        return sum(isinstance(one.fact, kind) for one in told)

    done = {one.fact.step for one in told if isinstance(one.fact, facts.StepDone)}
    asked = {one.fact.step for one in told if isinstance(one.fact, facts.RequestSent) and one.fact.step is not None}
    requested = {step.number for step in run.plan.steps if step.asks and step.number in asked}
    waived = {step for one in told if isinstance(one.fact, facts.StepsWaived) for step in one.fact.steps}
    return Counted(
        records=len(told),
        steps=len(run.plan.steps),
        steps_done=len(done | requested - waived),
        steps_waived=len(waived),
        found_again=number(facts.FindingAttached),
        escalations=number(facts.IncidentEscalated),
        overdue=number(facts.IncidentOverdue),
        requests=number(facts.RequestSent),
        decisions=number(facts.DecisionRecorded),
        lessons=number(facts.LessonRecorded),
    )


def _timeline(told: Sequence[Recorded], incident: Incident) -> list[Moment]:
    names = names_of({one.person_id for one in told if one.person_id is not None})
    words: dict[UUID, str] = {}
    for entry_id, said in LogEntry.objects.filter(incident=incident).values_list("entry_id", "words"):
        words.setdefault(entry_id, said)
    decisions = {row.entry_id: row for row in Decision.objects.filter(incident=incident)}
    return [
        Moment(
            recorded=one,
            person="" if one.person_id is None else names.get(one.person_id, ""),
            words=words.get(one.entry_id, ""),
            agrees=one.entry_id in words and _agrees(one, incident, words[one.entry_id], decisions.get(one.entry_id)),
        )
        for one in told
    ]


def _agrees(one: Recorded, incident: Incident, words: str, decision: Decision | None) -> bool:
    committed = getattr(one.fact, "words_hash", None)
    if isinstance(one.fact, facts.IncidentOpened):
        origin = incident.origins.filter(entry_id=one.entry_id).first()
        said = words_hash(incident.place, incident.words, "" if origin is None else origin.caller)
        return said == committed
    if decision is not None:
        return words_hash(decision.decided_by, decision.document, decision.words) == committed
    return committed is None or words_hash(words) == committed


def _decisions(told: Sequence[Recorded]) -> list[tuple[Recorded, Decision]]:
    recorded = {one.entry_id: one for one in told if isinstance(one.fact, facts.DecisionRecorded)}
    rows = Decision.objects.filter(entry_id__in=list(recorded)).order_by("number")
    return [(recorded[row.entry_id], row) for row in rows]


def _actions(incident: Incident) -> list[ActionFollowed]:
    """What followed, folded out of the standing log."""
    raised: dict[UUID, ActionRaised] = {}
    stands: dict[UUID, tuple[ActionStatus, dt.datetime | None]] = {}
    for _index, one in contents_of(STANDING_LOG, kinds="supervision."):
        fact = one.fact
        if isinstance(fact, ActionRaised) and fact.incident == incident.pk:
            raised[fact.action] = fact
        action = getattr(fact, "action", None)
        if action in raised and type(fact) in LEADS_TO:
            due_at = getattr(fact, "due_at", stands.get(action, (None, None))[1])
            stands[action] = (LEADS_TO[type(fact)], due_at)
    rows = CorrectiveAction.objects.filter(pk__in=list(raised)).select_related("unit", "person")
    return [
        ActionFollowed(raised[row.pk].number, raised[row.pk].lesson, *stands[row.pk], row)
        for row in rows.order_by("number")
    ]
