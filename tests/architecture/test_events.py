"""Every fact is answered, or is said to be history only."""

from __future__ import annotations

from examops.places import BASE
from journal.cursors import REACTIONS, Projection
from kernel.events import DomainEvent
from tests.architecture.sources import nothing, packages

LIST = BASE / "tests" / "architecture" / "history_only.txt"


def ours() -> dict[str, type[DomainEvent]]:
    return {kind: event for kind, event in DomainEvent.by_kind.items() if kind.split(".")[0] in packages()}


def handled() -> set[str]:
    """The kinds that a projection or a reaction is registered for by name."""
    projected = {event.kind for projection in Projection.all.values() for event in projection.handlers}
    return projected | {reaction.event.kind for reaction in REACTIONS.values()}


def history_only() -> list[str]:
    lines = (line.split("#", 1)[0].strip() for line in LIST.read_text().splitlines())
    return [line for line in lines if line]


def test_every_fact_is_answered_or_history_only() -> None:
    nothing(sorted(set(ours()) - handled() - set(history_only())))


def test_history_only_lists_nothing_that_is_answered_or_gone() -> None:
    assert history_only() == sorted(set(history_only()))
    nothing([kind for kind in history_only() if kind in handled()])
    nothing([kind for kind in history_only() if kind not in ours()])


def test_every_fact_reads_as_a_sentence() -> None:
    nothing([kind for kind, event in sorted(ours().items()) if not str(event.sentence)])
