"""Words of a county's own texts."""

from __future__ import annotations

from enum import StrEnum


class OwnKind(StrEnum):
    """What a county decides on for a text of the catalogue: a text of its own, or none any more."""

    TEXT = "text"
    END = "end"


class OwnStatus(StrEnum):
    """A text of the county's own is proposed, endorsed by one and approved by another; or it comes to nothing."""

    PROPOSED = "proposed"
    ENDORSED = "endorsed"
    APPROVED = "approved"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"


class OwnMove(StrEnum):
    """What may happen to such a text."""

    APPROVE = "approve"
    REJECT = "reject"
    WITHDRAW = "withdraw"


OWN_OPEN = (OwnStatus.PROPOSED, OwnStatus.ENDORSED)
OWN_TRANSITIONS: dict[tuple[OwnStatus, OwnMove], OwnStatus] = {
    (OwnStatus.PROPOSED, OwnMove.APPROVE): OwnStatus.ENDORSED,
    (OwnStatus.ENDORSED, OwnMove.APPROVE): OwnStatus.APPROVED,
    **{(status, OwnMove.REJECT): OwnStatus.REJECTED for status in OWN_OPEN},
    **{(status, OwnMove.WITHDRAW): OwnStatus.WITHDRAWN for status in OWN_OPEN},
}
