"""Whose hands a bag is in from second to second: what was signed for it laid out without a hole (C20)."""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from uuid import UUID

from paper_custody.states.bags import TRANSITIONS, BagStatus, Step
from paper_custody.states.nodes import NODE_OF, ON_THE_ROAD, Node

# With these a bag leaves the county's custody.
ENDS = frozenset({Step.HAND_ON, Step.VOID})
# These are signed by two who stay with a bag, and leave it in the hands it was in.
NOBODY_NEW = frozenset({Step.ISOLATE, Step.RELEASE})


class Gap(StrEnum):
    """Why a stretch of a bag's life has nobody who answers for it."""

    UNSIGNED = "unsigned"
    OTHER_HANDS = "other_hands"
    ELSEWHERE = "elsewhere"


@dataclass(frozen=True, slots=True)
class Signed:
    """One thing that two people signed for a bag. ``giver`` is empty where nobody new took it."""

    step: Step
    node: str
    moment: dt.datetime
    keeper: UUID
    other: UUID
    entry: UUID
    giver: UUID | None = None
    escort: UUID | None = None


@dataclass(frozen=True, slots=True)
class Interval:
    """A stretch of a bag's life, and who answers for it: ``keeper``, with the other one of the pair of that place.

    ``gap`` names a stretch that nobody answers for; ``overlap`` is for how many seconds the next ones had signed
    for the bag while these still answered for it.
    """

    starts_at: dt.datetime
    ends_at: dt.datetime
    signed: Signed
    node: str
    gap: str = ""
    overlap: float = 0.0

    @property
    def seconds(self) -> float:
        """How long it lasts."""
        return (self.ends_at - self.starts_at).total_seconds()


def intervals_of(signed: Sequence[Signed], *, until: dt.datetime, node: str = "") -> list[Interval]:
    """The stretches from the first signing to the last, or to ``until`` where the bag has not left the county.

    They follow one another without a hole, in the order of signing. Where what was signed does not follow from
    what was signed before, the stretch between is a gap; ``node`` is where the bag is said to be now, if known.
    """
    found: list[Interval] = []
    clock = signed[0].moment if signed else until
    state = before = BagStatus.REGISTERED
    holder: UUID | None = None
    for one in signed:
        clock = max(clock, one.moment)
        state, before, follows = _after(state, before, one.step)
        if found and one.step not in NODE_OF and not _may_be(found[-1].node, one.node):
            state, follows = STATE_AT.get(Node(one.node), state), False
        if found:
            found[-1] = _closed(found[-1], one, clock=clock, gap=_gap(found[-1], one, holder, follows=follows))
        elif not follows:
            found.append(Interval(clock, clock, one, one.node, gap=Gap.UNSIGNED))
        if one.step not in ENDS:
            found.append(Interval(clock, clock, one, one.node))
        holder = holder if one.step in NOBODY_NEW else one.keeper
    if found and signed[-1].step not in ENDS:
        gap = Gap.ELSEWHERE if node and not _may_be(signed[-1].node, node) else ""
        found[-1] = replace(found[-1], ends_at=max(clock, until), gap=gap)
    return found


def _gap(last: Interval, one: Signed, holder: UUID | None, *, follows: bool) -> str:
    """Why nobody answers for the stretch before this signing; empty where somebody does."""
    if not follows:
        return Gap.UNSIGNED
    given_by_another = one.giver is not None and last.node in ON_THE_ROAD and one.giver != holder
    return Gap.OTHER_HANDS if given_by_another else ""


def _closed(last: Interval, one: Signed, *, clock: dt.datetime, gap: str) -> Interval:
    overlap = max(0.0, (clock - one.moment).total_seconds())
    return replace(last, ends_at=clock, gap=gap or last.gap, overlap=overlap)


def _after(state: BagStatus, before: BagStatus, step: Step) -> tuple[BagStatus, BagStatus, bool]:
    """The state after a step, the one in which it was taken, and whether the step follows at all."""
    if step == Step.RELEASE:
        return (before, before, True) if state == BagStatus.LOCKED else (state, before, False)
    for reached in _reached(state):
        if (reached, step) in TRANSITIONS:
            return TRANSITIONS[reached, step], reached, True
    results = [result for (_from, taken), result in TRANSITIONS.items() if taken == step != Step.HAND_OVER]
    return (results or [state])[0], state, False


# What a bag must have become where it is handed on from, though nobody signed for its coming there.
STATE_AT = {
    Node.N3_RECEIPT: BagStatus.SEALED,
    Node.N4_VAULT: BagStatus.IN_VAULT,
    Node.N5_ISSUE: BagStatus.CHECKED_OUT,
    Node.N6_ROAD: BagStatus.IN_TRANSIT,
    Node.N7_VENUE_STORE: BagStatus.IN_STORE,
    Node.N12_RETURN: BagStatus.RETURNING,
    Node.N13_ANSWER_STORE: BagStatus.ANSWERS_STORED,
}

# What moves a bag on without a row of its own: arrived is stored at once, a vehicle leaves, papers are given out.
BY_ITSELF = {
    BagStatus.AT_VENUE: BagStatus.IN_STORE,
    BagStatus.CHECKED_OUT: BagStatus.IN_TRANSIT,
    BagStatus.OPENED: BagStatus.IN_USE,
}


def _reached(state: BagStatus) -> Iterator[BagStatus]:
    yield state
    if state in BY_ITSELF:
        yield BY_ITSELF[state]


def _may_be(signed: str, node: str) -> bool:
    """Whether a bag that was signed for at one node may be at the other without a further signing."""
    return node == signed or (signed, node) == (Node.N5_ISSUE, Node.N6_ROAD)
