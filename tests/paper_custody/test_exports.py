"""Every list of papers as CSV and Excel: the rows of the page, no formula, and a drill that says so."""

from __future__ import annotations

import csv
import io
from typing import Any

import openpyxl
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from paper_custody.gateways.tables import harmless
from paper_custody.selectors import exports
from tests.paper_custody.builders import Papers, bags_of, load
from tests.stages import stage
from tests.venues.builders import at

CODE = "DRILL-A1-v01-001-P"
LISTS = ["bags", "lines", "runs", "history", "touched", "reconciliation", "seals"]


def file_of(papers: Papers, who: str, name: str, kind: str = "csv", **asked: Any) -> Any:
    given = {"exam": papers.world.exam.pk, **({"bag": CODE} if name == "history" else {}), **asked}
    return papers.world.client_of(who).get(f"/papers/export/{name}.{kind}", given)


def content(answer: Any) -> bytes:
    assert answer.status_code == 200, answer.status_code
    return b"".join(answer.streaming_content)


def rows(papers: Papers, who: str, name: str, **asked: Any) -> list[list[str]]:
    told = content(file_of(papers, who, name, **asked))
    assert told.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(io.StringIO(told.decode("utf-8-sig"))))


@stage
def opened(papers: Papers) -> Papers:
    papers.to_the_venue()
    papers.world.move_to(at(-50))
    papers.rooms("issue", except_rooms=[{"room": "003", "reason": "=HYPERLINK(1)"}])
    return papers


@pytest.mark.parametrize("name", LISTS)
def test_a_list_is_the_same_in_both_kinds_and_says_that_it_is_a_drills(opened: Papers, name: str) -> None:
    answer = file_of(opened, "wang", name, "xlsx")
    book = openpyxl.load_workbook(io.BytesIO(content(answer)), read_only=True)
    sheet = [
        ["" if cell is None else str(cell) for cell in line] for line in book.worksheets[0].iter_rows(values_only=True)
    ]

    table = rows(opened, "wang", name)

    assert table[0][0].startswith("【演练】")
    assert book.worksheets[0].title.startswith("【演练】")
    assert 'filename="DRILL-' in answer["Content-Disposition"]
    assert len(table) > 2
    assert [line for line in table[1:] if line not in sheet] == []
    assert len(set(map(len, table[1:]))) == 1


def test_what_looks_like_a_formula_is_none(opened: Papers) -> None:
    assert "'=HYPERLINK(1)" in [cell for line in rows(opened, "wang", "touched") for cell in line]
    assert [harmless(text) for text in ("=1", "+1", "-1", "@a", "\tx", "a=1", "\x07b")] == [
        "'=1", "'+1", "'-1", "'@a", "'\tx", "a=1", "b",
    ]  # fmt: skip


def test_a_file_holds_what_the_page_is_narrowed_to(opened: Papers) -> None:
    assert len(rows(opened, "wang", "bags")) == 2 + 12
    assert len(rows(opened, "wang", "bags", venue="v02")) == 2 + 5
    assert len(rows(opened, "wang", "bags", q="v01-001")) == 2 + 2
    assert len(rows(opened, "wang", "touched", bag=CODE, since="2027-06-07T08:00")) == 2 + 1


@pytest.mark.parametrize(("who", "bags"), [("wang", 12), ("sun", 7), ("tao", 5)])
def test_a_file_is_of_what_one_may_see(opened: Papers, who: str, bags: int) -> None:
    assert len(rows(opened, who, "bags")) == 2 + bags


def test_a_venue_gets_nothing_of_the_road_in_a_file(papers: Papers) -> None:
    papers.on_the_road()

    text = "".join(content(file_of(papers, "sun", name)).decode() for name in LISTS)

    assert "CAR-v01" not in text
    assert "李押运" not in text.replace("李押运、王守库", "")
    assert "CAR-v01" in content(file_of(papers, "wang", "runs")).decode()


def test_a_file_is_refused_to_whoever_the_page_is(opened: Papers) -> None:
    assert {file_of(opened, "zhao", name).status_code for name in LISTS} == {403}
    assert {file_of(opened, "hu", name).status_code for name in LISTS} == {404}
    assert file_of(opened, "tao", "history").status_code == 404
    assert file_of(opened, "wang", "nothing").status_code == 404
    assert file_of(opened, "wang", "bags", "pdf").status_code == 404


def test_no_file_tells_a_whole_seal(opened: Papers) -> None:
    for name in LISTS:
        assert "seal-of-A1-v01-001-P" not in content(file_of(opened, "wang", name)).decode()


def test_more_rows_than_a_file_takes_are_refused_with_what_to_do(
    opened: Papers, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(exports, "MOST_ROWS", 5)

    answer = file_of(opened, "wang", "bags")

    assert answer.status_code == 409
    assert "行数超过单个文件上限" in answer.content.decode()
    assert len(rows(opened, "wang", "bags", venue="v02")) == 2 + 5


def test_the_pages_lead_to_their_files(opened: Papers) -> None:
    client = opened.world.client_of("wang")
    asked = {"exam": str(opened.world.exam.pk), "venue": "v01"}
    pages = {
        "/papers/": ["bags", "lines"],
        f"/papers/bag/{CODE}/": ["history"],
        "/papers/touched/": ["touched"],
        "/papers/reconciliation/": ["reconciliation"],
    }
    for path, names in pages.items():
        text = client.get(path, asked).content.decode()
        assert [name for name in names if f'href="/papers/export/{name}.csv?' not in text] == [], path
        assert "/.csv" not in text


def test_a_longer_list_takes_no_more_statements(papers: Papers) -> None:
    def statements() -> int:
        with CaptureQueriesContext(connection) as captured:
            content(file_of(papers, "wang", "bags"))
        return len(captured)

    few = statements()
    load(papers.world, bags_of("A2"))

    assert statements() == few
