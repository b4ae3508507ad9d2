"""What is told to the desk waits for a judgement: an incident that links back, part of one, or none with the reason."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import resolve

from incidents.models import Tip
from incidents.services import FirstReport, inject_incident
from incidents.states import TOLD_TO_THE_DESK, OriginKind, TipStatus
from kernel.act import asked_by_system
from kernel.events import DomainEvent
from paper_custody.events import SealMismatchFound
from tests.incidents.builders import Desk, done
from tests.incidents.test_findings import late, opening
from tests.world import T0
from venues.events import EquipmentSilent, VenueSilent

TOLD = {"kind": "hotline", "reference": "热线 2027-0607-018", "words": "家长称考点门口有人聚集", "venue": "v01"}


def post(desk: Desk, by: str, address: str = "", **given: Any) -> Any:
    client = desk.world.client_of(by)
    return client.post(f"{desk.world.api}/tips/{address}", given, content_type="application/json")


def listed(desk: Desk, by: str) -> Any:
    return desk.world.client_of(by).get(f"{desk.world.api}/tips/")


def taken(desk: Desk, **given: Any) -> int:
    number: int = done(post(desk, "chen", **{**TOLD, **given})).json()["fact"]["number"]
    return number


def facts(desk: Desk, kind: str) -> list[dict[str, Any]]:
    return [fact.as_json() for fact in desk.world.facts() if fact.kind == f"incidents.{kind}"]


@pytest.mark.parametrize("kind", TOLD_TO_THE_DESK)
def test_each_way_becomes_an_incident_that_links_back(desk: Desk, kind: OriginKind) -> None:
    number = taken(desk, kind=kind)

    fact = done(post(desk, "chen", f"{number}/promote/", plan="H04")).json()["fact"]

    tip = Tip.objects.get(number=number)
    assert (fact["origin"], fact["cause"], fact["venue"]) == (kind, str(tip.entry_id), "v01")
    [origin] = desk.get("chen", f"{fact['number']}/").json()["origins"]
    assert (origin["kind"], origin["caller"], origin["words"]) == (kind, TOLD["reference"], TOLD["words"])
    assert origin["address"] == f"/incidents/triage/?exam={desk.world.exam.pk}#tip-{tip.entry_id}"
    page = desk.world.client_of("chen").get("/incidents/triage/", {"exam": str(desk.world.exam.pk)}).content.decode()
    assert f'id="tip-{tip.entry_id}"' in page
    assert (tip.status, tip.incident.number) == (TipStatus.TAKEN_UP, fact["number"])  # type: ignore[union-attr]  # it has one


def test_what_belongs_to_an_open_incident_is_attached(desk: Desk) -> None:
    incident = desk.opened("H04", venue="v01")
    number = taken(desk)

    done(post(desk, "chen", f"{number}/attach/", incident=incident.number))

    assert [origin.kind for origin in incident.now().origins.order_by("at")] == ["spot", "hotline"]
    [line] = listed(desk, "chen").json()
    assert (line["status"], line["incident"]) == ("taken_up", incident.number)
    assert len(desk.all()) == 1


def test_what_is_none_is_answered_with_the_reason(desk: Desk) -> None:
    number = taken(desk, kind="rumour")

    done(post(desk, "chen", f"{number}/answer/", words="现场核实无此事"))

    [line] = listed(desk, "chen").json()
    assert (line["status"], line["reason"], line["judged_by"], line["incident"]) == (
        "answered",
        "现场核实无此事",
        "陈值班",
        None,
    )
    assert desk.all() == []
    assert desk.world.history() == ["incidents.tip_taken", "incidents.tip_answered"]


@pytest.mark.parametrize("address", ["promote/", "attach/", "answer/"])
def test_it_is_judged_once(desk: Desk, address: str) -> None:
    incident = desk.opened("H04", venue="v01")
    number = taken(desk)
    done(post(desk, "chen", f"{number}/answer/", words="无此事"))

    given = {"plan": "H04", "incident": incident.number, "words": "重复"}
    refused = post(desk, "bai", f"{number}/{address}", **given)

    assert (refused.status_code, refused.json()["code"]) == (409, "tip_judged")
    assert len(desk.all()) == 1


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"reference": " "}, "bad_input"),
        ({"words": ""}, "bad_input"),
        ({"kind": "spot"}, "bad_input"),
        ({"venue": "v99"}, "venue_unknown"),
        ({"words": "考生 150821200801011234"}, "id_number_written"),
        ({"reference": "150821200801011234"}, "id_number_written"),
    ],
)
def test_what_nobody_could_find_again_is_refused(desk: Desk, given: dict[str, str], code: str) -> None:
    assert post(desk, "chen", **{**TOLD, **given}).json()["code"] == code
    assert not Tip.objects.exists()


@pytest.mark.parametrize(("person", "code"), [("sun", "not_permitted"), ("zhao", "not_permitted"), ("hu", "not_there")])
def test_the_desk_alone_reads_and_judges(desk: Desk, person: str, code: str) -> None:
    number = taken(desk)

    assert post(desk, person, **TOLD).json()["code"] == code
    assert listed(desk, person).json()["code"] == code
    for address, given in (("promote/", {"plan": "H04"}), ("answer/", {"words": "无"})):
        assert post(desk, person, f"{number}/{address}", **given).json()["code"] in {"not_permitted", "not_there"}
    assert Tip.objects.get().status == TipStatus.WAITING


def test_the_next_one_is_told_of_what_waits_too_long(desk: Desk) -> None:
    first, second = taken(desk), taken(desk)
    done(post(desk, "chen", f"{second}/answer/", words="无此事"))

    desk.world.fast_forward(minutes=9, seconds=59)
    assert facts(desk, "tip_overdue") == []
    desk.world.fast_forward(seconds=1)

    assert [(one["number"], one["rung"]) for one in facts(desk, "tip_overdue")] == [(first, "duty_officer")]
    told = {line["number"]: line["overdue"] for line in listed(desk, "chen").json()}
    assert told == {first: True, second: False}


def test_what_an_incident_for_named_roles_was_told_by_is_theirs(desk: Desk) -> None:
    number = taken(desk, words="考生张某情绪崩溃")
    done(post(desk, "chen", f"{number}/promote/", plan="F05"))

    [hidden] = listed(desk, "chen").json()
    [whole] = listed(desk, "bai").json()

    assert set(hidden) == {"number", "kind", "status", "told_at"}
    assert whole["words"] == "考生张某情绪崩溃"
    page = desk.world.client_of("chen").get("/incidents/triage/", {"exam": str(desk.world.exam.pk)}).content.decode()
    assert "张某" not in page


def test_who_told_it_is_not_stored_in_clear(desk: Desk) -> None:
    taken(desk, kind="call", reference="孙主考 0478-8200001")

    assert b"8200001" not in bytes(Tip.objects.get().reference_sealed)


@pytest.mark.parametrize(
    ("fact", "page"),
    [
        (SealMismatchFound(bag="p-001", node="N7", venue="v01", session="A1"), "/venue/v01/papers/"),
        (SealMismatchFound(bag="p-002", node="N4", venue="v01", session="A1"), "/papers/"),
        (VenueSilent(venue="v01", session="A1"), "/venue/v01/"),
        (EquipmentSilent(venue="v01", equipment="x", equipment_kind="camera", since=T0), "/venue/v01/"),
        (late("N6"), "/escorts/"),
        (opening(seconds_off=-1), "/venue/v01/papers/"),
    ],
)
def test_each_origin_links_to_the_page_of_what_led_to_it(desk: Desk, fact: DomainEvent, page: str) -> None:
    desk.told(fact)

    [origin] = desk.get("guo", f"{desk.all()[0].number}/").json()["origins"]
    assert origin["address"] == f"{page}?exam={desk.world.exam.pk}"
    assert resolve(page)


def test_a_drills_inject_links_to_the_drills(desk: Desk) -> None:
    cause = desk.told(VenueSilent(venue="v02", session="A1"))
    asked = asked_by_system(cause=cause, purpose="inject", exam_id=desk.world.exam.pk)
    fact = inject_incident(asked, report=FirstReport(plan="E01"))

    [origin] = desk.get("guo", f"{fact.number}/").json()["origins"]

    assert (origin["kind"], origin["address"]) == ("inject", f"/drills/?exam={desk.world.exam.pk}")


def test_a_venues_own_report_is_told_apart_from_the_desks(desk: Desk) -> None:
    kinds = [
        desk.opened("E01", by="sun", venue="v01").now().origins.get().kind,
        desk.opened("E01", by="chen", venue="v01").now().origins.get().kind,
        desk.opened("E01", by="chen", venue="v01", caller="孙主考").now().origins.get().kind,
    ]

    assert kinds == ["tablet", "spot", "call"]


def test_no_page_is_linked_where_a_person_saw_it(desk: Desk) -> None:
    assert desk.opened("E01", by="sun", venue="v01").get("chen").json()["origins"][0]["address"] == ""


def test_who_handles_incidents_of_one_venue_reads_no_triage_page(desk: Desk) -> None:
    answer = desk.world.client_of("sun").get("/incidents/triage/", {"exam": str(desk.world.exam.pk)})

    assert answer.status_code == 403
