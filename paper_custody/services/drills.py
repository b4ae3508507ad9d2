"""A drill's own bags: from the same plan, marked as such, under seals that nobody can mistake for real ones."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from uuid import UUID

from exams.policies import check_may_run
from exams.selectors.sessions import exam_of
from kernel.act import Asked, act
from paper_custody.events import DrillBagsMade
from paper_custody.services.loading import load_bags
from paper_custody.states import DRILL_MARK, BagGiven


@act
def make_drill_bags(asked: Asked, *, real: UUID, rows: Sequence[BagGiven]) -> DrillBagsMade | None:
    """Give a drill bags of its own after the list of the exam that it was made from.

    ``rows`` were read in the real exam's own scope before: an act sees one exam only. Their seals are
    numbered afresh, so that nobody in a drill learns the number of a real one.
    """
    drill = exam_of(asked.exam_id)
    check_may_run(drill, asked.actor)
    if not rows:
        return None

    marked = [_marked(row, number) for number, row in enumerate(rows, start=1)]
    load_bags(asked, exam=drill, rows=_with_box_seals(marked))

    return DrillBagsMade(real=real, bags=len(rows), boxes=len({row.box for row in rows} - {""}))


def _marked(row: BagGiven, number: int) -> BagGiven:
    box = f"{DRILL_MARK}{row.box}" if row.box else ""
    return replace(row, code=f"{DRILL_MARK}{row.code}", box=box, seal=f"{DRILL_MARK}S{number:06d}")


def _with_box_seals(rows: Sequence[BagGiven]) -> list[BagGiven]:
    numbers = {box: number for number, box in enumerate(sorted({row.box for row in rows} - {""}), start=1)}
    return [replace(row, box_seal=f"{DRILL_MARK}X{numbers[row.box]:05d}" if row.box else "") for row in rows]
