"""Who keeps the secure room when: the roster, and one shift handing over to the next."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from uuid import UUID

from exams.models import Exam
from exams.selectors.sessions import rules_of
from kernel.act import Asked, act
from kernel.actors import Actor
from kernel.errors import NotThere
from kernel.words import check_words
from organisation.models import Person
from organisation.policies import require
from organisation.services import record_proofs
from organisation.states import Capability, Side
from paper_custody.errors.secure_room import NotOfTheShift, RosterTooSmall, ShiftTooSmall, ShiftWrong
from paper_custody.events.secure_room import DutyRosterSet, ShiftHandedOver
from paper_custody.models.secure_room import DutyRoster, DutyShift, SecureRoomState, ShiftHandover, ShiftPerson
from paper_custody.policies import check_two
from paper_custody.selectors.duty_roster import heads_among, keeps_at, shifts_of
from paper_custody.services.handovers import person
from paper_custody.services.secure_room import lock_room
from paper_custody.services.steps import signed
from paper_custody.services.vault_duties import meet_handover, start_again
from paper_custody.states.secure_room import HOLDS_SOMETHING, Duty, ShiftGiven
from venues.policies import check_open


@act
def set_roster(asked: Asked, *, shifts: Sequence[ShiftGiven]) -> DutyRosterSet:
    """Plan the shifts of the room, all of them anew. The rosters before stay on record.

    Refuses a team that is too small without its heads, a shift of fewer than must be on post, and a
    person without a post at the room. What lies between two shifts is no refusal: it shows as a gap.
    """
    exam = check_open(asked)
    require(asked.actor, Capability.RUN_VAULT, exam.scope)
    people = _people(exam, shifts)
    _check_shifts(exam, shifts, people)
    team = _check_team(exam, people)
    state = lock_room(asked, exam)

    roster = DutyRoster.objects.create(
        exam=exam,
        scope=exam.scope,
        by_id=person(asked.actor),
        entry_id=asked.act_id,
        at=asked.at,
        exam_at=asked.exam_at,
    )
    _lay_out(roster, shifts, people)
    if state.status in HOLDS_SOMETHING:
        start_again(asked, exam, state, duties=(Duty.ON_POST, Duty.HANDOVER))

    return DutyRosterSet(roster=roster.pk, shifts=len(shifts), team=team)


@act
def hand_over_shift(asked: Asked, *, second: Actor, shift: UUID, words: str) -> ShiftHandedOver:
    """Hand over to the shift named: the actor is of the one before, ``second`` of the one that begins."""
    exam = check_open(asked)
    both = (Capability.KEEP_VAULT, Capability.KEEP_VAULT)
    check_two(asked.actor, second, scope=exam.scope, capabilities=both)
    check_words(words)
    state = lock_room(asked, exam)
    _check_of_the_shifts(exam, shift, giver=person(asked.actor), taker=person(second))

    record_proofs(asked, sides=[(Side.FIRST, asked.actor), (Side.SECOND, second)])
    ShiftHandover.objects.create(
        exam=exam, scope=exam.scope, shift_id=shift, words=words.strip(), **signed(asked, second)
    )
    _meet(asked, exam, state, shift)

    return ShiftHandedOver(shift=shift, first=person(asked.actor), second=person(second))


def _meet(asked: Asked, exam: Exam, state: SecureRoomState, shift: UUID) -> None:
    if state.status in HOLDS_SOMETHING:
        meet_handover(asked, exam, state, shift=shift)


def _check_of_the_shifts(exam: Exam, shift: UUID, *, giver: UUID, taker: UUID) -> None:
    """Refuse unless one is of the shift before and the other of this one, which nobody has taken over yet."""
    shifts = shifts_of(exam.pk)
    number = next((at for at, shown in enumerate(shifts) if shown.shift.pk == shift), 0)
    if number == 0 or shifts[number].handed_over:
        raise NotThere
    gave, takes = ({one.pk for one in shown.people} for shown in (shifts[number - 1], shifts[number]))
    if giver not in gave or taker not in takes:
        raise NotOfTheShift


def _people(exam: Exam, shifts: Sequence[ShiftGiven]) -> Mapping[str, Person]:
    """The people named, by staff number. Refuses a number that nobody in the county has."""
    numbers = {number for shift in shifts for number in shift.people}
    found = {
        one.staff_number: one for one in Person.objects.filter(scope__startswith=exam.scope, staff_number__in=numbers)
    }
    if missing := sorted(numbers - set(found)):
        raise ShiftWrong(people=missing)
    return found


def _check_shifts(exam: Exam, shifts: Sequence[ShiftGiven], people: Mapping[str, Person]) -> None:
    least = rules_of(exam).vault.on_post
    for shift in shifts:
        if shift.starts_at >= shift.ends_at:
            raise ShiftWrong(starts_at=shift.starts_at.isoformat())
        if len(set(shift.people)) < least:
            raise ShiftTooSmall(starts_at=shift.starts_at.isoformat(), least=least)
        for number in shift.people:
            if not keeps_at(exam, people[number].pk, shift.starts_at, shift.ends_at):
                raise ShiftWrong(people=[number])


def _check_team(exam: Exam, people: Mapping[str, Person]) -> int:
    """How many are on the team, its heads not counted. Refuses too few."""
    everybody = {one.pk for one in people.values()}
    team = len(everybody - heads_among(everybody, exam))
    least = rules_of(exam).vault.on_duty
    if team < least:
        raise RosterTooSmall(team=team, least=least)
    return team


def _lay_out(roster: DutyRoster, shifts: Sequence[ShiftGiven], people: Mapping[str, Person]) -> None:
    common = {"exam_id": roster.exam_id, "scope": roster.scope}
    rows = [
        DutyShift(**common, roster=roster, starts_at=shift.starts_at, ends_at=shift.ends_at)
        for shift in sorted(shifts, key=lambda one: (one.starts_at, one.ends_at))
    ]
    DutyShift.objects.bulk_create(rows)
    given = {(shift.starts_at, shift.ends_at): set(shift.people) for shift in shifts}
    ShiftPerson.objects.bulk_create(
        ShiftPerson(**common, shift=row, person=people[number])
        for row in rows
        for number in sorted(given[row.starts_at, row.ends_at])
    )
