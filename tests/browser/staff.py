"""Who works in the sample county, by role, out of the county's own workbook."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import openpyxl

SHEET, STAFF_NUMBER, LOGIN, ROLE = "人员与岗位", 0, 4, 5
FIRST_ROW = 5


@cache
def _rows(var: Path) -> list[tuple[str, ...]]:
    book = openpyxl.load_workbook(var / "sample-county.xlsx", read_only=True)
    rows = book[SHEET].iter_rows(min_row=FIRST_ROW, values_only=True)
    return [tuple(str(cell or "") for cell in row) for row in rows if row[STAFF_NUMBER]]


def numbers(var: Path, role: str) -> list[str]:
    """The staff numbers of those who hold a role, in the order of the workbook."""
    return [row[STAFF_NUMBER] for row in _rows(var) if row[ROLE] == role]


def logins(var: Path, role: str) -> list[str]:
    """The logins of the same people."""
    return [row[LOGIN] for row in _rows(var) if row[ROLE] == role]
