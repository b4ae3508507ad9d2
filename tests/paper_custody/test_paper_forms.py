"""A handover on paper is entered afterwards by two clerks and stays marked as weaker; a call is a mark only."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from journal.audit import differences
from paper_custody.models import Bag, Escort, Handover, PaperCall, PaperForm
from paper_custody.states import BagStatus
from tests.paper_custody.builders import Papers, scans_of
from tests.stages import stage


def form_of(papers: Papers, **change: Any) -> dict[str, Any]:
    """The arrival at v01 as it was signed on paper, while nothing worked there."""
    told: dict[str, Any] = {
        "form": "考务交接〔2027〕7号",
        "step": "arrive",
        "signed_at": papers.world.exam_now.isoformat(),
        "givers": ["李押运"],
        "receivers": ["秦保管", "陶主考"],
        "venue": "v01",
        "bags": scans_of("A1", "v01"),
    }
    return {**told, **change}


def enter(papers: Papers, who: str = "chen", second: str = "kong", **change: Any) -> Any:
    return papers.post(who, "forms", second=second, **form_of(papers, **change))


@stage
def on_the_road(papers: Papers) -> Papers:
    """The papers of v01 on their way."""
    papers.on_the_road()
    return papers


def test_two_clerks_close_the_gap_and_it_stays_to_be_seen(on_the_road: Papers) -> None:
    entered = enter(on_the_road)

    assert entered.json()["fact"]["kind"] == "paper_custody.handover_entered_from_paper"
    bag = Bag.objects.get(code="DRILL-A1-v01-001-P")
    assert (bag.status, bag.holder) == (BagStatus.IN_STORE, on_the_road.world.qin)
    assert Escort.objects.get().arrived_at is not None
    assert not Handover.objects.filter(step="arrive").exists()
    client = on_the_road.world.client_of("sun")
    told = client.get(f"{on_the_road.world.api}/papers/bags/{bag.code}/").json()["moments"]
    [weak] = [one for one in told if one["weak"]]
    assert weak["people"] == ["李押运", "秦保管、陶主考", "陈值班", "孔考务"]
    assert weak["place"] == "考务交接〔2027〕7号"
    shown = client.get(f"/papers/bag/{bag.code}/?exam={on_the_road.world.exam.pk}").content.decode()
    assert "补录" in shown
    on_the_road.world.settle()
    assert "venues.gate_set" in on_the_road.world.history()
    assert list(differences()) == []


def test_the_day_goes_on_from_there(on_the_road: Papers) -> None:
    enter(on_the_road)
    on_the_road.world.fast_forward(minutes=40)

    assert on_the_road.rooms("issue").status_code == 200


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"form": " "}, "bad_input"),
        ({"givers": []}, "bad_input"),
        ({"step": "open"}, "bad_input"),
        ({"step": "load"}, "not_on_a_form"),
        ({"step": "receive"}, "bag_not_now"),
        ({"venue": "v02"}, "wrong_bag"),
        ({"bags": scans_of("A1", "v01")[1:]}, "count_mismatch"),
        ({"bags_counted": 3}, "count_mismatch"),
        ({"givers": ["陈值班"]}, "clerk_signed"),
        ({"receivers": ["kong"]}, "clerk_signed"),
        ({"givers": ["110101199003071234"]}, "id_number_written"),
    ],
)
def test_a_form_that_does_not_fit_is_refused(on_the_road: Papers, change: dict[str, Any], code: str) -> None:
    assert enter(on_the_road, **change).json()["code"] == code
    assert not PaperForm.objects.exists()


def test_its_time_does_not_contradict_the_chain(on_the_road: Papers) -> None:
    now = on_the_road.world.exam_now
    loaded = Handover.objects.filter(step="load")[0].exam_at

    for signed_at in (now + dt.timedelta(minutes=1), loaded - dt.timedelta(seconds=1)):
        assert enter(on_the_road, signed_at=signed_at.isoformat()).json()["code"] == "paper_time_wrong"


def test_a_form_is_entered_once(on_the_road: Papers) -> None:
    assert enter(on_the_road).status_code == 200
    again: dict[str, Any] = {"step": "hand_over", "bags": scans_of("A1", "v01"), "receivers": ["孙主考"]}

    assert enter(on_the_road, **again).json()["code"] == "form_entered_twice"
    assert enter(on_the_road, **again, form="另一号").status_code == 200


@pytest.mark.parametrize("who", ["zhao", "hu", "sun", "wang"])
def test_only_clerks_of_the_county_enter_it(on_the_road: Papers, who: str) -> None:
    assert enter(on_the_road, who, "kong").json()["code"] in {"not_permitted", "not_there"}
    assert enter(on_the_road, "chen", who).json()["code"] == "not_permitted"
    assert enter(on_the_road, "chen", "chen").json()["code"] == "one_person"


def test_a_departure_on_paper_names_who_drives(papers: Papers) -> None:
    papers.in_the_vault()
    expected = (papers.world.exam_now + dt.timedelta(hours=1)).isoformat()
    load: dict[str, Any] = {"step": "load", "sessions": ["A1"], "vehicle": "CAR-1", "expected_at": expected}

    assert enter(papers, **load, receivers=["无名氏"]).json()["code"] == "signer_unknown"
    assert enter(papers, **load, receivers=["li"]).status_code == 200
    assert Escort.objects.get().leader == papers.world.li


def test_postgresql_knows_two_clerks_and_one_form(on_the_road: Papers) -> None:
    enter(on_the_road)
    row = PaperForm.objects.get()
    for change, constraint in (
        ("second_id = first_id", "never changed|permission denied"),
        ("number = 'x'", "never changed|permission denied"),
    ):
        refused = pytest.raises(DatabaseError, match=constraint)
        with refused, transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"UPDATE paper_custody_paperform SET {change}")  # noqa: S608
    for wrong, constraint in (
        ({}, "form_is_entered_once"),
        ({"number": "2", "second_id": row.first_id}, "form_takes_two_clerks"),
        ({"number": "2", "first_id": on_the_road.world.zhao.pk}, "first_proved"),
        ({"number": "2", "signed_at": row.exam_at + dt.timedelta(hours=1)}, "form_was_signed_before"),
        ({"number": "2", "givers": []}, "form_names_both_sides"),
    ):
        copy = PaperForm.objects.get()
        for name, value in {"id": None, "pk": None, **wrong}.items():
            setattr(copy, name, value)
        copy.pk = on_the_road.world.asked().act_id
        with pytest.raises(IntegrityError, match=constraint):
            write(copy)


def write(row: PaperForm) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        row.save(force_insert=True)
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")


@pytest.mark.parametrize(("who", "there"), [("chen", True), ("kong", True), ("sun", False), ("zhao", False)])
def test_the_page_is_for_clerks(on_the_road: Papers, who: str, there: bool) -> None:
    answer = on_the_road.world.client_of(who).get(f"/papers/forms/?exam={on_the_road.world.exam.pk}")

    assert answer.status_code == (200 if there else 403)
    assert ('name="form"' in answer.content.decode()) == there


def test_a_call_is_a_mark_and_no_custody(on_the_road: Papers) -> None:
    call = {"venue": "v01", "session": "A1", "told": "arrived", "caller": "秦保管", "number": "0478-5550101",
            "called_at": on_the_road.world.exam_now.isoformat()}  # fmt: skip
    keyed = on_the_road.post("chen", "calls", **call)

    assert keyed.json()["fact"]["told"] == "arrived"
    assert "0478" not in keyed.content.decode()
    assert Bag.objects.get(code="DRILL-A1-v01-001-P").status == BagStatus.CHECKED_OUT
    assert Escort.objects.get().arrived_at is None
    assert b"0478" not in bytes(PaperCall.objects.get().call_number_sealed)
    shown = on_the_road.world.client_of("bai").get(f"/venue/v01/papers/?exam={on_the_road.world.exam.pk}&session=A1")
    assert "秦保管" in shown.content.decode()
    late = (on_the_road.world.exam_now + dt.timedelta(minutes=1)).isoformat()
    assert on_the_road.post("chen", "calls", **{**call, "called_at": late}).json()["code"] == "paper_time_wrong"
    for who in ("zhao", "hu", "li"):
        assert on_the_road.post(who, "calls", **call).json()["code"] in {"not_permitted", "not_there"}
