"""What went out is not back; and a check of ``verify_journal``."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID

from clocks.events import ClockRanOut
from journal.audit import agrees
from journal.cursors import react
from kernel.act import Asked
from paper_custody.events.returns import ReturnMissed
from paper_custody.models.returns import ReturnDue
from paper_custody.services.returns import miss_return
from paper_custody.states import Purpose


@react(ClockRanOut)
def a_return_is_missed(fact: ClockRanOut, asked: Asked) -> None:
    """Due in the secure room, and not all of it there."""
    if fact.purpose == Purpose.RETURN:
        miss_return(asked, due=fact.subject)


@agrees(ReturnMissed)
def the_return_is_as_missed(fact: ReturnMissed, entry_id: UUID) -> Iterator[str]:
    """A return of that venue and session that was missed; it stays so when its papers come later."""
    rows = ReturnDue.objects.filter(venue__code=fact.venue, session__code=fact.session, missed_at__isnull=False)
    if not rows.exists():
        yield f"the return of {fact.venue} {fact.session} is not as missed"
