"""Which rows each fact touches. Everything is told in the stream of those who may hear of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from board.selectors.bodies import EXAM_KEY
from board.services.rows import ChannelRows, open_rows
from board.states import RowKind
from exams.events import (
    DrillMade,
    ExamClosed,
    ExamOpened,
    TimelinePaused,
    TimelineResumed,
    TimelineStarted,
    TimelineStepped,
)
from journal.cursors import Projection
from kernel.events import DomainEvent

board = Projection("board", opens=open_rows)


def board_appears(_fact: DomainEvent, rows: ChannelRows) -> None:
    """A new exam has a board of its own."""
    rows.touch_everything()


def exam_reads_otherwise(_fact: DomainEvent, rows: ChannelRows) -> None:
    """The exam's state, or how its time goes."""
    rows.touch(RowKind.EXAM, EXAM_KEY)


TOUCHED_BY: dict[Callable[[DomainEvent, ChannelRows], None], Sequence[type[DomainEvent]]] = {
    board_appears: (ExamOpened, DrillMade),
    exam_reads_otherwise: (ExamClosed, TimelineStarted, TimelinePaused, TimelineResumed, TimelineStepped),
}
for handler, events in TOUCHED_BY.items():
    for event in events:
        board.project(event)(handler)


@board.project_every
def fact_is_told(fact: DomainEvent, rows: ChannelRows) -> None:
    """Every fact of an exam."""
    rows.tell(fact.audience)
