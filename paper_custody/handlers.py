"""What follows of itself: a drill's bags, escorts that are missed, papers in use; and checks for ``verify_journal``."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from clocks.events import ClockRanOut
from exams.events import DrillMade
from journal.audit import agrees
from journal.cursors import react
from kernel.act import Asked
from kernel.actors import SYSTEM
from kernel.scope import reading
from paper_custody import services
from paper_custody.events import (
    AnswersStored,
    BagsArrived,
    BagsCollected,
    BagsHandedOn,
    BagsHandedOver,
    BagsIsolated,
    BagsIssuedToRooms,
    BagsLoaded,
    BagsOpened,
    BagsReceived,
    BagsReleased,
    BagsReturned,
    BagsSealed,
    BagsStored,
    BagsVoided,
    CountDeclaredWrong,
    EscortDeparted,
    HandoverEnteredFromPaper,
    OpenedOutsideWindow,
    PaperCallKeyed,
    RoomCountDifferenceFound,
    RoomPapersAccepted,
    RoomsCounted,
    RoomsCountedAlone,
    SpareOpened,
)
from paper_custody.events.failures import LockFailed, LockForced
from paper_custody.events.keys import CodeReceived, KeysHandedOver
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
from paper_custody.models import (
    BagStep,
    BlindCount,
    CountAgreement,
    Escort,
    Handover,
    PaperCall,
    PaperForm,
    RoomCount,
    Seal,
    WrongCount,
)
from paper_custody.models.failures import ForcedOpening
from paper_custody.models.keys import CodeReceipt, KeyMove
from paper_custody.models.secure_room import RoomRecord, ShiftHandover, VaultDue, VaultRound
from paper_custody.selectors.lists import list_of
from paper_custody.services.failures import record_hash, warn_of_batch
from paper_custody.services.sealing import seals_hash
from paper_custody.services.secure_room import follow_bags
from paper_custody.services.vault_duties import miss_duty, note_distribution
from paper_custody.services.vault_signals import lose_watch
from paper_custody.states import Purpose, Step
from paper_custody.states.failures import ForceTold, SealDisposal
from paper_custody.states.secure_room import DueStatus, RoomEntry, VaultPurpose
from venues.events import MilestoneReached
from venues.services import set_gate
from venues.states import Gate, GateState

GIVEN_OUT = "papers_distributed"

# One row per bag under the fact's entry: a handover by giver and receiver, a step by the two of a place.
PASSED = (BagsReceived, BagsLoaded, BagsArrived, BagsHandedOver, BagsReturned, AnswersStored, BagsHandedOn)
STEPPED = (
    BagsStored, BagsIssuedToRooms, BagsOpened, OpenedOutsideWindow, BagsCollected, RoomPapersAccepted, BagsIsolated,
    BagsReleased, BagsVoided,
)  # fmt: skip


@react(DrillMade)
def a_drill_gets_bags_of_its_own(fact: DrillMade, asked: Asked) -> None:
    """Read in the real exam's scope, then write in the drill's."""
    with reading(SYSTEM, fact.real):
        rows = list_of(fact.real)
    services.make_drill_bags(asked, real=fact.real, rows=rows)


@react(ClockRanOut)
def an_escort_is_missed(fact: ClockRanOut, asked: Asked) -> None:
    """Expected, and not there: no position is needed to know it."""
    if fact.purpose == Purpose.ESCORT:
        services.miss_escort(asked, escort_id=fact.subject)


@react(MilestoneReached)
def papers_are_in_use(fact: MilestoneReached, asked: Asked) -> None:
    """The venue told that papers were given out: nobody is asked to tell it of the bags again."""
    if fact.milestone == GIVEN_OUT:
        services.begin_use(asked, venue=fact.venue, session=fact.session, rooms_except=fact.rooms_except)


@react(BagsArrived)
def a_venue_has_its_papers(fact: BagsArrived, asked: Asked) -> None:
    """One of the gates of its readiness. A venue that lacks a bag says for itself whether it is ready."""
    if not fact.left_out:
        set_gate(asked, venue=fact.venue, gate=Gate.PAPER, state=GateState.READY, source="paper_custody")


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


@react(LockFailed)
def venues_with_the_same_lock_are_warned(fact: LockFailed, asked: Asked) -> None:
    """What failed here may fail there in a minute."""
    warn_of_batch(asked, failure_id=fact.failure)


@react(HandoverEnteredFromPaper)
def a_venue_got_its_papers_on_paper(fact: HandoverEnteredFromPaper, asked: Asked) -> None:
    """An arrival that was signed on paper opens the same gate."""
    if fact.step == Step.ARRIVE and not fact.left_out and len(fact.venues) == 1:
        set_gate(asked, venue=fact.venues[0], gate=Gate.PAPER, state=GateState.READY, source="paper_custody")


@agrees(HandoverEnteredFromPaper)
def the_form_is_as_entered(fact: HandoverEnteredFromPaper, entry_id: UUID) -> Iterator[str]:
    """Its number, its time, both clerks, and the bags on it."""
    told = {"entry_id": entry_id, "number": fact.form, "signed_at": fact.signed_at}
    form = PaperForm.objects.filter(**told, first=fact.first, second=fact.second).first()
    bags = set() if form is None else set(form.passages.values_list("bag__code", flat=True))
    if bags != set(fact.bags):
        yield f"form {fact.form} is not as entered"


@agrees(PaperCallKeyed)
def the_call_is_as_keyed(fact: PaperCallKeyed, entry_id: UUID) -> Iterator[str]:
    """What was told, of which venue, and when."""
    told = {"pk": fact.call, "entry_id": entry_id, "kind": fact.told, "called_at": fact.called_at}
    if not PaperCall.objects.filter(**told, venue__code=fact.venue, session__code=fact.session).exists():
        yield f"the call about {fact.venue} is not as keyed"


def _passed_otherwise(fact: Any, entry_id: UUID) -> Iterator[str]:
    rows = Handover.objects.filter(entry_id=entry_id).values_list("bag__code", "giver_id", "receiver_id")
    written = {(code, giver, receiver) for code, giver, receiver in rows}
    yield from _differences(written, {(code, fact.giver, fact.receiver) for code in fact.bags}, fact.bags)


def _stepped_otherwise(fact: Any, entry_id: UUID) -> Iterator[str]:
    rows = BagStep.objects.filter(entry_id=entry_id).values_list("bag__code", "first_id", "second_id")
    written = {(code, first, second) for code, first, second in rows}
    yield from _differences(written, {(code, fact.first, fact.second) for code in fact.bags}, fact.bags)


def _differences(
    written: set[tuple[str, UUID, UUID]], told: set[tuple[str, UUID, UUID]], codes: Sequence[str]
) -> Iterator[str]:
    for code, _one, _other in sorted(written ^ told, key=str):
        yield f"bag {code} was not moved as told" if code in codes else f"bag {code} was moved and not told of"


for _passed in PASSED:
    agrees(_passed)(_passed_otherwise)
for _stepped in STEPPED:
    agrees(_stepped)(_stepped_otherwise)


@agrees(SpareOpened)
def the_spare_is_as_opened(fact: SpareOpened, entry_id: UUID) -> Iterator[str]:
    """One bag, by two."""
    rows = BagStep.objects.filter(entry_id=entry_id).values_list("bag__code", "first_id", "second_id")
    if list(rows) != [(fact.bag, fact.first, fact.second)]:
        yield f"spare bag {fact.bag} is not as opened"


@agrees(BagsSealed)
def the_seals_are_as_applied(fact: BagsSealed, entry_id: UUID) -> Iterator[str]:
    """Every seal that was applied then, by the hash that the fact commits to."""
    rows = Seal.objects.filter(entry_id=entry_id).values_list("bag__code", "container__code", "number")
    seals = [(bag or box or "", number) for bag, box, number in rows]
    if (tuple(sorted(code for code, _number in seals)), seals_hash(seals)) != (fact.sealed, fact.seals_hash):
        yield f"seals of {fact.venue} are not as applied"


@agrees(RoomsCounted)
def the_counts_balance(fact: RoomsCounted, entry_id: UUID) -> Iterator[str]:
    """Counts of these rooms, all of them balanced."""
    yield from _count_differences(fact, entry_id, differing=())


@agrees(RoomCountDifferenceFound)
def the_counts_differ(fact: RoomCountDifferenceFound, entry_id: UUID) -> Iterator[str]:
    """Counts of these rooms: of two together, which do not balance, or of one, which is not what another found."""
    if not BlindCount.objects.filter(entry_id=entry_id).exists():
        yield from _count_differences(fact, entry_id, differing=fact.differing)
        return
    yield from _alone_otherwise(fact, entry_id, counter=fact.second)
    if agreed := _agreed_in_full(entry_id) & set(fact.differing):
        yield f"counts of {sorted(agreed)} in {fact.session} do not differ"


@agrees(RoomsCountedAlone)
def the_rooms_were_counted_by_one(fact: RoomsCountedAlone, entry_id: UUID) -> Iterator[str]:
    """Counts of these rooms by this person, and what another had found before him."""
    yield from _alone_otherwise(fact, entry_id, counter=fact.counter)
    if set(fact.agreed) - _rooms_of(CountAgreement.objects.filter(entry_id=entry_id)):
        yield f"counts of {fact.venue} in {fact.session} do not agree as told"


@agrees(CountDeclaredWrong)
def the_count_was_declared_wrong(fact: CountDeclaredWrong, entry_id: UUID) -> Iterator[str]:
    """By these two, of that entry."""
    told = {"entry_id": entry_id, "about": fact.about, "first": fact.first, "second": fact.second}
    if not WrongCount.objects.filter(**told).exists():
        yield f"the count under {fact.about} was not declared wrong as told"


def _alone_otherwise(
    fact: RoomsCountedAlone | RoomCountDifferenceFound, entry_id: UUID, *, counter: UUID
) -> Iterator[str]:
    rows = BlindCount.objects.filter(entry_id=entry_id)
    if _rooms_of(rows) != set(fact.rooms) or set(rows.values_list("counter", flat=True)) != {counter}:
        yield f"counts of {fact.venue} in {fact.session} are not as told"


def _rooms_of(rows: QuerySet[Any]) -> set[str]:
    return set(rows.values_list("room__number", flat=True))


def _agreed_in_full(entry_id: UUID) -> set[str]:
    """The rooms of which everything that was counted under this entry agrees."""
    what = ("room__number", "subject", "material")
    counted = set(BlindCount.objects.filter(entry_id=entry_id).values_list(*what))
    agreed = set(CountAgreement.objects.filter(entry_id=entry_id).values_list(*what))
    return {row[0] for row in agreed} - {row[0] for row in counted - agreed}


def _count_differences(
    fact: RoomsCounted | RoomCountDifferenceFound, entry_id: UUID, *, differing: tuple[str, ...]
) -> Iterator[str]:
    counts = list(RoomCount.objects.filter(entry_id=entry_id).values_list("room__number", "balanced"))
    rooms = tuple(sorted({number for number, _balanced in counts}))
    wrong = tuple(sorted({number for number, balanced in counts if not balanced}))
    if (rooms, wrong) != (fact.rooms, differing):
        yield f"counts of {fact.venue} in {fact.session} are not as told"


@agrees(EscortDeparted)
def the_escort_is_as_departed(fact: EscortDeparted, entry_id: UUID) -> Iterator[str]:
    """A run of that venue that has left."""
    if not Escort.objects.filter(pk=fact.escort, venue__code=fact.venue, departed_at__isnull=False).exists():
        yield f"escort {fact.escort} is not as departed"


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


@agrees(KeysHandedOver)
def the_keys_moved_as_told(fact: KeysHandedOver, entry_id: UUID) -> Iterator[str]:
    """One row a key, by the two who signed."""
    rows = KeyMove.objects.filter(entry_id=entry_id).values_list("key__code", "step", "giver_id", "receiver_id")
    if set(rows) != {(key, fact.step, fact.giver, fact.receiver) for key in fact.keys}:
        yield f"keys {', '.join(fact.keys)} did not move as told"


@agrees(CodeReceived)
def the_code_was_received_as_told(fact: CodeReceived, entry_id: UUID) -> Iterator[str]:
    """Who received it, of which lock, by which channel."""
    rows = CodeReceipt.objects.filter(entry_id=entry_id).values_list("lock__code", "channel", "giver_id", "receiver_id")
    if list(rows) != [(fact.lock, fact.channel, fact.giver, fact.receiver)]:
        yield f"the code of lock {fact.lock} was not received as told"


@agrees(LockForced)
def the_lock_was_forced_as_told(fact: LockForced, entry_id: UUID) -> Iterator[str]:
    """By these two, with recording and seals as the fact commits to."""
    row = ForcedOpening.objects.filter(entry_id=entry_id, failure=fact.failure).first()
    if row is None or (row.first_id, row.second_id) != (fact.first, fact.second):
        yield f"lock {fact.lock} was not forced as told"
    elif record_hash(ForceTold(row.video, row.old_seal, SealDisposal(row.disposal), row.new_seal)) != fact.record_hash:
        yield f"the record of forcing lock {fact.lock} was changed"
