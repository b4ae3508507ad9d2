"""Papers of a venue and a session that went out, and are waited for."""

from enum import StrEnum

from paper_custody.states.nodes import AT_THE_VENUE, ON_THE_ROAD

# Whoever is at one of these is not back: loaded, on the way, or at the venue. A bag left out of its run is so too.
NOT_BACK = ON_THE_ROAD | AT_THE_VENUE


class ReturnStatus(StrEnum):
    """Whether all that went out is back. Missed: it was not when it was due."""

    OUT = "out"
    MISSED = "missed"
    BACK = "back"


class ReturnStep(StrEnum):
    """What may happen to a return that is waited for."""

    MISS = "miss"
    COME_BACK = "come_back"
    GO_OUT = "go_out"


# What goes out after all was back (a bag that was left out at the loading) is waited for anew.
RETURN_TRANSITIONS: dict[tuple[ReturnStatus, ReturnStep], ReturnStatus] = {
    (ReturnStatus.OUT, ReturnStep.MISS): ReturnStatus.MISSED,
    (ReturnStatus.OUT, ReturnStep.COME_BACK): ReturnStatus.BACK,
    (ReturnStatus.MISSED, ReturnStep.COME_BACK): ReturnStatus.BACK,
    (ReturnStatus.BACK, ReturnStep.GO_OUT): ReturnStatus.OUT,
}
