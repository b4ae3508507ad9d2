"""Files that other programs, and other people, make of a workbook: each is refused in a sentence or read as meant."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import Workbook

from intake.errors import NotAnXlsx, WorkbookLocked, WorkbookTooLarge, WorkbookUnreadable
from tests.intake.workbooks import cell, check, county, page, part_of, surgery, told

ENCRYPTED = "EncryptedPackage".encode("utf-16-le")


def _csv_of_gb18030(folder: Path) -> Path:
    path = folder / "考点.xlsx"
    path.write_bytes("考点代码,考点名称\r\nv01,一中\r\n".encode("gb18030"))
    return path


def _encrypted(folder: Path) -> Path:
    path = folder / "locked.xlsx"
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + ENCRYPTED + bytes(512))
    return path


def _zip_bomb(folder: Path) -> Path:
    path = county(folder)
    zeros = bytes(1024 * 1024)
    with (
        zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED, compresslevel=1) as archive,
        archive.open("xl/media/image1.bin", "w", force_zip64=True) as part,
    ):
        for _ in range(513):
            part.write(zeros)
    return path


@pytest.mark.parametrize(
    ("make", "refusal"),
    [(_csv_of_gb18030, NotAnXlsx), (_encrypted, WorkbookLocked), (_zip_bomb, WorkbookTooLarge)],
)
def test_a_file_that_is_no_workbook_is_refused_before_it_is_unpacked(
    tmp_path: Path, make: Callable[[Path], Path], refusal: type[WorkbookUnreadable]
) -> None:
    with pytest.raises(refusal) as refused:
        check(make(tmp_path))

    assert str(refused.value.sentence)


def test_a_million_formatted_empty_rows_are_no_rows(tmp_path: Path) -> None:
    path = county(tmp_path)
    empty = "".join(f'<row r="{row}" s="1" customFormat="1"/>' for row in range(100, 1_048_577))
    surgery(path, part_of(path, "考场"), r"</sheetData>", f"{empty}</sheetData>")

    checked = check(path)

    assert told(checked) == []
    assert checked.counts["rooms"] == 4


def test_macros_are_left_alone_and_the_cells_are_read(tmp_path: Path) -> None:
    path = county(tmp_path)
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("xl/vbaProject.bin", b"\xd0\xcf\x11\xe0 a macro")

    assert told(check(path.rename(tmp_path / "county.xlsm"))) == []


def test_a_protected_sheet_is_read(tmp_path: Path) -> None:
    def protect(book: Workbook) -> None:
        page(book, "考场").protection.set_password("1234")
        page(book, "考场").protection.enable()

    assert told(check(county(tmp_path, protect))) == []


def test_a_second_list_of_people_with_the_same_staff_numbers_is_refused(tmp_path: Path) -> None:
    def twin(book: Workbook) -> None:
        book.copy_worksheet(page(book, "人员与岗位")).title = "工作人员"

    checked = check(county(tmp_path, twin))

    assert told(checked) == [("sheet_twice", "工作人员", None, "")]
    assert checked.county is None


@pytest.mark.parametrize("written", ["1.38E+10", "1.38e10", "13.8亿"])
def test_a_telephone_number_that_lost_its_digits_is_refused_with_its_place(tmp_path: Path, written: str) -> None:
    checked = check(county(tmp_path, cell("人员与岗位", "D5", written)))

    assert told(checked) == [("not_a_phone", "人员与岗位", 5, "D")]
    assert checked.problems[0].value == written


def test_an_apostrophe_before_digits_is_none_of_the_number(tmp_path: Path) -> None:
    checked = check(county(tmp_path, cell("人员与岗位", "D5", "'13900000001"), cell("考场", "B5", "'001")))

    assert told(checked) == []
    assert checked.county is not None
    assert checked.county.people[0].phone == "13900000001"
    assert checked.county.rooms[0].number == "001"


@pytest.mark.parametrize("written", ["合计", "合 计", "合　计：", "总计", "小计"])
def test_a_row_of_totals_is_told_and_skipped(tmp_path: Path, written: str) -> None:
    checked = check(county(tmp_path, cell("考场", "A9", written), cell("考场", "D9", 150)))

    assert told(checked) == [("row_of_totals", "考场", 9, "")]


def test_headings_below_a_title_and_two_remarks_are_found(tmp_path: Path) -> None:
    def push_down(book: Workbook) -> None:
        page(book, "场次").insert_rows(1, 2)
        page(book, "场次")["A1"] = "临河县2027年高考场次安排"

    checked = check(county(tmp_path, push_down))

    assert told(checked) == []
    assert checked.counts["sessions"] == 2
