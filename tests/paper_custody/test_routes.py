"""Routes drawn by one and approved by two; calls and time gates that need no position; early is as wrong as late."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from clocks.models import Clock
from incidents.models import Incident
from kernel.scope import scoped
from paper_custody.models import Escort, GateDue, Route, RouteApproval, VoiceCheck
from tests.incidents.builders import Desk
from tests.paper_custody.builders import Papers
from tests.paper_custody.roads import approve, draw, drawing, place
from tests.venues.builders import at

SECOND = dt.timedelta(seconds=1)
CHANGE = "UPDATE paper_custody_{} SET at = at"


def call(papers: Papers, who: str = "bai", **given: Any) -> Any:
    asked = {"answer": "all_well", "spoke_with": "li", **given}
    return papers.post(who, f"escorts/{Escort.objects.get().pk}/voice-check", **asked)


def test_a_route_counts_when_two_others_have_approved_it(papers: Papers) -> None:
    drawn = draw(papers)
    route = Route.objects.get()

    assert drawn.status_code == 200
    assert "107.3" not in drawn.content.decode()
    assert (route.status, route.width_m, len(route.stops), len(route.gates)) == ("drawn", 600, 2, 2)
    assert approve(papers, "bai", "bai").json()["code"] == "one_person"
    assert approve(papers, "bai", "chen").json()["code"] == "not_permitted"
    assert approve(papers, "wang", "guo").json()["code"] == "not_permitted"
    assert approve(papers, "hu", "guo").json()["code"] == "not_there"
    assert approve(papers).status_code == 200
    assert approve(papers).json()["code"] == "not_now"
    approval = RouteApproval.objects.get()
    assert (approval.first, approval.second) == (papers.world.bai, papers.world.guo)
    assert papers.world.history() == ["paper_custody.route_drawn", "paper_custody.route_approved"]


def test_who_drew_a_route_does_not_approve_it(papers: Papers) -> None:
    assert draw(papers, "bai").status_code == 200

    assert approve(papers).json()["code"] == "own_route"


def test_a_new_route_takes_the_place_of_the_one_before(papers: Papers) -> None:
    for _time in range(2):
        draw(papers)
        assert approve(papers, route=Route.objects.get(status="drawn")).status_code == 200

    assert sorted(Route.objects.values_list("status", flat=True)) == ["approved", "replaced"]


@pytest.mark.parametrize("who", ["zhao", "chen", "sun", "li"])
def test_only_the_few_who_plan_draw_a_route(papers: Papers, who: str) -> None:
    assert draw(papers, who).json()["code"] == "not_permitted"
    assert draw(papers, "hu").json()["code"] == "not_there"


def changed(**told: Any) -> dict[str, Any]:
    """The drawing with its first gate changed."""
    drawn = drawing()
    drawn["features"][3]["properties"].update(told)
    return drawn


@pytest.mark.parametrize(
    "geojson",
    [
        "not json at all",
        {"type": "Feature"},
        {"type": "FeatureCollection", "features": [], "crs": {"type": "name"}},
        {"type": "FeatureCollection", "features": []},
        {"type": "FeatureCollection", "features": drawing()["features"][:1] * 2},
        {"type": "FeatureCollection", "features": [{"geometry": None}]},
        changed(kind="house"),
        changed(name=""),
        changed(radius_m=5),
        changed(not_before="early"),
    ],
)
def test_a_drawing_that_cannot_be_read_is_refused_with_what_is_wrong(papers: Papers, geojson: Any) -> None:
    answer = draw(papers, geojson=geojson)

    assert answer.json()["code"] == "bad_input"
    assert not Route.objects.exists()


def test_a_route_that_cannot_be_driven_is_refused(papers: Papers) -> None:
    swapped, narrow = drawing(), drawing()
    swapped["features"][0]["geometry"]["coordinates"] = [place(0)[::-1], place(100)[::-1]]
    narrow["features"][0]["properties"]["width_m"] = 5
    backwards = changed(not_before="T0-100", not_after="T0-140")

    told = {name: draw(papers, geojson=one) for name, one in {"coordinates": swapped, "width": narrow}.items()}
    assert {name: answer.json()["detail"]["why"] for name, answer in told.items()} == {name: name for name in told}
    assert draw(papers, geojson=backwards).json()["detail"] == {"why": "window", "gate": "黄河桥"}


def test_a_run_keeps_the_windows_that_it_began_with(leaving: Papers) -> None:
    bridge, arrival = GateDue.objects.order_by("number")

    assert (bridge.name, bridge.not_before, bridge.not_after) == ("黄河桥", at(-145), at(-140))
    assert arrival.is_arrival
    assert Clock.objects.filter(purpose="paper_custody.gate", status="running").count() == 2


@pytest.mark.parametrize(
    ("moment", "status", "found"),
    [
        (at(-145) - SECOND, "early", ["paper_custody.escort_early"]),
        (at(-145), "on_time", []),
        (at(-140), "on_time", []),
        (at(-140) + SECOND, "late", ["paper_custody.gate_missed"]),
    ],
)
def test_a_gate_is_passed_in_its_window_to_the_second(
    leaving: Papers, moment: dt.datetime, status: str, found: list[str]
) -> None:
    leaving.world.move_to(moment)

    assert call(leaving, gate=1).status_code == 200

    history = leaving.world.history()
    assert GateDue.objects.get(number=1).status == status
    assert [kind for kind in history if kind.endswith(("_early", "_missed"))] == found


def test_expected_at_a_gate_and_not_there_needs_no_position(leaving: Papers) -> None:
    world = leaving.world
    Desk.of(world)
    call(leaving)

    world.move_to(at(-140))
    assert "paper_custody.gate_missed" not in world.history()
    world.move_to(at(-140) + SECOND)

    assert world.history().count("paper_custody.gate_missed") == 1
    assert Incident.objects.get().plan_code == "A04"
    assert Incident.objects.get().venue is None


@pytest.mark.parametrize(
    ("moment", "status"), [(at(-135) - SECOND, "early"), (at(-135), "on_time"), (at(-110), "on_time")]
)
def test_an_arrival_is_held_against_its_window(leaving: Papers, moment: dt.datetime, status: str) -> None:
    leaving.world.move_to(moment)

    assert leaving.arrive().status_code == 200

    leaving.world.settle()
    gate = GateDue.objects.get(is_arrival=True)
    assert (gate.status, gate.told_by) == (status, "arrival")
    assert ("paper_custody.escort_early" in leaving.world.history()) == (status == "early")


def test_a_call_is_due_every_quarter_of_an_hour_and_missed_five_minutes_later_once(leaving: Papers) -> None:
    world = leaving.world
    Desk.of(world)
    call(leaving, gate=None)
    world.forget()

    world.move_to(at(-130) - SECOND)
    assert "paper_custody.voice_check_missed" not in world.history()
    world.move_to(at(-130))
    assert world.history().count("paper_custody.voice_check_missed") == 1
    world.move_to(at(-121))
    assert world.history().count("paper_custody.voice_check_missed") == 1
    assert list(Incident.objects.values_list("plan_code", flat=True)) == ["A04"]

    assert call(leaving).status_code == 200
    assert Clock.objects.filter(purpose="paper_custody.voice_check", status="running").count() == 1


def test_no_answer_is_kept_and_lets_the_clock_run(leaving: Papers) -> None:
    due = Clock.objects.get(purpose="paper_custody.voice_check", status="running").due_at
    leaving.world.fast_forward(minutes=10)

    assert call(leaving, answer="no_answer", spoke_with="").status_code == 200

    assert Clock.objects.get(purpose="paper_custody.voice_check", status="running").due_at == due
    assert VoiceCheck.objects.get().spoke_with is None


def test_an_arrival_ends_all_calls(leaving: Papers) -> None:
    leaving.world.move_to(at(-130) - SECOND)
    leaving.arrive()
    leaving.world.forget()
    leaving.world.fast_forward(hours=3)

    assert {"paper_custody.voice_check_missed", "paper_custody.gate_missed"} & set(leaving.world.history()) == set()
    assert call(leaving).json()["code"] == "not_on_the_road"


@pytest.mark.parametrize(
    ("who", "given", "code"),
    [
        ("chen", {}, "not_permitted"),
        ("li", {}, "not_permitted"),
        ("zhao", {}, "not_permitted"),
        ("hu", {}, "not_there"),
        ("bai", {"spoke_with": "feng"}, "not_aboard"),
        ("bai", {"spoke_with": ""}, "not_aboard"),
        ("bai", {"gate": 7}, "no_such_gate"),
        ("bai", {"gate": 2}, "no_such_gate"),
        ("bai", {"answer": "no_answer", "gate": 1}, "no_such_gate"),
        ("bai", {"words": "身份证150821199001011234"}, "id_number_written"),
    ],
)
def test_a_refused_call_is_not_kept(leaving: Papers, who: str, given: dict[str, Any], code: str) -> None:
    assert call(leaving, who, **given).json()["code"] == code
    assert not VoiceCheck.objects.exists()


def test_a_run_that_has_not_left_is_not_called(papers: Papers) -> None:
    papers.on_the_road()

    assert call(papers).json()["code"] == "not_on_the_road"


GUARDED = (Route, RouteApproval, GateDue, VoiceCheck)


def test_another_county_sees_no_route_and_nobody_rewrites_what_was_signed(leaving: Papers) -> None:
    world = leaving.world
    call(leaving)
    with scoped(world.actor("hu"), world.exam.pk):
        assert not any(model.objects.exists() for model in GUARDED)
    with scoped(world.actor("wang"), world.real.pk):
        assert not any(model.objects.exists() for model in GUARDED)
    with scoped(world.actor("wang"), world.exam.pk):
        assert all(model.objects.exists() for model in GUARDED)
    for table in ("voicecheck", "routeapproval"):
        refused = pytest.raises(DatabaseError, match=r"permission denied|never changed")
        with refused, transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(CHANGE.format(table))


def test_postgresql_alone_refuses_an_approval_by_one_and_a_gate_without_its_moment(leaving: Papers) -> None:
    approval = RouteApproval.objects.get()
    changes = (
        lambda: RouteApproval.objects.create(
            exam=approval.exam, scope=approval.scope, route=Route.objects.create(**drawn(approval.route)),
            first=approval.first, second=approval.first, entry=approval.entry, at=approval.at, exam_at=approval.exam_at,
        ),
        lambda: GateDue.objects.filter(number=1).update(status="early"),
        lambda: GateDue.objects.filter(number=1).update(status="flown"),
    )  # fmt: skip
    for change in changes:
        with pytest.raises(IntegrityError), transaction.atomic():
            change()


def drawn(route: Route) -> dict[str, Any]:
    names = ("exam", "scope", "venue", "direction", "line", "width_m", "drawn_by", "drawn_at", "entry")
    return {name: getattr(route, name) for name in names}
