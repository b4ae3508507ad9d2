"""Small county workbooks, whole or broken in one place, as Excel and WPS would have written them."""

from __future__ import annotations

import datetime as dt
import re
import zipfile
from collections.abc import Callable
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from intake.errors import Problem
from intake.gateways.writer import Row, write_workbook
from intake.selectors import CheckedWorkbook, checked_workbook
from intake.states import Sheet

JUNE_7 = dt.date(2027, 6, 7)
NINE, HALF_PAST_ELEVEN = dt.time(9, 0), dt.time(11, 30)
FIFTEEN, SEVENTEEN = dt.time(15, 0), dt.time(17, 0)

Edit = Callable[[Workbook], None]


def bag(code: str, **fields: Any) -> Row:
    """A paper bag of room 001 of v01 in A1, unless told otherwise."""
    plain = {
        "code": code,
        "kind": "paper",
        "subject": "chinese",
        "session": "A1",
        "venue": "v01",
        "room": "001",
        "nominal": 30,
        "candidates": 30,
        "box": "A1-v01",
        "seal": f"S-{code}",
        "box_seal": "X1",
    }
    return {**plain, **fields}


def post(number: str, name: str, role: str, at: str, **fields: Any) -> Row:
    """A post of somebody of the county."""
    plain = {
        "staff_number": number,
        "name": name,
        "unit": "150821",
        "phone": f"1390000{int(number[1:]):04d}",
        "login_name": f"login{number[1:]}",
        "post": role,
        "post_unit": at,
        "starts": dt.date(2027, 6, 1),
        "ends": dt.date(2027, 6, 30),
    }
    return {**plain, **fields}


def rows() -> dict[Sheet, list[Row]]:
    """A county of two venues, four rooms, two sessions and four bags. Its rows stand from row 5 on."""
    return {
        Sheet.EXAM: [
            {"code": "GK2027", "name": "2027年高考", "district": "150821", "preset": "ministry", "candidates": 30}
        ],
        Sheet.UNITS: [
            {"code": "150000", "name": "河套省招委", "level": "province", "kind": "district"},
            {"code": "150800", "name": "巴彦市招委", "level": "city", "kind": "district", "parent": "150000"},
            {"code": "150821", "name": "临河县招委", "level": "county", "kind": "district", "parent": "150800"},
            {"code": "d03", "name": "县公安局", "level": "unit", "kind": "department", "parent": "150821",
             "liaison": "P0003", "phone": "0478-5551003"},
        ],
        Sheet.PEOPLE: [
            post("P0001", "孙主考", "venue_head", "v01", unit="v01"),
            post("P0002", "陶主考", "venue_head", "v02", unit="v02"),
            post("P0003", "金联络", "liaison", "d03", unit="d03"),
            post("P0003", "金联络", "escort_police", "150821", unit="d03"),
        ],
        Sheet.VENUES: [
            {"code": "v01", "name": "一中", "township": "城关镇", "phone": "0478-5550101"},
            {"code": "v02", "name": "二中", "township": "隆兴镇", "phone": "0478-5550102"},
        ],
        Sheet.ROOMS: [
            {"venue": "v01", "number": "001", "kind": "standard", "seats": 30},
            {"venue": "v01", "number": "002", "kind": "spare", "seats": 30},
            {"venue": "v02", "number": "001", "kind": "standard", "seats": 30},
            {"venue": "v02", "number": "002", "kind": "holding", "seats": 60},
        ],
        Sheet.SESSIONS: [
            {"code": "A1", "subjects": ("chinese",), "date": JUNE_7, "starts": NINE, "ends": HALF_PAST_ELEVEN},
            {"code": "A2", "subjects": ("physics", "history"), "date": JUNE_7, "starts": FIFTEEN, "ends": SEVENTEEN},
        ],
        Sheet.EQUIPMENT: [
            {"venue": "v01", "asset_code": "g-1", "kind": "gate", "spare": False},
            {"venue": "v02", "asset_code": "g-2", "kind": "gate", "spare": True},
        ],
        Sheet.BAGS: [
            bag("P1"),
            bag("C1", kind="card", candidates=""),
            bag("P2", venue="v02", box="A1-v02", box_seal="X2"),
            bag("S1", kind="spare", room="", candidates="", nominal=10),
        ],
    }  # fmt: skip


def county(folder: Path, *edits: Edit, given: dict[Sheet, list[Row]] | None = None) -> Path:
    """The small county's workbook, opened and saved again after each of ``edits``."""
    path = folder / "county.xlsx"
    if given:
        write_workbook(path, given)
    else:
        path.write_bytes(_small_county())
    if edits:
        book = load_workbook(path)
        for edit in edits:
            edit(book)
        book.save(path)
    return path


@cache
def _small_county() -> bytes:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "county.xlsx"
        write_workbook(path, rows())
        return path.read_bytes()


def cell(sheet: str, place: str, value: Any) -> Edit:
    """Put a value into one cell."""

    def edit(book: Workbook) -> None:
        page(book, sheet)[place] = value

    return edit


def page(book: Workbook, sheet: str) -> Worksheet:
    """One sheet."""
    found = book[sheet]
    assert isinstance(found, Worksheet)
    return found


def surgery(path: Path, part: str, pattern: str, put: str) -> Path:
    """Change the XML of one part of a workbook, as no library would write it."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    text, done = re.subn(pattern, put, parts[part].decode(), count=1)
    assert done, f"{pattern!r} is not in {part}"
    parts[part] = text.encode()
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, body in parts.items():
            archive.writestr(name, body)
    return path


def part_of(path: Path, sheet: str) -> str:
    """The part that holds a sheet (the writer numbers them in order)."""
    return f"xl/worksheets/sheet{load_workbook(path, read_only=True).sheetnames.index(sheet) + 1}.xml"


def told(checked: CheckedWorkbook) -> list[tuple[str, str, int | None, str]]:
    """Every problem as (code, sheet, row, column)."""
    return [(problem.code, problem.sheet, problem.row, problem.column) for problem in checked.problems]


def check(path: Path) -> CheckedWorkbook:
    """Read and check a workbook."""
    return checked_workbook(path)


def only(checked: CheckedWorkbook, code: str) -> Problem:
    """The one problem of this code."""
    (found,) = [problem for problem in checked.problems if problem.code == code]
    return found
