"""The 2-3-2 rule at the vehicle, people who may ride along and people who may not, and another vehicle on the road."""

from __future__ import annotations

from typing import Any

import pytest

from incidents.models import Incident
from organisation.models import Person, Post, Unit
from paper_custody.models import Bag, Container, CrewMember, Escort, Handover, VehicleUse
from paper_custody.selectors.runs import runs_seen
from tests.incidents.builders import Desk
from tests.paper_custody.builders import Papers, crew_of, scans_of
from tests.world import LINHE

WHY = "爆胎, 无法修复"


def riding(*people: str, vehicle: str = "") -> list[dict[str, str]]:
    duties = {"xu": "police", "cui": "police", "shi": "driver"}
    return [{"person": who, "duty": duties.get(who, "escort"), "vehicle": vehicle} for who in people]


def aboard(vehicle: str) -> set[str]:
    rows = CrewMember.objects.filter(vehicle__code=vehicle, aboard_until=None)
    return set(rows.values_list("person__staff_number", flat=True))


def test_a_single_vehicle_takes_three_and_whoever_drives_is_not_counted(papers: Papers) -> None:
    papers.in_the_vault()

    two = papers.load(crew=riding("he", "shi"))
    three = papers.load(crew=riding("he", "xu", "shi"))

    assert two.json()["code"] == "crew_too_small"
    detail = two.json()["detail"]
    assert (detail["rule"], detail["vehicle"], detail["aboard"], detail["needed"]) == ("2-3-2", "CAR-v01", 2, 3)
    assert detail["source"].startswith("F, national escort rules")
    assert three.status_code == 200
    assert aboard("CAR-v01") == {"li", "he", "xu", "shi"}
    assert papers.world.history() == ["paper_custody.bags_loaded", "paper_custody.vault_distributed"]


def test_two_vehicles_that_go_together_take_two_each(papers: Papers) -> None:
    papers.in_the_vault()

    assert papers.load("v01", convoy="K1", crew=riding("he")).status_code == 200
    assert papers.load("v02", convoy="K1", crew=riding("yan")).status_code == 200
    for run in Escort.objects.all():
        assert papers.post("wang", f"escorts/{run.pk}/depart").status_code == 200


def test_one_of_a_convoy_does_not_leave_while_nobody_goes_with_it(papers: Papers) -> None:
    papers.in_the_vault()
    papers.load("v01", convoy="K1", crew=riding("he"))

    refused = papers.post("wang", f"escorts/{Escort.objects.get().pk}/depart")

    assert refused.json()["code"] == "crew_too_small"
    assert refused.json()["detail"]["needed"] == 3
    assert Escort.objects.get().departed_at is None


def test_a_guard_car_makes_a_convoy_and_needs_its_own_two(papers: Papers) -> None:
    papers.in_the_vault()

    thin = papers.load(crew=[*riding("he"), *riding("xu", vehicle="GUARD-1")])
    full = papers.load(crew=[*riding("he"), *riding("xu", "cui", vehicle="GUARD-1")])

    assert thin.json()["detail"] | {"source": ""} == {
        "rule": "2-3-2", "source": "", "vehicle": "GUARD-1", "aboard": 1, "needed": 2,
    }  # fmt: skip
    assert full.status_code == 200
    assert (aboard("CAR-v01"), aboard("GUARD-1")) == ({"li", "he"}, {"xu", "cui"})


@pytest.mark.parametrize("who", ["zhao", "hu", "chen", "tao", "nobody"])
def test_nobody_rides_along_without_a_duty_of_his_own_here(papers: Papers, who: str) -> None:
    papers.in_the_vault()

    refused = papers.load(crew=[*riding("he", "xu"), {"person": who, "duty": "escort"}])

    assert refused.json()["code"] == "no_passengers"
    assert refused.json()["detail"] == {"person": who}
    assert not Escort.objects.exists()


