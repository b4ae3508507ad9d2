"""Reading a county workbook: every sheet, every row, every cell, with every problem in its place.

calamine reads the values (20,000 bags in a fraction of a second); ``archive`` tells what values hide.
Nothing is judged across rows here: that is ``policies``.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook

from intake.errors import Problem, WorkbookDamaged
from intake.gateways.archive import ArchiveScan, SheetScan, column_letter, scan
from intake.gateways.cells import (
    CellRefused,
    Raw,
    holds_id_number,
    is_blank,
    is_example,
    read,
    shown,
    tidy,
    written,
)
from intake.gateways.headings import SEARCHED, Headings, Merged, find_headings, spread
from intake.gateways.layout import Column, Layout, SheetLayout, layout, plain
from intake.gateways.rows import Line
from intake.gateways.understanding import (
    NO_CHOICE,
    Choice,
    Choices,
    ColumnSeen,
    SheetSeen,
    guessed_headings,
    values_below,
)
from intake.states import Sheet

Progress = Callable[[str, int, int], None]

TOTALS = {"合计", "总计", "小计", "共计"}
TOLD_EVERY = 2_000


def say_nothing(step: str, done: int, total: int) -> None:
    """For callers that show no progress."""


@dataclass(slots=True)
class ReadWorkbook:
    """What a workbook says, sheet by sheet, and what is wrong with how it says it."""

    sha256: str
    version: str
    lines: dict[Sheet, list[Line]]
    problems: list[Problem]
    names: dict[Sheet, str]
    columns: dict[Sheet, dict[str, str]] = field(default_factory=dict)
    seen: list[SheetSeen] = field(default_factory=list)
    others: list[str] = field(default_factory=list)

    def told(self, line: Line, key: str) -> str:
        """A cell's value as the template would write it."""
        return shown(written(line.values.get(key, ""), layout().sheet(line.sheet).column(key)))

    def place(self, line: Line, key: str, code: str, **params: object) -> Problem:
        """A problem at one cell of a line that was read."""
        column = layout().sheet(line.sheet).column(key)
        return Problem(
            code=code,
            sheet=self.names[line.sheet],
            row=line.row,
            column=self.columns[line.sheet].get(key, ""),
            heading=column.heading,
            value=self.told(line, key),
            params={name: str(param) for name, param in params.items()},
        )


