"""The rows with problems come back in the original layout, with what is wrong beside them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from openpyxl import Workbook, load_workbook

from intake.gateways.corrected import write_corrected
from tests.intake.workbooks import Edit, cell, check, county, page


def corrected(folder: Path, *edits: Edit) -> Workbook:
    path = county(folder, *edits)
    target = folder / "corrected.xlsx"
    checked = check(path)
    write_corrected(path, target, checked.problems, heading_rows=checked.heading_rows)
    return load_workbook(target)


def test_bad_rows_come_back_under_their_headings_with_their_number_and_the_reason(tmp_path: Path) -> None:
    book = corrected(tmp_path, cell("考场", "D6", "三十"), cell("考场", "D7", 0))

    assert book.sheetnames == ["考场"]
    rows = [[one.value for one in row] for row in page(book, "考场").iter_rows(min_row=3)]
    assert rows[0] == ["考点代码*", "考场号*", "考场类型*", "座位数*", "楼层", "原行号", "错误说明"]
    assert [row[:4] for row in rows[1:]] == [["v01", "002", "备用考场", "三十"], ["v02", "001", "标准考场", 0]]
    assert [row[5] for row in rows[1:]] == [6, 7]
    assert str(rows[1][6]).startswith("【D 座位数】")


def test_the_wrong_cell_is_marked(tmp_path: Path) -> None:
    sheet = page(corrected(tmp_path, cell("考场", "D6", "三十")), "考场")

    assert sheet["D4"].fill.fgColor.rgb == "FFFFD6D6"
    assert sheet["C4"].fill.fgColor.rgb != "FFFFD6D6"


def test_nothing_that_comes_back_is_a_formula(tmp_path: Path) -> None:
    path = county(tmp_path, cell("考场", "D6", "三十"))
    book = load_workbook(path)
    for place, text in {"E6": "=cmd|' /C calc'!A0", "C6": "+备用", "A6": "@v01"}.items():
        page(book, "考场")[place].value = text
        page(book, "考场")[place].data_type = "s"
    book.save(path)
    checked = check(path)
    write_corrected(path, tmp_path / "corrected.xlsx", checked.problems, heading_rows=checked.heading_rows)

    row = [one.value for one in page(load_workbook(tmp_path / "corrected.xlsx"), "考场")[4]]

    assert row[:5] == ["'@v01", "002", "'+备用", "三十", "'=cmd|' /C calc'!A0"]


def test_an_id_number_does_not_come_back(tmp_path: Path) -> None:
    sheet = page(corrected(tmp_path, cell("人员与岗位", "B5", "孙主考150821199003071234")), "人员与岗位")
    told = "".join(str(one.value) for row in sheet.iter_rows() for one in row)

    assert "199003071234" not in told
    assert "孙主考150821************" in told


def test_a_missing_sheet_is_told_on_a_sheet_of_its_own(tmp_path: Path) -> None:
    def drop(book: Workbook) -> None:
        del book["场次"]

    book = corrected(tmp_path, drop)

    assert page(book, "错误说明")["A1"].value == "场次"


def test_the_command_tells_every_error_and_fails(db: None, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = county(tmp_path, cell("考场", "D6", "三十"), cell("场次", "C5", "6月7日"))

    with pytest.raises(CommandError) as failed:
        call_command("import_county", str(path), corrected=tmp_path / "bad.xlsx")

    shown = capsys.readouterr().out
    assert failed.value.returncode == 1
    assert "not_a_count" in shown
    assert "date_without_year" in shown
    assert (tmp_path / "bad.xlsx").exists()


def test_the_command_reports_as_json(db: None, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = county(tmp_path, cell("考场", "D6", "三十"))

    with pytest.raises(CommandError):
        call_command("import_county", str(path), report="-")

    report = json.loads(capsys.readouterr().out)
    assert report["errors"] == 1
    (problem,) = report["problems"]
    assert (problem["code"], problem["sheet"], problem["row"], problem["column"]) == ("not_a_count", "考场", 6, "D")
    assert problem["value"] == "三十"
    assert problem["remedy"]
