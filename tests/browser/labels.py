"""What stands on a drill's bags and boxes: codes out of the county's own workbook, seals as a drill numbers them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import openpyxl

from paper_custody.states import DRILL_MARK

SHEET, CODE, SESSION, VENUE, ROOM, BOX = "卷袋清单", 0, 3, 4, 5, 8
FIRST_ROW = 5


@dataclass(frozen=True)
class Label:
    """A bag or a box with its seal, and where it belongs."""

    code: str
    seal: str
    session: str
    venue: str
    room: str = ""

    @property
    def scan(self) -> dict[str, str]:
        """As the API takes it."""
        return {"code": self.code, "seal": self.seal}


@cache
def _rows(var: Path) -> list[tuple[str, ...]]:
    book = openpyxl.load_workbook(var / "sample-county.xlsx", read_only=True)
    rows = book[SHEET].iter_rows(min_row=FIRST_ROW, values_only=True)
    return sorted((tuple(str(cell or "") for cell in row) for row in rows if row[CODE]), key=lambda row: row[CODE])


def bags(var: Path, session: str, venue: str) -> list[Label]:
    """The bags of a venue's session, in the order of their codes."""
    return [
        Label(DRILL_MARK + row[CODE], f"{DRILL_MARK}S{number:06d}", row[SESSION], row[VENUE], row[ROOM])
        for number, row in enumerate(_rows(var), start=1)
        if (row[SESSION], row[VENUE]) == (session, venue)
    ]


def boxes(var: Path, session: str, venue: str) -> list[Label]:
    """The boxes that they come in."""
    belongs = {row[BOX]: (row[SESSION], row[VENUE]) for row in _rows(var) if row[BOX]}
    return [
        Label(DRILL_MARK + box, f"{DRILL_MARK}X{number:05d}", *belongs[box])
        for number, box in enumerate(sorted(belongs), start=1)
        if belongs[box] == (session, venue)
    ]
