"""Writing workbooks: the empty template and filled ones, through one writer, so that they cannot drift apart.

Rows are streamed (``write_only``): 20,000 bags never stand in memory as cells.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import cast

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import Cell
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.cell_range import CellRange
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from intake.gateways.cells import Value, written
from intake.gateways.layout import Column, Layout, SheetLayout, layout
from intake.states import ColumnKind, Sheet

# Title, hint, headings, example: what stands above the first row of a template's sheet.
HEADING_ROW = 3
FIRST_ROW = 5
# Drop-downs reach this far down; a county's bag list has some 20,000 rows.
LAST_ROW = 30_000

TITLE = Font(name="微软雅黑", size=14, bold=True)
HINT = Font(name="微软雅黑", size=10, color="FF5B6B7F")
HEADING = Font(name="微软雅黑", size=11, bold=True, color="FFFFFFFF")
EXAMPLE = Font(name="微软雅黑", size=10, italic=True, color="FF8A94A3")
BODY = Font(name="微软雅黑", size=10)
NEEDED = PatternFill("solid", fgColor="FF1D4E89")
OPTIONAL = PatternFill("solid", fgColor="FF5B7CA6")
LINE = Border(bottom=Side(style="thin", color="FFBFC8D4"))
WRAPPED = Alignment(vertical="center", wrap_text=True)

FORMATS = {
    ColumnKind.COUNT: "0",
    ColumnKind.DECIMAL: "0.0000",
    ColumnKind.DATE: "yyyy-mm-dd",
    ColumnKind.TIME: "hh:mm",
}
TEXT_FORMAT = "@"
DANGEROUS = ("=", "+", "-", "@")

Row = Mapping[str, Value]


def escaped(text: str) -> str:
    """``text`` so that no spreadsheet takes it for a formula."""
    return f"'{text}" if text.startswith(DANGEROUS) else text


def add_page(book: Workbook, name: str) -> Worksheet:
    """A sheet to stream rows into. Its make-up is a ``Worksheet``'s, which its type does not say."""
    return cast("Worksheet", book.create_sheet(name))


def write_workbook(path: Path, rows: Mapping[Sheet, Iterable[Row]]) -> None:
    """Write a county workbook with these rows; without any it is the empty template."""
    known = layout()
    book = Workbook(write_only=True)
    _write_help(add_page(book, known.help.name), known)
    for sheet in known.sheets:
        _write_sheet(add_page(book, sheet.name), sheet, rows.get(sheet.code, ()))
    book.save(path)


def _write_help(page: Worksheet, known: Layout) -> None:
    page.column_dimensions["A"].width = 16
    page.column_dimensions["B"].width = 110
    page.append([_cell(page, known.title, TITLE)])
    page.append([_cell(page, known.help.version_label, BODY), _cell(page, known.version, BODY)])
    page.append([])
    for number, line in enumerate(known.help.lines, start=1):
        page.append([number, _cell(page, line, BODY, alignment=WRAPPED)])


def _write_sheet(page: Worksheet, sheet: SheetLayout, rows: Iterable[Row]) -> None:
    last = get_column_letter(len(sheet.columns))
    for number, column in enumerate(sheet.columns, start=1):
        dimension = page.column_dimensions[get_column_letter(number)]
        dimension.width = column.width
        dimension.number_format = FORMATS.get(column.kind, TEXT_FORMAT)
        _add_drop_down(page, column, get_column_letter(number))
    page.freeze_panes = f"A{HEADING_ROW + 1}"
    page.auto_filter.ref = f"A{HEADING_ROW}:{last}{HEADING_ROW}"
    page.print_title_rows = f"1:{HEADING_ROW}"
    page.page_setup.orientation = "landscape"
    page.page_setup.paperSize = 9  # A4
    page.page_setup.fitToHeight = 0
    page.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    for row in (1, 2):
        page.merged_cells.add(CellRange(f"A{row}:{last}{row}"))
    page.append([_cell(page, sheet.name, TITLE)])
    page.append([_cell(page, sheet.hint, HINT, alignment=WRAPPED)])
    page.append([_heading(page, column) for column in sheet.columns])
    page.append([_example(page, column, first=number == 0) for number, column in enumerate(sheet.columns)])
    for given in rows:
        page.append([_value(page, given.get(column.key, ""), column) for column in sheet.columns])


def _cell(page: Worksheet, value: str, font: Font, *, alignment: Alignment | None = None) -> Cell:
    cell = WriteOnlyCell(page, value=value)
    cell.font = font
    if alignment is not None:
        cell.alignment = alignment
    return cell


def _heading(page: Worksheet, column: Column) -> Cell:
    cell = _cell(page, f"{column.heading}*" if column.required else column.heading, HEADING, alignment=WRAPPED)
    cell.fill = NEEDED if column.required else OPTIONAL
    cell.border = LINE
    if column.note:
        cell.comment = Comment(column.note, layout().title, width=260, height=90)
    return cell


def _example(page: Worksheet, column: Column, *, first: bool) -> Cell:
    cell = _cell(page, f"示例：{column.example}" if first else str(column.example), EXAMPLE)
    cell.number_format = TEXT_FORMAT
    return cell


def _value(page: Worksheet, value: Value, column: Column) -> Cell | None:
    if value == "":
        return None
    if isinstance(value, (dt.date, dt.time)) or (isinstance(value, (int, float)) and not isinstance(value, bool)):
        cell = WriteOnlyCell(page)
        cell.value = value
        cell.number_format = FORMATS[column.kind]
        return cell
    cell = WriteOnlyCell(page, value=escaped(written(value, column)))
    cell.data_type = "s"
    cell.number_format = TEXT_FORMAT
    return cell


def _add_drop_down(page: Worksheet, column: Column, letter: str) -> None:
    offered = _offered(column)
    if not offered:
        return
    # The list helps and does not forbid: old words are understood on reading, and a code may be added later.
    rule = DataValidation(type="list", formula1=offered, allow_blank=True, showErrorMessage=not column.refers)
    rule.errorTitle = "请从下拉表中选择"
    rule.error = column.note
    rule.add(f"{letter}{FIRST_ROW}:{letter}{LAST_ROW}")
    page.data_validations.append(rule)


def _offered(column: Column) -> str:
    if column.kind is ColumnKind.YES_NO:
        return '"是,否"'
    if column.kind is ColumnKind.CHOICE:
        return f'"{",".join(column.choices)}"'
    if not column.refers:
        return ""
    code, key = column.refers.split(".")
    sheet = layout().sheet(Sheet(code))
    number = [other.key for other in sheet.columns].index(key) + 1
    letter = get_column_letter(number)
    return f"'{sheet.name}'!${letter}${FIRST_ROW}:${letter}${LAST_ROW}"
