"""Pages and files of the register, as each person may see them."""

from __future__ import annotations

import csv
import io
from typing import Any

import pytest
from openpyxl import load_workbook

from journal.audit import differences
from kernel.actors import SYSTEM
from kernel.scope import reading
from tests.incidents.builders import done
from tests.supervision.builders import Register, later


def text(response: Any) -> str:
    assert response.status_code == 200, response.content.decode()[:2000]
    told: str = response.content.decode()
    return told


def test_the_red_list_is_red_and_the_near_ones_are_blue(register: Register) -> None:
    red, near = register.assigned("红的", days=10), register.assigned("蓝的", days=10)
    red.time_passes(days=11)
    near.time_passes(days=8)

    told = text(register.page("bai"))

    for listed, tone, word in ((red, "bad", "超期（红）"), (near, "info", "临期（蓝）")):
        row = told[told.index(f'data-action="{listed.number}"') :].split("</tr>")[0]
        assert f'data-tone="{tone}"' in row
        assert word in row
    assert '<dd class="digits" data-count="red">1</dd>' in told
    only_red = text(register.page("bai", state="red"))
    assert "红的" in only_red
    assert "蓝的" not in only_red


def test_the_register_narrows_to_what_is_asked(register: Register) -> None:
    register.assigned("采购发电机")
    register.raised("修订联络表")

    assert "修订联络表" not in text(register.page("bai", search="发电机"))
    assert "修订联络表" not in text(register.page("bai", search="金联络"))
    assert "修订联络表" not in text(register.page("bai", unit="police"))
    assert "采购发电机" not in text(register.page("bai", source="drill"))
    assert "没有符合条件的整改事项" in text(register.page("bai", state="closed"))


def test_what_a_drill_taught_says_so(register: Register) -> None:
    listed = register.learnt(words="演练中发现的问题")

    told = text(register.page("bai"))

    assert "【演练】" in told
    assert f"/incidents/1/?exam={register.world.exam.pk}" in told
    assert listed.told()["incident"] == 1


def test_one_action_offers_each_person_his_own(register: Register) -> None:
    listed = register.assigned()
    address = f"{listed.number}/"

    owner, officer, reader = (text(register.page(person, address)) for person in ("jin", "bai", "chen"))

    assert 'done/"' in owner
    assert 'assign/"' not in owner
    assert 'assign/"' in officer
    assert 'extend/"' in officer
    assert "data-act" not in reader[reader.index("<main") :]
    done(listed.post("jin", "done", words="已整改"))
    assert 'confirm/"' not in text(register.page("jin", address))
    assert 'confirm/"' in text(register.page("bai", address))


def test_an_owner_sees_his_own_and_nothing_else(register: Register) -> None:
    register.raised("别人的事")
    mine = register.raised("一中的事")
    done(mine.assign(days=5, unit="v01", role="venue_head"))

    told = text(register.page("sun"))

    assert "一中的事" in told
    assert "别人的事" not in told
    assert text(register.page("sun", f"{mine.number}/"))
    assert register.page("sun", "1/").status_code == 404


@pytest.mark.parametrize("person", ["zhao", "hu", "tao"])
def test_to_others_it_looks_like_nothing(register: Register, person: str) -> None:
    listed = register.assigned("采购发电机")

    assert "采购发电机" not in text(register.page(person))
    assert register.page(person, f"{listed.number}/").status_code == 404
    assert register.get(person, f"{listed.number}/").json()["code"] == "not_there"
    assert "采购发电机" not in b"".join(register.page(person, "export/register.csv")).decode()


def test_what_an_incident_for_named_roles_taught_is_theirs(register: Register) -> None:
    listed = register.learnt("F05", words="心理专员应常驻")

    for person in ("chen", "kong"):
        assert "心理专员" not in text(register.page(person, state="all"))
        assert register.get(person).json() == []
        assert register.page(person, f"{listed.number}/").status_code == 404
        assert "心理专员" not in b"".join(register.page(person, "export/register.csv")).decode()
    assert "心理专员" in text(register.page("guo"))


def test_what_an_escorts_incident_taught_leaves_no_gap(register: Register) -> None:
    """Of an escort's incident nobody else learns that there is one (limits.md 4): no missing number may tell."""
    register.raised("一")
    incident = register.desk.answered("E01", by="bai")
    row = incident.now()
    row.openness = "escort"
    row.save(update_fields=["openness"])
    escort = register.lesson_of(incident, "押运途中改线")
    after = register.raised("二")

    assert (escort.number, after.number) == (9001, 2)
    assert [one["number"] for one in register.get("kong").json()] == [1, 2]
    assert 9001 in [one["number"] for one in register.get("guo").json()]


def test_the_register_goes_into_csv_and_excel_as_it_is_shown(register: Register) -> None:
    register.assigned("=采购发电机")
    register.raised("修订联络表")

    sent = b"".join(register.page("bai", "export/register.csv", search="发电机"))
    lines = list(csv.reader(io.StringIO(sent.decode("utf-8-sig"))))
    book = load_workbook(io.BytesIO(b"".join(register.page("bai", "export/register.xlsx"))))

    assert lines[0][0].startswith("临河县整改督办台账")
    assert len(lines) == 3
    assert lines[2][2] == "'=采购发电机"  # no spreadsheet takes it for a formula
    assert lines[2][4] == "临河县公安局 金联络"
    rows = list(book.active.iter_rows(values_only=True)) if book.active else []
    assert {row[2] for row in rows[2:]} == {"'=采购发电机", "修订联络表"}
    assert register.page("bai", "export/register.exe").status_code == 404


def test_the_register_prints_with_its_county_and_lines_to_sign_on(register: Register) -> None:
    register.raised()

    told = text(register.page("bai"))

    assert "临河县" in told[told.index("print-head") : told.index("</div>", told.index("print-head"))]
    assert "signatures" in told
    assert "data-print" in told


def test_it_reads_in_both_languages(register: Register) -> None:
    listed = register.assigned()

    english = register.world.client_of("bai").get(f"/supervision/{listed.number}/", headers={"accept-language": "en"})

    assert "What is to be put right" in text(english)
    assert "整改内容" in text(register.page("bai", f"{listed.number}/"))


def test_what_is_on_record_agrees_with_its_facts(register: Register) -> None:
    listed = register.learnt()
    done(listed.assign(days=10))
    listed_again = register.assigned()
    done(listed_again.post("jin", "done", words="已整改"))
    done(listed_again.post("bai", "confirm", words="属实"))
    done(listed.post("bai", "extend", due_at=later(20), words="汛期", approver=register.world.second("guo")))
    register.world.settle()

    with reading(SYSTEM):
        assert list(differences()) == []
