"""What follows of itself: days that open, lines that are missed, silence, gates; and checks for ``verify_journal``."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID

from clocks.events import ClockRanOut, ClockWarned
from exams.events import DrillMade
from journal.audit import agrees
from journal.cursors import react
from kernel.act import Asked
from kernel.actors import SYSTEM
from kernel.scope import reading
from venues import services
from venues.events import (
    EquipmentSilent,
    EquipmentTested,
    MilestoneCorrected,
    MilestoneMissed,
    MilestoneReached,
    PaperMilestoneReached,
    ReportCorrected,
    ReportOverdue,
    ReportReceived,
    RoomsAccepted,
)
from venues.models import EquipmentTest, MilestoneTelling, RoomAcceptance, SessionReport
from venues.selectors.places import room_plans_of
from venues.states import EquipmentKind, Purpose


@react(DrillMade)
def a_drill_takes_over_the_seat_plans(fact: DrillMade, asked: Asked) -> None:
    """Read in the real exam's scope, then write in the drill's."""
    with reading(SYSTEM, fact.real):
        plans = room_plans_of(fact.real).filter(venue__scope__startswith=fact.scope)
        rows = [
            services.RoomPlanGiven(
                session=plan.session.code,
                venue=plan.venue.code,
                room=plan.room.number,
                seats_assigned=plan.seats_assigned,
                kind=plan.kind,
                extra_minutes=plan.extra_minutes,
            )
            for plan in plans
        ]
    services.copy_room_plans(asked, real=fact.real, rows=rows)


@react(ClockWarned)
def a_session_opens_at_its_venues(fact: ClockWarned, asked: Asked) -> None:
    """Shortly before the first line of its minute table."""
    if fact.purpose == Purpose.OPEN_SESSION:
        services.open_due_session(asked, session_id=fact.subject)


@react(ClockRanOut)
def a_milestone_is_missed(fact: ClockRanOut, asked: Asked) -> None:
    """Late on the first rung, very late on the second."""
    if fact.purpose == Purpose.MILESTONE:
        services.miss_milestone(asked, milestone_id=fact.subject, rung=fact.rung)


@react(ClockRanOut)
def a_report_is_missed(fact: ClockRanOut, asked: Asked) -> None:
    """Silence is an alarm."""
    if fact.purpose == Purpose.REPORT:
        services.miss_report(asked, due_id=fact.subject, rung=fact.rung)


@react(ClockRanOut)
def a_late_start_is_feared(fact: ClockRanOut, asked: Asked) -> None:
    """The bags are not issued ten minutes before the start."""
    if fact.purpose == Purpose.LATE_START:
        services.fear_late_start(asked, milestone_id=fact.subject)


@react(ClockRanOut)
def a_gate_expires(fact: ClockRanOut, asked: Asked) -> None:
    """What was found in order too long ago is grey."""
    if fact.purpose == Purpose.GATE:
        services.expire_gate(asked, gate_id=fact.subject)


@react(MilestoneReached)
def a_wrong_bell_is_told(fact: MilestoneReached, asked: Asked) -> None:
    """A bell off its second is an incident, not a typing error."""
    services.tell_wrong_bell(asked, venue=fact.venue, session=fact.session, milestone=fact.milestone)


@react(MilestoneCorrected)
def a_wrong_bell_is_told_after_all(fact: MilestoneCorrected, asked: Asked) -> None:
    """The correction may be what tells it."""
    services.tell_wrong_bell(asked, venue=fact.venue, session=fact.session, milestone=fact.milestone)


@react(MilestoneMissed)
def silence_is_called_after_milestones(fact: MilestoneMissed, asked: Asked) -> None:
    """Several lines very late in a row."""
    if fact.very_late:
        services.call_silence(asked, venue=fact.venue, session=fact.session)


@react(ReportOverdue)
def silence_is_called_after_reports(fact: ReportOverdue, asked: Asked) -> None:
    """A report among them."""
    if fact.very_late:
        services.call_silence(asked, venue=fact.venue, session=fact.session)


@react(EquipmentTested)
def a_gate_follows_its_equipment(fact: EquipmentTested, asked: Asked) -> None:
    """Tested and enough of it works, or not."""
    services.judge_equipment_gate(asked, venue=fact.venue, equipment_kind=EquipmentKind(fact.equipment_kind))


@react(EquipmentSilent)
def a_gate_follows_silent_equipment(fact: EquipmentSilent, asked: Asked) -> None:
    """One less works."""
    services.judge_equipment_gate(asked, venue=fact.venue, equipment_kind=EquipmentKind(fact.equipment_kind))


@agrees(MilestoneReached)
def the_milestone_is_as_told(fact: MilestoneReached, entry_id: UUID) -> Iterator[str]:
    """One telling, with its moment and its rooms."""
    yield from _telling_differences(fact, entry_id)


@agrees(PaperMilestoneReached)
def the_milestone_of_papers_is_as_told(fact: PaperMilestoneReached, entry_id: UUID) -> Iterator[str]:
    """The same of the papers' way."""
    yield from _telling_differences(fact, entry_id)


