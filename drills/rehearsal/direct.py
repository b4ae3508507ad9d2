"""From a real exam to the report of its rehearsal."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from uuid import UUID

from drills.gateways import Address, Answer, Player
from drills.rehearsal import papers, reported, vault, venues
from drills.rehearsal.answers import Desk
from drills.rehearsal.pace import run_paced, run_stepped, wait_settled
from drills.rehearsal.report import RehearsalReport, report_on
from drills.rehearsal.stage import ACCEPTED, Stage
from exams.models import Exam, Session
from exams.selectors.sessions import exam_of, sessions_of
from exams.states import ExamKind, ExamStatus
from kernel.actors import SYSTEM
from kernel.scope import reading

ALL = "all"


@dataclass(frozen=True, slots=True)
class Script:
    """How far and how fast. ``speed`` 0 is stepped."""

    until: str
    speed: int
    name: str


def rehearse(address: Address, *, script: Script, password: str, log: Callable[[str], object]) -> RehearsalReport:
    """Make a drill of the open real exam and let simulated people act its day. Raises where it cannot even begin."""
    real = _real_exam()
    stage = Stage(address=address, exam=real, password=password, log=log)
    stage.learn_people()
    director = stage.one("duty_officer")
    made = _make_drill(stage, director, real, script)
    with reading(SYSTEM):
        stage.exam = exam_of(UUID(made.body["fact"]["exam"]))
    wait_settled(stage)

    sessions = _sessions(stage.exam, script.until)
    papers.plan(stage, sessions)
    venues.plan(stage, sessions)
    reported.plan(stage, sessions)
    vault.plan(stage, sessions)
    if script.speed:
        run_paced(stage, director, Desk(stage), rate=script.speed)
    else:
        run_stepped(stage, director, Desk(stage))
    return report_on(stage, until=script.until, stepped=not script.speed)


def _make_drill(stage: Stage, director: Player, real: Exam, script: Script) -> Answer:
    made = director.act(f"/api/exams/{real.pk}/drills/", {"name": script.name})
    if not made.accepted:
        raise RuntimeError(f"no drill could be made: {made.body}")
    stage.tally[ACCEPTED] += 1
    return made


def _real_exam() -> Exam:
    with reading(SYSTEM):
        real = Exam.objects.filter(kind=ExamKind.REAL, status=ExamStatus.OPEN).order_by("-opened_at").first()
    if real is None:
        raise LookupError("there is no open exam to rehearse; import a county workbook first")
    return real


def _sessions(exam: Exam, until: str) -> Sequence[Session]:
    with reading(SYSTEM, exam.pk):
        sessions = list(sessions_of(exam.pk))
    codes = [session.code for session in sessions]
    if until == ALL:
        return sessions
    if until not in codes:
        raise LookupError(f"there is no session {until}; this exam has {', '.join(codes)}")
    return sessions[: codes.index(until) + 1]
