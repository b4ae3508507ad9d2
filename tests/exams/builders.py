"""The world's exam: the gaokao of 2025 in Linhe, as the catalogue has it."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

from exams import services
from exams.models import Exam
from exams.selectors.plans import planned_from_catalogue, reference_of
from kernel.actors import SYSTEM
from kernel.scope import reading
from tests.world import LINHE, World

FIRST_DAY = dt.date(2025, 6, 7)
BEIJING = dt.timezone(dt.timedelta(hours=8))


def open_exam(world: World, *, code: str = "gk2025", preset: str = "ministry", first_day: dt.date = FIRST_DAY) -> Exam:
    """A real exam of Linhe, opened by Kong of the exam office."""
    chosen, planned = planned_from_catalogue(preset, ["gaokao_2025_312"], first_day=first_day)
    head = services.Head.under(chosen, scope=LINHE, code=code, name="2025年普通高考")
    fact = services.open_exam(services.opening(world.asked("kong")), head=head, planned=planned)
    return _exam(fact.exam)


def make_drill(world: World, real: Exam, *, starts_from: dt.datetime | None = None) -> Exam:
    """A drill of it, whose time stands still."""
    with reading(SYSTEM, real.pk):
        reference = reference_of(real.pk)
    asked = services.opening(world.asked("bai"))
    fact = services.make_drill(asked, reference=reference, name="第一轮演练", starts_from=starts_from)
    return _exam(fact.exam)


def beijing(day: int, hour: int, minute: int = 0, second: int = 0) -> dt.datetime:
    """An instant of June 2025 on the county's walls."""
    return dt.datetime(2025, 6, day, hour, minute, second, tzinfo=BEIJING)


def _exam(exam_id: UUID) -> Exam:
    with reading(SYSTEM):
        return Exam.objects.get(pk=exam_id)
