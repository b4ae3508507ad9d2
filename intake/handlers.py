"""Whether what a county's fact says of its exam still stands. The board draws the county anew by itself."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID

from exams.models import Exam
from intake.events import CountyImported
from journal.audit import agrees


@agrees(CountyImported)
def exam_stands_as_loaded(fact: CountyImported, _entry_id: UUID) -> Iterator[str]:
    """The exam that the workbook made or changed is there, under its code, in its county."""
    exam = Exam.objects.filter(pk=fact.exam).first()
    if exam is None:
        yield f"exam {fact.code}: it is gone"
    elif (exam.code, exam.scope, exam.kind) != (fact.code, fact.scope, "real"):
        yield f"exam {fact.code}: it is called {exam.code} in {exam.scope} now"
