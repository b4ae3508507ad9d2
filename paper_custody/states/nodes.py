"""Where custody stands on its way, and what is done there."""

from collections.abc import Collection
from enum import StrEnum

from paper_custody.states.bags import BagStatus, S, Step


class Node(StrEnum):
    """Where custody stands on the way from the plant to the marking point (handbook 2.3)."""

    N1_PROVINCE = "N1"
    N3_RECEIPT = "N3"
    N4_VAULT = "N4"
    N5_ISSUE = "N5"
    N6_ROAD = "N6"
    N7_VENUE_STORE = "N7"
    N8_ROOM_ISSUE = "N8"
    N9_OPENING = "N9"
    N10_COLLECTION = "N10"
    N11_ACCEPTANCE = "N11"
    N12_RETURN = "N12"
    N13_ANSWER_STORE = "N13"
    N14_HANDED_ON = "N14"
    N15_KEPT = "N15"


NODE_OF: dict[Step, Node] = {
    Step.RECEIVE: Node.N3_RECEIPT,
    Step.STORE: Node.N4_VAULT,
    Step.LOAD: Node.N5_ISSUE,
    Step.DEPART: Node.N6_ROAD,
    Step.ARRIVE: Node.N7_VENUE_STORE,
    Step.ISSUE: Node.N8_ROOM_ISSUE,
    Step.OPEN: Node.N9_OPENING,
    Step.USE: Node.N9_OPENING,
    Step.OPEN_SPARE: Node.N9_OPENING,
    Step.COLLECT: Node.N10_COLLECTION,
    Step.ACCEPT: Node.N11_ACCEPTANCE,
    Step.SEAL: Node.N11_ACCEPTANCE,
    Step.RETURN: Node.N12_RETURN,
    Step.STORE_ANSWERS: Node.N13_ANSWER_STORE,
    Step.HAND_ON: Node.N14_HANDED_ON,
    Step.KEEP: Node.N15_KEPT,
    Step.DESTROY: Node.N15_KEPT,
}

"""Where a step takes place. One that is not in it happens wherever the bag is."""

IN_THE_VAULT = frozenset({Node.N3_RECEIPT, Node.N4_VAULT, Node.N13_ANSWER_STORE})

ON_THE_ROAD = frozenset({Node.N5_ISSUE, Node.N6_ROAD, Node.N12_RETURN})

AT_THE_VENUE = frozenset(
    {Node.N7_VENUE_STORE, Node.N8_ROOM_ISSUE, Node.N9_OPENING, Node.N10_COLLECTION, Node.N11_ACCEPTANCE}
)

# From the receipt until they are handed on, papers are in the county (limits.md 18).
IN_THE_COUNTY = IN_THE_VAULT | ON_THE_ROAD | AT_THE_VENUE

# What is done at a venue, in the order of its day, and the states of bags that call for it.
VENUE_ACTS: dict[str, frozenset[BagStatus]] = {
    "arrive": frozenset({S.CHECKED_OUT, S.IN_TRANSIT}),
    "issue": frozenset({S.IN_STORE}),
    "open_cards": frozenset(),
    "open": frozenset({S.ISSUED}),
    "collect": frozenset({S.OPENED, S.IN_USE}),
    "count": frozenset({S.COLLECTED}),
    "accept": frozenset(),
    "seal": frozenset({S.ACCEPTED, S.SPARE_OPENED}),
    "return": frozenset({S.RESEALED}),
}


def next_act(present: Collection[str]) -> str:
    """What is to be done next where bags are in these states: the earliest act that one of them waits for.

    Spare bags wait in the store all day long, so that issuing is next only while nothing has been issued.
    """
    waiting = [act for act, states in VENUE_ACTS.items() if states & set(present)]
    later = [act for act in waiting if act not in {"arrive", "issue"}]
    return (["arrive"] if "arrive" in waiting else later or waiting or ["arrive"])[0]


class PaperState(StrEnum):
    """All that those who do not follow the convoys see of a venue's papers: 待发, 在途, 已到 (limits.md 4)."""

    PENDING = "pending"
    IN_TRANSIT = "in_transit"
    ARRIVED = "arrived"
