"""The container of a workbook: a zip of XML parts, opened with suspicion.

calamine gives values fast but is silent about hidden rows and formulas that were never calculated,
and it lays a sheet out densely, so that one stray cell at the far corner would take gigabytes.
Hence every sheet is first walked here with expat: cheaply, in a stream, without building a tree.
"""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from xml.parsers import expat

from intake.errors import NotAnXlsx, WorkbookDamaged, WorkbookLocked, WorkbookTooLarge

# A county of 30 venues and 20,000 bags makes a file of 2 MB and parts of 15 MB.
MOST_BYTES = 32 * 1024 * 1024
MOST_UNPACKED = 512 * 1024 * 1024
# Of one sheet, from its first cell to its last: calamine keeps the empty ones between them too.
MOST_CELLS = 4_000_000
MOST_COLUMNS = 16_384
CONTENT = {"v", "f", "is", "t"}

OLD_CONTAINER = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

# What a broken container, a part that is not there, or a part that is no XML comes up as.
BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    expat.ExpatError,
    KeyError,
    ValueError,
    EOFError,
    OSError,
    RuntimeError,
    NotImplementedError,
)

Attributes = dict[str, str]
_CELL = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")


@dataclass(slots=True)
class SheetScan:
    """What values alone do not tell of a sheet. Rows and columns count from 1."""

    hidden: bool = False
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    never_calculated: set[tuple[int, int]] = field(default_factory=set)
    errors: dict[tuple[int, int], str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ArchiveScan:
    """The sheets by name, in the order of the workbook, and whether dates count from 1904."""

    sheets: dict[str, SheetScan]
    from_1904: bool


def scan(path: Path) -> ArchiveScan:
    """Walk the container. Refuses what is not a sound ``.xlsx`` of a county's size."""
    with _opened(path) as archive:
        book = _elements(archive, "xl/workbook.xml")
        targets = {
            given["Id"]: _part(given["Target"])
            for name, given in _elements(archive, "xl/_rels/workbook.xml.rels")
            if name == "Relationship"
        }
        sheets: dict[str, SheetScan] = {}
        for name, given in book:
            if name != "sheet":
                continue
            part = targets.get(given.get("id", ""), "")
            if part.startswith("xl/worksheets/"):
                sheets[given["name"]] = _Walk(hidden=given.get("state", "visible") != "visible").through(archive, part)
        from_1904 = any(name == "workbookPr" and given.get("date1904") in {"1", "true"} for name, given in book)
    return ArchiveScan(sheets=sheets, from_1904=from_1904)


@contextmanager
def _opened(path: Path) -> Iterator[zipfile.ZipFile]:
    _check_outside(path)
    try:
        with zipfile.ZipFile(path) as archive:
            if sum(part.file_size for part in archive.infolist()) > MOST_UNPACKED:
                raise WorkbookTooLarge
            if "xl/workbook.xml" not in archive.namelist():
                raise NotAnXlsx
            # Reads every part to its end: a part whose size or checksum lies is found here, before calamine
            # unpacks it without asking.
            if archive.testzip() is not None:
                raise WorkbookDamaged
            yield archive
    except BROKEN as broken:
        raise WorkbookDamaged from broken


def _check_outside(path: Path) -> None:
    if path.stat().st_size > MOST_BYTES:
        raise WorkbookTooLarge(bytes=path.stat().st_size)
    with path.open("rb") as file:
        if file.read(8) == OLD_CONTAINER:
            raise WorkbookLocked
    if not zipfile.is_zipfile(path):
        raise NotAnXlsx


def _part(target: str) -> str:
    return target.removeprefix("/") if target.startswith("/") else f"xl/{target}"


def _no_doctype(*_: object) -> None:
    # No part of a workbook declares a document type; one that does brings entities to blow up.
    raise WorkbookDamaged


def _parse(archive: zipfile.ZipFile, part: str, *, start: Callable[[str, Attributes], None]) -> expat.XMLParserType:
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = _no_doctype
    parser.StartElementHandler = start
    return parser


def _elements(archive: zipfile.ZipFile, part: str) -> list[tuple[str, Attributes]]:
    found: list[tuple[str, Attributes]] = []

    def start(name: str, given: Attributes) -> None:
        found.append((_local(name), {_local(key): value for key, value in given.items()}))

    parser = _parse(archive, part, start=start)
    with archive.open(part) as file:
        parser.ParseFile(file)
    return found


def _local(name: str) -> str:
    return name.rpartition(" ")[2]


class _Walk:
    """One pass over a sheet's XML, keeping only what ``SheetScan`` holds."""

    def __init__(self, *, hidden: bool) -> None:
        self.seen = SheetScan(hidden=hidden)
        self.row = 0
        self.column = 0
        self.last_row = 0
        self.last_column = 0
        self.error = False
        self.formula = False
        self.in_value = False
        self.value = ""

    def through(self, archive: zipfile.ZipFile, part: str) -> SheetScan:
        parser = _parse(archive, part, start=self.start)
        parser.EndElementHandler = self.end
        parser.CharacterDataHandler = self.text
        with archive.open(part) as file:
            parser.ParseFile(file)
        return self.seen

    def start(self, name: str, given: Attributes) -> None:
        local = _local(name)
        if local == "c":
            self._cell(given)
        elif local in CONTENT:
            self._content(local)
        elif local == "row":
            self._row(given)
        elif local == "col" and given.get("hidden") in {"1", "true"}:
            last = min(int(given["max"]), MOST_COLUMNS)
            self.seen.hidden_columns.update(range(int(given["min"]), last + 1))

    def end(self, name: str) -> None:
        local = _local(name)
        if local in {"v", "t"}:
            self.in_value = False
        elif local == "c":
            self._cell_is_over()

    def text(self, text: str) -> None:
        if self.in_value:
            self.value += text

    def _row(self, given: Attributes) -> None:
        self.row = int(given.get("r", self.row + 1))
        self.column = 0
        if given.get("hidden") in {"1", "true"}:
            self.seen.hidden_rows.add(self.row)

    def _cell(self, given: Attributes) -> None:
        place = _CELL.fullmatch(given.get("r", ""))
        self.column = column_number(place[1]) if place else self.column + 1
        self.error = given.get("t") == "e"
        self.formula = False
        self.value = ""

    def _content(self, local: str) -> None:
        self.formula = self.formula or local == "f"
        self.in_value = local in {"v", "t"}
        self.last_row = max(self.last_row, self.row)
        self.last_column = max(self.last_column, self.column)
        if self.last_row * self.last_column > MOST_CELLS:
            raise WorkbookTooLarge(row=self.row, column=column_letter(self.column))

    def _cell_is_over(self) -> None:
        if self.formula and not self.value:
            self.seen.never_calculated.add((self.row, self.column))
        if self.error:
            self.seen.errors[self.row, self.column] = self.value


def column_number(letters: str) -> int:
    """A = 1, Z = 26, AA = 27."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def column_letter(number: int) -> str:
    """1 = A, 26 = Z, 27 = AA."""
    letters = ""
    while number:
        number, left = divmod(number - 1, 26)
        letters = chr(65 + left) + letters
    return letters