@pytest.mark.parametrize("who", ["he", "gao", "sun", "qin"])
def test_carrying_papers_makes_nobody_an_officer_of_the_police(papers: Papers, who: str) -> None:
    """Escort, guard, and the venue's own people carry papers; whoever counts as police is of the police."""
    papers.in_the_vault()

    refused = papers.load(crew=[*riding("yan"), {"person": who, "duty": "police"}, *riding("shi")])
    as_escort = papers.load(crew=[*riding("yan"), {"person": who, "duty": "escort"}, *riding("shi")])

    assert refused.json()["code"] == "not_of_the_police"
    detail = refused.json()["detail"]
    assert (detail["person"], detail["rule"]) == (who, "2-3-2")
    assert detail["source"].startswith("F, handbook 2.3")
    assert as_escort.status_code == 200


def test_an_officer_of_a_unit_below_the_police_is_one_and_another_countys_is_not(papers: Papers) -> None:
    papers.in_the_vault()
    world = papers.world
    bureau = Unit.objects.get(path=f"{LINHE}police/")
    squad = Unit.objects.create(
        code="d03-2", name="交警大队", level="unit", kind="department", parent=bureau, path=f"{bureau.path}d03-2/"
    )
    Person.objects.filter(pk=world.xu.pk).update(unit=squad)

    assert papers.load(crew=[*riding("he"), {"person": "hu", "duty": "police"}]).json()["code"] == "no_passengers"
    assert papers.load(crew=riding("he", "xu")).status_code == 200


@pytest.mark.parametrize("duty", ["escort", "leader"])
def test_the_people_of_a_venue_ride_with_its_own_papers_alone(papers: Papers, duty: str) -> None:
    papers.in_the_vault()
    other = {"v01": "tao", "v02": "qin"}

    for venue, who in other.items():
        if duty == "escort":
            refused = papers.load(venue, crew=[*riding("he", "xu"), {"person": who, "duty": "escort"}])
            assert refused.json()["code"] == "no_passengers"
        else:
            assert papers.load(venue, receiver=who, crew=riding("he", "xu")).json()["code"] == "not_permitted"
    assert papers.load("v01", crew=riding("qin", "xu")).status_code == 200


def test_an_officer_who_is_none_does_not_board_with_a_change_of_vehicle(papers: Papers) -> None:
    papers.on_the_road()
    crew = [{"person": "yan", "duty": "police"}, {"person": "xu", "duty": "police"}]

    assert change(papers, crew=crew).json()["code"] == "not_of_the_police"


def test_a_driver_is_no_escort_and_a_duty_that_there_is_not_is_refused(papers: Papers) -> None:
    papers.in_the_vault()

    driver = papers.load(crew=[*riding("he", "xu"), {"person": "shi", "duty": "escort"}])
    guest = papers.load(crew=[*riding("he", "xu"), {"person": "zhao", "duty": "guest"}])

    assert driver.json()["code"] == "no_passengers"
    assert guest.json()["code"] == "bad_input"


def test_a_post_that_has_ended_lets_nobody_ride(papers: Papers) -> None:
    papers.in_the_vault()
    post = Post.objects.get(person=papers.world.he)
    Post.objects.filter(pk=post.pk).update(ends_at=papers.world.asked().received_at)

    assert papers.load().json()["code"] == "no_passengers"


def test_nobody_rides_in_two_vehicles_and_nobody_is_named_twice(papers: Papers) -> None:
    papers.in_the_vault()
    papers.load("v01")

    elsewhere = papers.load("v02", crew=riding("yan", "he"))
    twice = papers.load("v02", crew=riding("yan", "yan", "cui"))
    leader = papers.load("v02", crew=riding("yan", "cui", "feng"))

    assert [one.json()["code"] for one in (elsewhere, twice, leader)] == ["already_aboard"] * 3
    assert elsewhere.json()["detail"] == {"person": "he"}


def test_one_vehicle_may_serve_two_venues_with_one_crew(papers: Papers) -> None:
    papers.in_the_vault()
    papers.load("v01", vehicle="CAR-7")

    both = papers.load("v02", vehicle="CAR-7", receiver="li", crew=crew_of("v01", leader="li"))

    assert both.status_code == 200


def test_whoever_arrived_is_free_for_the_next_run(papers: Papers) -> None:
    papers.on_the_road()
    papers.arrive()

    assert aboard("CAR-v01") == set()
    assert VehicleUse.objects.get().ended_at is not None
    assert papers.load("v02", receiver="li", crew=riding("he", "xu")).status_code == 200


