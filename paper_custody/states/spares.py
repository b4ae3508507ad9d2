"""A spare paper or card for one seat: asked for, approved along the preset's chain, given, the old one taken back."""

from dataclasses import dataclass
from enum import StrEnum

from paper_custody.states.bags import Material


class SpareCause(StrEnum):
    """Why a paper or card is changed. Whose fault it was is told beside it."""

    MISPRINT = "misprint"
    PAGES_MISSING = "pages_missing"
    SOILED = "soiled"
    TORN = "torn"
    WRONGLY_FILLED = "wrongly_filled"


class SpareStatus(StrEnum):
    """How far a spare use is."""

    ASKED = "asked"
    APPROVED = "approved"
    REFUSED = "refused"
    GIVEN = "given"


class SpareStep(StrEnum):
    """What may happen to a spare use."""

    APPROVE = "approve"
    REFUSE = "refuse"
    GIVE = "give"


SPARE_TRANSITIONS: dict[tuple[SpareStatus, SpareStep], SpareStatus] = {
    (SpareStatus.ASKED, SpareStep.APPROVE): SpareStatus.APPROVED,
    (SpareStatus.ASKED, SpareStep.REFUSE): SpareStatus.REFUSED,
    (SpareStatus.APPROVED, SpareStep.GIVE): SpareStatus.GIVEN,
}


@dataclass(frozen=True, slots=True)
class SpareAsk:
    """What is asked for: in which room, at which seat, a paper or a card, why, and whether by the candidate's fault."""

    session: str
    room: str
    material: Material
    cause: SpareCause
    own_fault: bool
    seat: str = ""


@dataclass(frozen=True, slots=True)
class SpareHanded:
    """What was given: out of which opened spare bag, its number, the old one's, and the seconds lost."""

    bag: str
    number: str
    old_number: str
    seconds_lost: int = 0
