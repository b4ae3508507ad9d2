"""What the secure room holds and owes follows from its bags and clocks; and checks for ``verify_journal``."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from clocks.events import ClockRanOut
from journal.audit import agrees
from journal.cursors import react
from kernel.act import Asked
from paper_custody.events import AnswersStored, BagsHandedOn, BagsLoaded, BagsReceived, BagsVoided
from paper_custody.events.secure_room import (
    RoomLocksChanged,
    SecureRoomChecked,
    SecureRoomEnabled,
    SecureRoomFoundWanting,
    SecureRoomRetired,
    SecureRoomUsedOtherwise,
    ShiftHandedOver,
    VaultDutyMissed,
    VaultRoundDone,
    VaultRoundFoundAmiss,
)
from paper_custody.models.secure_room import RoomRecord, ShiftHandover, VaultDue, VaultRound
from paper_custody.services.secure_room import follow_bags
from paper_custody.services.vault_duties import miss_duty, note_distribution
from paper_custody.services.vault_signals import lose_watch
from paper_custody.states.secure_room import DueStatus, RoomEntry, VaultPurpose

# What the room holds follows from its bags, and is never told by anybody. Storing changes nothing of it: papers are
# in the room from their receipt on.


@react(BagsReceived)
def the_room_holds_papers(fact: BagsReceived, asked: Asked) -> None:
    """存放试卷, from the receipt on."""
    follow_bags(asked)


@react(BagsLoaded)
def the_room_gave_papers_out(fact: BagsLoaded, asked: Asked) -> None:
    """仅存答卷 or 清空 with the last of them."""
    follow_bags(asked)


@react(AnswersStored)
def the_room_holds_answers(fact: AnswersStored, asked: Asked) -> None:
    """仅存答卷, unless papers lie beside them."""
    follow_bags(asked)


@react(BagsHandedOn)
def the_room_gave_answers_up(fact: BagsHandedOn, asked: Asked) -> None:
    """清空 with the last of them."""
    follow_bags(asked)


@react(BagsVoided)
def the_room_lost_what_is_void(fact: BagsVoided, asked: Asked) -> None:
    """What was declared void is not kept."""
    follow_bags(asked)


@react(BagsLoaded)
def a_distribution_is_played_back(fact: BagsLoaded, asked: Asked) -> None:
    """Right after papers were given out (handbook 0.7)."""
    note_distribution(asked)


@react(ClockRanOut)
def a_duty_of_the_room_is_missed(fact: ClockRanOut, asked: Asked) -> None:
    """A patrol, a playback, a joint check, a handover, a post, or the two days that papers may lie here."""
    if fact.purpose == VaultPurpose.DUTY:
        miss_duty(asked, due_id=fact.subject)


@react(ClockRanOut)
def a_watch_of_the_room_is_lost(fact: ClockRanOut, asked: Asked) -> None:
    """It did not come back within the minute that is tolerated."""
    if fact.purpose == VaultPurpose.FAULT:
        lose_watch(asked, source_id=fact.subject)


# What each fact about the room itself is held against.
SIGNED_AS: dict[type[Any], RoomEntry] = {
    SecureRoomEnabled: RoomEntry.ENABLED,
    SecureRoomUsedOtherwise: RoomEntry.USED_OTHERWISE,
    RoomLocksChanged: RoomEntry.LOCKS_CHANGED,
    SecureRoomRetired: RoomEntry.RETIRED,
}


def the_room_is_as_signed(fact: Any, entry_id: UUID) -> Iterator[str]:
    """By which two, and as what; a check with the points that were not in order."""
    kind = SIGNED_AS.get(type(fact)) or RoomEntry(fact.check)
    rows = RoomRecord.objects.filter(entry_id=entry_id, kind=kind).values_list("first", "second", "points")
    told = (fact.first, fact.second, sorted(getattr(fact, "points", ())))
    if [(first, second, sorted(points)) for first, second, points in rows] != [told]:
        yield f"the secure room is not as signed: {kind}"


for _signed in (*SIGNED_AS, SecureRoomChecked, SecureRoomFoundWanting):
    agrees(_signed)(the_room_is_as_signed)


def the_round_is_as_told(fact: Any, entry_id: UUID) -> Iterator[str]:
    """One round, when and by whom it was made."""
    columns = ("round", "done_at", "late", "gap", "first", "second")
    rows = VaultRound.objects.filter(entry_id=entry_id).values_list(*columns)
    if list(rows) != [tuple(getattr(fact, column) for column in columns)]:
        yield f"a {fact.round} of the secure room is not as told"


agrees(VaultRoundDone)(the_round_is_as_told)


agrees(VaultRoundFoundAmiss)(the_round_is_as_told)


@agrees(ShiftHandedOver)
def the_shift_is_handed_over(fact: ShiftHandedOver, entry_id: UUID) -> Iterator[str]:
    """Which shift, and by which two."""
    rows = ShiftHandover.objects.filter(entry_id=entry_id).values_list("shift", "first", "second")
    if list(rows) != [(fact.shift, fact.first, fact.second)]:
        yield f"shift {fact.shift} was not handed over as told"


@agrees(VaultDutyMissed)
def the_duty_is_missed(fact: VaultDutyMissed, entry_id: UUID) -> Iterator[str]:
    """It stays missed, whatever is entered afterwards."""
    if not VaultDue.objects.filter(pk=fact.due, duty=fact.duty, due_at=fact.due_at, status=DueStatus.MISSED).exists():
        yield f"{fact.duty} of the secure room is not missed as told"
