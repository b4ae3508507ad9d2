"""The tablets of a county as its officers see them: how each is, and what of its queue is missing or was not taken."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from organisation.models import Device
from organisation.selectors import devices_of
from tablet.models import QueuedAct, Reject
from tablet.selectors.queue import gaps_of, not_accepted, rejects_of

# A clock that is off by more is shown: moments are told to the second.
SKEW_SHOWN_MS = 30_000
# What is older is in the API of the queue and in the journal; the page is read at a glance.
MOST_SHOWN = 500


@dataclass(frozen=True, slots=True)
class DeviceShown:
    """A tablet, the numbers that have not come, its acts that were not taken, and envelopes that claim to be its."""

    device: Device
    gaps: Sequence[tuple[int, int]]
    not_accepted: Sequence[QueuedAct]
    rejects: Sequence[Reject]

    @property
    def skew_s(self) -> int:
        """How far its clock is ahead, in seconds."""
        return round(self.device.health.skew_ms / 1000)

    @property
    def clock_is_off(self) -> bool:
        """Whether its clock has to be set."""
        return abs(self.device.health.skew_ms) > SKEW_SHOWN_MS

    @property
    def has_findings(self) -> bool:
        """Whether anything of its queue needs to be looked at."""
        return bool(self.gaps or self.not_accepted or self.rejects)


@dataclass(frozen=True, slots=True)
class DevicesShown:
    """All of them; ``unknown`` are envelopes that name no tablet of the county."""

    devices: Sequence[DeviceShown]
    unknown: Sequence[Reject]


def devices_shown(scope: str) -> DevicesShown:
    """The tablets of a county, in as many reads for sixty as for one."""
    devices = list(devices_of(scope))
    known = {device.pk for device in devices}
    gaps = gaps_of(known)
    acts: dict[UUID, list[QueuedAct]] = defaultdict(list)
    for act in not_accepted(scope)[:MOST_SHOWN]:
        acts[act.device_id].append(act)
    rejects: dict[UUID | None, list[Reject]] = defaultdict(list)
    for reject in rejects_of(scope)[:MOST_SHOWN]:
        rejects[reject.named if reject.named in known else None].append(reject)
    shown = [DeviceShown(one, gaps.get(one.pk, ()), acts[one.pk], rejects[one.pk]) for one in devices]
    return DevicesShown(devices=shown, unknown=rejects[None])
