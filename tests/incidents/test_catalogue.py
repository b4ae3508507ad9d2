"""The catalogue is read by everybody who may report: on its pages, through its addresses, and by the command."""

from __future__ import annotations

import json
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command

from incidents.gateways import member_units, plans, procedures
from incidents.gateways.irregularities import About, order_33
from incidents.gateways.lists import documents, offerings
from organisation.models import Unit
from tests.incidents.builders import Desk, done
from tests.world import HAIBOWAN, LINHE

PARTS = ["", "units/", "irregularities/", "lists/", "E01/", "S04/", "A04/"]
LISTS = {
    "plans": 47,
    "procedures": 18,
    "documents": 12,
    "services": 18,
    "units": 28,
}


def page(desk: Desk, person: str, address: str = "", **query: str) -> str:
    response = desk.world.client_of(person).get(f"/catalogue/{address}", query)
    assert response.status_code == 200, response.content.decode()[:2000]
    told: str = response.content.decode()
    return told


def read(desk: Desk, person: str, address: str, **query: str) -> Any:
    return desk.world.client_of(person).get(f"/api/catalogue/{address}", query)


@pytest.mark.parametrize("person", ["sun", "chen", "guo", "jin", "fan"])
@pytest.mark.parametrize("part", PARTS)
def test_everybody_who_may_report_or_sees_the_board_reads_it(desk: Desk, person: str, part: str) -> None:
    assert "data-print" in page(desk, person, part)


@pytest.mark.parametrize("part", PARTS)
def test_who_has_no_duty_reads_nothing(desk: Desk, part: str) -> None:
    assert desk.world.client_of("zhao").get(f"/catalogue/{part}").status_code == 403
    assert read(desk, "zhao", "plans/").status_code == 403


def test_the_list_shows_every_plan_and_procedure_in_force(desk: Desk) -> None:
    told = page(desk, "sun")

    for one in (*plans().values(), *procedures().values()):
        assert one.name.zh in told
        assert f'href="/catalogue/{one.code}/"' in told


def test_the_list_narrows_to_what_is_asked(desk: Desk) -> None:
    assert "接收清点不符" not in page(desk, "sun", kind="procedures")
    assert "证件忘带、遗失" not in page(desk, "sun", kind="plans")
    assert "地震" in page(desk, "sun", group="G")
    found = page(desk, "sun", search="铁骑")
    assert 'data-plan="S03"' in found
    assert 'data-plan="H01"' in found
    assert 'data-plan="A01"' not in found
    assert "没有符合条件的内容" in page(desk, "sun", search="不存在的词")


def test_a_plan_shows_steps_limits_ladder_reports_tail_and_source(desk: Desk) -> None:
    told = page(desk, "sun", "A06/")

    for words in (
        "双人守门，报110/119",
        "立即",
        "30分钟",
        "待 考区主任 批复",
        "消防救援大队",
        "县值班长",
        "复盘",
        "本平台建议",
    ):
        assert words in told, words


def test_a_step_leads_to_the_plan_that_it_names(desk: Desk) -> None:
    assert 'href="/catalogue/D01/"' in page(desk, "sun", "S04/")
    assert 'href="/catalogue/S13/"' not in page(desk, "sun", "irregularities/")


def test_a_plan_that_is_not_there_looks_like_nothing(desk: Desk) -> None:
    assert desk.world.client_of("sun").get("/catalogue/Z99/").status_code == 404
    assert read(desk, "sun", "plans/Z99/").json()["code"] == "plan_unknown"


def test_a_plan_is_told_whole(desk: Desk) -> None:
    told = done(read(desk, "sun", "plans/H05/")).json()

    assert (told["version"], told["own"], told["level"], told["lead"]) == (2, False, "IV", "urban_management")
    assert told["steps"][0]["within"] == 600
    assert [one["code"] for one in done(read(desk, "sun", "plans/", kind="procedures")).json()] == sorted(procedures())


def test_the_procedures_in_force_are_told_for_an_exam(desk: Desk) -> None:
    told = done(desk.world.client_of("sun").get(f"{desk.world.api}/procedures/")).json()

    assert [one["code"] for one in told] == sorted(procedures())


def test_a_member_unit_is_known_in_the_county_with_its_liaison(desk: Desk) -> None:
    Unit.objects.create(
        code="d06", name="临河县委网信办", level="unit", kind="department", path=f"{LINHE}d06/", duties="平台联络"
    )

    told = {one["code"]: one for one in done(read(desk, "chen", "units/")).json()}

    assert len(told) == 28
    assert told["police"]["own"] == [{"code": "police", "name": "临河县公安局", "duties": "", "liaisons": ["金联络"]}]
    assert told["cyberspace"]["own"][0]["liaisons"] == []
    assert told["fire"]["own"] == []
    assert told["venues"]["own"] == []  # a venue is no member by a word in its name
    assert "27个单位没有联络员" in page(desk, "chen", "units/")


