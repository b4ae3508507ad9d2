"""When a duty of the secure room is owed next: by the exam's own preset, in exam time."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator

from django.utils.timezone import localdate, make_aware

from exams.models import Exam
from exams.selectors.sessions import rules_of, sessions_of
from paper_custody.gateways.secure_room import room_rules
from paper_custody.models.secure_room import SecureRoomState, StorageWaiver, VaultDue
from paper_custody.selectors.duty_roster import first_gap, shifts_of
from paper_custody.states.secure_room import DueStatus, Duty, Slot

ONE_DAY = dt.timedelta(days=1)


def next_slot(exam: Exam, duty: Duty, *, after: dt.datetime, state: SecureRoomState) -> Slot | None:
    """What is owed of this duty next after ``after``. None where nothing more is."""
    rules = rules_of(exam).vault
    slots: dict[Duty, Callable[[], Slot | None]] = {
        Duty.PATROL: lambda: Slot(after, after + rules.patrol_every),
        Duty.PLAYBACK: lambda: _next_hour(after, rules.playback_at),
        Duty.DISTRIBUTION: lambda: Slot(after, after + (room_rules().duties[duty].within or dt.timedelta(0))),
        Duty.JOINT_CHECK: lambda: _part_of_the_day(after, rules.joint_checks_a_day),
        Duty.HANDOVER: lambda: _next_handover(exam, after),
        Duty.ON_POST: lambda: _next_gap(exam, after, state),
        Duty.STORAGE: lambda: _storage_limit(exam, state, days=rules.papers_days_before_without_approval),
    }
    return slots[duty]()


def _next_hour(after: dt.datetime, hours: tuple[dt.time, ...]) -> Slot:
    at = next(moment for moment in _moments(after, hours) if moment > after)
    return Slot(at, at)


def _moments(after: dt.datetime, hours: tuple[dt.time, ...]) -> Iterator[dt.datetime]:
    """These hours of the county's wall clock, from the day of ``after`` on."""
    day = localdate(after)
    while True:
        yield from (make_aware(dt.datetime.combine(day, hour)) for hour in sorted(hours))
        day += ONE_DAY


def _part_of_the_day(after: dt.datetime, parts: int) -> Slot:
    """The half day (the county's day in so many parts) that ``after`` lies in, or the next at its very end."""
    begins = make_aware(dt.datetime.combine(localdate(after), dt.time()))
    length = ONE_DAY / parts
    number = (after - begins) // length
    return Slot(max(after, begins + number * length), begins + (number + 1) * length)


def _next_handover(exam: Exam, after: dt.datetime) -> Slot | None:
    """The next shift that begins: all but the first take over from another."""
    for shown in shifts_of(exam.pk)[1:]:
        if shown.shift.starts_at > after and not shown.handed_over:
            return Slot(after, shown.shift.starts_at, shift=shown.shift.pk)
    return None


def _next_gap(exam: Exam, after: dt.datetime, state: SecureRoomState) -> Slot | None:
    missed = VaultDue.objects.filter(exam=exam, duty=Duty.ON_POST, status=DueStatus.MISSED)
    told = list(missed.values_list("due_at", flat=True))
    gap = first_gap(exam, since=min(state.since, after), after=after, told=told)
    return None if gap is None else Slot(min(after, gap.starts_at), gap.starts_at)


def _storage_limit(exam: Exam, state: SecureRoomState, *, days: int) -> Slot | None:
    """Two days after papers came, where the exam has not begun by then and the province has not waived it."""
    first = sessions_of(exam.pk).values_list("starts_at", flat=True).first()
    due_at = state.since + dt.timedelta(days=days)
    waiver = StorageWaiver.objects.filter(exam=exam).order_by("-at").first()
    if waiver is not None:
        if waiver.until is None:
            return None
        due_at = max(due_at, waiver.until)
    return None if first is None or due_at >= first else Slot(state.since, due_at)