def change(papers: Papers, who: str = "li", **given: Any) -> Any:
    run = Escort.objects.get()
    asked = {"vehicle": "CAR-9", "reason": WHY, "receiver": "he", "bags": scans_of("A1", "v01")}
    return papers.post(who, f"escorts/{run.pk}/change-vehicle", **{**asked, **given})


def test_papers_go_on_in_another_vehicle_in_their_boxes_and_the_old_one_is_closed(papers: Papers) -> None:
    world = papers.world
    Desk.of(world)
    papers.on_the_road()
    boxes = dict(Bag.objects.filter(venue__code="v01").values_list("code", "container__code"))

    answer = change(papers)

    assert answer.status_code == 200
    assert dict(Bag.objects.filter(venue__code="v01").values_list("code", "container__code")) == boxes
    assert set(Container.objects.filter(bags__venue__code="v01").values_list("inside__code", flat=True)) == {"CAR-9"}
    old, new = VehicleUse.objects.order_by("ended_at")
    assert (old.vehicle.code, old.reason, new.vehicle.code, new.ended_at) == (
        "CAR-v01",
        WHY,
        "CAR-9",
        None,
    )
    assert aboard("CAR-v01") == set()
    assert aboard("CAR-9") == {"li", "he", "xu", "shi"}
    assert Escort.objects.get().leader == world.he
    assert Handover.objects.filter(entry_id=answer.json()["entry"], seal__isnull=False).count() == 7
    assert "paper_custody.vehicle_changed" in world.history()
    incident = Incident.objects.get()
    assert (incident.plan_code, incident.venue, "CAR" in incident.words) == ("A03", None, False)
    assert papers.arrive(giver="he").status_code == 200


def test_the_way_of_a_bag_names_the_vehicle_that_it_rode_in(papers: Papers) -> None:
    papers.on_the_road()
    change(papers)

    told = papers.world.client_of("wang").get(f"{papers.world.api}/papers/bags/DRILL-A1-v01-001-P/").json()

    assert [one["place"] for one in told["moments"] if one["node"] == "N5"] == ["CAR-v01", "CAR-9"]


@pytest.mark.parametrize(
    ("who", "given", "code"),
    [
        ("li", {"receiver": "li"}, "one_person"),
        ("li", {"receiver": "zhao"}, "not_permitted"),
        ("li", {"receiver": "hu"}, "not_permitted"),
        ("zhao", {}, "not_permitted"),
        ("hu", {}, "not_there"),
        ("feng", {}, "not_the_holder"),
        ("li", {"vehicle": "CAR-v01"}, "same_vehicle"),
        ("li", {"reason": " "}, "bad_input"),
        ("li", {"bags": scans_of("A1", "v01", but="A1-v01-001-P")}, "count_mismatch"),
        ("li", {"bags": [{**scan, "seal": "DRILL-0"} for scan in scans_of("A1", "v01")]}, "seal_mismatch"),
        ("li", {"crew": riding("xu")}, "crew_too_small"),
    ],
)
def test_a_refused_change_leaves_everything_where_it_was(
    papers: Papers, who: str, given: dict[str, Any], code: str
) -> None:
    papers.on_the_road()

    answer = change(papers, who, **given)

    assert answer.json()["code"] == code
    assert VehicleUse.objects.get().ended_at is None
    assert aboard("CAR-v01") == {"li", "he", "xu", "shi"}
    assert Escort.objects.get().vehicle.code == "CAR-v01"


def test_a_run_that_arrived_changes_no_vehicle(papers: Papers) -> None:
    papers.on_the_road()
    papers.arrive()

    assert change(papers).json()["code"] == "not_there"


def test_crews_are_for_the_few(papers: Papers) -> None:
    papers.on_the_road()
    world = papers.world

    (seen,) = world.client_of("bai").get(f"{world.api}/papers/escorts/").json()
    assert {(one["person"], one["duty"]) for one in seen["crew"]} == {
        ("李押运", "leader"), ("何押运", "escort"), ("徐民警", "police"), ("石驾驶", "driver"),
    }  # fmt: skip
    for who in ("chen", "zhao", "sun", "he"):
        assert world.client_of(who).get(f"{world.api}/papers/escorts/").json() == []
    assert world.client_of("hu").get(f"{world.api}/papers/escorts/").status_code == 404
    assert not runs_seen(world.exam, world.actor("chen")).exists()
