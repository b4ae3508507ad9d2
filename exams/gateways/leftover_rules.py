"""The rules of what stays in the county after the exam: for how long it is kept, and who watches its end."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

from exams.gateways.files import Node
from exams.gateways.moments import CatalogueError, read_length

KEYS = ("results_by", "months_after_results", "warn_before", "witnesses", "source")
DAY_OF_THE_YEAR = re.compile(r"(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])")
MONTHS = 12


@dataclass(frozen=True, slots=True)
class LeftoverRules:
    """How long used booklets, spares and scratch paper are kept (handbook 2.3, N15).

    ``results_by`` is the month and day by which results are expected; the day that was announced goes before it.
    """

    results_by: tuple[int, int]
    months_after_results: int
    warn_before: dt.timedelta
    witnesses: int
    source: str

    def expected_results(self, year: int) -> dt.date:
        """The day in ``year`` by which results are expected."""
        month, day = self.results_by
        return dt.date(year, month, day)

    def kept_until(self, results_on: dt.date) -> dt.date:
        """The day from which what is left may be destroyed. A month that is too short ends it on its last day."""
        months = results_on.month - 1 + self.months_after_results
        year, month = results_on.year + months // MONTHS, months % MONTHS + 1
        after = dt.date(year + month // MONTHS, month % MONTHS + 1, 1)
        return min(dt.date(year, month, 1) + dt.timedelta(days=results_on.day - 1), after - dt.timedelta(days=1))


def leftover_rules_from(node: Node) -> LeftoverRules:
    """Read the section ``leftovers`` of a preset."""
    node.only(*KEYS)
    day = DAY_OF_THE_YEAR.fullmatch(node.text("results_by"))
    if day is None:
        raise CatalogueError(node.at("results_by"), 'no day of the year; write "06-25" (quoted)')
    return LeftoverRules(
        results_by=(int(day[1]), int(day[2])),
        months_after_results=node.number("months_after_results"),
        warn_before=read_length(node.told.get("warn_before"), node.at("warn_before")),
        witnesses=node.number("witnesses"),
        source=node.text("source"),
    )
