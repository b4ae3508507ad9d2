"""What the secure room's books of a day and a venue's register of spares are printed from."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.timezone import make_aware

from exams.models import Exam
from exams.selectors.sessions import rules_of
from kernel.time import exam_now, now
from paper_custody.models import BagStep
from paper_custody.models.secure_room import RoomCertificate, SecureRoom, ShiftHandover, VaultDue, VaultRound
from paper_custody.models.vault_watch import RoomCoverage, RoomSource, RoomVisit
from paper_custody.selectors.duty_roster import ShiftShown, shifts_of
from paper_custody.selectors.secure_room import certificate_of, room_state, standing_room
from paper_custody.selectors.vault_overview import Gap, coverage_of, gaps_of, rounds_of, visits_of
from paper_custody.states import Step
from paper_custody.states.secure_room import MEETS, DueStatus, Duty, RoomStatus, Round
from venues.models import Venue

ONE_DAY = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class RoomOfTheDay:
    """The room that a book is of, as it stands when it is printed, and the day from midnight to midnight."""

    day: dt.date
    starts_at: dt.datetime
    ends_at: dt.datetime
    room: SecureRoom | None
    status: RoomStatus
    certificate: RoomCertificate | None


@dataclass(frozen=True, slots=True)
class DutyBook:
    """The duty record (值班巡逻记录) of a day: who was on post, who handed over, rounds, what was missed, visitors."""

    of: RoomOfTheDay
    shifts: Sequence[ShiftShown]
    handed: Sequence[ShiftHandover]
    rounds: Sequence[VaultRound]
    gaps: Sequence[Gap]
    visits: Sequence[RoomVisit]
    sources: Sequence[RoomSource]


@dataclass(frozen=True, slots=True)
class Review:
    """A look at the recording: what it was owed for (``""``: nothing), and the look itself, where there was one.

    ``at`` is when it was owed by; of a look that nobody owed, when it was.
    """

    duty: str
    at: dt.datetime
    done: VaultRound | None
    missed: bool = False


@dataclass(frozen=True, slots=True)
class PlaybackBook:
    """The playback record (回放记录) of a day: every hour of the preset, each distribution, and what was recorded."""

    of: RoomOfTheDay
    hours: Sequence[dt.time]
    reviews: Sequence[Review]
    coverage: Sequence[RoomCoverage]


def duty_book(exam: Exam, day: dt.date) -> DutyBook:
    """The duty record of this day of the county, in a number of reads that does not grow with it."""
    of = _of(exam, day)
    rounds = rounds_of(exam).filter(done_at__gte=of.starts_at, done_at__lt=of.ends_at)
    handed = ShiftHandover.objects.filter(exam=exam, exam_at__gte=of.starts_at, exam_at__lt=of.ends_at)
    visits = visits_of(exam).filter(in_at__lt=of.ends_at, in_at__gte=of.starts_at)
    return DutyBook(
        of=of,
        shifts=[
            one for one in shifts_of(exam.pk) if one.shift.starts_at < of.ends_at and one.shift.ends_at > of.starts_at
        ],
        handed=list(handed.select_related("shift", "first", "second").order_by("exam_at")),
        rounds=list(rounds.order_by("done_at")),
        gaps=[
            gap
            for gap in reversed(gaps_of(exam, exam_now(exam.pk, now())))
            if gap.starts_at < of.ends_at and gap.ends_at >= of.starts_at
        ],
        visits=list(visits.order_by("in_at")),
        sources=list(RoomSource.objects.filter(exam=exam).order_by("code")),
    )


def playback_book(exam: Exam, day: dt.date) -> PlaybackBook:
    """The playback record of this day of the county: what was looked at, and the hours that wait to be filled in."""
    of = _of(exam, day)
    coverage = coverage_of(exam).filter(starts_at__lt=of.ends_at, ends_at__gt=of.starts_at)
    hours = sorted(rules_of(exam).vault.playback_at)
    return PlaybackBook(
        of=of,
        hours=hours,
        reviews=_reviews(exam, of, hours),
        coverage=list(coverage.order_by("starts_at", "source__code")),
    )


def _reviews(exam: Exam, of: RoomOfTheDay, hours: Sequence[dt.time]) -> Sequence[Review]:
    """Each thing owed that day with the look that answered it; each hour that nobody owes yet; each look beside."""
    looks = list(rounds_of(exam).filter(round=Round.PLAYBACK, done_at__gte=of.starts_at).order_by("done_at"))
    dues = VaultDue.objects.filter(
        exam=exam, duty__in=MEETS[Round.PLAYBACK], due_at__gte=of.starts_at, due_at__lt=of.ends_at
    ).exclude(status=DueStatus.STOPPED)
    reviews = [
        Review(due.duty, due.due_at, _answer(due, looks), missed=due.status == DueStatus.MISSED)
        for due in dues.order_by("due_at", "duty")
    ]
    owed = {one.at for one in reviews if one.duty == Duty.PLAYBACK}
    reviews += [
        Review(Duty.PLAYBACK.value, at, None)
        for at in (make_aware(dt.datetime.combine(of.day, hour)) for hour in hours)
        if at not in owed
    ]
    told = {one.done.pk for one in reviews if one.done is not None}
    reviews += [Review("", look.done_at, look) for look in looks if look.done_at < of.ends_at and look.pk not in told]
    return sorted(reviews, key=lambda one: one.at)


def _answer(due: VaultDue, looks: Sequence[VaultRound]) -> VaultRound | None:
    """The look that met it; one that was missed is answered by the first look after it."""
    if due.status == DueStatus.MET:
        return next((look for look in looks if look.exam_at == due.ended_at), None)
    if due.status == DueStatus.MISSED:
        return next((look for look in looks if look.done_at > due.opens_at), None)
    return None


def _of(exam: Exam, day: dt.date) -> RoomOfTheDay:
    state, starts_at = room_state(exam.pk), make_aware(dt.datetime.combine(day, dt.time()))
    return RoomOfTheDay(
        day=day,
        starts_at=starts_at,
        ends_at=starts_at + ONE_DAY,
        room=standing_room(exam),
        status=RoomStatus.NOT_ENABLED if state is None else RoomStatus(state.status),
        certificate=certificate_of(exam.pk),
    )


def spare_bags_opened(exam: Exam, venue: Venue, session: str) -> Sequence[BagStep]:
    """The spare bags of a session that were opened at a venue: when, by whom, and why."""
    rows = BagStep.objects.filter(exam=exam, step=Step.OPEN_SPARE, bag__venue=venue, bag__session__code=session)
    return list(rows.select_related("bag__subject", "first", "second").order_by("done_at", "bag__code"))
