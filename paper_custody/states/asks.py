"""What is asked for: scans, batches, rooms, counts, lists."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from kernel.actors import Actor
from paper_custody.states.bags import Material
from paper_custody.states.escorts import Duty
from paper_custody.states.points import PointsTold

# Source: ours. A county's whole delivery of 20,000 bags comes in several vehicles.
MOST_SCANS = 5_000

# What was done a while ago is entered with its time; further back than this is a slip of the pen. Source: ours.
MOST_OFF = dt.timedelta(hours=6)


@dataclass(frozen=True, slots=True)
class Scan:
    """A code as it was read off a bag or a box, with the seal that was read off it. A box stands for what is in it.

    ``room`` is the room at whose table it was read, where that is told; ``was`` the old seal, still whole, that was
    read before a new one took its place.
    """

    code: str
    seal: str = ""
    room: str = ""
    was: str = ""


@dataclass(frozen=True, slots=True)
class Batch:
    """What passes under one signing: what was scanned, what was counted by hand, what is left out, and why.

    ``givers`` and ``receivers`` are those who sign beside the first of their side; ``points`` is what both sides
    found when they went through the ten points of a handover, where they told it.
    """

    scans: Sequence[Scan]
    bags_counted: int | None = None
    boxes_counted: int | None = None
    left_out: Mapping[str, str] = field(default_factory=dict)
    givers: Sequence[Actor] = ()
    receivers: Sequence[Actor] = ()
    points: PointsTold | None = None


@dataclass(frozen=True, slots=True)
class Aboard:
    """Somebody who rides along, by his staff number. ``vehicle`` is empty for the one that carries the papers."""

    person: str
    duty: Duty
    vehicle: str = ""


@dataclass(frozen=True, slots=True)
class Run:
    """An escort's run as it is ordered: its vehicle, who rides along, and when it is expected.

    Whoever signs for the bags leads and rides in that vehicle; he is not named again. Runs of one ``convoy``
    travel together. Without ``expected_at`` the minute table says when.
    """

    vehicle: str
    expected_at: dt.datetime | None = None
    convoy: str = ""
    crew: Sequence[Aboard] = ()


@dataclass(frozen=True, slots=True)
class Change:
    """Another vehicle on the road, and why. Everybody aboard moves over, unless ``crew`` names another one."""

    vehicle: str
    reason: str
    crew: Sequence[Aboard] = ()


@dataclass(frozen=True, slots=True)
class RoomsAsked:
    """All rooms of a session at a venue as planned, except those named, each with its reason; or ``only`` some.

    ``scans`` are what was read off the bags, where it was; ``rescans`` what a second person read off them again,
    before they were cut open. ``form`` is the number of the form that the
    invigilators signed, ``names`` who signed it, by room. ``done_at`` is when, if it is entered afterwards.
    """

    venue: str
    session: str
    except_rooms: Mapping[str, str] = field(default_factory=dict)
    only: frozenset[str] = frozenset()
    scans: Sequence[Scan] = ()
    rescans: Sequence[Scan] = ()
    form: str = ""
    names: Mapping[str, str] = field(default_factory=dict)
    done_at: dt.datetime | None = None


@dataclass(frozen=True, slots=True)
class Counted:
    """What was counted of a room: its papers or its cards, of one subject."""

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
