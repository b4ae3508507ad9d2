"""A venue is ready when all its gates are, each for its time; equipment and rooms are looked at before."""

from __future__ import annotations

from typing import Any

import pytest

from journal.audit import differences
from tests.stages import stage
from tests.venues.builders import at, kinds_of, open_quiet_day, post
from tests.world import World
from venues import services
from venues.models import EquipmentTest, ReadinessGate, RoomAcceptance
from venues.states import Gate


@stage
def day(world: World) -> World:
    open_quiet_day(world)
    return world


def gates(world: World, venue: str = "v01") -> dict[str, str]:
    told = world.client_of("chen").get(f"{world.api}/venues/{venue}/").json()["readiness"]
    return {**{one["gate"]: one["state"] for one in told["gates"]}, "all": told["state"]}


def set_gate(world: World, who: str, gate: str, state: str = "ready", **given: Any) -> Any:
    return post(world, who, "venues/v01/gates/", gate=gate, state=state, **given)


def test_a_venue_is_ready_when_every_gate_is(day: World) -> None:
    assert gates(day)["all"] == "not_ready"

    for gate in Gate:
        assert set_gate(day, "sun", gate.value).status_code == 200

    assert set(gates(day).values()) == {"ready"}
    assert gates(day, "v02")["all"] == "not_ready"

    set_gate(day, "ma", "medical", "not_ready")
    assert (gates(day)["medical"], gates(day)["all"]) == ("not_ready", "not_ready")


def test_what_was_found_in_order_fades_at_its_hour(day: World) -> None:
    for gate in Gate:
        set_gate(day, "sun", gate.value, expires_at=at(-30).isoformat() if gate == Gate.POWER else None)

    day.move_to(at(-31))
    assert gates(day)["all"] == "ready"

    day.move_to(at(-30))
    assert (gates(day)["power"], gates(day)["all"]) == ("expired", "expired")
    assert ("gate_expired", "power") in kinds_of(day, "v01")


def test_looked_at_afresh_it_holds_again_and_the_old_hour_is_void(day: World) -> None:
    set_gate(day, "sun", "power", expires_at=at(-30).isoformat())
    day.move_to(at(-60))
    set_gate(day, "sun", "power", expires_at=at(60).isoformat())

    day.move_to(at(-29))

    assert gates(day)["power"] == "ready"
    assert ("gate_expired", "power") not in kinds_of(day, "v01")


def test_a_clock_that_ran_out_while_the_gate_was_set_anew_changes_nothing(day: World) -> None:
    set_gate(day, "sun", "power", expires_at=at(60).isoformat())

    gate = ReadinessGate.objects.get(gate="power")
    assert services.expire_gate(day.asked(exam_id=day.exam.pk), gate_id=gate.pk) is None
    assert gates(day)["power"] == "ready"


def test_the_catalogue_says_how_long_it_holds_when_nobody_does(day: World) -> None:
    fact = set_gate(day, "sun", "route").json()["fact"]

    assert fact["expires_at"] == (day.exam_now + (at(240) - at(0))).isoformat()


@pytest.mark.parametrize(
    ("who", "given", "code"),
    [
        ("tao", {}, "not_permitted"),
        ("zhao", {}, "not_permitted"),
        ("hu", {}, "not_there"),
        ("sun", {"expires_at": at(-400).isoformat()}, "expiry_needed"),
        ("sun", {"gate": "moat"}, "bad_input"),
        ("sun", {"state": "expired"}, "bad_input"),
    ],
)
def test_a_gate_is_set_by_those_who_look(day: World, who: str, given: dict[str, Any], code: str) -> None:
    told = {"gate": "power", "state": "ready", **given}

    assert post(day, who, "venues/v01/gates/", **told).json()["code"] == code
    assert not ReadinessGate.objects.exists()


# Equipment


def run_tests(world: World, kind: str, *, who: str = "sun", failed: list[dict[str, str]] | None = None) -> Any:
    return post(world, who, "venues/v01/equipment/test/", equipment_kind=kind, failed=failed or [])


def test_a_kind_is_tested_at_once_and_its_gate_follows(day: World) -> None:
    fact = run_tests(day, "clock").json()["fact"]
    assert (fact["passed"], fact["failed"]) == (3, [])

    day.settle()

    assert (gates(day)["clocks"], gates(day)["cameras"]) == ("ready", "unset")


def test_a_spare_stands_in_for_one_that_failed_but_not_for_two(day: World) -> None:
    run_tests(day, "clock", failed=[{"asset_code": "v01-CLK-1", "fault": "慢两分钟"}])
    day.settle()
    assert gates(day)["clocks"] == "ready"

    run_tests(
        day,
        "clock",
        failed=[{"asset_code": "v01-CLK-1", "fault": "慢两分钟"}, {"asset_code": "v01-CLK-2", "fault": "不走"}],
    )
    day.settle()
    assert gates(day)["clocks"] == "not_ready"
    found = EquipmentTest.objects.filter(outcome="failed").values_list("equipment__asset_code", "fault")
    assert ("v01-CLK-2", "不走") in found


