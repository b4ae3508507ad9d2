"""What changes by the clock alone: the watchman's findings, the next moment, what has become late."""

from __future__ import annotations

from uuid import UUID

from board.services.rows import ChannelRows
from board.states import RowKind
from exams.models import Exam
from exams.states import ExamStatus
from kernel.actors import SYSTEM
from kernel.scope import reading

BY_THE_CLOCK = (RowKind.EXAM, RowKind.VENUE, RowKind.WATCH)


def open_exams() -> list[UUID]:
    """The exams whose boards are kept up."""
    with reading(SYSTEM):
        return list(Exam.objects.filter(status=ExamStatus.OPEN).order_by("opened_at").values_list("pk", flat=True))


def refresh(exam_id: UUID) -> None:
    """Draw the rows of one board that change by the clock. A record: what does not change writes nothing."""
    with reading(SYSTEM, exam_id):
        rows = ChannelRows(exam_id)
        rows.touch_all_of(*BY_THE_CLOCK)
        rows.write()
