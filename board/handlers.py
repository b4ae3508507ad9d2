"""Which rows each fact touches. Everything is told in the stream of those who may hear of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from board.events import AlarmsSilenced
from board.selectors.bodies import EXAM_KEY, VAULT_KEY
from board.services.rows import ChannelRows, open_rows
from board.services.stream import audience_of, venue_of, venues_of
from board.states import RowKind
from exams import events as exam_facts
from incidents.events import INCIDENT_FACTS
from journal.cursors import Projection
from kernel.events import DomainEvent
from paper_custody import events as paper_facts
from paper_custody.events import secure_room as room_facts
from venues import events as venue_facts

board = Projection("board", opens=open_rows)

# The workbook's fact comes from above this app, which knows it by its name alone.
DRAWS_ALL_ANEW = frozenset({"intake.county_imported"})


def board_appears(_fact: DomainEvent, rows: ChannelRows) -> None:
    """A new exam has a board of its own, or what all of it stands on was changed."""
    rows.touch_everything()


def exam_reads_otherwise(_fact: DomainEvent, rows: ChannelRows) -> None:
    """The exam's state, or how its time goes."""
    rows.touch(RowKind.EXAM, EXAM_KEY)


def venue_reads_otherwise(fact: DomainEvent, rows: ChannelRows) -> None:
    """How a venue's day goes, or whether it is ready."""
    rows.touch(RowKind.VENUE, *venues_of(fact))


def papers_read_otherwise(fact: DomainEvent, rows: ChannelRows) -> None:
    """Where the papers of a venue stand, or of all of them where the fact names none."""
    venues = venues_of(fact)
    if venues:
        rows.touch(RowKind.VENUE, *venues)
    else:
        rows.touch_all_of(RowKind.VENUE)


def incidents_read_otherwise(_fact: DomainEvent, rows: ChannelRows) -> None:
    """The open incidents, and how many of them each venue has."""
    rows.touch_all_of(RowKind.INCIDENT, RowKind.VENUE, RowKind.SILENCED)


def alarms_read_otherwise(_fact: DomainEvent, rows: ChannelRows) -> None:
    """Which alarms somebody has silenced."""
    rows.touch_all_of(RowKind.SILENCED)


def secure_room_reads_otherwise(_fact: DomainEvent, rows: ChannelRows) -> None:
    """Whether the county's secure room is in order: for the desk alone."""
    rows.touch(RowKind.VAULT, VAULT_KEY)


TOUCHED_BY: dict[Callable[[DomainEvent, ChannelRows], None], Sequence[type[DomainEvent]]] = {
    board_appears: (exam_facts.ExamOpened, exam_facts.DrillMade, venue_facts.RoomPlansCopied),
    exam_reads_otherwise: (
        exam_facts.ExamClosed,
        exam_facts.TimelineStarted,
        exam_facts.TimelinePaused,
        exam_facts.TimelineResumed,
        exam_facts.TimelineStepped,
        venue_facts.VenuesOpened,
    ),
    venue_reads_otherwise: (
        venue_facts.VenuesOpened,
        venue_facts.MilestoneReached,
        venue_facts.PaperMilestoneReached,
        venue_facts.MilestoneMissed,
        venue_facts.PaperMilestoneMissed,
        venue_facts.MilestoneCorrected,
        venue_facts.RoomCaughtUp,
        venue_facts.BellWasWrong,
        venue_facts.LateStartFeared,
        venue_facts.VenueSilent,
        venue_facts.ReportReceived,
        venue_facts.ReportConfirmed,
        venue_facts.ReportCorrected,
        venue_facts.ReportOverdue,
        venue_facts.GateSet,
        venue_facts.GateExpired,
        venue_facts.RoomsAccepted,
        venue_facts.EquipmentTested,
        venue_facts.EquipmentSilent,
    ),
    papers_read_otherwise: (
        paper_facts.DrillBagsMade,
        paper_facts.BagsReceived,
        paper_facts.BagsStored,
        paper_facts.BagsLoaded,
        paper_facts.EscortDeparted,
        paper_facts.BagsArrived,
        paper_facts.BagsHandedOver,
        paper_facts.HandoverEnteredFromPaper,
        paper_facts.BagsIssuedToRooms,
        paper_facts.BagsOpened,
        paper_facts.OpenedOutsideWindow,
        paper_facts.SpareOpened,
        paper_facts.BagsTakenIntoUse,
        paper_facts.BagsCollected,
        paper_facts.RoomPapersAccepted,
        paper_facts.BagsSealed,
        paper_facts.BagsReturned,
        paper_facts.AnswersStored,
        paper_facts.BagsHandedOn,
        paper_facts.BagsIsolated,
        paper_facts.BagsReleased,
        paper_facts.BagsVoided,
        paper_facts.LeftoversKept,
        paper_facts.LeftoversDestroyed,
        paper_facts.LateConvoyFound,
        paper_facts.VehicleChanged,
    ),
    secure_room_reads_otherwise: (
        room_facts.SecureRoomChecked,
        room_facts.SecureRoomFoundWanting,
        room_facts.SecureRoomEnabled,
        room_facts.SecureRoomUsedOtherwise,
        room_facts.RoomLocksChanged,
        room_facts.SecureRoomRetired,
        room_facts.SecureRoomFollowed,
        room_facts.DutyRosterSet,
        room_facts.ShiftHandedOver,
        room_facts.VaultRoundDone,
        room_facts.VaultRoundFoundAmiss,
        room_facts.VaultDistributed,
        room_facts.VaultDutyMissed,
        room_facts.StorageWaiverRecorded,
        room_facts.RoomAlarmRaised,
        room_facts.RoomWatchFailed,
        room_facts.RoomWatchLost,
        room_facts.RoomWatchRestored,
    ),
    incidents_read_otherwise: INCIDENT_FACTS,
    alarms_read_otherwise: (AlarmsSilenced,),
}
for handler, events in TOUCHED_BY.items():
    for event in events:
        board.project(event)(handler)


@board.project_every
def fact_is_told(fact: DomainEvent, rows: ChannelRows) -> None:
    """Every fact, to those who may hear of it."""
    rows.tell(audience_of(fact), venue=venue_of(fact))
    if fact.kind in DRAWS_ALL_ANEW:
        rows.touch_everything()
