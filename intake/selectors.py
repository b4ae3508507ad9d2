"""Reads: what a workbook holds, and what it would change."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from intake.errors import Problem
from intake.gateways.reader import Progress, read_workbook, say_nothing
from intake.gateways.rows import CountyRows, county_rows
from intake.policies import check_workbook
from intake.states import Severity, Sheet


@dataclass(frozen=True, slots=True)
class CheckedWorkbook:
    """A workbook after all checks. ``county`` is there only if nothing refuses it."""

    sha256: str
    problems: tuple[Problem, ...]
    counts: dict[str, int]
    county: CountyRows | None

    @property
    def errors(self) -> tuple[Problem, ...]:
        """What refuses the workbook."""
        return tuple(problem for problem in self.problems if problem.severity is Severity.ERROR)

    @property
    def warnings(self) -> tuple[Problem, ...]:
        """What is shown and loads."""
        return tuple(problem for problem in self.problems if problem.severity is Severity.WARNING)

    def as_json(self) -> dict[str, Any]:
        """The report as the file and the page carry it."""
        return {
            "sha256": self.sha256,
            "counts": self.counts,
            "errors": len(self.errors),
            "warnings": len(self.warnings),
            "problems": [problem.as_json() for problem in self.problems],
        }


def checked_workbook(path: Path, *, progress: Progress = say_nothing) -> CheckedWorkbook:
    """Read and check all rows of the file at ``path``. Raises ``WorkbookUnreadable`` for a file that is none."""
    book = read_workbook(path, progress=progress)
    order = {name: number for number, name in enumerate(book.names.values())}
    problems = sorted(
        [*book.problems, *check_workbook(book)],
        key=lambda problem: (order.get(problem.sheet, -1), problem.row or 0, problem.column),
    )
    refused = any(problem.severity is Severity.ERROR for problem in problems)
    return CheckedWorkbook(
        sha256=book.sha256,
        problems=tuple(problems),
        counts={sheet: len(lines) for sheet, lines in book.lines.items() if sheet in Sheet},
        county=None if refused else county_rows(book.lines),
    )
