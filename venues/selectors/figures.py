"""应考、实考、缺考、违规、备用: by session and venue in one table, with the sums of what has come in."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Sum

from exams.models import Exam, Session, Subject
from exams.states import ReportKind
from kernel.actors import Actor
from venues.models import ReportDue, RoomPlan, SessionReport, Venue
from venues.policies import visible_to
from venues.selectors.board import is_unconfirmed
from venues.selectors.progress import reports_due, sessions_opened

# The columns of the table after the seats, by the code of the report's field.
FIGURES = ("present", "absent", "violations", "malpractice", "spare_rooms", "spare_papers", "spare_cards")
# What the last report says stands for the session: the full one where it is there, the flash report before it.
BETTER_FIRST = (ReportKind.R2.value, ReportKind.R1.value)


@dataclass(frozen=True, slots=True)
class FigureRow:
    """A venue in a session. None: nobody has said it, which is no zero."""

    venue: Venue
    seats: int | None
    figures: Sequence[int | None]
    kind: str
    unconfirmed: bool


@dataclass(frozen=True, slots=True)
class SessionFigures:
    """A session (its subjects) over its venues. ``came`` of ``rows`` have reported; sums are of those."""

    session: Session
    subjects: Sequence[Subject]
    rows: Sequence[FigureRow]

    @property
    def came(self) -> int:
        """How many venues have reported."""
        return sum(1 for row in self.rows if row.kind)

    @property
    def seats(self) -> int:
        """The seats of all venues, reported or not."""
        return sum(row.seats or 0 for row in self.rows)

    @property
    def sums(self) -> list[int]:
        """Each figure added up over those who told it."""
        return added_up(row.figures for row in self.rows)


def added_up(rows: Iterable[Sequence[int | None]]) -> list[int]:
    """Columns added up; what nobody said adds nothing."""
    told = list(rows)
    return [sum(row[place] or 0 for row in told) for place in range(len(FIGURES))]


def figures_told(exam: Exam, actor: Actor, *, session: str = "", venue: str = "") -> list[SessionFigures]:
    """The table, of one session or one venue where it is named, in a number of queries that does not grow."""
    sessions = [one for one in sessions_opened(exam.pk) if session in {"", one.code}]
    owed = visible_to(reports_due(exam.pk), actor).filter(session__in=sessions, kind__in=BETTER_FIRST)
    owed = owed.filter(venue__code=venue) if venue else owed
    by_session: dict[UUID, dict[UUID, list[ReportDue]]] = defaultdict(lambda: defaultdict(list))
    for one in owed:
        by_session[one.session_id][one.venue_id].append(one)
    seats, subjects = _seats(exam), _subjects(exam)
    return [
        SessionFigures(
            session=one,
            subjects=subjects[one.pk],
            rows=[
                _row(found, seats.get((one.pk, of_venue)))
                for of_venue, found in sorted(by_session[one.pk].items(), key=lambda pair: pair[1][0].venue.code)
            ],
        )
        for one in sessions
    ]


def _seats(exam: Exam) -> dict[tuple[UUID, UUID], int]:
    plans = RoomPlan.objects.filter(exam=exam).values_list("session_id", "venue_id")
    return {(session, venue): total for session, venue, total in plans.annotate(total=Sum("seats_assigned"))}


def _subjects(exam: Exam) -> dict[UUID, list[Subject]]:
    found: dict[UUID, list[Subject]] = defaultdict(list)
    for subject in Subject.objects.filter(exam=exam).order_by("code"):
        found[subject.session_id].append(subject)
    return found


def _row(owed: Sequence[ReportDue], seats: int | None) -> FigureRow:
    came = {one.kind: one.latest for one in owed if one.latest is not None}
    best = next((came[kind] for kind in BETTER_FIRST if kind in came), None)
    return FigureRow(
        venue=owed[0].venue,
        seats=seats,
        figures=_figures(best),
        kind=next((kind for kind in BETTER_FIRST if kind in came), ""),
        unconfirmed=best is not None and is_unconfirmed(best),
    )


def _figures(report: SessionReport | None) -> list[int | None]:
    return [None if report is None else report.figures.get(code) for code in FIGURES]
