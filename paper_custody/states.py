"""Words of the papers' way: what a bag is and where it stands, the nodes it passes, and one table of its steps."""

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

# A drill's bags, boxes and seals say so themselves: a drill refuses what lacks the mark, the exam what has it.
DRILL_MARK = "DRILL-"
# Source: ours. A county's whole delivery of 20,000 bags comes in several vehicles.
MOST_SCANS = 5_000
# What was done a while ago is entered with its time; further back than this is a slip of the pen. Source: ours.
MOST_OFF = dt.timedelta(hours=6)


class Purpose(StrEnum):
    """What a clock of this app is for."""

    ESCORT = "paper_custody.escort"


class BagKind(StrEnum):
    """What is in a bag (handbook 2.2). A half bag is for a room of few; nominal is never the number of seats."""

    PAPER = "paper"
    HALF = "half"
    CARD = "card"
    SPARE = "spare"
    SCRATCH = "scratch"
    BARCODE = "barcode"
    MEDIA = "media"


PAPERS = frozenset({BagKind.PAPER, BagKind.HALF})
# Bags of these kinds go to a room; the others may belong to the venue as a whole.
OF_A_ROOM = frozenset({BagKind.PAPER, BagKind.HALF, BagKind.CARD, BagKind.BARCODE})


class Material(StrEnum):
    """What is opened, and what is counted, together in a room. The opening window is that of the papers."""

    PAPERS = "papers"
    CARDS = "cards"


# Listening media are opened with the papers: the sound trial is at the opening (handbook 3.3).
OPENED_WITH: dict[Material, frozenset[BagKind]] = {
    Material.PAPERS: PAPERS | {BagKind.MEDIA},
    Material.CARDS: frozenset({BagKind.CARD, BagKind.BARCODE, BagKind.SCRATCH}),
}
# What goes to the rooms (and to the broadcasting room); spare bags wait in the store.
ISSUED_TO_ROOMS = OPENED_WITH[Material.PAPERS] | OPENED_WITH[Material.CARDS]
COUNTED_AS: dict[Material, frozenset[BagKind]] = {
    Material.PAPERS: PAPERS,
    Material.CARDS: frozenset({BagKind.CARD}),
}

# What the content of a bag of this kind is counted as. What is in no list is not counted.
MATERIAL_OF: dict[str, Material] = {kind.value: material for material, kinds in COUNTED_AS.items() for kind in kinds}


class ContainerKind(StrEnum):
    """What holds bags, or boxes of them."""

    BOX = "box"
    CABINET = "cabinet"
    VEHICLE = "vehicle"


class SealState(StrEnum):
    """A seal is whole, or was broken to open what it closed, or gave way to another number."""

    APPLIED = "applied"
    BROKEN = "broken"
    REPLACED = "replaced"


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


class BagStatus(StrEnum):
    """The life of a bag (handbook 7.3).

    登记 封存 在库 出库 在途 到点 保管 领出 已启封 使用中 收回 验收 重封 回送 入库(答卷) 移交上级.
    Beside it: 异常锁定 (locked), 作废 (voided), 备用启用 (spare opened).
    """

    REGISTERED = "registered"
    SEALED = "sealed"
    IN_VAULT = "in_vault"
    CHECKED_OUT = "checked_out"
    IN_TRANSIT = "in_transit"
    AT_VENUE = "at_venue"
    IN_STORE = "in_store"
    ISSUED = "issued"
    OPENED = "opened"
    IN_USE = "in_use"
    COLLECTED = "collected"
    ACCEPTED = "accepted"
    RESEALED = "resealed"
    RETURNING = "returning"
    ANSWERS_STORED = "answers_stored"
    HANDED_ON = "handed_on"
    LOCKED = "locked"
    VOIDED = "voided"
    SPARE_OPENED = "spare_opened"