def test_another_countys_units_are_not_told(desk: Desk) -> None:
    told = done(read(desk, "hu", "units/")).json()

    assert HAIBOWAN != LINHE
    assert all(one["own"] == [] for one in told)


def test_every_unit_that_leads_or_supports_is_a_member(desk: Desk) -> None:
    known = {party for unit in member_units() for party in unit.parties}

    for plan in (*plans().values(), *procedures().values()):
        assert {plan.lead, *plan.co_leads, *plan.supporting} <= known, plan.code


def test_every_code_of_order_33_has_its_article_and_what_its_record_needs() -> None:
    order = order_33()
    counts = {code: sum(one.article.code == code for one in order.codes.values()) for code in order.articles}

    assert counts == {"W5": 9, "Z6": 9, "Z7": 5, "R8": 5, "S13": 10, "S14": 10, "V15": 1, "K16": 1, "O17": 8}
    for code in order.codes.values():
        if code.article.about == About.CANDIDATE:
            assert code.article.decides is not None, code.code
            assert {"heard", "review_open", "file_stays"} <= {rule.needs for rule in code.evidence}, code.code
        if code.article.code in {"W5", "Z6"}:
            assert {"two_signatures", "told", "receipt"} <= {rule.needs for rule in code.evidence}, code.code
    assert {rule.code for rule in order.evidence.values()} == {f"EV{number}" for number in range(1, 10)}


def test_the_codes_are_told_with_their_evidence(desk: Desk) -> None:
    told = done(read(desk, "sun", "irregularities/")).json()

    codes = {one["code"]: one for one in told["codes"]}
    assert codes["W5-7"]["evidence"] == ["EV1", "EV2", "EV3", "EV4", "EV6", "EV7", "EV8", "EV9"]
    assert codes["Z6-4"]["decides"] == "province"


def test_no_word_of_the_codes_is_a_verdict() -> None:
    """limits.md 13: what was seen is recorded; nobody here finds anybody guilty."""
    order = order_33()

    names = [one.name for table in (order.codes, order.articles, order.evidence) for one in table.values()]

    assert len(names) > 70
    assert not [name.zh for name in names if "认定" in name.zh]


def test_documents_and_services_are_told(desk: Desk) -> None:
    assert len(done(read(desk, "sun", "documents/")).json()) == len(documents()) == 12
    assert len(done(read(desk, "sun", "services/")).json()) == len(offerings()) == 18


def test_the_command_lists_everything_with_code_version_and_source(desk: Desk) -> None:
    out = StringIO()

    call_command("catalogue", "--json", stdout=out)

    index = json.loads(out.getvalue())
    assert {kind: len(index[kind]) for kind in LISTS} == LISTS
    assert len(index["irregularities"]) == len(order_33().codes)
    for kind, items in index.items():
        assert len({item["code"] for item in items}) == len(items), kind
        for item in items:
            assert item["version"] >= 1, item
            assert item["source"].strip(), item
            assert item["zh"].strip(), item
    rules = {item["code"]: item for item in index["rules"]}
    assert rules["key_rules.rules.K1"]["zh"] == "同一人不得同时持有一把锁的钥匙并知晓其密码"
    assert rules["ministry.windows.opening"]["source"] == "F"
    told = {"EV2", "secure_room.duties.patrol", "ladder.limits.exam_security.I", "handover_points.points.seals"}
    assert told <= set(rules)


def test_the_command_tells_the_same_in_words(desk: Desk) -> None:
    out = StringIO()

    call_command("catalogue", stdout=out)

    assert "procedures (18)" in out.getvalue()
    assert "S01  v1  证件忘带、遗失" in out.getvalue()


def test_the_catalogue_reads_in_english(desk: Desk) -> None:
    client = desk.world.client_of("sun")

    told = client.get("/catalogue/S02/", headers={"accept-language": "en"}).content.decode()

    assert "by the latest entry" in told
    assert "Shipped, version 1" in told


def test_reading_the_list_asks_the_same_however_much_is_shown(desk: Desk, django_assert_num_queries: Any) -> None:
    client = desk.world.client_of("chen")
    client.get("/catalogue/")

    with django_assert_num_queries(16):
        client.get("/catalogue/")
