"""Silence, late and early are three alarms: each is told to other people, and one second decides which it is."""

from __future__ import annotations

import pytest

from incidents.gateways.alarms import alarm_rules
from incidents.models import Origin
from incidents.states import Alarm
from kernel.events import DomainEvent
from paper_custody.events import EscortEarly, SealMismatchFound
from tests.incidents.builders import Desk
from tests.incidents.test_findings import ONE, late, opening
from venues.events import BellWasWrong, LateStartFeared, VenueSilent

TOLD = {
    Alarm.SILENT: ["duty_clerk", "venue_head"],
    Alarm.LATE: ["duty_officer"],
    Alarm.EARLY: ["duty_officer", "district_chief", "vault_head"],
}


def bell(seconds_off: int) -> BellWasWrong:
    return BellWasWrong(venue="v01", session="A1", milestone="start_bell", seconds_off=seconds_off, rooms=35)


@pytest.mark.parametrize(
    ("fact", "alarm"),
    [
        (VenueSilent(venue="v01", session="A1"), Alarm.SILENT),
        (LateStartFeared(venue="v01", session="A1"), Alarm.LATE),
        (late("N6"), Alarm.LATE),
        (EscortEarly(escort=ONE, venue="v01", node="N6", gate=1, seconds=1), Alarm.EARLY),
        (opening(seconds_off=-1), Alarm.EARLY),
        (opening(seconds_off=1), Alarm.LATE),
        (bell(-1), Alarm.EARLY),
        (bell(1), Alarm.LATE),
    ],
)
def test_each_is_another_alarm_and_told_to_others(desk: Desk, fact: DomainEvent, alarm: Alarm) -> None:
    desk.told(fact)

    origin = Origin.objects.get()
    assert (origin.alarm, origin.told) == (alarm, TOLD[alarm])
    [opened] = [one.as_json() for one in desk.world.facts() if one.kind.endswith("incident_opened")]
    assert (opened["alarm"], opened["told"]) == (alarm, TOLD[alarm])


def test_the_three_are_told_to_different_people() -> None:
    assert len({rule.tells for rule in alarm_rules()}) == len(alarm_rules()) == 3


def test_every_alarm_names_facts_that_exist() -> None:
    assert {kind for rule in alarm_rules() for kind in rule.facts} <= DomainEvent.by_kind.keys()


def test_a_further_finding_is_an_alarm_too(desk: Desk) -> None:
    desk.told(VenueSilent(venue="v01", session="A1"))
    desk.told(VenueSilent(venue="v01", session="A2"))

    attached = [fact.as_json() for fact in desk.world.facts() if fact.kind == "incidents.finding_attached"]
    assert [(one["alarm"], one["told"]) for one in attached] == [("silent", TOLD[Alarm.SILENT])]


def test_what_is_amiss_otherwise_is_no_alarm_of_time(desk: Desk) -> None:
    desk.told(SealMismatchFound(bag="p-001", node="N7", venue="v01", session="A1"))

    assert (Origin.objects.get().alarm, Origin.objects.get().told) == ("", [])


def test_the_page_says_who_hears_of_it(desk: Desk) -> None:
    desk.told(opening(seconds_off=-1))

    page = desk.world.client_of("bai").get("/incidents/1/", {"exam": str(desk.world.exam.pk)}).content.decode()
    assert "过早" in page
    assert "考区主任" in page
