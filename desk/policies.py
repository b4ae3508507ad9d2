"""Who may change who stands where, and who may keep the watch."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

from desk.errors import MomentPassed, OwnSwap
from exams.models import Exam
from exams.selectors.sessions import exam_of
from exams.states import ExamStatus
from kernel.act import Asked
from kernel.actors import Actor
from kernel.errors import NotNow, NotPermitted
from kernel.words import check_words
from organisation.models import Person, Post
from organisation.policies import require
from organisation.states import Capability
from venues.errors import ReasonNeeded


def check_swaps_person(asked: Asked, *, post: Post, person: Person, from_at: dt.datetime, reason: str) -> None:
    """Refuse unless the actor runs exams there, is neither of the two, and says from when and why."""
    require(asked.actor, Capability.RUN_EXAM, post.scope)
    require(asked.actor, Capability.RUN_EXAM, person.scope)
    if asked.actor.person_id in {post.person_id, person.pk}:
        raise OwnSwap
    if not asked.at <= from_at < post.ends_at:
        raise MomentPassed
    check_said(reason)


def check_said(words: str) -> None:
    """Refuse what says nothing, and what must not be written."""
    if not words.strip():
        raise ReasonNeeded
    check_words(words)


def check_keeps_watch(asked: Asked, *, officer: Actor) -> Exam:
    """The open exam in hand. Refuses who may not run it: a clerk keys in, an officer is on watch."""
    exam = check_on_desk(asked)
    require(officer, Capability.RUN_EXAM, exam.scope)
    return exam


def check_on_desk(asked: Asked) -> Exam:
    """The open exam in hand, for whoever works at its desk."""
    exam = exam_of(asked.exam_id)
    require(asked.actor, Capability.KEY_FOR_VENUE, exam.scope)
    if exam.status != ExamStatus.OPEN:
        raise NotNow(state=exam.status)
    return exam


def person_of(actor: Actor) -> UUID:
    """Somebody answers for it by name: the platform itself does not."""
    if actor.person_id is None:
        raise NotPermitted
    return actor.person_id
