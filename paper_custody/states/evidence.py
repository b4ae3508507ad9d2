"""An evidence pack, from the asking to the day on which its file is removed."""

import datetime as dt
from enum import StrEnum

BUILD_EVIDENCE = "paper_custody.build_evidence"
LOOK_AFTER_EVIDENCE = "paper_custody.look_after_evidence"

# So long a worker may take for a pack; whoever was killed over one is not waited for longer.
BUILT_WITHIN = dt.timedelta(minutes=10)
# One that nobody could be asked for at once is taken up after this.
TAKEN_UP_AFTER = dt.timedelta(seconds=30)
MOST_ATTEMPTS = 3


class PackStatus(StrEnum):
    """Where a pack stands. Refused: what was asked for cannot be given; failed: it was begun too often."""

    ASKED = "asked"
    BUILDING = "building"
    READY = "ready"
    REFUSED = "refused"
    FAILED = "failed"
    REMOVED = "removed"


class PackStep(StrEnum):
    """What may happen to a pack."""

    BEGIN = "begin"
    FINISH = "finish"
    REFUSE = "refuse"
    GIVE_UP = "give_up"
    REMOVE = "remove"


PACK_TRANSITIONS: dict[tuple[PackStatus, PackStep], PackStatus] = {
    (PackStatus.ASKED, PackStep.BEGIN): PackStatus.BUILDING,
    (PackStatus.BUILDING, PackStep.BEGIN): PackStatus.BUILDING,
    (PackStatus.BUILDING, PackStep.FINISH): PackStatus.READY,
    (PackStatus.BUILDING, PackStep.REFUSE): PackStatus.REFUSED,
    (PackStatus.BUILDING, PackStep.GIVE_UP): PackStatus.FAILED,
    (PackStatus.READY, PackStep.REMOVE): PackStatus.REMOVED,
}

UNDER_WAY = (PackStatus.ASKED, PackStatus.BUILDING)
# Of these there is a file, or was one: its hash stays on record.
WAS_MADE = (PackStatus.READY, PackStatus.REMOVED)


class PackPart(StrEnum):
    """What a worker is at."""

    FACTS = "facts"
    FORMS = "forms"
    SEALING = "sealing"
