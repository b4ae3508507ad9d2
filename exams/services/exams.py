"""Acts: opening an exam, making a drill of one, closing it, and recording a departure from its procedure."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from exams.errors import ReasonMissing
from exams.events import DepartureRecorded, DrillMade, ExamClosed, ExamOpened, SessionTold
from exams.models import Departure, Exam
from exams.policies import check_may_close, check_may_run
from exams.selectors.plans import PlannedSession, Reference
from exams.selectors.sessions import exam_of, session_called
from exams.services.laying_out import Head, lay_out_drill, lay_out_exam, lay_out_sessions
from exams.states import EXAM_TRANSITIONS, ExamStatus, ExamStep
from kernel.act import Asked, act
from kernel.actors import Actor
from kernel.transitions import after
from kernel.words import check_words
from organisation.errors import SamePerson
from organisation.policies import require
from organisation.states import Capability

# A drill's time stands this long before its first line when it is made.
BEFORE_THE_FIRST_LINE = dt.timedelta(minutes=30)


@dataclass(frozen=True, slots=True)
class DepartureTold:
    """What was done instead of what is published. ``session`` is a code, empty where it is about none.

    ``document`` is the number of a higher level's paper, where there is one.
    """

    step: str
    planned: str
    done: str
    reason: str
    session: str = ""
    document: str = ""


@act
def open_exam(asked: Asked, *, head: Head, planned: Sequence[PlannedSession]) -> ExamOpened:
    """Make a real exam with its sessions. ``asked`` comes from ``opening``, so that the exam's log begins with it."""
    require(asked.actor, Capability.RUN_EXAM, head.scope)

    exam = lay_out_exam(asked, head=head)
    lay_out_sessions(asked, exam=exam, planned=planned)

    return ExamOpened(
        exam=exam.pk,
        scope=exam.scope,
        code=exam.code,
        name=exam.name,
        preset=exam.preset_code,
        preset_version=exam.preset_version,
        sessions=_told(planned),
    )


@act
def make_drill(asked: Asked, *, reference: Reference, name: str, starts_from: dt.datetime | None = None) -> DrillMade:
    """Make a drill of a real exam: the same codes, other rows, and a timeline of its own that stands still.

    ``reference`` was read from the real exam before; ``asked`` comes from ``opening``. Other apps copy
    what they keep per exam when they hear of it.
    """
    require(asked.actor, Capability.RUN_DRILL, reference.scope)

    head = Head(
        scope=reference.scope,
        code=reference.code,
        name=name or reference.name,
        preset_code=reference.preset_code,
        preset_version=reference.preset_version,
        rules=reference.rules,
    )
    exam = lay_out_drill(
        asked, head=head, real_id=reference.exam_id, starts_from=starts_from or first_moment(asked, reference)
    )
    lay_out_sessions(asked, exam=exam, planned=reference.sessions)

    return DrillMade(
        exam=exam.pk,
        real=reference.exam_id,
        scope=exam.scope,
        code=exam.code,
        name=exam.name,
        preset=exam.preset_code,
        preset_version=exam.preset_version,
        sessions=_told(reference.sessions),
    )


def first_moment(asked: Asked, reference: Reference) -> dt.datetime:
    """Where a drill's time begins when nobody says: shortly before the first line of its first minute table."""
    lines = [line.planned_at for session in reference.sessions for line in session.plan]
    return min(lines) - BEFORE_THE_FIRST_LINE if lines else asked.at


def _told(planned: Sequence[PlannedSession]) -> tuple[SessionTold, ...]:
    return tuple(
        SessionTold(code=one.code, name=one.name, starts_at=one.starts_at, ends_at=one.ends_at) for one in planned
    )


@act
def close_exam(asked: Asked) -> ExamClosed:
    """Close the exam. A real one refuses before its last session has ended; a drill may be broken off."""
    exam = Exam.objects.select_for_update().get(pk=exam_of(asked.exam_id).pk)
    check_may_run(exam, asked.actor)
    check_may_close(exam, exam_at=asked.exam_at)

    exam.status = after(EXAM_TRANSITIONS, ExamStatus(exam.status), ExamStep.CLOSE)
    exam.closed_at = asked.at
    exam.save(update_fields=["status", "closed_at"])

    return ExamClosed(exam=exam.pk)


@act
def record_departure(asked: Asked, *, approver: Actor, told: DepartureTold) -> DepartureRecorded:
    """Record that the published procedure was departed from. The approver proves himself, and is another person."""
    exam = exam_of(asked.exam_id)
    check_may_run(exam, asked.actor)
    require(approver, Capability.APPROVE, exam.scope)
    if approver.person_id is None or asked.actor.person_id is None or approver.person_id == asked.actor.person_id:
        raise SamePerson
    if not all(text.strip() for text in (told.step, told.planned, told.done, told.reason)):
        raise ReasonMissing
    check_words(told.step, told.planned, told.done, told.reason, told.document)

    departure = Departure.objects.create(
        exam=exam,
        scope=exam.scope,
        session=session_called(exam.pk, told.session) if told.session else None,
        step=told.step,
        planned=told.planned,
        done=told.done,
        reason=told.reason,
        document=told.document,
        approver_id=approver.person_id,
        recorded_by_id=asked.actor.person_id,
        entry_id=asked.act_id,
        at=asked.at,
        exam_at=asked.exam_at,
    )

    return DepartureRecorded(departure=departure.pk, session=told.session, step=told.step, approver=approver.person_id)