def sha256_of(path: Path) -> str:
    """The file's SHA-256, which the fact of its import carries."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def open_workbook(path: Path) -> tuple[CalamineWorkbook, ArchiveScan]:
    """A workbook that is sound. The scan comes first: it refuses what would not fit into memory."""
    scanned = scan(path)
    try:
        return CalamineWorkbook.from_path(str(path)), scanned
    except CalamineError as broken:
        raise WorkbookDamaged from broken


def sheet_rows(book: CalamineWorkbook, name: str) -> tuple[list[list[Raw]], Sequence[Merged]]:
    """All rows of a sheet from its first row and column on, and its merged ranges."""
    try:
        sheet: CalamineSheet = book.get_sheet_by_name(name)
        return sheet.to_python(skip_empty_area=False), sheet.merged_cell_ranges or []
    except CalamineError as broken:
        raise WorkbookDamaged from broken


def read_workbook(path: Path, *, choices: Choices, progress: Progress = say_nothing) -> ReadWorkbook:
    """Read the file at ``path``, its sheets and headings as ``choices`` say where they say something.

    Raises ``WorkbookUnreadable`` for a file that is none.
    """
    book, scanned = open_workbook(path)
    known = layout()
    result = ReadWorkbook(
        sha256=sha256_of(path),
        version="",
        lines={sheet.code: [] for sheet in known.sheets},
        problems=[],
        names={sheet.code: sheet.name for sheet in known.sheets},
        columns={sheet.code: {} for sheet in known.sheets},
    )
    found = _sheets_by_meaning(scanned, known, choices, result)
    _read_version(book, scanned, known, result)
    for sheet in known.sheets:
        if (name := found.get(sheet.code)) is None:
            code = "sheet_missing" if not sheet.optional else "sheet_empty"
            result.problems.append(Problem(code, sheet=sheet.name))
            result.seen.append(SheetSeen(sheet.code))
            continue
        result.names[sheet.code] = name
        rows, merged = sheet_rows(book, name)
        choice = choices.get(sheet.code, NO_CHOICE)
        _SheetReading(sheet, name, scanned, result, choice).run(rows, merged, progress)
    _look_for_id_numbers(book, scanned, set(found.values()), result)
    return result


def _sheets_by_meaning(scanned: ArchiveScan, known: Layout, choices: Choices, result: ReadWorkbook) -> dict[Sheet, str]:
    by_name = {plain(name): name for name in scanned.sheets}
    wished = {sheet: by_name.get(plain(choice.sheet_name)) for sheet, choice in choices.items() if choice.sheet_name}
    chosen = {sheet: name for sheet, name in wished.items() if name is not None}
    found = dict(chosen)
    for name in scanned.sheets:
        if name in chosen.values() or plain(name) == plain(known.help.name):
            continue
        meant = next((sheet for sheet in known.sheets if plain(name) in sheet.names), None)
        if meant is not None and meant.code not in found:
            found[meant.code] = name
            continue
        result.others.append(name)
        twice = meant is not None and meant.code not in chosen
        result.problems.append(Problem("sheet_twice" if twice else "sheet_ignored", sheet=name))
    return found


def _read_version(book: CalamineWorkbook, scanned: ArchiveScan, known: Layout, result: ReadWorkbook) -> None:
    for name in scanned.sheets:
        if plain(name) != plain(known.help.name):
            continue
        for row in sheet_rows(book, name)[0][:SEARCHED]:
            words = [tidy(str(value)) for value in row if not is_blank(value)]
            if len(words) > 1 and plain(words[0]) == plain(known.help.version_label):
                result.version = words[1]
    if not result.version:
        result.problems.append(Problem("version_missing", params={"known": known.version}))
    elif result.version != known.version:
        params = {"known": known.version, "given": result.version}
        result.problems.append(Problem("version_unknown", sheet=known.help.name, value=result.version, params=params))


def _look_for_id_numbers(book: CalamineWorkbook, scanned: ArchiveScan, seen: set[str], result: ReadWorkbook) -> None:
    """Sheets that are not read are looked through all the same: the file itself would carry the numbers in."""
    for name in scanned.sheets:
        if name in seen:
            continue
        for at, row in enumerate(sheet_rows(book, name)[0]):
            for place, raw in enumerate(row):
                if holds_id_number(raw):
                    result.problems.append(_at(name, at, place, "id_number", raw))


def _at(name: str, row: int, place: int, code: str, raw: Raw = "", heading: str = "") -> Problem:
    return Problem(
        code,
        sheet=name,
        row=row + 1,
        column=column_letter(place + 1),
        heading=heading,
        value=shown(raw) if raw != "" else "",
    )


@dataclass(frozen=True, slots=True)
class Refusal:
    """What is wrong with a cell, before its place is known."""

    code: str
    raw: Raw = ""
    params: Mapping[str, str] = field(default_factory=dict)


class _SheetReading:
    """One sheet on its way from cells to lines."""

    def __init__(
        self, sheet: SheetLayout, name: str, scanned: ArchiveScan, result: ReadWorkbook, choice: Choice
    ) -> None:
        self.sheet = sheet
        self.name = name
        self.choice = choice
        self.scan: SheetScan = scanned.sheets[name]
        self.from_1904 = scanned.from_1904
        self.result = result
        self.problems = result.problems
        self.filled: set[tuple[int, int]] = set()

    def run(self, rows: list[list[Raw]], merged: Sequence[Merged], progress: Progress) -> None:
        if self.scan.hidden:
            self.problems.append(Problem("sheet_hidden", sheet=self.name))
        headings = find_headings(rows, merged, self.sheet, chosen=self.choice.columns)
        self._tell_seen(rows, headings or guessed_headings(rows))
        if headings is None:
            code = "heading_row_missing" if rows else self._code_for_no_rows()
            self.problems.append(Problem(code, sheet=self.name))
            self._refuse_id_numbers_above(len(rows), rows)
            return
        self._report_headings(headings)
        self._refuse_id_numbers_above(headings.row + 1, rows)
        self._fill_merged(rows, merged, headings)
        before = len(self.result.lines[self.sheet.code])
        for at in range(headings.row + 1, len(rows)):
            if at % TOLD_EVERY == 0:
                progress(self.sheet.name, at, len(rows))
            self._row(at, rows[at], headings)
        found = len(self.result.lines[self.sheet.code]) - before
        progress(self.sheet.name, found, found)
        if not found:
            self.problems.append(Problem(self._code_for_no_rows(), sheet=self.name))

    def _tell_seen(self, rows: list[list[Raw]], headings: Headings | None) -> None:
        chosen = plain(self.choice.sheet_name) == plain(self.name)
        if headings is None:
            self.result.seen.append(SheetSeen(self.sheet.code, self.name, chosen=chosen))
            return
        names = {**headings.unknown, **headings.left}
        for place in (*headings.columns, *headings.twice):
            names[place] = self._heading_at(rows, headings.row, place)
        keys = {place: column.key for place, column in {**headings.columns, **headings.twice}.items()}
        columns = tuple(
            ColumnSeen(
                letter=column_letter(place + 1),
                heading=names[place],
                key=keys.get(place, ""),
                chosen=place in headings.chosen,
                samples=values_below(rows, headings.row, place),
            )
            for place in sorted(names)
        )
        self.result.seen.append(SheetSeen(self.sheet.code, self.name, chosen, headings.row + 1, columns))

    def _heading_at(self, rows: list[list[Raw]], row: int, place: int) -> str:
        """A heading as it is written; one merged over two rows or columns stands in the first of them."""
        above = (tidy(str(rows[at][place])) for at in range(row, -1, -1) if not is_blank(rows[at][place]))
        return next(above, "")

    def _code_for_no_rows(self) -> str:
        return "sheet_empty" if self.sheet.optional else "sheet_has_no_rows"

    def _report_headings(self, headings: Headings) -> None:
        row = headings.row
        for place, column in headings.columns.items():
            self.result.columns[self.sheet.code][column.key] = column_letter(place + 1)
            if place + 1 in self.scan.hidden_columns:
                self.problems.append(_at(self.name, row, place, "column_hidden", heading=column.heading))
        for column in headings.missing_from(self.sheet):
            self.problems.append(Problem("column_missing", sheet=self.name, row=row + 1, heading=column.heading))
        for place, column in headings.twice.items():
            self.problems.append(_at(self.name, row, place, "column_twice", heading=column.heading))
        for place, heading in headings.unknown.items():
            self.problems.append(_at(self.name, row, place, "column_ignored", heading=heading))

    def _refuse_id_numbers_above(self, end: int, rows: list[list[Raw]]) -> None:
        nothing = Headings(row=0)
        for at in range(end):
            self._refuse_id_numbers_in(at, list(enumerate(rows[at])), nothing)

    def _fill_merged(self, rows: list[list[Raw]], merged: Sequence[Merged], headings: Headings) -> None:
        """A venue written once beside its thirty rooms: every row of the merged cell gets it, with a warning."""
        tall = [(first, last) for first, last in merged if first[0] > headings.row and last[0] > first[0]]
        for first, last in tall:
            self.filled.update((at, first[1]) for at in range(first[0] + 1, last[0] + 1))
        spread(rows, [(first, (last[0], first[1])) for first, last in tall])

    def _row(self, at: int, row: list[Raw], headings: Headings) -> None:
        words = [(place, raw) for place, raw in enumerate(row) if not is_blank(raw)]
        self._refuse_id_numbers_in(at, words, headings)
        if not self._is_meant(at, words, headings):
            return
        if at + 1 in self.scan.hidden_rows:
            self.problems.append(Problem("row_hidden", sheet=self.name, row=at + 1))
        line = Line(self.sheet.code, at + 1)
        for place, column in headings.columns.items():
            self._cell(line, place, row[place] if place < len(row) else "", column)
        self.result.lines[self.sheet.code].append(line)

    def _is_meant(self, at: int, words: list[tuple[int, Raw]], headings: Headings) -> bool:
        """Whether the row is one: not blank, not the example, not the headings again, not a row of totals."""
        own = [(place, raw) for place, raw in words if place in headings.columns]
        if not own:
            return any((at + 1, place + 1) in self.scan.never_calculated for place in headings.columns)
        first = tidy(str(own[0][1]))
        if is_example(raw for _, raw in own):
            return False
        if plain(first) in TOTALS:
            self.problems.append(Problem("row_of_totals", sheet=self.name, row=at + 1, value=first))
            return False
        return not all(isinstance(raw, str) and plain(raw) in headings.columns[place].names for place, raw in own)

    def _refuse_id_numbers_in(self, at: int, words: list[tuple[int, Raw]], headings: Headings) -> None:
        for place, raw in words:
            if holds_id_number(raw):
                column = headings.columns.get(place)
                heading = column.heading if column else headings.unknown.get(place, "")
                self.problems.append(_at(self.name, at, place, "id_number", raw, heading))

    def _cell(self, line: Line, place: int, raw: Raw, column: Column) -> None:
        spot = (line.row, place + 1)
        if spot in self.scan.errors:
            self._refuse(line, place, column, Refusal("formula_error", self.scan.errors[spot]))
        elif spot in self.scan.never_calculated:
            self._refuse(line, place, column, Refusal("formula_without_value"))
        elif is_blank(raw):
            if column.required:
                self._refuse(line, place, column, Refusal("required"))
        elif holds_id_number(raw):
            line.refused.add(column.key)
        else:
            self._read(line, place, raw, column)

    def _read(self, line: Line, place: int, raw: Raw, column: Column) -> None:
        try:
            found = read(raw, column, from_1904=self.from_1904)
        except CellRefused as refused:
            self._refuse(line, place, column, Refusal(refused.code, raw, refused.params))
            return
        line.values[column.key] = found.value
        if found.warning:
            self._refuse(line, place, column, Refusal(found.warning, raw, found.params))
        if (line.row - 1, place) in self.filled:
            self._refuse(line, place, column, Refusal("merged_filled", raw))

    def _refuse(self, line: Line, place: int, column: Column, refusal: Refusal) -> None:
        if column.key not in line.values:
            line.refused.add(column.key)
        self.problems.append(
            Problem(
                refusal.code,
                sheet=self.name,
                row=line.row,
                column=column_letter(place + 1),
                heading=column.heading,
                value=shown(refusal.raw),
                params=refusal.params,
            )
        )
