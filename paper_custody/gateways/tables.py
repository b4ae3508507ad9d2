"""One way to write a list as a file: CSV for anything, Excel for people. Rows are streamed, never held as cells."""

from __future__ import annotations

import codecs
import csv
import datetime as dt
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from tempfile import SpooledTemporaryFile
from typing import IO, Any

from openpyxl import Workbook

# A file stays in memory up to here, and goes to the disk beyond.
IN_MEMORY = 4 * 1024 * 1024
# What a spreadsheet takes for the beginning of a formula (OWASP, CSV injection).
FORMULA = ("=", "+", "-", "@", "\t", "\r")
TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
Cell = str | int | float | dt.datetime | None


@dataclass(frozen=True, slots=True)
class Table:
    """A list as it is written: its name, a first row that says what it is of, headings, and rows."""

    name: str
    about: str
    columns: Sequence[str]
    rows: Iterable[Sequence[Cell]]


def written(table: Table, *, kind: str, zone: dt.tzinfo) -> IO[bytes]:
    """The file, rewound. ``kind`` is ``csv`` or ``xlsx``; times are those of ``zone``."""
    file: IO[bytes] = SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115  # whoever sends it closes it
    {"csv": _as_csv, "xlsx": _as_workbook}[kind](table, file, zone)
    file.seek(0)
    return file


def _as_csv(table: Table, file: IO[bytes], zone: dt.tzinfo) -> None:
    # Excel takes a CSV without this mark for the code page of the machine.
    file.write(codecs.BOM_UTF8)
    text = io.TextIOWrapper(file, encoding="utf-8", newline="", write_through=True)
    writer = csv.writer(text)
    writer.writerow([harmless(table.about)])
    writer.writerow([harmless(name) for name in table.columns])
    writer.writerows([_cell(value, zone) for value in row] for row in table.rows)
    text.detach()


def _as_workbook(table: Table, file: IO[bytes], zone: dt.tzinfo) -> None:
    book = Workbook(write_only=True)
    sheet: Any = book.create_sheet(table.name[:31])
    sheet.append([harmless(table.about)])
    sheet.append([harmless(name) for name in table.columns])
    for row in table.rows:
        sheet.append([_cell(value, zone) for value in row])
    book.save(file)


def _cell(value: Cell, zone: dt.tzinfo) -> str | int | float:
    if isinstance(value, dt.datetime):
        return value.astimezone(zone).strftime("%Y-%m-%d %H:%M:%S")
    if value is None:
        return ""
    return harmless(value) if isinstance(value, str) else value


def harmless(text: str) -> str:
    """The text as no spreadsheet takes it for a formula, and without the control characters that none can hold."""
    clean = "".join(letter for letter in text if letter >= " " or letter in "\t\n\r")
    return f"'{clean}" if clean.startswith(FORMULA) else clean
