"""Lists as they are exported: the same rows that the page shows to this person, and not one more."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from exams.models import Exam
from kernel.actors import Actor
from paper_custody.errors.reading import TooManyRows
from paper_custody.selectors.history import history_of
from paper_custody.selectors.lists import BagWanted, bags_wanted, seen_by
from paper_custody.selectors.overview import PLACES, CustodyWanted, custody_lines
from paper_custody.selectors.reconciliation import NUMBERS, reconciliation_of
from paper_custody.selectors.runs import runs_seen
from paper_custody.selectors.seals import SealWanted, seals_told, seals_wanted
from paper_custody.selectors.touched import touched
from paper_custody.selectors.touches import TouchWanted

# Source: ours. A county's whole list of bags, and the acts of some days; Excel itself takes a million.
MOST_ROWS = 50_000
CHUNK = 1_000

BAGS = ("code", "kind", "subject", "session", "venue", "room", "nominal", "box", "status", "node", "holder", "since")
RUNS = (
    "direction", "venue", "sessions", "vehicle", "leader", "status", "begun_at", "expected_at", "departed_at",
    "arrived_at", "on_the_road",
)  # fmt: skip
LINES = ("venue", "venue_name", "session", "worst", *PLACES, "total", "locked", "overdue", "not_back", "differing")
HISTORY = ("exam_at", "at", "step", "node", "people", "place", "reason")
TOUCHED = ("exam_at", "what", "step", "thing", "venue", "room", "node", "people", "reason", "seal")
RECONCILED = ("venue", "venue_name", "room", "subject", "material", "state", "wrong", *NUMBERS, "difference")

SEALS = (
    "thing", "sort", "venue", "session", "room", "seal_state", "number", "applied_at", "applied_by", "checked",
    "checked_at", "checked_step", "checked_by", "ended_at", "ended_by",
)  # fmt: skip

Row = Sequence[Any]


def rows_of_bags(exam: Exam, actor: Actor, wanted: BagWanted) -> Iterator[Row]:
    """Bags that fit and are in sight. Refuses (``too_many_rows``) more than a file takes."""
    bags = bags_wanted(exam.pk, actor, wanted)
    check_rows(bags.count())
    for start in range(0, MOST_ROWS, CHUNK):
        part = seen_by(bags[start : start + CHUNK], actor)
        yield from (_row(one, BAGS) for one in part)
        if len(part) < CHUNK:
            return


def rows_of_lines(exam: Exam, actor: Actor, wanted: CustodyWanted) -> Iterator[Row]:
    """Every venue's sessions in sight, the worst first."""
    for one in custody_lines(exam.pk, actor, wanted):
        yield [one.places[name] if name in PLACES else getattr(one, name) for name in LINES]


def rows_of_runs(exam: Exam, actor: Actor) -> Iterator[Row]:
    """Runs that the actor may follow."""
    for run in runs_seen(exam, actor):
        told = {"venue": run.venue.code, "vehicle": run.vehicle.code, "leader": run.leader.name}
        told |= {"sessions": _joined(run.sessions)}
        yield [told.get(name, getattr(run, name)) for name in RUNS]


def rows_of_history(exam: Exam, actor: Actor, code: str) -> Iterator[Row]:
    """One bag's way. Raises ``DoesNotExist`` where the actor may not see the bag."""
    yield from (_row(one, HISTORY) for one in history_of(exam.pk, code, actor).moments)


def rows_of_touched(exam: Exam, actor: Actor, wanted: TouchWanted) -> Iterator[Row]:
    """Every act that fits and is in sight. Refuses (``too_many_rows``) more than a file takes."""
    part = touched(exam, actor, wanted, size=MOST_ROWS)
    check_rows(part.total)
    yield from (_row(one, TOUCHED) for one in part.rows)


def rows_of_reconciliation(exam: Exam, actor: Actor, session: str) -> Iterator[Row]:
    """The sheet of a session, row by row."""
    for venue in reconciliation_of(exam, session, actor):
        for row in venue.rows:
            numbers: Mapping[str, Any] = row.numbers or {"nominal": row.listed, "seats": row.planned}
            yield [
                numbers.get(name, "") if name in NUMBERS else _told(getattr(row, name)) for name in RECONCILED
            ]  # fmt: skip


def rows_of_seals(exam: Exam, actor: Actor, wanted: SealWanted) -> Iterator[Row]:
    """The seals' register, as far as it is in sight. Refuses (``too_many_rows``) more than a file takes."""
    seals = seals_wanted(exam, actor, wanted)
    check_rows(seals.count())
    for start in range(0, MOST_ROWS, CHUNK):
        part = seals_told(exam, actor, list(seals[start : start + CHUNK]))
        yield from (_row(one, [name.removeprefix("seal_") for name in SEALS]) for one in part)
        if len(part) < CHUNK:
            return


def check_rows(many: int) -> None:
    """Refuse more rows than a file takes."""
    if many > MOST_ROWS:
        raise TooManyRows(rows=many, most=MOST_ROWS)


def _row(one: Any, names: Iterable[str]) -> Row:
    return [_told(getattr(one, name)) for name in names]


def _told(value: Any) -> Any:
    return _joined(value) if isinstance(value, tuple | list) else value


def _joined(several: Iterable[str]) -> str:
    return "、".join(several)
