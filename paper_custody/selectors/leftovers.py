"""What is left in the county: where, how much, until when, and what became of it; in a fixed number of reads."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, Q, QuerySet, Sum
from django.utils.timezone import localdate

from exams.models import Exam
from exams.selectors.sessions import rules_of, sessions_of
from paper_custody.models import Bag, BagHold, Destruction, KeptBag, ResultsDay
from paper_custody.states import ANSWERS, BagStatus


@dataclass(frozen=True, slots=True)
class KeptUntil:
    """The day from which what is left may be destroyed, and what it was counted from.

    ``announced`` is whether the results' day is on record, or only expected.
    """

    day: dt.date
    results_on: dt.date
    announced: bool
    document: str
    months: int
    source: str


@dataclass(frozen=True, slots=True)
class KeptLine:
    """What is kept of a session and kind in one cabinet. ``codes`` are its bags."""

    session: str
    kind: str
    cabinet: str
    bags: int
    pieces: int


@dataclass(frozen=True, slots=True)
class Leftovers:
    """All that the page shows."""

    until: KeptUntil
    due: bool
    days_left: int
    lines: Sequence[KeptLine]
    bags: int
    pieces: int
    differing: Sequence[KeptBag]
    locked: int
    held: Sequence[str]
    waiting: int
    answers: int
    destructions: Sequence[Destruction]


def kept_until(exam: Exam) -> KeptUntil:
    """Until when: the preset's length after the results' day, announced or expected."""
    rules = rules_of(exam).leftovers
    announced = ResultsDay.objects.filter(exam=exam).order_by("-at").first()
    last = sessions_of(exam.pk).order_by("-ends_at").values_list("ends_at", flat=True).first()
    expected = rules.expected_results(localdate(last or exam.opened_at).year)
    results_on = expected if announced is None else announced.day
    return KeptUntil(
        day=rules.kept_until(results_on),
        results_on=results_on,
        announced=announced is not None,
        document="" if announced is None else announced.document,
        months=rules.months_after_results,
        source=rules.source,
    )


def still_kept(exam: Exam) -> QuerySet[Bag]:
    """The bags that are kept now; a locked one is, too."""
    return Bag.objects.filter(exam=exam, kept__isnull=False).filter(
        Q(status=BagStatus.KEPT) | Q(status=BagStatus.LOCKED, before=BagStatus.KEPT)
    )


def to_be_kept(exam_id: UUID) -> QuerySet[Bag]:
    """What came back to the secure room and is no answers: it stays, or the upper level asks for it (N15)."""
    return Bag.objects.filter(exam_id=exam_id, status=BagStatus.ANSWERS_STORED).exclude(kind__in=ANSWERS)


def leftovers_told(exam: Exam, *, exam_at: dt.datetime) -> Leftovers:
    """What is kept, what is still to be sorted, and what was destroyed, the newest first."""
    until, kept = kept_until(exam), still_kept(exam)
    lines = _lines(kept)
    days_left = (until.day - localdate(exam_at)).days
    stored = Bag.objects.filter(exam=exam, status=BagStatus.ANSWERS_STORED).aggregate(
        answers=Count("pk", filter=Q(kind__in=ANSWERS)), waiting=Count("pk", filter=~Q(kind__in=ANSWERS))
    )
    differing = KeptBag.objects.filter(exam=exam).exclude(reason="").select_related("bag", "cabinet")
    ended = Destruction.objects.filter(exam=exam).select_related("first", "second")
    return Leftovers(
        until=until,
        due=bool(lines) and days_left <= 0,
        days_left=days_left,
        lines=lines,
        bags=sum(line.bags for line in lines),
        pieces=sum(line.pieces for line in lines),
        differing=list(differing.order_by("bag__code")),
        locked=kept.filter(status=BagStatus.LOCKED).count(),
        held=_held(exam),
        **stored,
        destructions=list(ended.annotate(many=Count("bags"), pieces=Sum("bags__kept__pieces")).order_by("-at")),
    )


def codes_kept(exam: Exam) -> dict[str, list[str]]:
    """The codes of what is kept, by session and cabinet, for the printed list."""
    found: dict[str, list[str]] = {}
    rows = still_kept(exam).order_by("session__code", "kept__cabinet__code", "code")
    for session, cabinet, code in rows.values_list("session__code", "kept__cabinet__code", "code"):
        found.setdefault(f"{session} · {cabinet}", []).append(code)
    return found


def _lines(kept: QuerySet[Bag]) -> list[KeptLine]:
    columns = ("session__code", "kind", "kept__cabinet__code")
    rows = kept.values_list(*columns).annotate(bags=Count("pk"), pieces=Sum("kept__pieces"))
    return [KeptLine(*row) for row in rows.order_by("session__starts_at", *columns)]


def _held(exam: Exam) -> list[str]:
    open_ones = BagHold.objects.filter(exam=exam, lifted_at=None)
    return list(open_ones.order_by("bag__code").values_list("bag__code", flat=True).distinct())
