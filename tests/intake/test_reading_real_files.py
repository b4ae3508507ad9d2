"""Workbooks as counties really have them, out of WPS and Excel, load as what was meant."""

from __future__ import annotations

import datetime as dt
import zipfile
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from intake.errors import (
    NotAnXlsx,
    WorkbookDamaged,
    WorkbookLocked,
    WorkbookTooLarge,
    WorkbookUnreadable,
)
from intake.gateways.rows import CountyRows
from tests.intake.workbooks import (
    FIFTEEN,
    JUNE_7,
    NINE,
    cell,
    check,
    county,
    only,
    page,
    part_of,
    surgery,
    told,
)

# How the writing library leaves a formula that nobody has computed.
NO_RESULT = r"(?:<v\s*/>|<v></v>)"


def loaded(path: Path) -> CountyRows:
    checked = check(path)
    assert checked.county is not None, told(checked)
    return checked.county


@pytest.mark.parametrize(
    "written",
    [
        "2027-06-07",
        "2027/6/7",
        "2027.6.7",
        "2027年6月7日",
        "２０２７年６月７日",
        " 2027 年 6 月 7 日 ",
        "20270607",
        20270607,
        "46545",
        46545,
        46545.375,
        "2027-06-07 00:00:00",
        dt.date(2027, 6, 7),
        dt.datetime(2027, 6, 7, 9, 0),  # noqa: DTZ001 - Excel knows no zones
    ],
)
def test_a_date_is_read_in_every_form_that_people_write(tmp_path: Path, written: Any) -> None:
    path = county(tmp_path, _general("场次", "C5", written))

    assert loaded(path).sessions[0].date == JUNE_7


@pytest.mark.parametrize(
    "written",
    ["09:00", "9:00", "9：00", "９：００", "9点", "9时0分", "上午9:00", "9:00 AM", "09:00:00", 0.375, NINE],
)
def test_a_time_is_read_in_every_form_that_people_write(tmp_path: Path, written: Any) -> None:
    path = county(tmp_path, _general("场次", "D5", written))

    assert loaded(path).sessions[0].starts == NINE


@pytest.mark.parametrize("written", ["15:00", "下午3点", "下午 3:00", "3:00 PM", 0.625])
def test_an_afternoon_is_an_afternoon(tmp_path: Path, written: Any) -> None:
    path = county(tmp_path, _general("场次", "D6", written))

    assert loaded(path).sessions[1].starts == FIFTEEN


@pytest.mark.parametrize("written", ["物理、历史", "物理，历史", "物理/历史", "物理 历史", "物理\n历史", "物理；历史"])
def test_several_subjects_stand_in_one_cell(tmp_path: Path, written: str) -> None:
    path = county(tmp_path, cell("场次", "B6", written))

    assert loaded(path).sessions[1].subjects == ("physics", "history")


def test_wide_letters_stray_spaces_and_invisible_marks_are_tidied(tmp_path: Path) -> None:
    path = county(
        tmp_path,
        cell("考点", "A5", "　ｖ０１ "),
        cell("考点", "B5", "\ufeff 一中（本部）\u200b"),
        cell("人员与岗位", "B5", "孙　主 考"),
        cell("人员与岗位", "D5", "１３９ ００００ ０００１"),
        cell("考场", "D5", "３０"),
        cell("考点", "H6", "（0478）5550102"),
    )

    read = loaded(path)

    assert (read.venues[0].code, read.venues[0].name) == ("v01", "一中（本部）")
    assert (read.people[0].name, read.people[0].phone) == ("孙主考", "13900000001")
    assert read.rooms[0].seats == 30
    assert read.venues[1].phone == "04785550102"


@pytest.mark.parametrize("written", [1, 1.0, "1", "０１"])
def test_a_room_number_that_lost_its_zeros_gets_them_back_with_a_warning(tmp_path: Path, written: Any) -> None:
    path = county(tmp_path, _general("考场", "B5", written))

    checked = check(path)

    assert only(checked, "zero_padded").row == 5
    assert "001" in only(checked, "zero_padded").message
    assert checked.county is not None
    assert checked.county.rooms[0].number == "001"


