"""What a bag is, and one table of its steps."""

from enum import StrEnum

# A drill's bags, boxes and seals say so themselves: a drill refuses what lacks the mark, the exam what has it.
DRILL_MARK = "DRILL-"


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

# 绝密 until they are opened and used (handbook 2.1): each comes under a seal. Scratch paper and barcodes may come bare.
BEAR_SEALS = PAPERS | {BagKind.CARD, BagKind.SPARE, BagKind.MEDIA}

# What holds answers: all of it goes to the upper level, and nothing of it is left over (handbook 2.2, N14).
ANSWERS = frozenset({BagKind.CARD})

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


class BagStatus(StrEnum):
    """The life of a bag (handbook 7.3).

    登记 封存 在库 出库 在途 到点 保管 领出 已启封 使用中 收回 验收 重封 回送 入库(答卷) 移交上级 留存 销毁.
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
    KEPT = "kept"
    DESTROYED = "destroyed"
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
    KEEP = "keep"
    DESTROY = "destroy"
    ISOLATE = "isolate"
    RELEASE = "release"
    VOID = "void"


S = BagStatus

AT_HANDS = (S.SEALED, S.IN_VAULT, S.CHECKED_OUT, S.IN_TRANSIT, S.IN_STORE, S.RETURNING, S.ANSWERS_STORED)

MAY_BE_LOCKED = (
    S.SEALED, S.IN_VAULT, S.CHECKED_OUT, S.IN_TRANSIT, S.AT_VENUE, S.IN_STORE, S.ISSUED, S.OPENED, S.IN_USE,
    S.SPARE_OPENED, S.COLLECTED, S.ACCEPTED, S.RESEALED, S.RETURNING, S.ANSWERS_STORED,
    S.KEPT,
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
    (S.ANSWERS_STORED, Step.KEEP): S.KEPT,
    (S.KEPT, Step.HAND_ON): S.HANDED_ON,
    (S.KEPT, Step.DESTROY): S.DESTROYED,
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
