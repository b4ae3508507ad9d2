"""Records: whoever answers for a duty by his post hears that its time is near or over, once for each fact."""

from __future__ import annotations

from collections.abc import Callable, Collection
from uuid import UUID

from exams.models import Exam
from exams.selectors.sessions import exam_of
from kernel.act import Asked
from kernel.actors import SYSTEM
from kernel.scope import reading
from kernel.time import now
from notices.models import Notice
from notices.selectors.duties import Duty, duty_near, people_responsible, place_of
from notices.services.messages import send_outside
from notices.services.seeing import stop
from notices.services.telling import cause_of, drawn, not_told, players_among
from notices.states import OF_A_DUTY, NoticeKind, Stage
from organisation.policies import county_of

KINDS: dict[Stage, NoticeKind] = {
    Stage.NEAR: NoticeKind.DUTY_NEAR,
    Stage.LATE: NoticeKind.DUTY_LATE,
    Stage.ABOVE: NoticeKind.DUTY_LATE,
    Stage.ASKED: NoticeKind.DUTY_ASKED,
}


def tell_that_it_is_near(asked: Asked, *, purpose: str, subject: UUID) -> int:
    """Record: tell of a clock that warns whoever can still keep it. Returns how many were told."""
    with reading(SYSTEM, asked.exam_id):
        duty = duty_near(purpose, subject)
        return 0 if duty is None else _tell(asked, _exam(asked), duty)


def tell_that_it_is_late(asked: Asked, *, find: Callable[[UUID], Duty]) -> int:
    """Record: tell of a duty that was not done in time. Returns how many were told."""
    with reading(SYSTEM, asked.exam_id):
        exam = exam_of(asked.exam_id)
        return _tell(asked, exam, find(exam.pk))


def tell_of_action(asked: Asked, *, find: Callable[[], tuple[Exam | None, Duty] | None]) -> int:
    """Record: tell of a corrective action. It is of no exam; what a drill taught is told to its players alone."""
    with reading(SYSTEM):
        found = find()
        if found is None:
            return 0
        exam, duty = found
        return _tell(asked, exam if exam is not None and exam.is_drill else None, duty)


def _exam(asked: Asked) -> Exam | None:
    return None if asked.exam_id is None else exam_of(asked.exam_id)


def _tell(asked: Asked, exam: Exam | None, duty: Duty) -> int:
    at = now()
    people = not_told(asked, people_responsible(duty, exam, at))
    scope, players = county_of(duty.scope), players_among(exam, people)
    place = place_of(duty.scope)
    made = Notice.objects.bulk_create(
        Notice(
            exam=exam,
            exam_kind="" if exam is None else exam.kind,
            scope=scope,
            person_id=person,
            player_id=players.get(person),
            kind=KINDS[duty.stage],
            cause_id=cause_of(asked),
            matter=duty.matter,
            place=place,
            code=duty.code,
            key=duty.key,
            number=number,
            at=at,
        )
        for person, number in drawn(scope, people)
    )
    send_outside(made, urgent=False)
    return len(made)


def stop_duty(asked: Asked, *, keys: Collection[str]) -> int:
    """Record: it was done, or is past being near: nobody is called for it any more."""
    with reading(SYSTEM, asked.exam_id):
        return stop(Notice.objects.filter(kind__in=OF_A_DUTY, exam=asked.exam_id, key__in=keys))


def tell_who_approves(asked: Asked, *, find: Callable[[], Duty]) -> int:
    """Record: tell of what waits for an approval whoever may give it now. It is of no exam.

    Who was told of it before the first approval is told no more: he gave it, or is told again.
    """
    with reading(SYSTEM):
        duty = find()
        stop(Notice.objects.filter(kind__in=OF_A_DUTY, key=duty.key).exclude(cause=cause_of(asked)))
        return _tell(asked, None, duty)


def stop_standing(asked: Asked, *, keys: Collection[str]) -> int:
    """Record: the same of what is of no exam; of a corrective action, whatever exam it came from."""
    with reading(SYSTEM):
        return stop(Notice.objects.filter(kind__in=OF_A_DUTY, key__in=keys))
