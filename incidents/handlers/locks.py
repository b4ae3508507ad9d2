"""What custody did about a lock that did not open is told on its incident."""

from __future__ import annotations

from incidents.services.told import tell_incident
from incidents.states import Done
from journal.cursors import react
from kernel.act import Asked
from kernel.actors import SYSTEM
from kernel.scope import reading
from paper_custody.events.failures import LockForced
from paper_custody.selectors.failures import force_in_words, reported_under


@react(LockForced)
def an_opening_by_force_is_told_on_its_incident(fact: LockForced, asked: Asked) -> None:
    """By whom, on whose word, where the recording is, and who watched."""
    with reading(SYSTEM, asked.exam_id):
        cause, words = reported_under(fact.failure), force_in_words(fact.failure)
    tell_incident(asked, cause=cause, done=Done.LOCK_FORCED, words=words)
