"""Opening: by a person's first report, by what another app found, and by a drill."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import cast
from uuid import UUID

from django.db import connection
from django.db.models import Max, Q

from exams.models import Exam, Session
from exams.selectors.sessions import current_session, exam_of, next_session
from incidents.errors import PlanUnknown, VenueNeeded
from incidents.events import FindingAttached, IncidentOpened
from incidents.gateways import PlanStep, Run, freeze, hash_of
from incidents.gateways.alarms import alarm_of
from incidents.models import BY_DEFAULT, CALLER, Incident, IncidentStep, Origin, PlanVersion
from incidents.selectors.own_plans import ladder_text_for
from incidents.selectors.plans import (
    plan_called,
    plan_triggered,
    plans_in_force,
    spare_chain_of,
    venue_called,
    venues_of,
)
from incidents.services.deadlines import AT_ONCE, start_promises, start_steps
from incidents.services.log import lock_by_id, move, told, words_hash, write
from incidents.states import (
    FIRST_ESCORT_NUMBER,
    OPEN,
    Authority,
    IncidentStatus,
    LogKind,
    Move,
    Openness,
    OriginKind,
    Window,
)
from kernel.act import Asked, act
from kernel.errors import NotPermitted
from kernel.sealing import seal
from kernel.words import check_words
from organisation.models import Unit
from organisation.policies import require
from organisation.states import Capability
from paper_custody.states import ON_THE_ROAD

# One turn at a time in an exam: numbers without gaps, and one incident for one finding at one place.
TAKE_TURN = "SELECT pg_advisory_xact_lock(hashtextextended('incidents ' || %s, 0))"


@dataclass(frozen=True, slots=True)
class FirstReport:
    """The first report, in at most five fields: what (with its condition), venue, place, words, and who called."""

    plan: str
    condition: str = ""
    venue: str = ""
    place: str = ""
    words: str = ""
    caller: str = ""


@dataclass(frozen=True, slots=True)
class Finding:
    """What another app found. ``place_key`` says what counts as the same place; ``words`` are codes, never names.

    ``timing`` says whether it was early or late, where its fact says neither by its node.

    ``venue`` stays empty for what is under way: where a convoy is, is not the board's to tell (limits.md 4).
    """

    origin: OriginKind
    kind: str
    place_key: str
    node: str = ""
    venue: str = ""
    place: str = ""
    words: str = ""
    timing: str = ""


@dataclass(frozen=True, slots=True)
class Opening:
    """All that is known of an incident before it has a number."""

    exam: Exam
    version: PlanVersion
    run: Run
    condition: str
    unit: Unit | None
    origin: Origin
    place: str
    place_key: str = ""

    @property
    def scope(self) -> str:
        return self.exam.scope if self.unit is None else self.unit.path


@act
def open_incident(asked: Asked, *, report: FirstReport) -> IncidentOpened:
    """Open an incident on a person's word: on the spot, or as a call that the duty desk keys in.

    It is recorded at once and waits for nobody, whatever the plan. Refuses an unknown plan, condition or
    venue, a procedure without its venue, and words with an ID number. What protects life is not refused for a
    venue that nobody had the time to choose: it is the reporter's own.
    """
    exam, unit = place_of(asked, report.venue)
    unit = unit or _own_venue(asked, exam, report)
    require(asked.actor, Capability.OPEN_INCIDENT, exam.scope if unit is None else unit.path)
    whole_county = asked.actor.may(Capability.OPEN_INCIDENT, exam.scope)
    kind = OriginKind.SPOT if whole_county or unit is None else OriginKind.TABLET
    origin = _by_word(asked, report, OriginKind.CALL if report.caller.strip() else kind)

    return open_as(asked, opening_of(asked, exam, unit, report=report, origin=origin))


@act
def inject_incident(asked: Asked, *, report: FirstReport) -> IncidentOpened:
    """Open an incident as a drill's inject has it; ``asked.cause`` is the inject's entry. Refused in a real exam."""
    exam, unit = place_of(asked, report.venue)
    require(asked.actor, Capability.RUN_DRILL, exam.scope)
    if not exam.is_drill:
        raise NotPermitted

    origin = _by_word(asked, report, OriginKind.INJECT)
    return open_as(asked, opening_of(asked, exam, unit, report=report, origin=origin))


@act
def take_finding(asked: Asked, *, finding: Finding) -> IncidentOpened | FindingAttached | None:
    """Open the incident that a finding of another app asks for, or attach it to the one that is open there.

    None where no plan is started by such a fact; refused, and kept, where there are no plans at all. Only
    the platform itself acts here, in answer to a fact.
    """
    require(asked.actor, Capability.OPEN_INCIDENT, BY_DEFAULT)
    exam, unit = place_of(asked, finding.venue)
    triggered = plan_triggered(finding.kind, finding.node, scope=exam.scope)
    if triggered is None and not plans_in_force(exam.scope).exists():
        raise PlanUnknown(fact=finding.kind)
    if triggered is None:
        return None
    version, plan, condition = triggered
    plan = plan.on_the_road() if finding.node in ON_THE_ROAD else plan

    take_turn(exam)
    found = _found(asked, finding)
    if open_one := _open_there(exam, plan.code, finding.place_key):
        return attach(asked, open_one, found)
    return open_as(
        asked,
        Opening(
            exam=exam,
            version=version,
            run=freeze(plan, ladder=ladder_text_for(exam.scope), spare_chain=spare_chain_of(exam)),
            condition=condition,
            unit=unit,
            origin=found,
            place=finding.place,
            place_key=finding.place_key,
        ),
    )


def _found(asked: Asked, finding: Finding) -> Origin:
    raised = alarm_of(finding.kind, finding.timing or finding.node)
    return Origin(
        kind=finding.origin,
        cause_id=asked.cause,
        fact_kind=finding.kind,
        words=finding.words,
        alarm="" if raised is None else raised.alarm,
        told=[] if raised is None else list(raised.tells),
    )


def _open_there(exam: Exam, plan: str, place_key: str) -> Incident | None:
    """The incident that is open there; one that was merged goes on as the other one, while that is open."""
    same = (
        Incident.objects.select_for_update(of=("self",))
        .select_related("merged_into")
        .filter(exam=exam, plan_code=plan, place_key=place_key, status__in=OPEN)
    )
    rows = list(same)
    own = next((row for row in rows if row.merged_into is None), None)
    onto = next((row.merged_into for row in rows if row.merged_into and row.merged_into.is_open), None)
    return own if own is not None or onto is None else lock_by_id(onto.pk)


def place_of(asked: Asked, venue: str) -> tuple[Exam, Unit | None]:
    """Part: the exam in hand, and the venue named, if one is. Refuses a venue that is not of the county."""
    exam = exam_of(asked.exam_id)
    return exam, venue_called(venue, scope=exam.scope) if venue else None


def _own_venue(asked: Asked, exam: Exam, report: FirstReport) -> Unit | None:
    _version, plan = plan_called(report.plan, report.condition, scope=exam.scope)
    if report.venue or not any(step.protects_life for step in plan.steps):
        return None
    places = {path for held, path in asked.actor.grants if held == Capability.OPEN_INCIDENT}
    if exam.scope in places or any(exam.scope.startswith(path) for path in places):
        return None
    own = [unit for unit in venues_of(exam.scope) if any(unit.path.startswith(path) for path in places)]
    return own[0] if len(own) == 1 else None


def _by_word(asked: Asked, report: FirstReport, kind: OriginKind) -> Origin:
    return Origin(
        kind=kind,
        cause_id=asked.cause,
        caller_sealed=seal(report.caller.strip(), column=CALLER),
        words=report.words.strip(),
    )


def opening_of(asked: Asked, exam: Exam, unit: Unit | None, *, report: FirstReport, origin: Origin) -> Opening:
    """Part: what a report opens, and where it came from. Refuses what cannot be read."""
    check_words(report.place, report.words, report.caller)
    version, plan = plan_called(report.plan, report.condition, scope=exam.scope)
    if plan.is_procedure and unit is None:
        raise VenueNeeded(plan=plan.code)
    take_turn(exam)
    return Opening(
        exam=exam,
        version=version,
        run=freeze(plan, ladder=ladder_text_for(exam.scope), spare_chain=spare_chain_of(exam)),
        condition=report.condition,
        unit=unit,
        origin=origin,
        place=report.place.strip(),
    )


def take_turn(exam: Exam) -> None:
    """Part: whoever numbers something of this exam next waits here."""
    with connection.cursor() as cursor:
        cursor.execute(TAKE_TURN, [str(exam.pk)])


def attach(asked: Asked, incident: Incident, found: Origin) -> FindingAttached:
    """Part: a further origin of an open incident. One whose end was proposed is not over."""
    move(incident, Move.ATTACH)
    if incident.status != IncidentStatus.CLOSE_PROPOSED:
        incident.proposed_by_id = incident.proposed_at = None
    incident.save(update_fields=["status", "proposed_by", "proposed_at"])
    _keep(asked, incident, found)
    write(asked, incident, LogKind.ATTACHED, code=found.kind, words=found.words)

    return told(
        incident,
        FindingAttached(
            incident=incident.pk,
            number=incident.number,
            origin=found.kind,
            cause=cast("UUID", found.cause_id),
            words_hash=words_hash(found.words),
            alarm=found.alarm,
            told=tuple(found.told),
        ),
    )


def _keep(asked: Asked, incident: Incident, found: Origin) -> None:
    found.exam_id, found.scope, found.incident = incident.exam_id, incident.scope, incident
    found.person_id = asked.actor.person_id
    found.at, found.exam_at, found.entry_id = asked.at, asked.exam_at, asked.act_id
    found.save(force_insert=True)


def open_as(asked: Asked, opening: Opening) -> IncidentOpened:
    """Part: the incident with its steps, its origin and its promises."""
    incident = _register(asked, opening)
    steps = IncidentStep.objects.bulk_create(_steps(asked, opening, incident))
    _keep(asked, incident, opening.origin)
    write(asked, incident, LogKind.OPENED, code=incident.level_initial, words=incident.words)
    start_promises(asked, incident, opening.run)
    start_steps(asked, steps)

    return told(
        incident,
        IncidentOpened(
            incident=incident.pk,
            number=incident.number,
            plan=incident.plan_code,
            plan_version=opening.version.number,
            condition=incident.condition,
            family=incident.family,
            level=incident.level_initial,
            scope=incident.scope,
            venue=None if opening.unit is None else opening.unit.code,
            origin=opening.origin.kind,
            cause=opening.origin.cause_id,
            rung=incident.rung,
            run_hash=hash_of(incident.run),
            words_hash=words_hash(incident.place, incident.words, opening.origin.caller),
            alarm=opening.origin.alarm,
            told=tuple(opening.origin.told),
        ),
    )


def _register(asked: Asked, opening: Opening) -> Incident:
    plan = opening.run.plan
    apart = Q(openness=Openness.ESCORT)
    series, first = (apart, FIRST_ESCORT_NUMBER) if plan.openness == Openness.ESCORT else (~apart, 1)
    last = Incident.objects.filter(series, exam=opening.exam).aggregate(last=Max("number"))["last"]
    return Incident.objects.create(
        exam=opening.exam,
        scope=opening.scope,
        number=first if last is None else last + 1,
        plan_version=opening.version,
        plan_code=plan.code,
        condition=opening.condition,
        run=opening.run.raw,
        family=plan.family,
        openness=plan.openness,
        level_initial=plan.level_under(opening.condition),
        # Whoever reports it names the plan, and by that gives the first judgement; a machine judges nothing.
        status=IncidentStatus.REGISTERED if asked.actor.is_system else IncidentStatus.JUDGED,
        rung=opening.run.rungs()[0],
        venue=opening.unit,
        place=opening.place,
        place_key=opening.place_key,
        words=opening.origin.words,
        opened_by_id=asked.actor.person_id,
        opened_at=asked.exam_at,
        happened_at=asked.happened_at,
        entry_id=asked.act_id,
    )


def _steps(asked: Asked, opening: Opening, incident: Incident) -> list[IncidentStep]:
    session = None
    if any(step.by is not None or step.window is not None for step in opening.run.plan.steps):
        session = current_session(opening.exam.pk, asked.exam_at) or next_session(opening.exam.pk, asked.exam_at)
    return [
        IncidentStep(
            exam=opening.exam,
            scope=incident.scope,
            incident=incident,
            number=step.number,
            name=step.name.zh,
            name_en=step.name.en,
            who=list(step.who),
            due_at=_due_at(asked.exam_at, step, condition=opening.condition, session=session),
            every=step.every,
            asks=_asked_level(opening.run, step),
            needs=opening.run.authority(step.needs),
            protects_life=step.protects_life,
        )
        for step in opening.run.plan.steps
    ]


def _edge(session: Session, window: Window) -> dt.datetime:
    return {Window.LATEST_ENTRY: session.latest_entry_at, Window.LAST_CARD_CHANGE: session.last_card_change_at}[window]


def _asked_level(run: Run, step: PlanStep) -> str:
    """Nobody asks himself: where the chain ends with the venue head, his word is needed and nobody is asked."""
    level = run.authority(step.asks)
    return "" if level == Authority.VENUE_HEAD else level


def _due_at(at: dt.datetime, step: PlanStep, *, condition: str, session: Session | None) -> dt.datetime | None:
    if step.by is not None and session is not None:
        return max(step.by.of(session.starts_at, session.ends_at), at + AT_ONCE)
    if step.window is not None and session is not None:
        return max(_edge(session, step.window), at + AT_ONCE)
    limit = step.limit(condition)
    if limit is not None:
        return at + (limit or AT_ONCE)
    return None if step.every is None else at + step.every
