from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from kernel.events import DomainEvent


@dataclass(frozen=True, slots=True)
class RoomPlansCopied(DomainEvent):
    """A drill took over the seat plans of the exam that it was made from."""

    sentence = _("The drill took over the seat plans of the exam")

    exam: UUID
    real: UUID
    rooms: int


@dataclass(frozen=True, slots=True)
class VenuesOpened(DomainEvent):
    """The minute table of a session began for these venues: each milestone and report has its clock."""

    sentence = _("The session's day began at the venues")
    audience = "wall"

    session: str
    venues: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MilestoneReached(DomainEvent):
    """A venue reached a milestone; ``timing`` says how it fits the plan, early being as wrong as late."""

    sentence = _("A milestone was reached")
    audience = "wall"

    venue: str
    session: str
    milestone: str
    reached_at: dt.datetime
    seconds_off: int
    timing: str
    rooms_except: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PaperMilestoneReached(DomainEvent):
    """The same of a milestone that tells where papers are: for the few who follow the convoys (limits.md 4)."""

    sentence = _("A milestone of the papers' way was reached")
    audience = "escort"

    venue: str
    session: str
    milestone: str
    reached_at: dt.datetime
    seconds_off: int
    timing: str
    rooms_except: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MilestoneMissed(DomainEvent):
    """A milestone's time passed and nobody told of it; ``very_late`` beyond twice the tolerance."""

    sentence = _("A milestone was not told of in time")
    audience = "wall"

    venue: str
    session: str
    milestone: str
    very_late: bool


@dataclass(frozen=True, slots=True)
class PaperMilestoneMissed(DomainEvent):
    """The same of a milestone that tells where papers are."""

    sentence = _("A milestone of the papers' way was not told of in time")
    audience = "escort"

    venue: str
    session: str
    milestone: str
    very_late: bool


@dataclass(frozen=True, slots=True)
class MilestoneCorrected(DomainEvent):
    """What was told of a milestone was declared an error. Without ``reached_at`` it was not reached after all."""

    sentence = _("What was told of a milestone was corrected")

    venue: str
    session: str
    milestone: str
    reached_at: dt.datetime | None
    seconds_off: int | None
    timing: str


@dataclass(frozen=True, slots=True)
class RoomCaughtUp(DomainEvent):
    """A room that had been excepted from a milestone reached it."""

    sentence = _("A room caught up with a milestone")

    venue: str
    session: str
    milestone: str
    room: str


@dataclass(frozen=True, slots=True)
class BellWasWrong(DomainEvent):
    """A bell rang off its second by more than the tolerance: an incident, not a typing error."""

    sentence = _("A bell rang at the wrong second")

    venue: str
    session: str
    milestone: str
    seconds_off: int
    rooms: int


@dataclass(frozen=True, slots=True)
class LateStartFeared(DomainEvent):
    """Shortly before the start the bags had not been issued to the rooms."""

    sentence = _("A late start is feared: the bags are not issued")

    venue: str
    session: str


@dataclass(frozen=True, slots=True)
class VenueSilent(DomainEvent):
    """Several lines in a row went unanswered: it is the venue that is silent, not one line that is late."""

    sentence = _("A venue is silent")
    audience = "wall"

    venue: str
    session: str


@dataclass(frozen=True, slots=True)
class ReportReceived(DomainEvent):
    """A venue's report came in, by itself or keyed for it after a call. ``nil``: nothing out of the ordinary."""

    sentence = _("A session report came in")
    audience = "wall"

    report: UUID
    venue: str
    session: str
    report_kind: str
    nil: bool
    keyed: bool
    present: int | None
    absent: int | None


@dataclass(frozen=True, slots=True)
class ReportConfirmed(DomainEvent):
    """A report keyed after a call was confirmed by a second person."""

    sentence = _("A keyed report was confirmed")

    report: UUID
    venue: str
    session: str
    report_kind: str


@dataclass(frozen=True, slots=True)
class ReportCorrected(DomainEvent):
    """A report was followed by a corrected one; the first stands beside it."""

    sentence = _("A session report was corrected")
    audience = "wall"

    report: UUID
    corrects: UUID
    venue: str
    session: str
    report_kind: str
    present: int | None
    absent: int | None


@dataclass(frozen=True, slots=True)
class ReportOverdue(DomainEvent):
    """A report is owed and has not come. Silence is an alarm."""

    sentence = _("A session report is overdue")
    audience = "wall"

    venue: str
    session: str
    report_kind: str
    very_late: bool


@dataclass(frozen=True, slots=True)
class GateSet(DomainEvent):
    """A condition of a venue's readiness was found in order, or not."""

    sentence = _("A readiness gate was set")

    venue: str
    gate: str
    state: str
    expires_at: dt.datetime | None


@dataclass(frozen=True, slots=True)
class GateExpired(DomainEvent):
    """What had been found in order was found so too long ago."""

    sentence = _("A readiness gate expired")

    venue: str
    gate: str


@dataclass(frozen=True, slots=True)
class RoomsAccepted(DomainEvent):
    """Rooms were gone through by the checklist: ``rooms`` passed, ``refused`` have points open."""

    sentence = _("Rooms were accepted by the checklist")

    venue: str
    checklist: str
    checklist_version: int
    rooms: tuple[str, ...]
    refused: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class EquipmentTested(DomainEvent):
    """All equipment of a kind at a venue was tested; ``failed`` are the asset codes that did not pass."""

    sentence = _("Equipment was tested")

    venue: str
    equipment_kind: str
    passed: int
    failed: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class EquipmentSilent(DomainEvent):
    """An asset that should run has stopped answering."""

    sentence = _("Equipment has gone silent")

    venue: str
    equipment: str
    equipment_kind: str
    since: dt.datetime
