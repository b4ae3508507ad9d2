"""The secure room at a glance: what is owed by when, what is missed, who is on post, and whether it is in order.

Everything that a printed duty record needs is here too: shifts with their handovers, rounds with their gaps.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet
from django.utils.timezone import localdate

from exams.models import Exam
from exams.selectors.sessions import rules_of, sessions_of
from kernel.time import exam_now, now
from organisation.models import Person
from paper_custody.gateways.secure_room import room_rules
from paper_custody.models.secure_room import (
    DutyRoster,
    RoomCertificate,
    RoomRecord,
    SecureRoom,
    SecureRoomState,
    ShiftHandover,
    StorageWaiver,
    VaultDue,
    VaultRound,
)
from paper_custody.models.vault_watch import RoomCoverage, RoomSignal, RoomSource, RoomVisit
from paper_custody.selectors.duty_roster import RosterGap, ShiftShown, on_post, roster_gaps, shifts_of
from paper_custody.selectors.secure_room import (
    certificate_holds,
    certificate_of,
    room_records,
    room_state,
    standing_room,
)
from paper_custody.states.secure_room import HOLDS_SOMETHING, MEETS, DueStatus, Duty, RoomEntry, RoomStatus, Round

# So many of the newest stand on the page; the duty record has them all.
SHOWN = 12
LOOKS_AHEAD = dt.timedelta(hours=24)

ROUND_OF: dict[str, Round] = {duty: done for done, duties in MEETS.items() for duty in duties}


@dataclass(frozen=True, slots=True)
class DueShown:
    """Something owed, with the moment from which its countdown is amber."""

    due: VaultDue
    warn_at: dt.datetime


@dataclass(frozen=True, slots=True)
class Gap:
    """A duty that was missed: from when it was due until it was done, or until now while it is not."""

    duty: str
    starts_at: dt.datetime
    ends_at: dt.datetime
    open: bool
    late_entry: bool

    @property
    def minutes(self) -> int:
        """How long nobody did it, in whole minutes, begun ones counted."""
        return -int(-(self.ends_at - self.starts_at).total_seconds() // 60)


@dataclass(frozen=True, slots=True)
class RoomShown:
    """All that the page of the room shows."""

    exam_at: dt.datetime
    room: SecureRoom | None
    status: RoomStatus
    state: SecureRoomState | None
    certificate: RoomCertificate | None
    certified: bool
    certificate_ends_early: bool
    records: Sequence[RoomRecord]
    checked_by: dt.datetime | None
    checked: bool
    dues: Sequence[DueShown]
    gaps: Sequence[Gap]
    rounds: Sequence[VaultRound]
    shifts: Sequence[ShiftShown]
    on_post: Sequence[Person]
    too_few: Sequence[RosterGap]
    visits: Sequence[RoomVisit]
    sources: Sequence[RoomSource]
    coverage: Sequence[RoomCoverage]
    rejects: Sequence[RoomSignal]
    waivers: Sequence[StorageWaiver]
    wrong: Sequence[str]

    @property
    def holds_something(self) -> bool:
        """Whether papers or answers lie in it, so that its duties are owed."""
        return self.status in HOLDS_SOMETHING

    @property
    def taking_over(self) -> UUID | None:
        """The shift that is to be taken over next."""
        waiting = [one.shift for one in self.shifts[1:] if not one.handed_over and one.shift.ends_at > self.exam_at]
        return waiting[0].pk if waiting else None

    @property
    def open_gaps(self) -> list[Gap]:
        """The gaps that go on now."""
        return [gap for gap in self.gaps if gap.open]


def room_shown(exam: Exam) -> RoomShown:
    """The room at this moment of exam time, in a number of reads that does not grow with the exam."""
    exam_at, state = exam_now(exam.pk, now()), room_state(exam.pk)
    certificate, records = certificate_of(exam.pk), room_records(exam.pk)
    gaps, (first, last) = gaps_of(exam, exam_at), _days(exam)
    sources = list(RoomSource.objects.filter(exam=exam).order_by("code"))
    here = on_post(exam, exam_at)
    return RoomShown(
        exam_at=exam_at,
        room=standing_room(exam),
        status=RoomStatus.NOT_ENABLED if state is None else RoomStatus(state.status),
        state=state,
        certificate=certificate,
        certified=certificate_holds(exam.pk, exam_at),
        certificate_ends_early=certificate is not None
        and last is not None
        and certificate.valid_until < localdate(last),
        records=records[:SHOWN],
        checked_by=None if first is None else first - room_rules().checked_before,
        checked=any(one.kind == RoomEntry.BEFORE_EXAM and not one.points for one in records),
        dues=dues_of(exam),
        gaps=gaps[:SHOWN],
        rounds=list(rounds_of(exam).order_by("-done_at")[:SHOWN]),
        shifts=shifts_of(exam.pk),
        on_post=here,
        too_few=roster_gaps(exam, exam_at, exam_at + LOOKS_AHEAD),
        visits=list(visits_of(exam)[:SHOWN]),
        sources=sources,
        coverage=list(coverage_of(exam)[:SHOWN]),
        rejects=list(rejects_of(exam)[:SHOWN]),
        waivers=list(StorageWaiver.objects.filter(exam=exam).select_related("by").order_by("-at")),
        wrong=_wrong(exam, state, gaps=gaps, here=here, sources=sources),
    )


def whats_wrong(exam: Exam, exam_at: dt.datetime) -> list[str] | None:
    """What is not in order at the room now, by words alone. None before anybody looked at it."""
    state = room_state(exam.pk)
    if state is None:
        return None
    sources = list(RoomSource.objects.filter(exam=exam))
    return _wrong(exam, state, gaps=gaps_of(exam, exam_at), here=on_post(exam, exam_at), sources=sources)


def _wrong(
    exam: Exam,
    state: SecureRoomState | None,
    *,
    gaps: Sequence[Gap],
    here: Sequence[Person],
    sources: Sequence[RoomSource],
) -> list[str]:
    holds = state is not None and state.status in HOLDS_SOMETHING
    wrong = {gap.duty for gap in gaps if gap.open and gap.duty != Duty.ON_POST}
    if holds and len(here) < rules_of(exam).vault.on_post:
        wrong.add(Duty.ON_POST.value)
    wrong |= {source.kind for source in sources if source.lost}
    return sorted(wrong)


def dues_of(exam: Exam) -> list[DueShown]:
    """What is owed now, the most urgent first."""
    running = VaultDue.objects.filter(exam=exam, status=DueStatus.RUNNING).order_by("due_at", "duty")
    rules = room_rules().duties
    return [DueShown(due=due, warn_at=due.due_at - rules[Duty(due.duty)].early) for due in running]


def gaps_of(exam: Exam, exam_at: dt.datetime) -> list[Gap]:
    """Every duty that was missed, the newest first, with when it was done after all."""
    missed = list(VaultDue.objects.filter(exam=exam, status=DueStatus.MISSED).order_by("-due_at", "duty"))
    if not missed:
        return []
    seen = _seen(exam, exam_at)
    return [seen.gap(due) for due in missed]


@dataclass(frozen=True, slots=True)
class _Seen:
    """All that can end a gap, read once."""

    exam: Exam
    exam_at: dt.datetime
    rounds: Sequence[VaultRound]
    handed: Mapping[UUID, dt.datetime]
    rosters: Sequence[dt.datetime]
    waivers: Sequence[dt.datetime]

    def gap(self, due: VaultDue) -> Gap:
        """What a missed duty left open, and until when."""
        done = self._round(due)
        ended = self._end(due) if done is None else done.done_at
        return Gap(
            duty=due.duty,
            starts_at=due.due_at,
            ends_at=max(due.due_at, self.exam_at if ended is None else ended),
            open=ended is None,
            late_entry=done is not None and done.late,
        )

    def _round(self, due: VaultDue) -> VaultRound | None:
        asked = ROUND_OF.get(due.duty)
        return next((one for one in self.rounds if one.round == asked and one.done_at > due.opens_at), None)

    def _end(self, due: VaultDue) -> dt.datetime | None:
        if due.duty == Duty.HANDOVER and due.shift_id is not None:
            return self.handed.get(due.shift_id)
        if due.duty == Duty.ON_POST:
            return self._end_of_post(due.due_at)
        if due.duty == Duty.STORAGE:
            first, _last = _days(self.exam)
            ends = [*(at for at in self.waivers if at > due.due_at), *([first] if first else [])]
            return min(ends) if ends and min(ends) <= self.exam_at else None
        return None

    def _end_of_post(self, starts_at: dt.datetime) -> dt.datetime | None:
        """Until enough were there by the roster as it is now, or until another roster was made."""
        gaps = roster_gaps(self.exam, starts_at, self.exam_at)
        if gaps and gaps[0].starts_at == starts_at:
            return None if gaps[0].ends_at >= self.exam_at else gaps[0].ends_at
        return next((at for at in self.rosters if at >= starts_at), starts_at)


def _seen(exam: Exam, exam_at: dt.datetime) -> _Seen:
    handed = ShiftHandover.objects.filter(exam=exam).values_list("shift", "exam_at")
    return _Seen(
        exam=exam,
        exam_at=exam_at,
        rounds=list(rounds_of(exam).order_by("done_at")),
        handed=dict(handed),
        rosters=list(DutyRoster.objects.filter(exam=exam).order_by("at").values_list("exam_at", flat=True)),
        waivers=list(StorageWaiver.objects.filter(exam=exam).order_by("at").values_list("exam_at", flat=True)),
    )


def rounds_of(exam: Exam) -> QuerySet[VaultRound]:
    """Every round of the exam, with the two who made it."""
    return VaultRound.objects.filter(exam=exam).select_related("first", "second")


def visits_of(exam: Exam) -> QuerySet[RoomVisit]:
    """Visits, those to come and those inside first."""
    return RoomVisit.objects.filter(exam=exam).select_related("escort", "booked_by").order_by("-planned_at")


def coverage_of(exam: Exam) -> QuerySet[RoomCoverage]:
    """How much of which period was recorded, the newest first."""
    return RoomCoverage.objects.filter(exam=exam).select_related("source").order_by("-starts_at")


def rejects_of(exam: Exam) -> QuerySet[RoomSignal]:
    """What came in and could not be read."""
    return RoomSignal.objects.filter(exam=exam).exclude(refused="").select_related("source").order_by("-received_at")


def _ends_before(certificate: RoomCertificate | None, last: dt.datetime | None) -> bool:
    """Whether the certificate runs out before the last session is over."""
    return certificate is not None and last is not None and certificate.valid_until < localdate(last)


def _days(exam: Exam) -> tuple[dt.datetime | None, dt.datetime | None]:
    """When the exam's first session begins, and its last one ends."""
    times = list(sessions_of(exam.pk).values_list("starts_at", "ends_at"))
    return (times[0][0], max(ends for _starts, ends in times)) if times else (None, None)
