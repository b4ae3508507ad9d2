"""Opening: at once, in five fields, by a person or by what others found."""

from __future__ import annotations

import uuid

import pytest

from incidents.models import Incident, Origin
from incidents.services import FirstReport, inject_incident
from incidents.states import IncidentStatus, Level, OriginKind
from journal.models import Verdict
from kernel.act import asked_by_system
from kernel.errors import NotPermitted
from tests.incidents.builders import Desk, done
from tests.world import World
from venues.events import BellWasWrong, EquipmentSilent, LateStartFeared, VenueSilent


def test_a_call_to_the_desk_opens_an_incident(desk: Desk) -> None:
    response = desk.post(
        "chen", plan="F01", venue="v01", place="第3考场", words="一名考生晕厥", caller="孙主考 0478-8200001"
    )

    fact = done(response).json()["fact"]
    assert (fact["kind"], fact["number"], fact["venue"]) == ("incidents.incident_opened", 1, "v01")
    row = desk.all()[0]
    assert (row.status, row.level, row.scope) == (IncidentStatus.JUDGED, Level.IV, desk.world.sun.scope)
    assert row.opened_by == desk.world.chen
    origin = row.origins.get()
    assert (origin.kind, origin.caller, origin.cause) == (OriginKind.CALL, "孙主考 0478-8200001", None)


def test_who_called_is_not_stored_in_clear(desk: Desk) -> None:
    desk.opened("F01", caller="孙主考 0478-8200001")

    assert b"8200001" not in bytes(Origin.objects.get().caller_sealed)


def test_numbers_run_without_gaps_in_an_exam(desk: Desk) -> None:
    numbers = [desk.opened("E01").number for _time in range(3)]
    desk.post("chen", plan="Z99")

    assert [*numbers, desk.opened("E01").number] == [1, 2, 3, 4]


def test_all_steps_are_due_as_the_plan_says(desk: Desk) -> None:
    incident = desk.opened("E01")
    opened_at = incident.now().opened_at

    minutes = {
        step.number: (step.due_at - opened_at).total_seconds() / 60
        for step in incident.now().steps.order_by("number")
        if step.due_at is not None
    }
    assert minutes == {1: 3, 2: 3, 3: 10}


def test_a_condition_makes_the_initial_level_another_one(desk: Desk) -> None:
    assert desk.opened("A07").now().level == Level.I
    assert desk.opened("A07/not_opened").now().level == Level.III


def test_a_step_by_a_moment_of_the_session_is_due_then(desk: Desk) -> None:
    incident = desk.opened("C07")

    session = desk.world.session("A1")
    due_at = incident.step(1).due_at
    assert due_at is not None
    assert (session.starts_at - due_at).total_seconds() == 600


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"plan": "Z99"}, "plan_unknown"),
        ({"plan": "E01/at_night"}, "condition_unknown"),
        ({"plan": "E01", "venue": "v99"}, "venue_unknown"),
        ({"plan": "E01", "words": "考生 150821200801011234 晕厥"}, "id_number_written"),
        ({"plan": "E01", "words": "考生 １５０８２１２００８０１０１１２３４"}, "id_number_written"),
        ({"plan": "E01", "place": "x" * 500}, "bad_input"),
        ({}, "bad_input"),
    ],
)
def test_what_cannot_be_read_opens_nothing(desk: Desk, given: dict[str, str], code: str) -> None:
    response = desk.post("chen", **given)

    assert (response.status_code, response.json()["code"]) == (400, code)
    assert desk.all() == []
    assert desk.world.history() == []


@pytest.mark.parametrize(("person", "code"), [("zhao", "not_permitted"), ("jin", "not_permitted"), ("hu", "not_there")])
def test_who_has_no_duty_here_opens_nothing(desk: Desk, person: str, code: str) -> None:
    response = desk.post(person, plan="E01", venue="v01")

    assert response.json()["code"] == code
    assert desk.all() == []


def test_a_venue_reports_for_itself_and_not_for_another(desk: Desk) -> None:
    assert desk.post("sun", plan="E01", venue="v01").status_code == 200

    assert desk.post("sun", plan="E01", venue="v02").json()["code"] == "not_permitted"
    assert desk.post("sun", plan="E01").json()["code"] == "not_permitted"


@pytest.mark.parametrize("plan", ["G03", "G04", "H02"])
def test_what_protects_life_waits_for_nobody(desk: Desk, plan: str) -> None:
    number = done(desk.post("sun", plan=plan, venue="v01")).json()["fact"]["number"]

    row = Incident.objects.get(number=number)
    life = [step for step in row.steps.order_by("number") if step.protects_life]
    assert life
    by = "bai" if row.is_restricted else "sun"
    for step in life:
        done(desk.post(by, f"{number}/steps/{step.number}/done/"))
    assert row.commander is None  # nobody had to answer first


def test_a_retried_request_opens_one_incident(desk: Desk) -> None:
    client = desk.world.client_of("chen")
    headers = {"act-id": "9d4f3c0e-58f4-4f2c-9a55-0f7c5d3e2a11"}

    answers = [
        client.post(desk.api, {"plan": "E01"}, content_type="application/json", headers=headers) for _try in range(2)
    ]

    assert answers[0].json() == answers[1].json()
    assert len(desk.all()) == 1


