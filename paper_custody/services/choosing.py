"""Parts: which bags "all rooms as planned, except ..." means, and what is kept of the exceptions and the form."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from exams.models import Exam
from kernel.act import Asked
from kernel.errors import NotNow
from kernel.words import check_words
from paper_custody.errors import BagNotNow, RoomNotThere, RoomsNotAsPlanned
from paper_custody.models import Bag, LeftOut, PaperSignature
from paper_custody.policies import check_complete, check_reasons
from paper_custody.services.identity import Planned, check_identity, of_the_set_in_use
from paper_custody.services.scanning import check_seals, lock_bags
from paper_custody.states import (
    TRANSITIONS,
    BagKind,
    BagStatus,
    Batch,
    RoomsAsked,
    Step,
    is_past,
)
from venues.models import Room, Venue


@dataclass(frozen=True)
class Chosen:
    """The bags that the step is about, locked, and the rooms that were left out of it."""

    bags: Sequence[Bag]
    rooms: Mapping[str, Room]
    excepted: Mapping[str, str]

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes of the bags."""
        return tuple(bag.code for bag in self.bags)

    @property
    def numbers(self) -> tuple[str, ...]:
        """The rooms whose bags these are."""
        return tuple(sorted({bag.room.number for bag in self.bags if bag.room is not None}))

    @property
    def left_out(self) -> tuple[str, ...]:
        """The rooms that were left out."""
        return tuple(sorted(self.excepted))


def choose(exam: Exam, place: Venue, rooms: RoomsAsked, *, step: Step, kinds: Collection[BagKind]) -> Chosen:
    """The bags of these kinds that the step is still to be done with, in all rooms asked for.

    Refuses a room that is not ready for it and was not excepted, rooms without bags, and, where bags were
    scanned, every one that does not belong and every one that is missing.
    """
    check_reasons(rooms.except_rooms)
    planned = lock_bags(exam).select_related("venue", "session", "container", "room")
    bags = list(
        planned.filter(venue=place, session__code=rooms.session, kind__in=kinds).exclude(status=BagStatus.VOIDED)
    )
    bags = of_the_set_in_use(exam, bags)
    known = {bag.room.number: bag.room for bag in bags if bag.room is not None}
    if strangers := (rooms.only | set(rooms.except_rooms) | set(rooms.names)) - set(known):
        raise RoomNotThere(rooms=sorted(strangers))

    asked_for = [bag for bag in bags if _is_asked_for(bag, rooms)]
    ready = [bag for bag in asked_for if (BagStatus(bag.status), step) in TRANSITIONS]
    waiting = [bag for bag in asked_for if bag not in ready and not is_past(BagStatus(bag.status), step)]
    if waiting:
        raise RoomsNotAsPlanned(rooms=sorted({bag.room.number if bag.room else bag.code for bag in waiting}))
    plan = Planned(exam, place, step=step, rooms=rooms, bags=asked_for)
    _check_scanned(plan, ready=ready)
    if not ready:
        raise NotNow(step=step.value)
    return Chosen(bags=ready, rooms=known, excepted=rooms.except_rooms)


def _is_asked_for(bag: Bag, rooms: RoomsAsked) -> bool:
    number = bag.room.number if bag.room is not None else ""
    return number not in rooms.except_rooms and (not rooms.only or number in rooms.only)


def _check_scanned(plan: Planned, *, ready: Sequence[Bag]) -> None:
    """Hold what was read off the bags against those that the step is about."""
    rooms = plan.rooms
    if not rooms.scans:
        return
    batch = Batch(scans=rooms.scans)
    scanned = check_identity(plan, rooms.scans)
    codes = {bag.code for bag in ready}
    for bag in scanned.bags:
        if bag.code not in codes:
            raise BagNotNow(bag=bag.code, step=plan.step.value)
    check_seals(replace(scanned, scans={scan.code: scan for scan in rooms.scans if scan.seal}))
    check_complete(codes, scanned.bags, batch=batch, node=scanned.node, venue=plan.place.code)


def keep_exceptions(asked: Asked, chosen: Chosen, *, step: Step) -> None:
    """Write down which rooms were left out, and why."""
    LeftOut.objects.bulk_create(
        LeftOut(
            exam_id=chosen.bags[0].exam_id,
            scope=chosen.bags[0].scope,
            step=step,
            room=chosen.rooms[number],
            session_id=chosen.bags[0].session_id,
            reason=reason.strip(),
            entry_id=asked.act_id,
            at=asked.at,
            exam_at=asked.exam_at,
        )
        for number, reason in chosen.excepted.items()
    )


def keep_form(asked: Asked, chosen: Chosen, rooms: RoomsAsked, *, step: Step) -> None:
    """Write down the form that the invigilators signed, and who signed it in which room."""
    if not rooms.form.strip():
        return
    check_words(rooms.form, *rooms.names.values())
    signed: Mapping[str, str] = rooms.names or {"": ""}
    PaperSignature.objects.bulk_create(
        PaperSignature(
            exam_id=chosen.bags[0].exam_id,
            scope=chosen.bags[0].scope,
            step=step,
            session_id=chosen.bags[0].session_id,
            venue_id=chosen.bags[0].venue_id,
            room=chosen.rooms.get(number),
            form=rooms.form.strip(),
            names=names.strip(),
            entry_id=asked.act_id,
            at=asked.at,
            exam_at=asked.exam_at,
        )
        for number, names in signed.items()
    )
