"""The empty workbook that a county starts from, and the sample that shows it filled in."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from openpyxl import load_workbook

from exams.gateways.session_tables import subject_named
from intake.gateways.layout import layout, word_key
from intake.gateways.sample import coming_gaokao
from intake.states import ColumnKind, Sheet
from organisation.gateways import roles
from tests.intake.workbooks import check, page, told


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("template") / "county.xlsx"
    call_command("county_template", str(path), verbosity=0)
    return path


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("sample") / "linhe.xlsx"
    call_command("sample_county", str(path), first_day=dt.date(2027, 6, 7))
    return path


def test_the_template_has_every_sheet_with_headings_notes_and_a_version(template: Path) -> None:
    book = load_workbook(template)

    assert book.sheetnames == ["说明", *(sheet.name for sheet in layout().sheets)]
    assert book["说明"]["B2"].value == layout().version
    for sheet in layout().sheets:
        top = page(book, sheet.name)
        assert [str(cell.value).rstrip("*") for cell in top[3]] == [column.heading for column in sheet.columns]
        assert all(cell.comment is not None for cell in top[3])
        assert top.freeze_panes == "A4"


def test_codes_are_text_and_choices_drop_down(template: Path) -> None:
    book = load_workbook(template)
    bags = page(book, "卷袋清单")
    kinds = next(rule for rule in bags.data_validations.dataValidation if "B5" in rule.sqref)

    assert bags.column_dimensions["A"].number_format == "@"
    assert bags.column_dimensions["J"].number_format == "@"
    assert kinds.formula1.startswith('"试卷袋,半袋,')
    assert any("考点" in rule.formula1 for rule in bags.data_validations.dataValidation)


def test_drop_downs_stay_within_what_excel_takes(template: Path) -> None:
    book = load_workbook(template)
    lists = [rule.formula1 for sheet in book for rule in page(book, sheet.title).data_validations.dataValidation]

    assert lists
    assert all(len(one) <= 257 for one in lists)  # 255 characters and two quotes


def test_the_empty_template_loads_nothing_and_its_examples_are_no_rows(template: Path) -> None:
    checked = check(template)

    assert {code for code, *_ in told(checked)} == {"sheet_has_no_rows", "sheet_empty"}
    assert set(checked.counts.values()) == {0}


def test_an_existing_file_is_not_overwritten(template: Path) -> None:
    with pytest.raises(CommandError):
        call_command("county_template", str(template))


def test_the_words_of_the_workbook_are_those_of_the_apps_that_load_it() -> None:
    post = layout().sheet(Sheet.PEOPLE).column("post")
    subjects = layout().sheet(Sheet.SESSIONS).column("subjects")

    assert {role.zh: role.code for role in roles().values()} == post.choices
    assert all(subject_named(word).code == code for word, code in subjects.choices.items())


def test_every_choice_is_written_one_way_and_read_in_many() -> None:
    columns = [column for sheet in layout().sheets for column in sheet.columns if column.kind is ColumnKind.CHOICE]

    assert columns
    assert all(column.meanings[word_key(word)] == code for column in columns for word, code in column.choices.items())


def test_the_sample_county_is_sound_and_of_the_size_that_counties_have(sample: Path) -> None:
    checked = check(sample)

    assert told(checked) == []
    assert checked.county is not None
    rooms = Counter(room.kind for room in checked.county.rooms)
    bags = Counter(bag.kind for bag in checked.county.bags)
    assert len(checked.county.venues) == 4
    assert rooms["standard"] == 120
    assert len([unit for unit in checked.county.units if unit.level == "unit"]) == 28
    assert 60 <= len(checked.county.people) <= 110
    assert 1_800 <= sum(bags.values()) <= 2_400
    assert bags["paper"] + bags["half"] == bags["card"]


def test_the_sample_county_seats_every_candidate_in_every_long_paper(sample: Path) -> None:
    county = check(sample).county
    assert county is not None
    seated = {
        session.code: sum(bag.candidates or 0 for bag in county.bags if bag.session == session.code)
        for session in county.sessions
    }

    assert county.exam.candidates == 3_600
    assert [seated[code] for code in ("A1", "A2", "B1", "B2")] == [3_600] * 4
    assert sum(seated[code] for code in ("C1", "C2", "C3", "C4")) == 2 * 3_600


def test_every_role_is_held_by_somebody_of_the_sample_county(sample: Path) -> None:
    county = check(sample).county
    assert county is not None

    assert {post.post for post in county.posts} == set(roles())


def test_posts_of_the_sample_county_are_in_force_on_the_day_it_is_made(tmp_path: Path) -> None:
    path = tmp_path / "linhe.xlsx"
    call_command("sample_county", str(path))
    county = check(path).county
    assert county is not None
    made = dt.datetime.now(dt.UTC).date()

    assert all(post.starts <= made <= (post.ends or made) for post in county.posts)


@pytest.mark.parametrize(
    ("today", "first"),
    [
        (dt.date(2027, 1, 1), dt.date(2027, 6, 7)),
        (dt.date(2027, 6, 7), dt.date(2027, 6, 7)),
        (dt.date(2027, 6, 8), dt.date(2028, 6, 7)),
    ],
)
def test_the_sample_exam_is_the_coming_one(today: dt.date, first: dt.date) -> None:
    assert coming_gaokao(today) == first


def test_a_larger_sample_has_thirty_venues_and_twenty_thousand_bags(tmp_path: Path) -> None:
    path = tmp_path / "large.xlsx"
    call_command("sample_county", str(path), venues=30, rooms=40)

    checked = check(path)

    assert told(checked) == []
    assert checked.counts["venues"] == 30
    assert checked.counts["bags"] >= 20_000