def test_a_gate_of_two_kinds_waits_for_both(day: World) -> None:
    run_tests(day, "broadcast")
    day.settle()
    assert gates(day)["broadcast"] == "unset"

    run_tests(day, "player")
    day.settle()
    assert gates(day)["broadcast"] == "ready"


def test_a_camera_that_goes_silent_is_a_fact_and_closes_its_gate(day: World) -> None:
    run_tests(day, "camera")
    day.move_to(at(5))

    silent = {"asset_code": "v01-CAM-1", "since": at(2).isoformat(), "fault": "001考场画面中断"}
    fact = post(day, "sun", "venues/v01/equipment/silent/", **silent).json()["fact"]
    day.settle()

    assert (fact["kind"], fact["equipment_kind"]) == ("venues.equipment_silent", "camera")
    assert gates(day)["cameras"] == "not_ready"


@pytest.mark.parametrize(
    ("who", "kind", "failed", "code"),
    [
        ("tao", "clock", [], "not_permitted"),
        ("hu", "clock", [], "not_there"),
        ("sun", "jammer", [], "equipment_unknown"),
        ("sun", "clock", [{"asset_code": "v02-CAM-1", "fault": "黑屏"}], "equipment_unknown"),
        ("sun", "clock", [{"asset_code": "v01-CAM-1", "fault": "黑屏"}], "equipment_unknown"),
        ("sun", "clock", [{"asset_code": "v01-CLK-1", "fault": " "}], "bad_input"),
    ],
)
def test_a_test_names_what_is_there(day: World, who: str, kind: str, failed: list[Any], code: str) -> None:
    assert run_tests(day, kind, who=who, failed=failed).json()["code"] == code
    assert not EquipmentTest.objects.exists()


# Rooms


def accept(world: World, who: str = "sun", **given: Any) -> Any:
    told = {"checklist": "room", "version": 1, "rooms": ["001", "002", "003"], **given}
    return post(world, who, "venues/v01/rooms/accept/", **told)


def test_rooms_are_gone_through_together_and_one_with_an_open_point_is_not_accepted(day: World) -> None:
    points = [{"room": "002", "point": "clock", "note": "慢一分钟"}]

    fact = accept(day, open_points=points).json()["fact"]

    assert (fact["rooms"], fact["refused"], fact["checklist_version"]) == (["001", "003"], ["002"], 1)
    rooms = {one["number"]: one for one in day.client_of("sun").get(f"{day.api}/venues/v01/rooms/").json()}
    assert rooms["002"]["open_points"] == [{"point": "clock", "note": "慢一分钟"}]
    assert (rooms["001"]["open_points"], rooms["099"]["accepted_at"]) == ([], None)


def test_a_room_is_accepted_again_when_its_point_is_closed(day: World) -> None:
    accept(day, open_points=[{"room": "002", "point": "clock", "note": "慢一分钟"}])

    accept(day, rooms=["002"])

    rooms = {one["number"]: one for one in day.client_of("sun").get(f"{day.api}/venues/v01/rooms/").json()}
    assert rooms["002"]["open_points"] == []
    assert RoomAcceptance.objects.filter(room__number="002").count() == 2


@pytest.mark.parametrize(
    ("who", "given", "code"),
    [
        ("sun", {"version": 2}, "checklist_incomplete"),
        ("sun", {"checklist": "attic"}, "checklist_incomplete"),
        ("sun", {"open_points": [{"room": "001", "point": "moat", "note": "无"}]}, "checklist_incomplete"),
        ("sun", {"open_points": [{"room": "099", "point": "clock", "note": "慢"}]}, "room_unknown"),
        ("sun", {"rooms": ["001", "777"]}, "room_unknown"),
        ("sun", {"rooms": ["090"]}, "room_unknown"),
        ("tao", {}, "not_permitted"),
        ("chen", {}, "not_permitted"),
        ("hu", {}, "not_there"),
    ],
)
def test_an_acceptance_goes_by_the_checklist_in_force(day: World, who: str, given: dict[str, Any], code: str) -> None:
    assert accept(day, who, **given).json()["code"] == code
    assert not RoomAcceptance.objects.exists()


def test_a_holding_area_has_a_checklist_of_its_own(day: World) -> None:
    assert accept(day, checklist="holding", rooms=["090"]).status_code == 200


def test_the_journal_agrees_with_what_was_found(day: World) -> None:
    accept(day, open_points=[{"room": "002", "point": "clock", "note": "慢一分钟"}])
    run_tests(day, "clock", failed=[{"asset_code": "v01-CLK-1", "fault": "慢两分钟"}])
    set_gate(day, "sun", "power")
    day.settle()

    assert list(differences()) == []
