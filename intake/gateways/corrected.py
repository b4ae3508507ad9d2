"""Bad rows given back: the original columns in the original order, and 错误说明 beside them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import Cell
from openpyxl.styles import Font, PatternFill
from openpyxl.worksheet.worksheet import Worksheet

from intake.errors import Problem
from intake.gateways.archive import column_letter, column_number
from intake.gateways.cells import INEXACT_FROM, Raw, masked
from intake.gateways.reader import open_workbook, sheet_rows
from intake.gateways.writer import add_page, escaped

HEADING = "错误说明"
ORIGINAL_ROW = "原行号"
WRONG = PatternFill("solid", fgColor="FFFFD6D6")
BOLD = Font(bold=True)


def write_corrected(
    source: Path, target: Path, problems: Iterable[Problem], *, heading_rows: Mapping[str, int]
) -> None:
    """Write the rows of ``source`` that have problems, each with what is wrong and what to do, to ``target``.

    ``heading_rows`` says in which row of each sheet its headings stand, counted from 1. Formulas are given back as
    their values, ID numbers cut short: the copy must not carry them further.
    """
    by_sheet: dict[str, dict[int, list[Problem]]] = {}
    for problem in problems:
        by_sheet.setdefault(problem.sheet, {}).setdefault(problem.row or 0, []).append(problem)
    book, scanned = open_workbook(source)
    copy = Workbook(write_only=True)
    for name in scanned.sheets:
        if name in by_sheet:
            rows, _merged = sheet_rows(book, name)
            _write_sheet(add_page(copy, name), rows, heading_rows.get(name, 0) - 1, by_sheet[name])
    missing = {name: found for name, found in by_sheet.items() if name not in scanned.sheets}
    if missing or not copy.worksheets:
        _write_missing(add_page(copy, HEADING), missing)
    copy.save(target)


def _write_sheet(page: Worksheet, rows: list[list[Raw]], heading_row: int, problems: dict[int, list[Problem]]) -> None:
    width = max((len(row) for row in rows), default=0)
    page.column_dimensions[column_letter(width + 1)].width = 8
    page.column_dimensions[column_letter(width + 2)].width = 80
    page.freeze_panes = f"A{heading_row + 2}"
    for at, row in enumerate(rows):
        if at == heading_row:
            page.append([*_copied(page, row, set()), _bold(page, ORIGINAL_ROW), _bold(page, HEADING)])
        elif at < heading_row and at + 1 not in problems:
            page.append(_copied(page, row, set()))
        elif at + 1 in problems:
            found = problems[at + 1]
            wrong = {column_number(problem.column) for problem in found if problem.column}
            page.append([*_copied(page, row, wrong), at + 1, _told(found)])
    if whole := problems.get(0):
        page.append([*[None] * width, None, _told(whole)])


def _copied(page: Worksheet, row: list[Raw], wrong: set[int]) -> list[Cell]:
    return [_copy(page, raw, wrong=place in wrong) for place, raw in enumerate(row, start=1)]


def _copy(page: Worksheet, raw: Raw, *, wrong: bool) -> Cell:
    cell = WriteOnlyCell(page)
    if isinstance(raw, float) and raw >= INEXACT_FROM:
        cell.value = f"{raw:.3e}"
    elif raw != "":
        cell.value = escaped(masked(raw)) if isinstance(raw, str) else raw
    if isinstance(raw, str):
        cell.number_format = "@"
    if wrong:
        cell.fill = WRONG
    return cell


def _bold(page: Worksheet, text: str) -> Cell:
    cell = WriteOnlyCell(page, value=text)
    cell.font = BOLD
    return cell


def _told(problems: list[Problem]) -> str:
    return escaped("；".join(f"{told_at(problem)}{problem.message}{problem.remedy}" for problem in problems))


def told_at(problem: Problem) -> str:
    """The column of a problem in front of its sentence."""
    place = " ".join(part for part in (problem.column, problem.heading) if part)
    return f"【{place}】" if place else ""


def _write_missing(page: Worksheet, missing: dict[str, dict[int, list[Problem]]]) -> None:
    page.column_dimensions["A"].width = 20
    page.column_dimensions["B"].width = 80
    for name, found in missing.items():
        for problems in found.values():
            page.append([name, _told(problems)])
