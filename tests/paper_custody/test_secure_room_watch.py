"""Visitors see the room empty or not at all; its alarms and cameras are heard, and what they mean is told."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from typing import Any

import pytest

from paper_custody.models.vault_watch import RoomCoverage, RoomSignal, RoomSource, RoomVisit
from tests.incidents.builders import Desk
from tests.paper_custody.builders import Papers
from tests.paper_custody.vault import Vault
from tests.stages import stage
from tests.world import HOUR, World

SECRET = "a-secret-of-the-alarm-host"
MORNING = {"from": "2027-06-07T00:00:00+08:00", "until": "2027-06-07T06:00:00+08:00"}
BACKWARDS = {"from": MORNING["until"], "until": MORNING["from"]}
VISITORS = {"visitors": "县人大代表马某等、家长代表周某", "people": 6, "purpose": "参观保密室"}


@stage
def vault(papers: Papers) -> Vault:
    return Vault(papers.world)


def book(vault: Vault, who: str = "wang", **given: Any) -> Any:
    planned = {"planned_at": (vault.world.exam_now + HOUR).isoformat()}
    return vault.post(who, "visits", **{**VISITORS, **planned, **given})


def booked(vault: Vault) -> str:
    return str(book(vault).json()["fact"]["visit"])


def test_a_visit_to_the_empty_room_is_booked_signed_in_and_signed_out(vault: Vault) -> None:
    visit = booked(vault)

    no_phones = vault.post("fan", f"visits/{visit}/in")
    stranger = vault.post("fan", f"visits/{visit}/in", phones_surrendered=True, escort="zhao")
    begun = vault.post("fan", f"visits/{visit}/in", phones_surrendered=True, escort="lu")

    assert [no_phones.json()["code"], stranger.json()["code"]] == ["phones_not_surrendered", "shift_wrong"]
    assert begun.status_code == 200
    row = RoomVisit.objects.get()
    assert (row.status, row.room_status, row.escort) == ("inside", "enabled", vault.world.people["lu"])
    assert vault.post("fan", f"visits/{visit}/in", phones_surrendered=True).json()["code"] == "not_now"
    assert vault.post("fan", f"visits/{visit}/out").status_code == 200
    assert "马某" not in str([fact.as_json() for fact in vault.world.facts()])


def test_no_visit_while_papers_are_stored_and_none_afterwards(papers: Papers, vault: Vault) -> None:
    visit = booked(vault)
    papers.receive()  # before the room's own state has followed

    at_once = [book(vault), vault.post("fan", f"visits/{visit}/in", phones_surrendered=True)]
    vault.world.settle()
    followed = vault.post("fan", f"visits/{visit}/in", phones_surrendered=True)
    papers.store()
    papers.load("v01")
    papers.load("v02")
    vault.world.settle()
    cleared = vault.post("fan", f"visits/{visit}/in", phones_surrendered=True)

    assert {one.json()["code"] for one in [*at_once, followed, cleared]} == {"visit_while_papers_stored"}
    assert followed.json()["detail"] == {"state": "papers_stored"}
    assert cleared.json()["detail"] == {"state": "cleared"}
    assert vault.post("wang", f"visits/{visit}/off").status_code == 200


def test_papers_wait_while_visitors_are_inside(papers: Papers, vault: Vault) -> None:
    visit = booked(vault)
    vault.post("fan", f"visits/{visit}/in", phones_surrendered=True)

    assert papers.receive().json()["code"] == "visitors_inside"
    vault.post("fan", f"visits/{visit}/out")
    assert papers.receive().status_code == 200


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"visitors": "马某 150821199001011234"}, "id_number_written"),
        ({"people": 0}, "bad_input"),
        ({"purpose": " "}, "bad_input"),
        ({"who": "fan"}, "not_permitted"),
        ({"who": "zhao"}, "not_permitted"),
        ({"who": "hu"}, "not_there"),
    ],
)
def test_what_a_booking_refuses(vault: Vault, given: dict[str, Any], code: str) -> None:
    assert book(vault, given.pop("who", "wang"), **given).json()["code"] == code
    assert not RoomVisit.objects.exists()


def register(vault: Vault, code: str = "CAM-1", kind: str = "camera") -> str:
    done = vault.post("wang", "sources", code=code, name="内间一号", kind=kind, secret=SECRET)
    assert done.status_code == 200, done.json()
    assert SECRET not in str(done.json())
    vault.world.settle()
    vault.world.forget()
    return code


def send(vault: Vault, code: str, body: object, *, secret: str = SECRET) -> Any:
    """What the device posts: it has no session, and only its secret."""
    from tests.world import Browser

    raw = body if isinstance(body, bytes) else json.dumps(body).encode()
    headers = {"Source-Secret": secret}
    client = Browser(enforce_csrf_checks=True)
    return client.post(f"{vault.api}/signals/{code}/", raw, "application/json", headers=headers)


def test_a_camera_that_comes_back_within_the_minute_is_no_incident(world: World, vault: Vault) -> None:
    desk, code = Desk.of(world), register(vault)

    assert send(vault, code, {"status": "fault"}).status_code == 200
    world.fast_forward(seconds=59)
    assert send(vault, code, {"status": "ok"}).status_code == 200
    world.fast_forward(minutes=5)

    assert desk.all() == []
    assert [kind for kind in world.history() if "watch" in kind] == [
        "paper_custody.room_watch_failed",
        "paper_custody.room_watch_restored",
    ]


def test_a_camera_off_for_a_minute_is_plan_a06_and_red_until_it_works(world: World, vault: Vault) -> None:
    desk, code = Desk.of(world), register(vault)
    send(vault, code, {"status": "fault"})

    world.fast_forward(minutes=1)

    assert [(one.plan_code, one.place_key) for one in desk.all()] == [("A06", "secure room camera")]
    assert vault.told()["wrong"] == ["camera"]
    send(vault, code, {"status": "ok"})
    assert vault.told()["wrong"] == []


def test_an_alarm_is_told_at_once_by_a_guard_too(world: World, vault: Vault) -> None:
    desk, code = Desk.of(world), register(vault, "IR-1", "alarm")

    assert vault.post("zhao", f"sources/{code}/status", status="alarm").json()["code"] == "not_permitted"
    assert vault.post("hu", f"sources/{code}/status", status="alarm").json()["code"] == "not_there"
    assert vault.post("fan", "sources/none/status", status="alarm").json()["code"] == "not_there"
    assert vault.post("fan", f"sources/{code}/status", status="alarm").status_code == 200
    world.settle()
    assert vault.post("fan", f"sources/{code}/status", status="alarm").json()["fact"] is None

    assert [one.plan_code for one in desk.all()] == ["A06"]


def test_what_came_in_is_kept_byte_for_byte(vault: Vault) -> None:
    code, raw = register(vault), b'{ "status" : "ok",  "firmware": "3.1" }'

    answer = send(vault, code, raw)

    row = RoomSignal.objects.get()
    assert bytes(row.body) == raw
    assert answer.json()["sha256"] == row.body_hash == hashlib.sha256(raw).hexdigest()


@pytest.mark.parametrize(
    ("body", "why"),
    [
        (b"", "not_json"),
        (b"\xff\xfe", "not_json"),
        (b"[" * 16_000, "not_json"),
        (b"[]", "not_an_object"),
        ({"status": "alarm"}, "status_unknown"),  # a camera raises none
        ({"status": 1}, "status_unknown"),
        ({"status": "unknown"}, "status_unknown"),
        (
            {"coverage": 7, **MORNING},
            "coverage_unknown",
        ),
        (
            {"coverage": True, **MORNING},
            "coverage_unknown",
        ),
        ({"coverage": 1, "from": "2027-06-07T00:00:00", "until": "2027-06-07T06:00:00"}, "period_unreadable"),
        (
            {"coverage": 1, **BACKWARDS},
            "period_unreadable",
        ),
        ({"coverage": 1, "from": "2027-99-07T06:00:00+08:00", "until": 3}, "period_unreadable"),
    ],
)
def test_what_cannot_be_read_is_kept_and_shown(vault: Vault, body: object, why: str) -> None:
    code = register(vault)

    answer = send(vault, code, body)

    assert (answer.status_code, answer.json()["code"]) == (400, "signal_unreadable")
    assert [one["why"] for one in vault.told()["rejects"]] == [why]
    assert RoomSource.objects.get().status == "unknown"
    assert vault.world.history() == []


@pytest.mark.parametrize(
    ("body", "why"),
    [({"status": "ok", "by": "150821199001011234"}, "id_number_written"), (b"1" * 17_000, "too_large")],
)
def test_of_some_bodies_only_the_hash_is_kept(vault: Vault, body: object, why: str) -> None:
    send(vault, register(vault), body)

    row = RoomSignal.objects.get()
    assert (row.refused, bytes(row.body), len(row.body_hash)) == (why, b"", 64)


@pytest.mark.parametrize(("code", "secret"), [("CAM-1", "wrong"), ("CAM-1", ""), ("CAM-2", SECRET)])
def test_of_a_stranger_nothing_is_kept(vault: Vault, code: str, secret: str) -> None:
    register(vault)

    answer = send(vault, code, {"status": "fault"}, secret=secret)

    assert (answer.status_code, answer.json()["code"]) == (403, "source_unknown")
    assert not RoomSignal.objects.exists()


def test_a_source_of_the_drill_is_none_of_the_real_exam(vault: Vault) -> None:
    code = register(vault)

    assert send(Vault(vault.world, real=True), code, {"status": "fault"}).json()["code"] == "source_unknown"


@pytest.mark.parametrize(("number", "word"), [(1, "full"), (-2, "partial"), (-1, "none")])
def test_how_much_was_recorded_is_kept_by_period(vault: Vault, number: int, word: str) -> None:
    code = register(vault, "NVR-1", "recording")

    assert send(vault, code, {"coverage": number, **MORNING}).status_code == 200

    row = RoomCoverage.objects.get()
    assert (row.coverage, row.ends_at - row.starts_at) == (word, dt.timedelta(hours=6))
    assert vault.world.history() == []


def test_a_secret_is_kept_as_a_hash_and_a_code_is_used_once(vault: Vault) -> None:
    register(vault)

    again = vault.post("wang", "sources", code="CAM-1", name="x", kind="camera", secret=SECRET)
    short = vault.post("wang", "sources", code="CAM-3", name="x", kind="camera", secret="short")
    guard = vault.post("fan", "sources", code="CAM-4", name="x", kind="camera", secret=SECRET)

    assert [one.json()["code"] for one in (again, short, guard)] == ["source_taken", "bad_input", "not_permitted"]
    assert SECRET not in RoomSource.objects.get().secret_hash
