"""Locks, their keys and who received their codes. Of a code itself nothing is ever stored (limits.md 1)."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum


class LockKind(StrEnum):
    """What a lock closes."""

    DOOR = "door"
    CABINET = "cabinet"
    CARGO_DOOR = "cargo_door"
    BOX = "box"


class KeyForm(StrEnum):
    """A key by itself, or a bag of keys, sealed and signed."""

    KEY = "key"
    BAG = "bag"


class KeyStatus(StrEnum):
    """Where a key is. A lost one stays in the name of who lost it."""

    IN_SAFE = "in_safe"
    HELD = "held"
    LOST = "lost"


class KeyStep(StrEnum):
    """How a key passes from one to another: out of the safe, from hand to hand, back into the safe."""

    ISSUE = "issue"
    HAND_OVER = "hand_over"
    RETURN = "return"


KEY_TRANSITIONS: dict[tuple[KeyStatus, KeyStep], KeyStatus] = {
    (KeyStatus.IN_SAFE, KeyStep.ISSUE): KeyStatus.HELD,
    (KeyStatus.HELD, KeyStep.HAND_OVER): KeyStatus.HELD,
    (KeyStatus.HELD, KeyStep.RETURN): KeyStatus.IN_SAFE,
    (KeyStatus.LOST, KeyStep.RETURN): KeyStatus.IN_SAFE,
}


class Means(StrEnum):
    """What somebody can open a lock with."""

    KEY = "key"
    CODE = "code"


class CodeChannel(StrEnum):
    """By which way a code came to who received it."""

    SEALED_LETTER = "sealed_letter"
    IN_PERSON = "in_person"
    SECURE_PHONE = "secure_phone"
    AT_THE_TIME = "at_the_time"


# More keys than any lock has.
MOST_KEYS = 20


@dataclass(frozen=True, slots=True)
class LockGiven:
    """A lock as it is registered: what it closes, where, of which delivery, and the codes of its keys.

    ``venue`` is empty for the county's. ``place`` is the room or vehicle behind it. ``signatures`` are those on
    a bag of keys, as they stand there; without any its keys are loose.
    """

    code: str
    kind: LockKind
    place: str
    venue: str = ""
    batch: str = ""
    keys: Sequence[str] = ()
    signatures: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class CodeGiven:
    """That a code was received: of which lock, by which channel, when. Nothing of the code."""

    lock: str
    channel: CodeChannel
    received_at: dt.datetime | None = None
