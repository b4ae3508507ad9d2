"""Refusals at the ten points of a handover."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from kernel.errors import DomainError
from kernel.events import DomainEvent
from paper_custody.events.points import HandoverCountsAmissFound, HandoverPointAmissFound, HandoverSealsAmissFound


class HandoverPointsUnknown(DomainError):
    """A point that is not on the list, or another version of the list."""

    code = "handover_points_unknown"
    sentence = _("The list of points has changed. Reload the page and go through it again.")


class PointAmiss(DomainError):
    """Base of those that stop a handover: the finding's points are a list when they come out of a stored verdict."""

    def found(self) -> DomainEvent | None:
        """The finding, with its points in order."""
        told = {**self.detail, "points": tuple(self.detail["points"])}
        return None if self.finding is None else self.finding(**told)


class HandoverSealsAmiss(PointAmiss):
    """A seal or a package is not whole."""

    code = "handover_seals_amiss"
    sentence = _("Stop. Put it aside, two people stay with it, nobody looks inside; call the county duty officer.")
    finding = HandoverSealsAmissFound


class HandoverCountsAmiss(PointAmiss):
    """Boxes, codes, spares or something else is not as on the list."""

    code = "handover_counts_amiss"
    sentence = _("Stop. Nobody leaves; count again together and call the county duty officer.")
    finding = HandoverCountsAmissFound


class HandoverPointAmiss(PointAmiss):
    """People, camera or signatures are not in order."""

    code = "handover_point_amiss"
    sentence = _("Put this in order first: the right people, the camera on, both signatures. Then sign.")
    finding = HandoverPointAmissFound
