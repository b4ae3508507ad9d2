"""Checks of ``verify_journal``: the rows written under an entry are what its fact says."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID

from exams.events import DepartureRecorded, DrillMade, ExamOpened
from exams.models import Departure, Exam
from exams.states import ExamKind
from journal.audit import agrees


@agrees(DepartureRecorded)
def departure_is_as_recorded(fact: DepartureRecorded, entry_id: UUID) -> Iterator[str]:
    """The departure, its step and its approver."""
    row = Departure.objects.filter(pk=fact.departure, entry_id=entry_id).select_related("session").first()
    if row is None:
        yield f"departure {fact.departure} is not there"
    elif (row.step, row.approver_id, row.session.code if row.session else "") != (
        fact.step,
        fact.approver,
        fact.session,
    ):
        yield f"departure {fact.departure} is not as recorded"


@agrees(ExamOpened)
def exam_goes_by_its_preset(fact: ExamOpened, entry_id: UUID) -> Iterator[str]:
    """The exam is there. Its preset may be changed by a later list, which is a fact of its own."""
    if not Exam.objects.filter(pk=fact.exam, scope=fact.scope, code=fact.code, kind=ExamKind.REAL).exists():
        yield f"exam {fact.exam} is not as opened"


@agrees(DrillMade)
def drill_goes_by_its_exams_preset(fact: DrillMade, entry_id: UUID) -> Iterator[str]:
    """The drill, what it was made from, and its preset."""
    rows = Exam.objects.filter(pk=fact.exam, scope=fact.scope, kind=ExamKind.DRILL, drilled_from=fact.real)
    if not rows.filter(preset_code=fact.preset, preset_version=fact.preset_version).exists():
        yield f"drill {fact.exam} is not as made"
