"""Finding the heading row: under titles and hints, over one or two rows, merged or not, in any order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from intake.gateways.cells import Raw, tidy
from intake.gateways.layout import Column, SheetLayout, plain

# A title, a hint, a remark, a group heading: nobody puts twenty rows above the headings.
SEARCHED = 20

Merged = tuple[tuple[int, int], tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Headings:
    """Where the headings stand and what they mean. Rows and columns count from 0 here, as calamine gives them.

    ``chosen`` are the places whose meaning somebody has chosen, ``left`` those of them that are not to be read.
    """

    row: int
    columns: dict[int, Column] = field(default_factory=dict)
    unknown: dict[int, str] = field(default_factory=dict)
    twice: dict[int, Column] = field(default_factory=dict)
    left: dict[int, str] = field(default_factory=dict)
    chosen: set[int] = field(default_factory=set)

    def missing_from(self, sheet: SheetLayout) -> list[Column]:
        """The required columns that no heading names."""
        found = {column.key for column in self.columns.values()}
        return [column for column in sheet.columns if column.required and column.key not in found]


def find_headings(
    rows: Sequence[Sequence[Raw]], merged: Sequence[Merged], sheet: SheetLayout, *, chosen: Mapping[str, str]
) -> Headings | None:
    """The row that names most of the sheet's columns; of two alike the upper, where headings are repeated below.

    ``chosen`` says what headings that are not ours mean in this county, and goes before what we take them for.
    """
    meant = {plain(heading): key for heading, key in chosen.items()}
    top = spread([list(row) for row in rows[:SEARCHED]], merged)
    best = max(range(len(top)), key=lambda at: _named(top[at], sheet, meant), default=0)
    wanted = sum(column.required for column in sheet.columns)
    if not top or _named(top[best], sheet, meant) * 2 < min(wanted, 4):
        return None
    return _headings(top[best], best, sheet, meant)


def spread(rows: list[list[Raw]], merged: Sequence[Merged]) -> list[list[Raw]]:
    """Give every cell of a merged range the value of its first one."""
    for (first_row, first_column), (last_row, last_column) in merged:
        if first_row >= len(rows) or first_column >= len(rows[first_row]):
            continue
        value = rows[first_row][first_column]
        for row in rows[first_row : last_row + 1]:
            width = min(last_column + 1, len(row))
            row[first_column:width] = [value] * (width - first_column)
    return rows


def _named(row: Sequence[Raw], sheet: SheetLayout, meant: Mapping[str, str]) -> int:
    names = frozenset(meant).union(*(column.names for column in sheet.columns))
    return len({plain(value) for value in row if isinstance(value, str)} & names)


def _headings(row: Sequence[Raw], at: int, sheet: SheetLayout, meant: Mapping[str, str]) -> Headings:
    found = Headings(row=at)
    _take_chosen(row, sheet, meant, found)
    taken = {column.key for column in found.columns.values()}
    for place, column in _own_headings(row, sheet, taken, found.chosen):
        found.columns[place] = column
        taken.add(column.key)
    for place, value in enumerate(row):
        if place in found.columns or place in found.chosen or not isinstance(value, str) or not plain(value):
            continue
        column_meant = _other_heading(plain(value), sheet, taken)
        if column_meant is None:
            found.unknown[place] = tidy(value)
        elif column_meant.key in taken:
            found.twice[place] = column_meant
        else:
            found.columns[place] = column_meant
            taken.add(column_meant.key)
    return found


def _take_chosen(row: Sequence[Raw], sheet: SheetLayout, meant: Mapping[str, str], found: Headings) -> None:
    columns = {column.key: column for column in sheet.columns}
    taken: set[str] = set()
    for place, value in enumerate(row):
        if not isinstance(value, str) or plain(value) not in meant:
            continue
        found.chosen.add(place)
        column = columns.get(meant[plain(value)])
        if column is None:
            found.left[place] = tidy(value)
        elif column.key in taken:
            found.twice[place] = column
        else:
            found.columns[place] = column
            taken.add(column.key)


def _own_headings(
    row: Sequence[Raw], sheet: SheetLayout, taken: set[str], chosen: set[int]
) -> list[tuple[int, Column]]:
    # The template's own headings go first: 单位代码 is one column's heading and another's synonym.
    own = {plain(column.heading): column for column in sheet.columns if column.key not in taken}
    found: list[tuple[int, Column]] = []
    for place, value in enumerate(row):
        if place not in chosen and isinstance(value, str) and plain(value) in own:
            found.append((place, own.pop(plain(value))))
    return found


def _other_heading(name: str, sheet: SheetLayout, taken: set[str]) -> Column | None:
    meant = [column for column in sheet.columns if name in column.names]
    free = [column for column in meant if column.key not in taken]
    return next(iter(free or meant), None)