@agrees(MilestoneCorrected)
def the_milestone_is_as_corrected(fact: MilestoneCorrected, entry_id: UUID) -> Iterator[str]:
    """A telling that corrects."""
    yield from _telling_differences(fact, entry_id)


def _telling_differences(
    fact: MilestoneReached | PaperMilestoneReached | MilestoneCorrected, entry_id: UUID
) -> Iterator[str]:
    rows = MilestoneTelling.objects.filter(entry_id=entry_id).select_related("milestone__venue", "milestone__session")
    told = [
        (row.milestone.venue.code, row.milestone.session.code, row.milestone.code, row.reached_at, row.timing)
        for row in rows
    ]
    if told != [(fact.venue, fact.session, fact.milestone, fact.reached_at, fact.timing)]:
        yield f"milestone {fact.milestone} of {fact.venue} in {fact.session} is not as told"


@agrees(ReportReceived)
def the_report_is_as_received(fact: ReportReceived, entry_id: UUID) -> Iterator[str]:
    """Its presence, and whether it was nil."""
    row = SessionReport.objects.filter(pk=fact.report, entry_id=entry_id).select_related("due__venue").first()
    if row is None:
        yield f"report {fact.report} is not there"
    elif (row.due.venue.code, row.due.kind, row.nil, row.present, row.absent) != (
        fact.venue,
        fact.report_kind,
        fact.nil,
        fact.present,
        fact.absent,
    ):
        yield f"report {fact.report} is not as received"


@agrees(ReportCorrected)
def the_report_is_as_corrected(fact: ReportCorrected, entry_id: UUID) -> Iterator[str]:
    """Its presence, and what it corrects."""
    row = SessionReport.objects.filter(pk=fact.report, entry_id=entry_id).first()
    if row is None or (row.corrects_id, row.present, row.absent) != (fact.corrects, fact.present, fact.absent):
        yield f"report {fact.report} is not as corrected"


@agrees(RoomsAccepted)
def the_rooms_are_as_accepted(fact: RoomsAccepted, entry_id: UUID) -> Iterator[str]:
    """Every room that was gone through, and no other."""
    rows = RoomAcceptance.objects.filter(entry_id=entry_id).select_related("room")
    verdicts = {row.room.number: not row.open_points for row in rows}
    if verdicts != {**dict.fromkeys(fact.rooms, True), **dict.fromkeys(fact.refused, False)}:
        yield f"rooms of {fact.venue} are not as accepted"


@agrees(EquipmentTested)
def the_equipment_is_as_tested(fact: EquipmentTested, entry_id: UUID) -> Iterator[str]:
    """As many passed, and those that failed."""
    rows = EquipmentTest.objects.filter(entry_id=entry_id).select_related("equipment")
    failed = sorted(row.equipment.asset_code for row in rows if row.outcome != "passed")
    if (len(rows), failed) != (fact.passed + len(fact.failed), list(fact.failed)):
        yield f"{fact.equipment_kind} of {fact.venue} is not as tested"