def test_a_silent_venue_opens_an_incident_with_a_link_to_its_silence(desk: Desk) -> None:
    entry = desk.told(VenueSilent(venue="v01", session="A1"))

    [row] = desk.all()
    assert (row.plan_code, row.status, row.opened_by) == ("E03", IncidentStatus.REGISTERED, None)
    assert (row.venue.code, row.scope) == ("v01", desk.world.sun.scope)  # type: ignore[union-attr]  # asserted by the line
    origin = row.origins.get()
    assert (origin.kind, origin.cause_id, origin.fact_kind) == (OriginKind.REPORT, entry, "venues.venue_silent")
    assert desk.world.history() == ["venues.venue_silent", "incidents.incident_opened"]


def test_the_same_at_the_same_place_is_attached(desk: Desk) -> None:
    desk.told(VenueSilent(venue="v01", session="A1"))
    second = desk.told(VenueSilent(venue="v01", session="A2"))

    [row] = desk.all()
    assert row.origins.count() == 2
    assert row.origins.order_by("at").last().cause_id == second  # type: ignore[union-attr]  # two rows
    assert desk.world.history()[-1] == "incidents.finding_attached"


def test_the_same_at_another_place_is_another_incident(desk: Desk) -> None:
    desk.told(VenueSilent(venue="v01", session="A1"))
    desk.told(VenueSilent(venue="v02", session="A1"))

    assert [row.venue.code for row in desk.all() if row.venue] == ["v01", "v02"]


def test_after_the_end_the_same_is_a_new_incident(desk: Desk) -> None:
    desk.told(VenueSilent(venue="v01", session="A1"))
    done(desk.post("chen", "1/acknowledge/"))
    for step in (1, 2, 3, 4, 5):
        done(desk.post("chen", f"1/steps/{step}/done/"))
    done(desk.post("bai", "1/reports/", to="city", words="已报"))
    done(desk.post("bai", "1/lessons/none/", words="一次漏报"))
    done(desk.post("chen", "1/close/propose/", words="已恢复"))
    done(desk.post("bai", "1/close/"))

    desk.told(VenueSilent(venue="v01", session="A2"))

    assert [row.status for row in desk.all()] == [IncidentStatus.CLOSED, IncidentStatus.REGISTERED]


def test_a_finding_after_its_end_was_proposed_takes_the_proposal_back(desk: Desk) -> None:
    desk.told(VenueSilent(venue="v01", session="A1"))
    done(desk.post("chen", "1/acknowledge/"))
    done(desk.post("chen", "1/steps/waive/", steps=[1, 2, 3, 4, 5], words="误报"))
    done(desk.post("bai", "1/reports/", to="city", words="已报"))
    done(desk.post("bai", "1/lessons/none/", words="一次漏报"))
    done(desk.post("chen", "1/close/propose/", words="已恢复"))

    desk.told(VenueSilent(venue="v01", session="A2"))

    [row] = desk.all()
    assert (row.status, row.proposed_by) == (IncidentStatus.HANDLING, None)
    assert desk.post("bai", "1/close/").json()["code"] == "not_now"


@pytest.mark.parametrize(
    ("fact", "plan"),
    [
        (VenueSilent(venue="v01", session="A1"), "E03"),
        (LateStartFeared(venue="v01", session="A1"), "C07"),
        (BellWasWrong(venue="v01", session="A1", milestone="start_bell", seconds_off=-288, rooms=35), "C03"),
    ],
)
def test_each_finding_starts_the_plan_that_names_it(desk: Desk, fact: VenueSilent, plan: str) -> None:
    desk.told(fact)

    assert [row.plan_code for row in desk.all()] == [plan]


@pytest.mark.parametrize(("kind", "plans"), [("camera", ["E02"]), ("jammer", ["E05"]), ("clock", [])])
def test_silent_equipment_starts_a_plan_where_one_names_its_kind(desk: Desk, kind: str, plans: list[str]) -> None:
    at = desk.world.exam_now
    desk.told(EquipmentSilent(venue="v01", equipment="x-1", equipment_kind=kind, since=at))

    assert [row.plan_code for row in desk.all()] == plans


def test_a_drill_opens_what_its_plan_injects(desk: Desk) -> None:
    cause = desk.told(VenueSilent(venue="v02", session="A1"))
    asked = asked_by_system(cause=cause, purpose="inject", exam_id=desk.world.exam.pk)

    fact = inject_incident(asked, report=FirstReport(plan="A08", words="群内疑似试题照片"))

    origin = Origin.objects.get(incident=fact.incident)
    assert (origin.kind, origin.cause_id) == (OriginKind.INJECT, cause)


def test_nothing_is_injected_into_the_real_exam(desk: Desk) -> None:
    asked = asked_by_system(cause=uuid.uuid4(), purpose="inject", exam_id=desk.world.real.pk)

    with pytest.raises(NotPermitted):
        inject_incident(asked, report=FirstReport(plan="A08"))

    assert not Incident.objects.filter(exam=desk.world.real).exists()


def test_a_finding_without_any_plan_on_record_is_a_refusal_and_no_silence(world: World) -> None:
    cause = Desk(world).told(VenueSilent(venue="v01", session="A1"))

    reaction = "incidents.handlers.a_silent_venue_is_an_incident"
    assert Verdict.objects.get(pk=uuid.uuid5(cause, reaction)).code == "plan_unknown"
