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
from incidents.models import BY_DEFAULT, CALLER, Incident, IncidentStep, Origin, PlanVersion
from incidents.selectors.own_plans import ladder_text_for
from incidents.selectors.plans import plan_called, plan_triggered, plans_in_force, spare_chain_of, venue_called
from incidents.services.deadlines import AT_ONCE, start_promises, start_steps
from incidents.services.log import move, told, words_hash, write
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

    ``venue`` stays empty for what is under way: where a convoy is, is not the board's to tell (limits.md 4).
    """

    origin: OriginKind
    kind: str
    place_key: str
    node: str = ""
    venue: str = ""
    place: str = ""
    words: str = ""


@dataclass(frozen=True, slots=True)
class _Opening:
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
    venue, a procedure without its venue, and words with an ID number.
    """
    exam, unit = _place(asked, report.venue)
    require(asked.actor, Capability.OPEN_INCIDENT, exam.scope if unit is None else unit.path)
    kind = OriginKind.CALL if report.caller.strip() else OriginKind.SPOT

    return _open(asked, _reported(asked, exam, unit, report=report, kind=kind))


@act
def inject_incident(asked: Asked, *, report: FirstReport) -> IncidentOpened:
    """Open an incident as a drill's inject has it; ``asked.cause`` is the inject's entry. Refused in a real exam."""
    exam, unit = _place(asked, report.venue)
    require(asked.actor, Capability.RUN_DRILL, exam.scope)
    if not exam.is_drill:
        raise NotPermitted

    return _open(asked, _reported(asked, exam, unit, report=report, kind=OriginKind.INJECT))


@act
def take_finding(asked: Asked, *, finding: Finding) -> IncidentOpened | FindingAttached | None:
    """Open the incident that a finding of another app asks for, or attach it to the one that is open there.

    None where no plan is started by such a fact; refused, and kept, where there are no plans at all. Only
    the platform itself acts here, in answer to a fact.
    """
    require(asked.actor, Capability.OPEN_INCIDENT, BY_DEFAULT)
    exam, unit = _place(asked, finding.venue)
    triggered = plan_triggered(finding.kind, finding.node, scope=exam.scope)
    if triggered is None and not plans_in_force(exam.scope).exists():
        raise PlanUnknown(fact=finding.kind)
    if triggered is None:
        return None
    version, plan, condition = triggered
    plan = plan.on_the_road() if finding.node in ON_THE_ROAD else plan

    _take_turn(exam)
    same = Incident.objects.select_for_update().filter(
        exam=exam, plan_code=plan.code, place_key=finding.place_key, status__in=OPEN
    )
    found = Origin(kind=finding.origin, cause_id=asked.cause, fact_kind=finding.kind, words=finding.words)
    if open_one := same.first():
        return _attach(asked, open_one, found)
    return _open(
        asked,
        _Opening(
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


def _place(asked: Asked, venue: str) -> tuple[Exam, Unit | None]:
    exam = exam_of(asked.exam_id)
    return exam, venue_called(venue, scope=exam.scope) if venue else None


def _reported(asked: Asked, exam: Exam, unit: Unit | None, *, report: FirstReport, kind: OriginKind) -> _Opening:
    check_words(report.place, report.words, report.caller)
    version, plan = plan_called(report.plan, report.condition, scope=exam.scope)
    if plan.is_procedure and unit is None:
        raise VenueNeeded(plan=plan.code)
    _take_turn(exam)
    return _Opening(
        exam=exam,
        version=version,
        run=freeze(plan, ladder=ladder_text_for(exam.scope), spare_chain=spare_chain_of(exam)),
        condition=report.condition,
        unit=unit,
        origin=Origin(
            kind=kind,
            cause_id=asked.cause,
            caller_sealed=seal(report.caller.strip(), column=CALLER),
            words=report.words.strip(),
        ),
        place=report.place.strip(),
    )


def _take_turn(exam: Exam) -> None:
    with connection.cursor() as cursor:
        cursor.execute(TAKE_TURN, [str(exam.pk)])


def _attach(asked: Asked, incident: Incident, found: Origin) -> FindingAttached:
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
        ),
    )


def _keep(asked: Asked, incident: Incident, found: Origin) -> None:
    found.exam_id, found.scope, found.incident = incident.exam_id, incident.scope, incident
    found.person_id = asked.actor.person_id
    found.at, found.exam_at, found.entry_id = asked.at, asked.exam_at, asked.act_id
    found.save(force_insert=True)


def _open(asked: Asked, opening: _Opening) -> IncidentOpened:
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
        ),
    )


def _register(asked: Asked, opening: _Opening) -> Incident:
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
        entry_id=asked.act_id,
    )


def _steps(asked: Asked, opening: _Opening, incident: Incident) -> list[IncidentStep]:
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
