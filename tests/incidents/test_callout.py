"""Departments are called by one act, each confirms for itself, and who does not is red and told upward."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from incidents.models import CallOut
from incidents.selectors.board import whole_row_of
from incidents.states import Purpose
from journal.models import Parked
from kernel.actors import SYSTEM
from kernel.scope import reading
from organisation.models import Post, Unit
from tests.incidents.builders import Desk, Opened, done
from tests.incidents.departments import NINE, liaison, liaison_of, with_departments


def calls(incident: Opened, by: str = "bai") -> dict[str, Any]:
    incident.desk.world.settle()
    told = done(incident.desk.get(by, f"{incident.number}/call-outs/")).json()
    return {call["party"]: call for call in told}


def mine(desk: Desk, who: str) -> list[dict[str, Any]]:
    desk.world.settle()
    told: list[dict[str, Any]] = done(desk.world.client_of(who).get(f"{desk.world.api}/call-outs/")).json()
    return told


def confirm(desk: Desk, who: str, call: str) -> Any:
    return desk.world.client_of(who).post(f"{desk.world.api}/call-outs/{call}/confirm/")


def by_phone(incident: Opened, call: int, by: str = "chen", **given: Any) -> Any:
    at = given.pop("at", incident.desk.world.exam_now.isoformat())
    spoken = {"caller": "王局长", "phone": "0478-8210000", "at": at, "words": "人员已出发", **given}
    return incident.post(by, f"call-outs/{call}/by-phone/", **spoken)


def nine_called(desk: Desk) -> Opened:
    """E02 (level III: ten minutes), for which nine departments are called by one act."""
    with_departments(desk.world)
    incident = desk.answered("E04", venue="v01")
    done(incident.post("bai", "call-outs/", parties=list(NINE)))
    return incident


def test_nine_are_called_by_one_act_seven_confirm_and_two_are_red_and_escalated(desk: Desk) -> None:
    incident = nine_called(desk)
    told = calls(incident)
    assert set(told) == set(NINE)
    assert desk.world.history().count("incidents.units_called_out") == 1

    for code in NINE[:6]:
        [call] = mine(desk, liaison_of(code))
        done(confirm(desk, liaison_of(code), call["id"]))
    done(by_phone(incident, told[NINE[6]]["number"]))
    desk.world.fast_forward(minutes=10)

    after = calls(incident)
    assert [code for code in NINE if after[code]["red"]] == list(NINE[7:])
    assert [code for code in NINE if after[code]["status"] != "confirmed"] == list(NINE[7:])
    assert overdue(desk) == sorted((code, "duty_officer") for code in NINE[7:])
    desk.world.fast_forward(minutes=5)
    assert overdue(desk) == sorted((code, rung) for code in NINE[7:] for rung in ("district_chief", "duty_officer"))
    row = whole_row_of(incident.now().pk)
    assert row is not None
    assert (row["calls"], row["calls_open"], row["calls_red"]) == (9, 2, 2)


def overdue(desk: Desk) -> list[tuple[str, str]]:
    """Which departments were told upward, and to whom."""
    facts: list[Any] = [fact for fact in desk.world.facts() if fact.kind == "incidents.call_out_overdue"]
    return sorted((fact.party, fact.rung) for fact in facts)


def test_nothing_is_red_a_second_before_its_time(desk: Desk) -> None:
    incident = nine_called(desk)

    desk.world.fast_forward(minutes=9, seconds=59)
    assert not any(call["red"] for call in calls(incident).values())

    desk.world.fast_forward(seconds=1)
    assert all(call["red"] for call in calls(incident).values())


def test_who_confirms_late_is_red_no_longer_and_told_late(desk: Desk) -> None:
    incident = nine_called(desk)
    desk.world.fast_forward(minutes=11)

    [call] = mine(desk, "jin")
    done(confirm(desk, "jin", call["id"]))

    police = calls(incident)["police"]
    assert (police["red"], police["status"], police["confirmed_by"]) == (False, "confirmed", "金联络")
    assert police["overdue_at"] is not None
    assert confirm(desk, "jin", call["id"]).json()["code"] == "already_confirmed"


def test_a_liaison_sees_just_what_concerns_his_unit(desk: Desk) -> None:
    with_departments(desk.world)
    incident = desk.opened("H05", venue="v01", place="心理室旁", words="考生张某投诉")

    desk.world.settle()
    told = done(desk.world.client_of("jin").get(f"{desk.world.api}/call-outs/"))

    [call] = told.json()
    assert (call["name"], call["venue"], call["part"]) == ("噪声扰考", "临河一中", "supporting")
    assert "张某" not in told.content.decode()
    assert "心理室" not in told.content.decode()
    steps = [row["number"] for row in incident.get("bai").json()["plan_steps"] if "police" in row["who"]]
    assert [step["number"] for step in call["steps"]] == steps
    assert incident.get("jin").json()["code"] == "not_there"


@pytest.mark.parametrize("who", ["l-health", "chen", "zhao", "hu"])
def test_nobody_confirms_for_another_unit(desk: Desk, who: str) -> None:
    incident = nine_called(desk)
    police = calls(incident)["police"]

    response = confirm(desk, who, police["id"])

    assert response.json()["code"] == "not_there"
    assert calls(incident)["police"]["status"] == "called"


def test_who_confirmed_by_telephone_is_on_record_with_number_and_time(desk: Desk) -> None:
    incident = nine_called(desk)
    number = calls(incident)["police"]["number"]
    before = (desk.world.exam_now - dt.timedelta(minutes=1)).isoformat()
    later = (desk.world.exam_now + dt.timedelta(minutes=1)).isoformat()

    assert by_phone(incident, number, by="zhao").json()["code"] == "not_there"
    assert by_phone(incident, number, by="hu").json()["code"] == "not_there"
    assert by_phone(incident, number, by="jin").json()["code"] == "not_there"
    assert by_phone(incident, number, at=before).json()["code"] == "spoken_at_wrong"
    assert by_phone(incident, number, at=later).json()["code"] == "spoken_at_wrong"
    assert by_phone(incident, number, words="证号150821200701010011").json()["code"] == "id_number_written"
    done(by_phone(incident, number))

    police = calls(incident)["police"]
    assert (police["caller"], police["keyed_by"], police["confirmed_by"]) == ("王局长 0478-8210000", "陈值班", None)
    with reading(SYSTEM):
        assert b"0478" not in bytes(CallOut.objects.get(pk=police["id"]).caller_sealed)


def test_a_wrong_number_is_red_at_once_and_another_liaison_is_called(desk: Desk) -> None:
    incident = nine_called(desk)
    number = calls(incident)["police"]["number"]
    with reading(SYSTEM):
        other = liaison(Unit.objects.get(code="police"), "l-police-2")
    desk.world.fast_forward(minutes=6)

    done(incident.post("chen", f"call-outs/{number}/unreachable/", words="号码是空号"))
    police = calls(incident)["police"]
    assert (police["red"], police["unreachable"], police["words"]) == (True, True, "号码是空号")
    stranger = incident.post("chen", f"call-outs/{number}/replace/", person=str(desk.world.zhao.pk))
    assert stranger.json()["code"] == "no_liaison_there"
    [instead] = police["others"]
    assert instead["id"] == str(other.pk)
    done(incident.post("chen", f"call-outs/{number}/replace/", person=instead["id"]))

    police = calls(incident)["police"]
    assert (police["red"], police["liaison"], police["status"]) == (False, other.name, "called")
    desk.world.fast_forward(minutes=9, seconds=59)
    assert calls(incident)["police"]["red"] is False
    desk.world.fast_forward(seconds=1)
    assert calls(incident)["police"]["red"] is True


def test_a_liaison_whose_post_has_ended_cannot_be_reached(desk: Desk) -> None:
    incident = nine_called(desk)
    with reading(SYSTEM):
        post = Post.objects.get(person=desk.world.jin)
        post.ends_at = post.starts_at + dt.timedelta(days=1)
        post.save()

    police = calls(incident)["police"]

    assert (police["unreachable"], police["red"]) == (True, True)
    assert confirm(desk, "jin", police["id"]).json()["code"] == "not_there"


def test_a_unit_that_the_county_does_not_have_is_red_from_the_first_second(desk: Desk) -> None:
    incident = desk.opened("G01")

    told = calls(incident)

    assert {"emergency", "meteorology", "water", "transport"} == set(told)
    assert all(call["unreachable"] and call["unit"] is None for call in told.values())
    done(by_phone(incident, told["water"]["number"]))
    assert calls(incident)["water"]["status"] == "confirmed"


@pytest.mark.parametrize(
    ("plan", "called"),
    [
        ("G01", True),  # level II
        ("H05", True),  # level IV, and its plan says so
        ("E04", False),  # level III
        ("C07", True),
        ("C05", False),
    ],
)
def test_units_are_called_of_themselves_where_the_plan_says_so(desk: Desk, plan: str, called: bool) -> None:
    incident = desk.opened(plan)

    assert bool(calls(incident)) is called
    assert ("incidents.units_called_out" in desk.world.history()) is called


def test_a_level_that_rises_calls_those_that_the_lower_one_did_not_and_nobody_twice(desk: Desk) -> None:
    with_departments(desk.world)
    incident = desk.answered("E04", venue="v01")  # level III: nobody is called of himself
    done(incident.post("bai", "call-outs/", parties=["power"]))
    assert set(calls(incident)) == {"power"}

    done(incident.post("bai", "level/", level="II", words="扩大"))
    risen = calls(incident)
    assert len(risen) > 1
    assert [call["number"] for call in risen.values() if call["party"] == "power"] == [1]
    assert desk.world.history().count("incidents.units_called_out") == 2

    done(incident.post("bai", "level/", level="I", words="再扩大"))
    assert calls(incident).keys() == risen.keys()
    assert desk.world.history().count("incidents.units_called_out") == 2
    assert not Parked.objects.exists(), "who is called already is left out, and not refused by the database"


def test_who_neither_confirmed_nor_was_waived_stands_against_the_end(desk: Desk) -> None:
    incident = nine_called(desk)
    told = calls(incident)
    confirmed = mine(desk, "jin")[0]
    done(confirm(desk, "jin", confirmed["id"]))
    left = sorted(call["number"] for party, call in told.items() if party != "police")
    blocked = incident.post("bai", "close/propose/", words="已恢复").json()
    assert [one["number"] for one in blocked["detail"]["blockers"] if one["kind"] == "call_out"] == left

    for who, given, code in (
        ("bai", {"calls": left, "words": " "}, "bad_input"),
        ("bai", {"calls": [*left, 99], "words": "无需到场"}, "not_there"),
        ("bai", {"calls": [*left, told["police"]["number"]], "words": "无需到场"}, "already_confirmed"),
        ("jin", {"calls": left, "words": "无需到场"}, "not_there"),
        ("hu", {"calls": left, "words": "无需到场"}, "not_there"),
    ):
        assert incident.post(who, "call-outs/waive/", **given).json()["code"] == code, given
    done(incident.post("bai", "call-outs/waive/", calls=left, words="已由公安处置，无需到场"))

    assert {call["status"] for call in calls(incident).values()} == {"confirmed", "waived"}
    assert not any(call["red"] for call in calls(incident).values())
    assert mine(desk, liaison_of("power")) == []
    desk.world.fast_forward(minutes=30)
    assert "incidents.call_out_overdue" not in desk.world.history()
    incident.finish()
    done(incident.post("bai", "close/propose/", words="已恢复"))


def test_the_plans_units_are_called_once_by_hand(desk: Desk) -> None:
    with_departments(desk.world)
    incident = desk.opened("E01", venue="v01")

    assert incident.post("zhao", "call-outs/").json()["code"] == "not_there"
    assert incident.post("wang", "call-outs/").json()["code"] == "not_permitted"
    assert incident.post("chen", "call-outs/", parties=["venue"]).json()["code"] == "party_unknown"
    assert incident.post("chen", "call-outs/", parties=["moon"]).json()["code"] == "party_unknown"
    done(incident.post("chen", "call-outs/"))
    assert incident.post("chen", "call-outs/").json()["code"] == "already_called"

    assert {party: call["part"] for party, call in calls(incident).items()} == {"power": "lead", "water": "supporting"}


def test_of_a_restricted_incident_a_liaison_learns_its_number_and_whom_to_ring(desk: Desk) -> None:
    with_departments(desk.world)
    desk.opened("F05", by="bai", venue="v01")

    [call] = mine(desk, "jin")

    assert set(call) == {"id", "unit", "status", "called_at", "due_at", "restricted", "number"}
    assert call["restricted"] is True
    response = done(confirm(desk, "jin", call["id"]))
    assert response.json()["fact"] is None
    assert "incidents.restricted_call_out_confirmed" in desk.world.history()


def test_of_an_escort_nobody_is_called_of_himself_and_not_even_the_number_is_told(desk: Desk) -> None:
    desk.opened("A03", by="li")
    number = desk.all()[-1].number
    assert mine(desk, "jin") == []

    done(desk.post("bai", f"{number}/call-outs/", parties=["police"]))

    [call] = mine(desk, "jin")
    assert (call["number"], call["restricted"]) == (None, True)
    assert str(number) not in done(confirm(desk, "jin", call["id"])).content.decode()


def test_an_end_ends_the_waiting_for_confirmations(desk: Desk) -> None:
    incident = nine_called(desk)
    incident.finish(by="chen")
    done(incident.post("chen", "close/propose/", words="已恢复"))
    done(incident.post("guo", "close/"))

    desk.world.fast_forward(hours=1)

    assert "incidents.call_out_overdue" not in desk.world.history()
    assert mine(desk, "jin") == []
    with reading(SYSTEM):
        assert desk.clock_count(Purpose.CALL_OUT) == 0


def test_the_pages_show_who_has_not_confirmed_and_let_him_confirm(desk: Desk) -> None:
    incident = nine_called(desk)
    exam = {"exam": str(desk.world.exam.pk)}

    page = desk.world.client_of("jin").get("/call-outs/", exam).content.decode()
    assert "临河县公安局" in page
    assert "/confirm/" in page
    story = desk.world.client_of("bai").get(f"/incidents/{incident.number}/", exam).content.decode()
    assert story.count("data-call=") == 9
    assert desk.world.client_of("chen").get("/call-outs/", exam).status_code == 403
