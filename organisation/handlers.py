"""Checks for ``verify_journal``."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID

from journal.audit import agrees
from organisation.events import SigningBegun
from organisation.models import Signing


@agrees(SigningBegun)
def the_signing_is_as_begun(fact: SigningBegun, entry_id: UUID) -> Iterator[str]:
    """The same two people, for the same kind of act, until the same moment."""
    rows = Signing.objects.filter(entry_id=entry_id).values_list("pk", "first_id", "second_id", "purpose", "until")
    kept = [(pk, first, second, purpose, until.isoformat()) for pk, first, second, purpose, until in rows]
    if kept != [(fact.signing, fact.first, fact.second, fact.purpose, fact.until)]:
        yield f"signing {fact.signing} is not as begun"
