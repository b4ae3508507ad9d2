"""Nil is a report, silence is an alarm, a keyed report wants a second person, a correction stands beside the first."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from clocks.models import Clock
from exams.states import ReportKind
from journal.audit import differences
from tests.stages import stage
from tests.venues.builders import at, in_act, kinds_of, nil_report, open_day, open_quiet_day, post, reach
from tests.world import World
from venues import services
from venues.models import ReportConfirmation, ReportDue, SessionReport
from venues.selectors.reports import roll_up

ZEROS = {
    "late_admitted": 0,
    "late_refused": 0,
    "violations": 0,
    "malpractice": 0,
    "disorder": 0,
    "staff_violations": 0,
    "spare_rooms": 0,
    "spare_papers": 0,
    "spare_cards": 0,
    "ill_on_site": 0,
    "ill_to_hospital": 0,
    "equipment_faults": 0,
}
FLASH = {"present": 85, "absent": 3, **ZEROS}


@stage
def day(world: World) -> World:
    open_quiet_day(world, "R1")
    return world


def owed(kind: str, venue: str = "v01") -> ReportDue:
    return ReportDue.objects.get(kind=kind, venue__code=venue)


def report(world: World, who: str = "sun", *, venue: str = "v01", **given: Any) -> Any:
    told = {"session": "A1", "kind": "R1", "entered": FLASH, **given}
    return post(world, who, f"venues/{venue}/reports/", **told)


def key(world: World, who: str = "chen", *, called: float = 29, **given: Any) -> Any:
    call = {"caller": "孙主考", "number": "0478-5550101", "at": at(called).isoformat()}
    told = {"session": "A1", "kind": "R1", "entered": FLASH, "call": call, **given}
    return post(world, who, "venues/v01/reports/keyed/", **told)


def test_a_nil_report_is_one_tap_and_says_that_everybody_is_there(day: World) -> None:
    day.move_to(at(30))

    fact = nil_report(day, "sun", "R1").json()["fact"]

    assert (fact["kind"], fact["nil"], fact["keyed"]) == ("venues.report_received", True, False)
    assert (fact["present"], fact["absent"]) == (88, 0)
    kept = SessionReport.objects.get(pk=fact["report"])
    assert (kept.seats, kept.figures["malpractice"], kept.figures["spare_reasons"]) == (88, 0, None)


def test_a_nil_report_may_tell_who_is_absent(day: World) -> None:
    day.move_to(at(30))

    fact = report(day, nil=True, entered={"present": 85, "absent": 3}).json()["fact"]

    assert (fact["present"], fact["absent"], fact["nil"]) == (85, 3, True)


def test_silence_is_an_alarm_and_its_clock_is_met_by_the_report(day: World) -> None:
    day.move_to(at(31))
    nil_report(day, "sun", "R1")

    day.move_to(at(35))
    assert owed("R1").status == "received"
    assert Clock.objects.get(subject=owed("R1").pk).status == "met"
    assert (owed("R1", "v02").status, ("report_overdue", "R1") in kinds_of(day, "v02")) == ("overdue", True)

    day.move_to(at(40))
    assert kinds_of(day, "v02").count(("report_overdue", "R1")) == 2
    assert ("report_overdue", "R1") not in kinds_of(day, "v01")


@pytest.mark.parametrize(
    ("given", "code", "detail"),
    [
        ({"entered": {}}, "figures_missing", {"fields": ["present", "absent", *ZEROS]}),
        ({"entered": {**FLASH, "malpractice": None}}, "figures_missing", {"fields": ["malpractice"]}),
        ({"entered": {**FLASH, "early_left": 1}}, "figures_do_not_belong", {"fields": ["early_left"]}),
        ({"nil": True, "entered": {"malpractice": 1}}, "nil_with_entries", {"fields": ["malpractice"]}),
        (
            {"entered": {**FLASH, "absent": 4}},
            "figures_do_not_add_up",
            {"seats": 88, "present": 85, "absent": 4},
        ),
        ({"nil": True, "entered": {"absent": 3}}, "figures_do_not_add_up", None),
        ({"entered": {**FLASH, "present": -1}}, "bad_input", None),
        ({"entered": {**FLASH, "remark": "考生 110105194912310021"}}, "id_number_written", None),
        ({"kind": "R9"}, "bad_input", None),
        ({"session": "A2"}, "not_there", None),
    ],
)
def test_a_report_that_says_too_little_or_does_not_add_up_is_refused(
    day: World, given: dict[str, Any], code: str, detail: dict[str, Any] | None
) -> None:
    day.move_to(at(30))

    answer = report(day, **given).json()

    assert answer["code"] == code
    assert detail is None or answer["detail"] == detail
    assert not SessionReport.objects.exists()


def test_a_count_that_does_not_fit_is_explained_and_never_set_right(day: World) -> None:
    day.move_to(at(30))

    fact = report(day, entered={**FLASH, "absent": 4}, difference_reason="一名考生转入隔离考场").json()["fact"]

    kept = SessionReport.objects.get(pk=fact["report"])
    assert (kept.present, kept.absent, kept.seats, kept.difference_reason) == (85, 4, 88, "一名考生转入隔离考场")


@pytest.mark.parametrize(
    ("kind", "minutes", "status"),
    [("R1", 14, 409), ("R1", 15, 200), ("R2", 149, 409), ("R2", 150, 200), ("R0", -200, 200)],
)
def test_what_cannot_be_known_yet_is_not_reported(day: World, kind: str, minutes: int, status: int) -> None:
    day.move_to(at(minutes))

    assert nil_report(day, "sun", kind).status_code == status


def test_the_session_report_waits_for_the_room_that_ends_later(day: World) -> None:
    rows = [services.RoomPlanGiven("A2", "v01", "001", 30), services.RoomPlanGiven("A2", "v01", "003", 1, "", 60)]
    services.load_room_plans(in_act(day, day.exam), exam=day.exam, rows=rows)
    post(day, "kong", "sessions/A2/open-venues/")
    afternoon = 6 * 60
    ends = afternoon + 120

    r2 = ReportDue.objects.get(kind="R2", session__code="A2", venue__code="v01")
    assert r2.planned_at == at(ends + 60 + 45)
    day.move_to(at(ends + 59))
    early = post(day, "sun", "venues/v01/reports/", session="A2", kind="R2", nil=True)
    day.move_to(at(ends + 60))
    done = post(day, "sun", "venues/v01/reports/", session="A2", kind="R2", nil=True)

    assert (early.json()["code"], done.status_code) == ("report_too_early", 200)


@pytest.mark.parametrize(
    ("who", "status", "code"),
    [
        ("tao", 403, "not_permitted"),
        ("chen", 403, "not_permitted"),
        ("zhao", 403, "not_permitted"),
        ("hu", 404, "not_there"),
    ],
)
def test_a_venue_reports_itself(day: World, who: str, status: int, code: str) -> None:
    day.move_to(at(30))

    response = report(day, who)

    assert (response.status_code, response.json()["code"]) == (status, code)


def test_a_report_is_sent_once(day: World) -> None:
    day.move_to(at(30))
    report(day)

    assert report(day, "ma").json()["code"] == "not_now"


# Keyed after a call


def test_the_county_keys_a_report_in_and_it_is_weaker_until_a_second_person_confirms_it(day: World) -> None:
    day.move_to(at(36))
    fact = key(day).json()["fact"]
    assert (fact["keyed"], owed("R1").status) == (True, "received")
    told = day.client_of("chen").get(f"{day.api}/reports/{fact['report']}/").json()
    assert (told["unconfirmed"], told["caller"], told["origin"]) == (True, "孙主考", "keyed")

    confirmed = post(day, "sun", f"reports/{fact['report']}/confirm/")

    assert confirmed.json()["fact"]["kind"] == "venues.report_confirmed"
    assert day.client_of("chen").get(f"{day.api}/reports/{fact['report']}/").json()["unconfirmed"] is False


def test_the_number_that_was_called_is_sealed(day: World) -> None:
    day.move_to(at(36))

    kept = SessionReport.objects.get(pk=key(day).json()["fact"]["report"])

    assert b"5550101" not in bytes(kept.call_number_sealed)
    assert kept.call_number == "0478-5550101"


def test_another_clerk_confirms_after_a_call_of_his_own(day: World) -> None:
    day.move_to(at(36))
    path = f"reports/{key(day).json()['fact']['report']}/confirm/"
    call = {"caller": "马副主考", "number": "0478-5550101", "at": at(35).isoformat()}

    assert post(day, "chen", path, call=call).json()["code"] == "one_person"
    assert post(day, "bai", path).json()["code"] == "call_missing"
    assert post(day, "tao", path).json()["code"] == "not_permitted"
    assert post(day, "hu", path).json()["code"] == "not_there"
    assert post(day, "bai", path, call=call).status_code == 200
    assert post(day, "sun", path).json()["code"] == "not_now"


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"call": {"caller": " ", "number": "1", "at": "2027-06-07T09:29:00+08:00"}}, "bad_input"),
        ({"call": None}, "bad_input"),
        ({"called": 99}, "moment_does_not_fit"),
        ({"called": -999}, "moment_does_not_fit"),
    ],
)
def test_a_keyed_report_names_its_call(day: World, given: dict[str, Any], code: str) -> None:
    day.move_to(at(36))

    assert key(day, **given).json()["code"] == code


@pytest.mark.parametrize(
    ("who", "code"),
    [("sun", "not_permitted"), ("tao", "not_permitted"), ("wang", "not_permitted"), ("hu", "not_there")],
)
def test_only_the_duty_desk_keys_in(day: World, who: str, code: str) -> None:
    day.move_to(at(36))

    assert key(day, who).json()["code"] == code


def test_what_the_venue_sent_itself_needs_no_confirmation(day: World) -> None:
    day.move_to(at(30))
    sent = report(day).json()["fact"]["report"]

    assert post(day, "ma", f"reports/{sent}/confirm/").json()["code"] == "not_keyed"


def test_postgresql_alone_refuses_who_confirms_what_he_keyed_in(day: World) -> None:
    day.move_to(at(36))
    kept = SessionReport.objects.get(pk=key(day).json()["fact"]["report"])
    row = {
        "exam": day.exam, "scope": kept.scope, "report": kept, "entry_id": kept.entry_id,
        "at": kept.at, "exam_at": kept.exam_at,
    }  # fmt: skip

    with pytest.raises(IntegrityError, match="keyed_report_is_confirmed_by_another"), transaction.atomic():
        ReportConfirmation.objects.create(keyed_by=day.chen, confirmed_by=day.chen, **row)
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS confirmation_names_who_keyed IMMEDIATE")
    with pytest.raises(IntegrityError, match="confirmation_names_who_keyed"), transaction.atomic():
        ReportConfirmation.objects.create(keyed_by=day.bai, confirmed_by=day.chen, **row)


# Corrections


def test_a_corrected_report_stands_beside_the_first(day: World) -> None:
    day.move_to(at(30))
    first = report(day).json()["fact"]["report"]

    right = {**FLASH, "present": 84, "absent": 4}
    fact = post(day, "sun", f"reports/{first}/correct/", entered=right, reason="漏记一人").json()["fact"]

    assert (fact["kind"], fact["corrects"], fact["absent"]) == ("venues.report_corrected", first, 4)
    assert [(one.absent, one.reason) for one in SessionReport.objects.order_by("at")] == [(3, ""), (4, "漏记一人")]
    assert owed("R1").latest_id is not None
    assert str(owed("R1").latest_id) == fact["report"]
    again = post(day, "sun", f"reports/{first}/correct/", entered=right, reason="再改").json()
    assert again["code"] == "not_now"


@pytest.mark.parametrize(
    ("who", "given", "code"),
    [
        ("sun", {"reason": "  "}, "bad_input"),
        ("chen", {}, "call_missing"),
        ("tao", {}, "not_permitted"),
        ("hu", {}, "not_there"),
        ("sun", {"entered": {**FLASH, "absent": 9}}, "figures_do_not_add_up"),
    ],
)
def test_a_correction_takes_a_reason_and_from_the_county_a_call(
    day: World, who: str, given: dict[str, Any], code: str
) -> None:
    day.move_to(at(30))
    first = report(day).json()["fact"]["report"]

    told = {"entered": FLASH, "reason": "改", **given}
    assert post(day, who, f"reports/{first}/correct/", **told).json()["code"] == code
    assert SessionReport.objects.count() == 1


def test_what_came_in_is_never_changed_or_deleted(day: World) -> None:
    day.move_to(at(30))
    report(day)

    for change in (lambda: SessionReport.objects.update(absent=0, present=88), SessionReport.objects.all().delete):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()


# What it adds up to


def test_the_county_adds_up_and_names_who_is_missing(day: World) -> None:
    day.move_to(at(30))
    report(day, entered={**FLASH, "malpractice": 2})

    told = day.client_of("chen").get(f"{day.api}/sessions/A1/roll-up/R1/").json()

    assert (told["venues"], told["received"], told["missing"]) == (2, 1, ["v02"])
    assert (told["totals"]["present"], told["totals"]["malpractice"]) == (85, 2)
    assert day.client_of("sun").get(f"{day.api}/sessions/A1/roll-up/R1/").status_code == 404


def test_a_keyed_report_is_named_as_unconfirmed_in_the_roll_up(day: World) -> None:
    day.move_to(at(36))
    key(day)

    assert roll_up(day.session("A1"), ReportKind.R1).unconfirmed == ("v01",)


def test_a_clock_that_ran_out_while_the_report_came_changes_nothing(day: World) -> None:
    day.move_to(at(30))
    report(day)

    assert services.miss_report(day.asked(exam_id=day.exam.pk), due_id=owed("R1").pk, rung=0) is None
    assert owed("R1").status == "received"


# Silence

MORNING = {-90: "staff_on_post", -35: "bags_issued", -30: "candidates_enter", -15: "cards_given_out"}


def test_a_venue_that_answers_nothing_is_silent_and_heard_again(world: World) -> None:
    day = world
    open_day(day)
    for minutes, milestone in MORNING.items():
        day.move_to(at(minutes))
        reach(day, "sun", milestone)
    silent = [fact for fact in day.facts() if fact.kind == "venues.venue_silent"]
    assert [fact.venue for fact in silent] == ["v02"]  # type: ignore[attr-defined]

    day.move_to(at(-2))
    venue = day.client_of("chen").get(f"{day.api}/venues/v02/").json()
    assert (venue["silent"], venue["worst"]) == (True, "red")
    assert "silent" in {one["state"] for one in venue["milestones"]}

    reach(day, "chen", "papers_opened", venue="v02")
    assert day.client_of("chen").get(f"{day.api}/venues/v02/").json()["silent"] is False


def test_one_line_forgotten_is_late_and_not_silence(world: World) -> None:
    day = world
    open_day(day)
    for minutes, milestone in MORNING.items():
        day.move_to(at(minutes))
        reach(day, "sun", milestone)
    day.move_to(at(-11))

    assert ("venue_silent", "") not in kinds_of(day, "v01")


def test_the_journal_agrees_with_what_venues_told(day: World) -> None:
    day.move_to(at(-10))
    reach(day, "sun", "papers_opened", except_rooms=[{"room": "002", "reason": "门锁"}])
    day.move_to(at(30))
    first = report(day).json()["fact"]["report"]
    right = {**FLASH, "present": 84, "absent": 4}
    post(day, "sun", f"reports/{first}/correct/", entered=right, reason="漏记一人")
    day.settle()

    assert list(differences()) == []