class Step(StrEnum):
    """What is done with a bag."""

    RECEIVE = "receive"
    STORE = "store"
    LOAD = "load"
    DEPART = "depart"
    ARRIVE = "arrive"
    HAND_OVER = "hand_over"
    ISSUE = "issue"
    OPEN = "open"
    USE = "use"
    OPEN_SPARE = "open_spare"
    COLLECT = "collect"
    ACCEPT = "accept"
    SEAL = "seal"
    RETURN = "return"
    STORE_ANSWERS = "store_answers"
    HAND_ON = "hand_on"
    ISOLATE = "isolate"
    RELEASE = "release"
    VOID = "void"


S = BagStatus
AT_HANDS = (S.SEALED, S.IN_VAULT, S.CHECKED_OUT, S.IN_TRANSIT, S.IN_STORE, S.RETURNING, S.ANSWERS_STORED)
MAY_BE_LOCKED = (
    S.SEALED, S.IN_VAULT, S.CHECKED_OUT, S.IN_TRANSIT, S.AT_VENUE, S.IN_STORE, S.ISSUED, S.OPENED, S.IN_USE,
    S.SPARE_OPENED, S.COLLECTED, S.ACCEPTED, S.RESEALED, S.RETURNING, S.ANSWERS_STORED,
)  # fmt: skip

TRANSITIONS: dict[tuple[BagStatus, Step], BagStatus] = {
    (S.REGISTERED, Step.RECEIVE): S.SEALED,
    (S.REGISTERED, Step.VOID): S.VOIDED,
    (S.SEALED, Step.STORE): S.IN_VAULT,
    (S.IN_VAULT, Step.LOAD): S.CHECKED_OUT,
    (S.CHECKED_OUT, Step.DEPART): S.IN_TRANSIT,
    (S.CHECKED_OUT, Step.ARRIVE): S.AT_VENUE,
    (S.IN_TRANSIT, Step.ARRIVE): S.AT_VENUE,
    (S.AT_VENUE, Step.STORE): S.IN_STORE,
    (S.IN_STORE, Step.ISSUE): S.ISSUED,
    (S.IN_STORE, Step.OPEN_SPARE): S.SPARE_OPENED,
    (S.IN_STORE, Step.RETURN): S.RETURNING,
    (S.ISSUED, Step.OPEN): S.OPENED,
    (S.ISSUED, Step.COLLECT): S.COLLECTED,
    (S.OPENED, Step.USE): S.IN_USE,
    (S.OPENED, Step.COLLECT): S.COLLECTED,
    (S.IN_USE, Step.COLLECT): S.COLLECTED,
    (S.COLLECTED, Step.ACCEPT): S.ACCEPTED,
    (S.ACCEPTED, Step.SEAL): S.RESEALED,
    (S.SPARE_OPENED, Step.SEAL): S.RESEALED,
    (S.RESEALED, Step.RETURN): S.RETURNING,
    (S.RETURNING, Step.STORE_ANSWERS): S.ANSWERS_STORED,
    (S.ANSWERS_STORED, Step.HAND_ON): S.HANDED_ON,
    **{(status, Step.HAND_OVER): status for status in AT_HANDS},
    **{(status, Step.ISOLATE): S.LOCKED for status in MAY_BE_LOCKED},
    (S.LOCKED, Step.VOID): S.VOIDED,
}
"""RELEASE is not in it: a locked bag goes back to the state that it was locked in, which its row keeps."""

LIFE = tuple(status for status in BagStatus if status not in {S.LOCKED, S.VOIDED, S.SPARE_OPENED})


def is_past(status: BagStatus, step: Step) -> bool:
    """Whether a bag in this state has the step behind it."""
    results = {result for (_state, taken), result in TRANSITIONS.items() if taken == step and result in LIFE}
    return status in LIFE and bool(results) and LIFE.index(status) >= min(LIFE.index(result) for result in results)


# What arrives at a venue is put into its store under the same signing (handbook 3.5, milestone 2).
AT_ONCE: dict[Step, Step] = {Step.ARRIVE: Step.STORE}

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


