"""Raising: every lesson of an incident becomes an action by itself; others are entered by hand."""

from __future__ import annotations

from uuid import UUID

from django.db import connection
from django.db.models import Max, Q

from incidents.models import Lesson
from incidents.policies import check_said
from incidents.states import FIRST_ESCORT_NUMBER, Openness
from kernel.act import Asked, act
from organisation.policies import county_of, require
from organisation.states import Capability
from supervision.errors import LessonTaken
from supervision.events import ActionRaised
from supervision.models import CorrectiveAction
from supervision.policies import check_supervises
from supervision.services.log import Line, start_clock, words_hash, write
from supervision.states import ASSIGN_WITHIN, ActionStatus, LineKind, Purpose, Source

# One turn at a time in a county: numbers without gaps.
TAKE_TURN = "SELECT pg_advisory_xact_lock(hashtextextended('corrective actions ' || %s, 0))"


@act
def raise_action(asked: Asked, *, words: str) -> ActionRaised:
    """Enter by hand what is to be put right: after an inspection, a drill's discussion, a letter."""
    check_supervises(asked.actor, asked.actor.scope)
    check_said(words)

    return _raise(asked, CorrectiveAction(scope=asked.actor.scope, source=Source.HAND, words=words))


@act
def take_lesson(asked: Asked, *, incident_id: UUID, number: int) -> ActionRaised:
    """Raise what follows from a lesson of an incident; whose it is, somebody decides within ``ASSIGN_WITHIN``.

    Only the platform itself acts here, in answer to the lesson's fact: no lesson is forgotten because nobody
    entered it a second time.
    """
    require(asked.actor, Capability.SUPERVISE, "/")
    lesson = Lesson.objects.select_related("incident", "exam").get(incident=incident_id, number=number)
    if CorrectiveAction.objects.filter(lesson=lesson).exists():
        raise LessonTaken

    return _raise(
        asked,
        CorrectiveAction(
            scope=county_of(lesson.scope),
            source=Source.DRILL if lesson.exam.is_drill else Source.INCIDENT,
            exam=lesson.exam,
            incident=lesson.incident,
            lesson=lesson,
            openness=lesson.incident.openness,
            words=lesson.words,
            raised_by_id=lesson.person_id,
        ),
    )


def _raise(asked: Asked, action: CorrectiveAction) -> ActionRaised:
    with connection.cursor() as cursor:
        cursor.execute(TAKE_TURN, [action.scope])
    action.openness = action.openness or Openness.INTERNAL
    # What an escort's incident taught is numbered apart, as that is: a gap among the others would tell of it.
    apart = Q(openness=Openness.ESCORT)
    series, first = (apart, FIRST_ESCORT_NUMBER) if action.openness == Openness.ESCORT else (~apart, 1)
    last = CorrectiveAction.objects.filter(series, scope=action.scope).aggregate(last=Max("number"))["last"]
    action.number = first if last is None else last + 1
    action.status = ActionStatus.RAISED
    action.raised_by_id = action.raised_by_id or asked.actor.person_id
    action.raised_at, action.assign_by = asked.at, asked.at + ASSIGN_WITHIN
    action.entry_id = asked.act_id
    action.save(force_insert=True)
    start_clock(asked, action, Purpose.ASSIGN, due_at=action.assign_by)
    write(asked, action, LineKind.RAISED, Line(words=action.words, due_at=action.assign_by))

    return ActionRaised(
        action=action.pk,
        number=action.number,
        source=action.source,
        incident=action.incident_id,
        lesson=None if action.lesson is None else action.lesson.number,
        words_hash=words_hash(action.words),
    )
