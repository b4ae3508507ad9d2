"""Milestones of a venue: reached, missed, corrected; rooms that catch up; bells off their second."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from clocks.services import cancel, meet, start
from kernel.act import Asked, act
from kernel.errors import NotThere
from kernel.sealing import seal
from kernel.transitions import after
from organisation.states import Capability
from venues.errors import RoomUnknown
from venues.events import (
    BellWasWrong,
    LateStartFeared,
    MilestoneCorrected,
    MilestoneMissed,
    MilestoneReached,
    PaperMilestoneMissed,
    PaperMilestoneReached,
    RoomCaughtUp,
)
from venues.models import TELLING_CALL_NUMBER, Milestone, MilestoneTelling, Room, RoomException, RoomPlan, Venue
from venues.policies import check_call, check_exceptions, check_moment, check_open, check_reason, check_venue, in_exam
from venues.services.opening import milestone_deadline
from venues.services.silence import heard
from venues.states import (
    BELL_RINGER,
    ISSUED,
    MILESTONE_TRANSITIONS,
    PAPER_KEEPERS,
    Call,
    MilestoneStatus,
    MilestoneStep,
    Purpose,
    timing_of,
)


@dataclass(frozen=True, slots=True)
class RoomExcept:
    """A room that did not go as planned, and why."""

    room: str
    reason: str


@act
def reach_milestone(
    asked: Asked,
    *,
    venue: str,
    session: str,
    milestone: str,
    except_rooms: Sequence[RoomExcept] = (),
    reached_at: dt.datetime | None = None,
) -> MilestoneReached | PaperMilestoneReached:
    """Tell that the venue reached a milestone: all as planned, except the rooms named.

    Judged on exam time, or on ``reached_at`` where it was some while ago; a bell's second is always told.
    Refuses one that was told already: what was wrong about it is corrected.
    """
    place = check_venue(asked, venue)
    line = _locked(asked, place, session, milestone)
    at = check_moment(line, reached_at, exam_at=asked.exam_at)
    check_exceptions(line, [one.reason for one in except_rooms])
    rooms = _rooms(line, [one.room for one in except_rooms])

    _reach(asked, line, at)
    _except(asked, line, [(rooms[one.room], one.reason) for one in except_rooms])
    return _reached(line, place, rooms=sorted(rooms))


@act
def key_milestone(
    asked: Asked, *, venue: str, session: str, milestone: str, call: Call, reached_at: dt.datetime | None = None
) -> MilestoneReached | PaperMilestoneReached:
    """The county keys in after a call (代录) that the venue reached a milestone; caller and number are kept.

    Refuses what the venue itself would be refused, and a call without a caller and a number.
    """
    place = check_venue(asked, venue, capabilities=[Capability.KEY_FOR_VENUE])
    check_call(call, exam_at=asked.exam_at)
    line = _locked(asked, place, session, milestone)
    _reach(asked, line, check_moment(line, reached_at, exam_at=asked.exam_at), call=call)
    return _reached(line, place)


def _reach(asked: Asked, line: Milestone, at: dt.datetime, *, call: Call | None = None) -> None:
    line.status = after(MILESTONE_TRANSITIONS, MilestoneStatus(line.status), MilestoneStep.REACH)
    _judge(line, at)
    _record(asked, line, call=call)
    _stop_clocks(asked, line)
    heard(asked, session_id=line.session_id, venue_id=line.venue_id)


def _reached(line: Milestone, place: Venue, *, rooms: Sequence[str] = ()) -> MilestoneReached | PaperMilestoneReached:
    fact = PaperMilestoneReached if line.who in PAPER_KEEPERS else MilestoneReached
    return fact(
        venue=place.code,
        session=line.session.code,
        milestone=line.code,
        reached_at=line.reached_at or line.planned_at,
        seconds_off=line.seconds_off or 0,
        timing=line.timing,
        rooms_except=tuple(rooms),
    )


def _locked(asked: Asked, venue: Venue, session: str, milestone: str) -> Milestone:
    line = (
        Milestone.objects.select_for_update(of=("self",))
        .select_related("session")
        .filter(exam_id=in_exam(asked), venue=venue, session__code=session, code=milestone)
        .first()
    )
    if line is None:
        raise NotThere
    return line


def _rooms(line: Milestone, numbers: Sequence[str]) -> dict[str, Room]:
    """The rooms of these numbers. Refuses numbers that the venue does not have in the session, and repeats."""
    if not numbers:
        return {}
    rooms = {room.number: room for room in Room.objects.filter(venue_id=line.venue_id, number__in=numbers)}
    planned = set(
        RoomPlan.objects.filter(session_id=line.session_id, venue_id=line.venue_id).values_list("room_id", flat=True)
    )
    known = {number for number, room in rooms.items() if not planned or room.pk in planned}
    unknown = sorted(set(numbers) - known) or sorted({one for one in numbers if numbers.count(one) > 1})
    if unknown:
        raise RoomUnknown(rooms=unknown)
    return rooms


def _judge(line: Milestone, at: dt.datetime) -> None:
    line.reached_at = at
    line.seconds_off = round((at - line.planned_at).total_seconds())
    line.timing = timing_of(at, planned_at=line.planned_at, tolerance=line.tolerance)


def _record(asked: Asked, line: Milestone, *, correction: str = "", call: Call | None = None) -> None:
    """Keep the line as it stands now, and the telling that made it so."""
    line.save(update_fields=["status", "reached_at", "seconds_off", "timing"])
    MilestoneTelling.objects.create(
        exam_id=line.exam_id,
        scope=line.scope,
        milestone=line,
        corrects=bool(correction),
        reached_at=line.reached_at,
        seconds_off=line.seconds_off,
        timing=line.timing,
        reason=correction,
        caller="" if call is None else call.caller.strip(),
        call_number_sealed=b"" if call is None else seal(call.number.strip(), column=TELLING_CALL_NUMBER),
        called_at=None if call is None else call.at,
        told_by_id=asked.actor.person_id,
        entry_id=asked.act_id,
        at=asked.at,
        exam_at=asked.exam_at,
    )


def _except(asked: Asked, line: Milestone, rooms: Sequence[tuple[Room, str]]) -> None:
    RoomException.objects.bulk_create(
        RoomException(
            exam_id=line.exam_id,
            scope=line.scope,
            milestone=line,
            room=room,
            reason=reason.strip(),
            entry_id=asked.act_id,
        )
        for room, reason in rooms
    )


def _stop_clocks(asked: Asked, line: Milestone) -> None:
    meet(asked, purpose=Purpose.MILESTONE, subjects=[line.pk])
    if line.code == ISSUED:
        meet(asked, purpose=Purpose.LATE_START, subjects=[line.pk])


@act
def correct_milestone(
    asked: Asked, *, venue: str, session: str, milestone: str, reason: str, reached_at: dt.datetime | None
) -> MilestoneCorrected:
    """Declare what was told an error: it was reached at ``reached_at``, or (None) not reached after all.

    What was told first stays on record. A milestone taken back is expected again, and its clock runs
    again; where its time has passed it is missed at once.
    """
    place = check_venue(asked, venue)
    check_reason(reason)
    line = _locked(asked, place, session, milestone)

    if reached_at is None:
        line.status = after(MILESTONE_TRANSITIONS, MilestoneStatus(line.status), MilestoneStep.WITHDRAW)
        line.reached_at, line.seconds_off, line.timing = None, None, ""
        cancel(asked, purpose=Purpose.MILESTONE, subjects=[line.pk])
        start(asked, scope=line.scope, deadlines=[milestone_deadline(line)])
    else:
        line.status = after(MILESTONE_TRANSITIONS, MilestoneStatus(line.status), MilestoneStep.CORRECT)
        _judge(line, check_moment(line, reached_at, exam_at=asked.exam_at))
    _record(asked, line, correction=reason)

    return MilestoneCorrected(
        venue=place.code,
        session=session,
        milestone=milestone,
        reached_at=line.reached_at,
        seconds_off=line.seconds_off,
        timing=line.timing,
    )


@act
def catch_up_room(asked: Asked, *, venue: str, session: str, milestone: str, room: str) -> RoomCaughtUp:
    """Tell that a room that had been excepted has reached the milestone too."""
    place = check_venue(asked, venue)
    line = _locked(asked, place, session, milestone)
    excepted = line.exceptions.select_for_update().filter(room__number=room, caught_up_at=None).first()
    if excepted is None:
        raise RoomUnknown(rooms=[room])

    excepted.caught_up_at = asked.exam_at
    excepted.save(update_fields=["caught_up_at"])
    heard(asked, session_id=line.session_id, venue_id=line.venue_id)

    return RoomCaughtUp(venue=place.code, session=session, milestone=milestone, room=room)


@act
def miss_milestone(asked: Asked, *, milestone_id: UUID, rung: int) -> MilestoneMissed | PaperMilestoneMissed | None:
    """Its clock ran out and nobody told: late, and on the next rung very late. None when it was told meanwhile."""
    check_open(asked)
    line = Milestone.objects.select_for_update(of=("self",)).select_related("venue", "session").get(pk=milestone_id)
    wanted = MilestoneStatus.VERY_LATE if rung else MilestoneStatus.LATE
    if line.status in {MilestoneStatus.REACHED, MilestoneStatus.VERY_LATE, wanted}:
        return None

    while line.status != wanted:
        line.status = after(MILESTONE_TRANSITIONS, MilestoneStatus(line.status), MilestoneStep.MISS)
    line.save(update_fields=["status"])

    fact = PaperMilestoneMissed if line.who in PAPER_KEEPERS else MilestoneMissed
    return fact(venue=line.venue.code, session=line.session.code, milestone=line.code, very_late=bool(rung))


@act
def tell_wrong_bell(asked: Asked, *, venue: str, session: str, milestone: str) -> BellWasWrong | None:
    """A bell off its second by more than the tolerance is a fact of its own, from which an incident opens."""
    place = check_venue(asked, venue)
    line = _locked(asked, place, session, milestone)
    off = abs(line.reached_at - line.planned_at) if line.reached_at else dt.timedelta(0)
    if line.who != BELL_RINGER or off <= line.tolerance:
        return None

    rooms = RoomPlan.objects.filter(session_id=line.session_id, venue=place, seats_assigned__gt=0).count()
    return BellWasWrong(
        venue=place.code, session=session, milestone=milestone, seconds_off=line.seconds_off or 0, rooms=rooms
    )


@act
def fear_late_start(asked: Asked, *, milestone_id: UUID) -> LateStartFeared | None:
    """Ten minutes before the start the bags are not issued. None when they are."""
    check_open(asked)
    line = Milestone.objects.select_related("venue", "session").get(pk=milestone_id)
    if line.status == MilestoneStatus.REACHED:
        return None
    return LateStartFeared(venue=line.venue.code, session=line.session.code)
