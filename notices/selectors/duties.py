"""Duties of posts whose time is near or over: where they are owed, who answers for each, and who may know of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from clocks.models import Clock
from clocks.states import ClockStatus
from exams.models import Exam
from incidents.gateways import SEEN_BY
from incidents.models import OwnText, Tip
from incidents.states import Openness
from kernel.time import now
from notices.models import Player
from notices.policies import MAY_KNOW
from notices.states import RESPONSIBLE, Matter, Roles, Stage
from organisation.models import Unit
from organisation.policies import county_of
from organisation.selectors import entitled, people_entitled, posts_held
from organisation.states import Capability
from paper_custody.models import Escort
from paper_custody.models.inward import InwardConvoy
from paper_custody.models.returns import ReturnDue
from paper_custody.models.secure_room import VaultDue
from paper_custody.states import Purpose as OnTheRoad
from paper_custody.states.secure_room import VaultPurpose
from supervision.models import CorrectiveAction
from supervision.states import OWED
from venues.events import GateExpired, MilestoneMissed, PaperMilestoneMissed, ReportOverdue
from venues.models import Milestone, ReportDue, Venue
from venues.states import Purpose as AtAVenue

# These posts are of no venue.
OF_THE_ROAD = frozenset({"escort_leader", "vault_guard"})


@dataclass(frozen=True, slots=True)
class Duty:
    """Something owed by a post. ``roles`` go before those of the table, ``people`` are told beside them.

    ``knowing``: what one of them must hold there to be told at all.
    """

    matter: Matter
    stage: Stage
    key: str
    scope: str
    code: str = ""
    roles: tuple[Roles, ...] = ()
    people: frozenset[UUID] = frozenset()
    knowing: frozenset[Capability] = field(default_factory=frozenset)


def key_of(matter: Matter, *parts: object) -> str:
    """By what is known that it was done."""
    return " ".join([matter, *(str(one) for one in parts)])


def at_venue(exam_id: UUID, code: str) -> str:
    """The path of the venue of this code in the exam's county."""
    county = Exam.objects.values_list("scope", flat=True).get(pk=exam_id)
    return Venue.objects.values_list("scope", flat=True).get(scope__startswith=county, code=code)


def line_late(exam_id: UUID, fact: MilestoneMissed | PaperMilestoneMissed) -> Duty:
    """A line of a venue's minute table that nobody told of: whose it is hears of it, and then the county.

    What is the escort's or the vault's to do is told to the venue's head: not every leader on the road is meant.
    """
    lines = Milestone.objects.filter(exam=exam_id, venue__code=fact.venue, session__code=fact.session)
    line = lines.get(code=fact.milestone)
    matter = Matter.MILESTONE if isinstance(fact, MilestoneMissed) else Matter.PAPER_MILESTONE
    own = () if fact.very_late or line.who in OF_THE_ROAD else ((line.who,),)
    return Duty(
        matter=matter,
        stage=Stage.ABOVE if fact.very_late else Stage.LATE,
        key=key_of(matter, fact.venue, fact.session, fact.milestone),
        scope=line.scope,
        code=fact.milestone,
        roles=own,
    )


def report_late(exam_id: UUID, fact: ReportOverdue) -> Duty:
    """A report that is owed and has not come."""
    key = key_of(Matter.REPORT, fact.venue, fact.session, fact.report_kind)
    stage = Stage.ABOVE if fact.very_late else Stage.LATE
    return Duty(Matter.REPORT, stage, key, at_venue(exam_id, fact.venue), code=fact.report_kind)


def gate_faded(exam_id: UUID, fact: GateExpired) -> Duty:
    """What was found in order too long ago."""
    key = key_of(Matter.GATE, fact.venue, fact.gate)
    return Duty(Matter.GATE, Stage.LATE, key, at_venue(exam_id, fact.venue), code=fact.gate)


def duty_near(purpose: str, subject: UUID) -> Duty | None:
    """What a clock that warns is about; None where nobody is told, or where it has been done meanwhile."""
    finder = FINDERS.get(purpose)
    if (
        finder is None
        or not Clock.objects.filter(
            purpose=purpose, subject=subject, status=ClockStatus.RUNNING, ran_out_at=None
        ).exists()
    ):
        return None
    return finder(subject)


def _report(subject: UUID) -> Duty:
    owed = ReportDue.objects.select_related("venue", "session").get(pk=subject)
    key = key_of(Matter.REPORT, owed.venue.code, owed.session.code, owed.kind)
    return Duty(Matter.REPORT, Stage.NEAR, key, owed.scope, code=owed.kind)


def _vault_duty(subject: UUID) -> Duty:
    due = VaultDue.objects.get(pk=subject)
    return Duty(Matter.VAULT_DUTY, Stage.NEAR, key_of(Matter.VAULT_DUTY, due.duty), due.scope, code=due.duty)


def _escort(subject: UUID) -> Duty:
    run = Escort.objects.get(pk=subject)
    people = frozenset({run.leader_id})
    return Duty(Matter.ESCORT, Stage.NEAR, key_of(Matter.ESCORT, run.pk), run.scope, people=people)