def test_columns_may_stand_in_any_order_under_other_headings(tmp_path: Path) -> None:
    def other_order(book: Workbook) -> None:
        sheet = page(book, "考场")
        for row in sheet.iter_rows(min_row=3, max_row=8, max_col=5):
            values = [one.value for one in row]
            for one, value in zip(row, [values[4], values[3], values[2], values[1], values[0]], strict=True):
                one.value = value
        for place, heading in zip("ABCDE", ["位 置", "座位\n（个）", "类型", "考场编号", "考点"], strict=True):
            sheet[f"{place}3"] = heading

    path = county(tmp_path, other_order)

    assert loaded(path).rooms[1].kind == "spare"


def test_headings_in_two_rows_under_merged_group_headings_are_found(tmp_path: Path) -> None:
    def two_rows(book: Workbook) -> None:
        sheet = page(book, "场次")
        sheet.insert_rows(3)
        for place, heading in {"A": "场次代码", "B": "科目", "C": "日期", "D": "时间", "F": "应考人数"}.items():
            sheet[f"{place}3"] = heading
        for place in "ABCF":
            sheet[f"{place}4"] = None
            sheet.merge_cells(f"{place}3:{place}4")
        sheet.merge_cells("D3:E3")
        sheet["D4"], sheet["E4"] = "开始", "结束"

    path = county(tmp_path, two_rows)

    assert [session.starts for session in loaded(path).sessions] == [NINE, FIFTEEN]


def test_a_sheet_without_title_rows_and_with_titles_of_its_own_is_read_alike(tmp_path: Path) -> None:
    def no_titles(book: Workbook) -> None:
        sheet = page(book, "考场")
        sheet.unmerge_cells("A1:E1")
        sheet.unmerge_cells("A2:E2")
        sheet.delete_rows(1, 2)
        page(book, "场次").insert_rows(1, 6)

    path = county(tmp_path, no_titles)

    assert [room.row for room in loaded(path).rooms] == [3, 4, 5, 6]
    assert [session.row for session in loaded(path).sessions] == [11, 12]


def test_a_venue_merged_over_its_rooms_belongs_to_each_of_them(tmp_path: Path) -> None:
    def merge(book: Workbook) -> None:
        sheet = page(book, "考场")
        sheet.merge_cells("A5:A6")
        assert sheet["A6"].value is None

    checked = check(county(tmp_path, merge))

    assert ("merged_filled", "考场", 6, "A") in told(checked)
    assert checked.county is not None
    assert [room.venue for room in checked.county.rooms] == ["v01", "v01", "v02", "v02"]


def test_hidden_rows_columns_and_sheets_are_read_and_told(tmp_path: Path) -> None:
    def hide(book: Workbook) -> None:
        page(book, "考场").row_dimensions[6].hidden = True
        page(book, "考场").column_dimensions["E"].hidden = True
        page(book, "设备").sheet_state = "hidden"

    checked = check(county(tmp_path, hide))

    assert ("row_hidden", "考场", 6, "") in told(checked)
    assert ("column_hidden", "考场", 3, "E") in told(checked)
    assert ("sheet_hidden", "设备", None, "") in told(checked)
    assert checked.county is not None
    assert len(checked.county.rooms) == 4


def test_a_formula_with_its_stored_result_is_read(tmp_path: Path) -> None:
    path = county(tmp_path, cell("考场", "D5", "=15+15"))
    surgery(path, part_of(path, "考场"), r"<f>15\+15</f>" + NO_RESULT, "<f>15+15</f><v>30</v>")

    assert loaded(path).rooms[0].seats == 30


def test_a_formula_that_gives_an_error_is_named(tmp_path: Path) -> None:
    path = county(tmp_path, cell("考场", "D5", "=VLOOKUP(1,A1:B2,2)"))
    formula = r'<c r="D5"([^>]*)><f>([^<]*)</f>' + NO_RESULT + "</c>"
    surgery(path, part_of(path, "考场"), formula, r'<c r="D5" t="e"><f>\2</f><v>#N/A</v></c>')

    checked = check(path)

    assert ("formula_error", "考场", 5, "D") in told(checked)
    assert only(checked, "formula_error").value == "#N/A"


