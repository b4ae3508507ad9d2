"""A county's workbook handed in on the page: what is wrong is told cell by cell, what would change is told before."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import Page, expect

from tests.browser.county import EXAM_OFFICE, County
from tests.browser.static_pages import LAPTOP, PHONE
from tests.browser.windows import Windows, barriers

# Reading, checking and comparing a county takes the worker some seconds.
PATIENCE = 60_000


def workbook(county: County, folder: Path, changes: dict[tuple[str, str], str]) -> Path:
    """The county's own workbook with some cells changed, saved as Excel would."""
    book = openpyxl.load_workbook(county.node.var / "sample-county.xlsx")
    for (sheet, cell), value in changes.items():
        book[sheet][cell] = value
    path = folder / "临河县.xlsx"
    book.save(path)
    return path


def hand_in(page: Page, path: Path) -> None:
    """Hand it in and wait until the worker has looked at it."""
    page.set_input_files("input[type=file]", path)
    page.get_by_role("button", name="检查").click()
    expect(page.locator("#moving")).to_have_count(0, timeout=PATIENCE)


@pytest.mark.parametrize("size", [LAPTOP, PHONE])
def test_a_broken_workbook_is_told_cell_by_cell_with_what_to_do(
    windows: Windows, county: County, tmp_path: Path, size: tuple[int, int]
) -> None:
    page = windows.open("/intake/", role=EXAM_OFFICE, size=size)
    assert barriers(page) == []

    hand_in(page, workbook(county, tmp_path, {("考场", "D5"): "三十", ("考点", "A6"): "v01"}))

    expect(page.locator(".notice").first).to_contain_text("未写入")
    rows = page.locator("#problems tbody tr")
    seats = rows.filter(has_text="三十")
    for told in ["错误", "考场", "5", "座位数", "整数"]:
        expect(seats).to_contain_text(told)
    expect(rows.filter(has_text="v01").first).to_contain_text("考点")
    expect(page.locator(".kinds a").first).to_have_text("这不是整数。")
    expect(page.get_by_role("link", name="下载有问题的行")).to_be_visible()
    assert barriers(page) == []


def test_a_good_workbook_shows_what_would_change_and_is_loaded_on_a_second_yes(
    windows: Windows, county: County, tmp_path: Path
) -> None:
    page = windows.open("/intake/", role=EXAM_OFFICE)

    hand_in(page, workbook(county, tmp_path, {("考点", "D5"): "新华街14号", ("考点", "D6"): "解放街9号"}))

    venues = page.locator("tr", has=page.get_by_role("rowheader", name="考点", exact=True))
    assert venues.locator("td").all_inner_texts() == ["0", "2", "2", "0"]
    assert barriers(page) == []

    page.get_by_role("button", name="导入").click()
    expect(page.locator("#moving")).to_have_count(0, timeout=PATIENCE)
    expect(page.locator(".notice").first).to_contain_text("已导入")


def test_something_that_is_no_workbook_is_refused_in_a_sentence(windows: Windows, tmp_path: Path) -> None:
    letter = tmp_path / "letter.xlsx"
    letter.write_text("尊敬的考务科")
    page = windows.open("/intake/", role=EXAM_OFFICE)

    hand_in(page, letter)

    expect(page.locator(".notice").first).to_contain_text("Excel")


def test_headings_of_the_countys_own_are_chosen_with_the_keyboard_and_remembered(
    windows: Windows, county: County, tmp_path: Path
) -> None:
    page = windows.open("/intake/", role=EXAM_OFFICE)
    hand_in(page, workbook(county, tmp_path, {("考点", "B3"): "校名全写"}))
    expect(page.locator("#read-as details[open]")).to_have_count(1)
    expect(page.locator("#read-as details[open]")).to_contain_text("考点名称")

    page.get_by_label("考点 校名全写").focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    expect(page.get_by_label("考点 校名全写")).to_have_value("name")
    assert barriers(page) == []
    page.get_by_role("button", name="按此读取并记住").press("Enter")
    expect(page.locator("#moving")).to_have_count(0, timeout=PATIENCE)

    expect(page.locator("#read-as")).to_contain_text("校名全写 → 考点名称")
    expect(page.get_by_role("button", name="导入")).to_be_visible()

    page.goto(f"{county.url}/intake/")
    assert barriers(page) == []
    page.locator("#mappings").get_by_role("button", name="不再套用").press("Enter")
    expect(page.locator("#mappings")).to_contain_text("尚未记住任何对应关系")