class Direction(StrEnum):
    """Which way an escort goes."""

    OUTWARD = "outward"
    RETURN = "return"


# So long after it was expected an escort is missed. Source: handbook 5a, triggers of plans A04 and B03.
LATE_AFTER: dict[Direction, dt.timedelta] = {
    Direction.OUTWARD: dt.timedelta(minutes=10),
    Direction.RETURN: dt.timedelta(minutes=30),
}
# The line of the minute table by which it is expected when nobody says otherwise.
EXPECTED_BY: dict[Direction, str] = {
    Direction.OUTWARD: "papers_at_venue",
    Direction.RETURN: "answers_stored",
}


class EscortStatus(StrEnum):
    """Where an escort's run stands. Overdue: expected, and not there."""

    UNDER_WAY = "under_way"
    OVERDUE = "overdue"
    ARRIVED = "arrived"


class EscortStep(StrEnum):
    """What may happen to an escort's run."""

    MISS = "miss"
    ARRIVE = "arrive"


ESCORT_TRANSITIONS: dict[tuple[EscortStatus, EscortStep], EscortStatus] = {
    (EscortStatus.UNDER_WAY, EscortStep.MISS): EscortStatus.OVERDUE,
    (EscortStatus.UNDER_WAY, EscortStep.ARRIVE): EscortStatus.ARRIVED,
    (EscortStatus.OVERDUE, EscortStep.ARRIVE): EscortStatus.ARRIVED,
}


@dataclass(frozen=True, slots=True)
class Scan:
    """A code as it was read off a bag or a box, with the seal that was read off it. A box stands for what is in it."""

    code: str
    seal: str = ""


@dataclass(frozen=True, slots=True)
class Batch:
    """What passes under one signing: what was scanned, what was counted by hand, what is left out, and why."""

    scans: Sequence[Scan]
    bags_counted: int | None = None
    boxes_counted: int | None = None
    left_out: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Run:
    """An escort's run as it is ordered: its vehicle, and when it is expected (by the minute table, if nobody says)."""

    vehicle: str
    expected_at: dt.datetime | None = None


@dataclass(frozen=True, slots=True)
class RoomsAsked:
    """All rooms of a session at a venue as planned, except those named, each with its reason; or ``only`` some.

    ``scans`` are what was read off the bags, where it was. ``form`` is the number of the form that the
    invigilators signed, ``names`` who signed it, by room. ``done_at`` is when, if it is entered afterwards.
    """

    venue: str
    session: str
    except_rooms: Mapping[str, str] = field(default_factory=dict)
    only: frozenset[str] = frozenset()
    scans: Sequence[Scan] = ()
    form: str = ""
    names: Mapping[str, str] = field(default_factory=dict)
    done_at: dt.datetime | None = None


@dataclass(frozen=True, slots=True)
class Counted:
    """What two people counted of a room: its papers or its cards, of one subject."""

    room: str
    material: Material
    spare_issued: int
    used_by_present: int
    blank_for_absent: int
    surplus_blank: int
    voided_replaced: int
    present: int
    absent: int
    subject: str = ""

    def balances(self, *, nominal: int, seats: int) -> bool:
        """The count identity of handbook 2.2, and answer sheets back are those of the people present."""
        used_up = self.used_by_present + self.blank_for_absent + self.surplus_blank + self.voided_replaced
        return (
            nominal + self.spare_issued == used_up
            and self.present + self.absent == seats
            and self.used_by_present == self.present
        )


@dataclass(frozen=True, slots=True)
class BagGiven:
    """A bag as a list gives it, with the province's own code. ``room`` is empty for what belongs to the venue."""

    code: str
    kind: str
    subject: str
    session: str
    venue: str
    nominal: int
    room: str = ""
    box: str = ""
    seal: str = ""
    box_seal: str = ""
    paper_set: str = ""