def test_blank_example_total_and_repeated_heading_rows_are_no_rows(tmp_path: Path) -> None:
    def add(book: Workbook) -> None:
        sheet = page(book, "考场")
        sheet["A9"] = " "
        for place, heading in zip("ABCDE", ["考点代码", "考场号", "考场类型", "座位数", "楼层"], strict=True):
            sheet[f"{place}11"] = heading
        sheet["A12"], sheet["D12"] = "合计", 150

    checked = check(county(tmp_path, add))

    assert told(checked) == [("row_of_totals", "考场", 12, "")]
    assert checked.county is not None
    assert len(checked.county.rooms) == 4


def test_columns_and_sheets_of_the_countys_own_are_left_alone_and_told(tmp_path: Path) -> None:
    def add(book: Workbook) -> None:
        page(book, "考场")["F3"], page(book, "考场")["F5"] = "班主任", "甲"
        book.create_sheet("备忘")["A1"] = "别忘了"

    checked = check(county(tmp_path, add))

    assert {code for code, *_ in told(checked)} == {"column_ignored", "sheet_ignored"}
    assert checked.county is not None


def test_dates_counted_from_1904_are_four_years_later(tmp_path: Path) -> None:
    path = county(tmp_path, _general("场次", "C5", 46545 - 1462))
    surgery(path, "xl/workbook.xml", r"<workbookPr[^>]*/>", '<workbookPr date1904="1"/>')
    surgery(path, part_of(path, "场次"), r'(<c r="C6"[^>]*><v>)\d+', rf"\g<1>{46545 - 1462}")

    assert [session.date for session in loaded(path).sessions] == [JUNE_7, JUNE_7]


def test_the_bag_list_may_come_later(tmp_path: Path) -> None:
    def drop(book: Workbook) -> None:
        del book["卷袋清单"]

    checked = check(county(tmp_path, drop))

    assert told(checked) == [("sheet_empty", "卷袋清单", None, "")]
    assert checked.county is not None


def test_a_seal_may_begin_with_the_character_of_its_province(tmp_path: Path) -> None:
    path = county(tmp_path, cell("卷袋清单", "J5", "蒙 ０００１２３"))

    assert loaded(path).bags[0].seal == "蒙000123"


def _general(sheet: str, place: str, value: Any) -> Any:
    """A value in a cell without a number format: dates are then bare serial numbers."""

    def edit(book: Workbook) -> None:
        one = page(book, sheet)[place]
        one.value = value
        if isinstance(value, (int, float)):
            one.number_format = "General"

    return edit


def _zip(path: Path, parts: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, body in parts.items():
            archive.writestr(name, body)
    return path


def _truncated(folder: Path) -> Path:
    whole = county(folder).read_bytes()
    path = folder / "cut.xlsx"
    path.write_bytes(whole[: len(whole) // 2])
    return path


def _not_xml(folder: Path) -> Path:
    path = county(folder)
    return surgery(path, part_of(path, "考场"), r"<sheetData>", "<sheetData><row")


def _entities(folder: Path) -> Path:
    path = county(folder)
    bomb = '<!DOCTYPE b [<!ENTITY a "aaaaaaaaaa"><!ENTITY c "&a;&a;&a;&a;">]><worksheet'
    return surgery(path, part_of(path, "考场"), r"<worksheet", bomb)


def _far_corner(folder: Path) -> Path:
    return county(folder, cell("考场", "XFD1048576", "x"))


def _text(folder: Path) -> Path:
    path = folder / "list.xlsx"
    path.write_text("考点代码,考场号\n", encoding="utf-8")
    return path


def _old(folder: Path) -> Path:
    path = folder / "old.xls"
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512))
    return path


@pytest.mark.parametrize(
    ("make", "refusal"),
    [
        (_text, NotAnXlsx),
        (lambda folder: _zip(folder / "doc.xlsx", {"word/document.xml": b"<w/>"}), NotAnXlsx),
        (_old, WorkbookLocked),
        (_truncated, NotAnXlsx),
        (_not_xml, WorkbookDamaged),
        (_entities, WorkbookDamaged),
        (lambda folder: _zip(folder / "bare.xlsx", {"xl/workbook.xml": b"<workbook/>"}), WorkbookDamaged),
        (_far_corner, WorkbookTooLarge),
    ],
)
def test_a_file_that_is_no_sound_workbook_is_refused_in_one_sentence(
    tmp_path: Path, make: Any, refusal: type[WorkbookUnreadable]
) -> None:
    with pytest.raises(refusal) as refused:
        check(make(tmp_path))

    assert str(refused.value.sentence)
