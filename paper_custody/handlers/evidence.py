"""A check for ``verify_journal`` of who took which evidence."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID

from journal.audit import agrees
from paper_custody.events.evidence import EvidenceTaken
from paper_custody.models.evidence import EvidencePack


@agrees(EvidenceTaken)
def evidence_is_as_taken(fact: EvidenceTaken, entry_id: UUID) -> Iterator[str]:
    """The row of the taking, under this entry: which session of which venue, and by whom."""
    rows = EvidencePack.objects.filter(pk=fact.pack, entry_id=entry_id)
    if list(rows.values_list("venue__code", "session__code", "taken_by")) != [(fact.venue, fact.session, fact.taker)]:
        yield f"evidence pack {fact.pack} is not as taken"
