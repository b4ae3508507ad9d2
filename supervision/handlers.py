"""What follows of itself in supervision, and what ``verify_journal`` holds its rows against."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any
from uuid import UUID

from clocks.events import ClockRanOut, ClockWarned
from incidents.events import TWINS, LessonRecorded
from incidents.services.log import words_hash
from journal.audit import agrees
from journal.cursors import react
from kernel.act import Asked
from supervision import services
from supervision.events import ACTION_FACTS
from supervision.models import ActionLine
from supervision.states import Purpose


def a_lesson_is_followed(fact: LessonRecorded, asked: Asked) -> None:
    """In real time and in the standing log: what is to be put right outlives the exam, and a drill's clock."""
    services.take_lesson(replace(asked, exam_id=None), incident_id=fact.incident, number=fact.lesson)


def _answered(kind: type[LessonRecorded]) -> None:
    """Register it for a kind of the fact under a name of its own."""

    def answer(told: LessonRecorded, asked: Asked) -> None:
        a_lesson_is_followed(told, asked)

    answer.__name__ = f"{a_lesson_is_followed.__name__}_{kind.kind.rpartition('.')[2]}"
    react(kind)(answer)


for one in (LessonRecorded, *(twins[LessonRecorded] for twins in TWINS.values())):
    _answered(one)  # type: ignore[arg-type]  # a twin is a subclass of its fact


@react(ClockWarned)
def an_action_that_is_nearly_due_gets_a_blue_notice(fact: ClockWarned, asked: Asked) -> None:
    """Days before."""
    if fact.purpose in list(Purpose):
        services.mark_near(asked, action_id=fact.subject, purpose=Purpose(fact.purpose))


@react(ClockRanOut)
def an_overdue_action_is_on_the_red_list(fact: ClockRanOut, asked: Asked) -> None:
    """Once for each rung that is told."""
    if fact.purpose in list(Purpose):
        services.mark_overdue(asked, action_id=fact.subject, purpose=Purpose(fact.purpose), rung=fact.rung_name)


def log_is_as_told(fact: Any, entry_id: UUID) -> Iterator[str]:
    """Every fact leaves its line, with the words and the due time that it commits to."""
    lines = list(ActionLine.objects.filter(entry_id=entry_id, action=fact.action))
    if not lines:
        yield f"the log of corrective action {fact.number} lacks {entry_id}"
    committed, due_at = getattr(fact, "words_hash", None), getattr(fact, "due_at", None)
    for line in lines:
        if committed is not None and words_hash(line.words) != committed:
            yield f"the log of corrective action {fact.number} has other words under {entry_id}"
        if due_at is not None and line.due_at != due_at:
            yield f"corrective action {fact.number} was due at another time under {entry_id}"


for told in ACTION_FACTS:
    agrees(told)(log_is_as_told)