def _voice_check(subject: UUID) -> Duty:
    run = Escort.objects.get(pk=subject)
    return Duty(Matter.VOICE_CHECK, Stage.NEAR, key_of(Matter.VOICE_CHECK, run.pk), run.scope)


def _return(subject: UUID) -> Duty:
    row = ReturnDue.objects.select_related("venue").get(pk=subject)
    return Duty(Matter.RETURN, Stage.NEAR, key_of(Matter.RETURN, row.venue.code), row.scope)


def _convoy(subject: UUID) -> Duty:
    convoy = InwardConvoy.objects.get(pk=subject)
    return Duty(Matter.CONVOY, Stage.NEAR, key_of(Matter.CONVOY, convoy.pk), convoy.scope)


def _leftovers(subject: UUID) -> Duty:
    scope = Exam.objects.values_list("scope", flat=True).get(pk=subject)
    return Duty(Matter.LEFTOVERS, Stage.NEAR, key_of(Matter.LEFTOVERS, subject), scope)


# What warns before it is late. A line of the minute table does not: its warning is that its window opens, which the
# venue reads off its own page; a notice for each of twenty lines would teach people to press them away.
FINDERS: dict[str, Callable[[UUID], Duty]] = {
    AtAVenue.REPORT: _report,
    VaultPurpose.DUTY: _vault_duty,
    OnTheRoad.ESCORT: _escort,
    OnTheRoad.VOICE_CHECK: _voice_check,
    OnTheRoad.RETURN: _return,
    OnTheRoad.INWARD: _convoy,
    OnTheRoad.LEFTOVERS: _leftovers,
}


def action_owed(action_id: UUID, stage: Stage, *, rung: str = "") -> tuple[Exam | None, Duty] | None:
    """A corrective action, with the exam that it came from: its owner hears that it is near, the rung that it is late.

    What follows from an incident for named roles is told to them, and to whoever owns it.
    """
    row = CorrectiveAction.objects.select_related("exam", "unit").filter(pk=action_id, status__in=OWED).first()
    if row is None:
        return None
    own = stage == Stage.NEAR
    people = frozenset({row.person_id}) if own and row.person_id is not None else frozenset()
    duty = Duty(
        matter=Matter.ACTION,
        stage=stage,
        key=key_of(Matter.ACTION, row.pk),
        scope=row.scope if row.unit is None else row.unit.path,
        code=str(row.number),
        roles=() if people else (((row.role,) if own else (rung,)),),
        people=people,
        knowing=frozenset() if own else SEEN_BY.get(Openness(row.openness), frozenset()),
    )
    return row.exam, duty


def texts_wait(county: str, subjects: Sequence[str], numbers: Sequence[int]) -> Duty:
    """Texts of the county's own that wait: told to whoever may approve them, neither their author nor the first.

    Many that were proposed together are one notice, known by the first of them.
    """
    text = OwnText.objects.get(scope=county, subject=subjects[0], number=numbers[0])
    may = people_entitled([Capability.APPROVE], county, now()).exclude(pk__in=[text.author_id, text.first_id])
    return Duty(
        matter=Matter.OWN_TEXT,
        stage=Stage.ASKED,
        key=key_of(Matter.OWN_TEXT, county, subjects[0], numbers[0]),
        scope=county,
        code=subjects[0] if len(subjects) == 1 else str(len(subjects)),
        people=frozenset(may.values_list("pk", flat=True)),
    )


def tip_waits(tip_id: UUID, rung: str) -> Duty:
    """What was told to the desk and nobody has judged."""
    row = Tip.objects.get(pk=tip_id)
    return Duty(
        Matter.TRIAGE, Stage.LATE, key_of(Matter.TRIAGE, row.pk), row.scope, code=str(row.number), roles=((rung,),)
    )


def place_of(scope: str) -> Unit:
    """The unit where it is owed."""
    return Unit.objects.get(path=scope)


def people_responsible(duty: Duty, exam: Exam | None, at: dt.datetime) -> set[UUID]:
    """Who is told: by post, and by what each may know; of a drill, its players."""
    told = _knowing(duty.people, duty, at) | _first_held(duty, at)
    if exam is not None and exam.is_drill:
        told &= set(Player.objects.filter(exam=exam, person__in=told).values_list("person", flat=True))
    return told


def _first_held(duty: Duty, at: dt.datetime) -> set[UUID]:
    """The first posts of which somebody may be told: where nobody holds one, the next is."""
    for roles in (*duty.roles, *RESPONSIBLE.get((duty.matter, duty.stage), ())):
        if held := _knowing(_holding(roles, duty.scope, at), duty, at):
            return held
    return set()


def _holding(roles: Roles, scope: str, at: dt.datetime) -> set[UUID]:
    """Who holds one of these posts there, or at a unit above it in the county."""
    county = county_of(scope)
    above = [scope[: place + 1] for place, letter in enumerate(scope) if letter == "/" and place + 1 >= len(county)]
    return set(posts_held(at).filter(role__in=roles, unit__path__in=above).values_list("person", flat=True))


def _knowing(people: Collection[UUID], duty: Duty, at: dt.datetime) -> set[UUID]:
    capabilities = duty.knowing or MAY_KNOW.get(duty.matter, frozenset())
    if not capabilities:
        return set(people)
    return {one for held in capabilities for one in entitled(people, held, duty.scope, at)}
