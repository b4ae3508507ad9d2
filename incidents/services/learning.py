"""What an incident taught: a lesson, or the word that there is none. One of both stands before its end."""

from __future__ import annotations

from incidents.errors import LessonsSaidAlready
from incidents.events import LessonRecorded, NothingLearnt
from incidents.models import Incident, Lesson
from incidents.policies import check_may_work, check_said
from incidents.services.log import lock_incident, person_of, told, words_hash, write
from incidents.states import IncidentStatus, Learnt, LogKind
from kernel.act import Asked, act
from kernel.errors import NotNow


@act
def record_lesson(asked: Asked, *, number: int, words: str) -> LessonRecorded:
    """Put a lesson on record, as soon as somebody sees it and until the incident is archived."""
    incident = _learning(asked, number, words)

    lesson = _keep(asked, incident, Learnt.LESSON, words=words)
    write(asked, incident, LogKind.LEARNT, code=str(lesson), words=words)

    return told(
        incident,
        LessonRecorded(incident=incident.pk, number=incident.number, lesson=lesson, words_hash=words_hash(words)),
    )


@act
def say_nothing_learnt(asked: Asked, *, number: int, words: str) -> NothingLearnt:
    """Say that the incident taught nothing, and why. Refused (``lessons_said_already``) beside a lesson."""
    incident = _learning(asked, number, words)
    if incident.lessons.exists():
        raise LessonsSaidAlready

    lesson = _keep(asked, incident, Learnt.NOTHING, words=words)
    write(asked, incident, LogKind.NOTHING_LEARNT, words=words)

    return told(
        incident,
        NothingLearnt(incident=incident.pk, number=incident.number, lesson=lesson, words_hash=words_hash(words)),
    )


def _learning(asked: Asked, number: int, words: str) -> Incident:
    incident = lock_incident(asked, number)
    check_may_work(incident, asked.actor)
    check_said(words)
    if incident.status == IncidentStatus.ARCHIVED:
        raise NotNow(state=incident.status)
    return incident


def _keep(asked: Asked, incident: Incident, kind: Learnt, *, words: str) -> int:
    """Part: the row. The incident's own lock keeps the numbers without a gap."""
    number = incident.lessons.count() + 1
    Lesson.objects.create(
        exam_id=incident.exam_id,
        scope=incident.scope,
        incident=incident,
        number=number,
        kind=kind,
        words=words,
        person_id=person_of(asked),
        at=asked.at,
        exam_at=asked.exam_at,
        entry_id=asked.act_id,
    )
    return number
