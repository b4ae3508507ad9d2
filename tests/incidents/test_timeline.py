"""One timeline of what happened in an incident's place and time: by event time, and nothing for who may not hear it."""

from __future__ import annotations

import datetime as dt
from typing import Any
from uuid import UUID

import pytest

from board.policies import GIVEN_AT_A_VENUE, GIVEN_BY
from incidents.policies import HEARD_AT_A_VENUE, HEARD_BY
from journal.selectors import entries_between, entries_of
from kernel.time import now
from paper_custody.events import GateMissed, SealMismatchFound
from tests.incidents.builders import Desk, Opened, done
from tests.incidents.departments import with_departments
from venues.events import EquipmentSilent, LateStartFeared, VenueSilent


def told(incident: Opened, by: str = "bai", **query: Any) -> list[dict[str, Any]]:
    incident.desk.world.settle()
    answer = done(incident.desk.get(by, f"{incident.number}/timeline/", **query))
    lines: list[dict[str, Any]] = answer.json()
    return lines


def kinds(lines: list[dict[str, Any]]) -> list[str]:
    return [line["kind"] for line in lines]


def forty_events(desk: Desk) -> Opened:
    """A power cut at v01 in the middle of other things: what was told, in the order in which it happened."""
    with_departments(desk.world)
    for minute in range(8):
        desk.told(VenueSilent(venue="v01" if minute % 2 else "v02", session=f"A{minute}"))
        desk.world.fast_forward(minutes=1)
    incident = desk.opened("E01", venue="v01", words="全校停电")
    done(incident.post("chen", "acknowledge/"))
    for minute in range(10):
        done(incident.post("chen", "notes/", words=f"第{minute}次核实"))
        desk.world.fast_forward(minutes=1)
    done(incident.post("chen", "call-outs/"))
    desk.told(LateStartFeared(venue="v01", session="A1"))
    for step in (1, 2, 3, 4):
        done(incident.post("chen", f"steps/{step}/done/"))
        desk.world.fast_forward(minutes=1)
    done(incident.post("bai", "roles/take/", role="deputy"))
    desk.told(EquipmentSilent(venue="v01", equipment="e1", equipment_kind="camera", since=desk.world.exam_now))
    return incident


def test_forty_events_stand_in_the_order_in_which_they_happened(desk: Desk) -> None:
    incident = forty_events(desk)
    everything = entries_of(desk.world.exam.pk, start=desk.world.seen.get(desk.world.exam.pk, 0))
    here = {row.pk for row in desk.all() if row.venue is not None and row.venue.code == "v01"}

    lines = told(incident)

    assert len(lines) >= 40
    assert [line["at"] for line in lines] == sorted(line["at"] for line in lines)
    of_here = [one for one in everything if _names(one.fact, here)]
    assert {str(one.entry_id) for one in of_here} == {line["entry"] for line in lines if "clock_" not in line["kind"]}
    assert kinds(lines).count("venues.venue_silent") == 4
    assert all("v02" not in line["venue"] for line in lines)
    assert {"incidents.units_called_out", "venues.late_start_feared", "incidents.role_taken"} <= set(kinds(lines))


def _names(fact: Any, incidents: set[UUID]) -> bool:
    return getattr(fact, "venue", None) == "v01" or getattr(fact, "incident", None) in incidents


def test_what_is_keyed_in_later_stands_where_it_happened(desk: Desk) -> None:
    incident = desk.answered("E01", venue="v01")
    desk.world.fast_forward(minutes=10)
    done(incident.post("chen", "steps/1/done/"))
    client, api = desk.world.client_of("chen"), f"{desk.api}{incident.number}/steps/2/done/"
    done(client.post(api, {}, headers={"Happened-At": _minutes_ago(5)}))

    steps = [line for line in told(incident) if line["kind"] == "incidents.step_done"]

    assert [line["entry"] for line in steps] == [str(incident.step(number).entry_id) for number in (2, 1)]


def _minutes_ago(minutes: int) -> str:
    return (now() - dt.timedelta(minutes=minutes)).isoformat()


def test_an_escort_is_on_no_timeline_but_of_who_follows_it(desk: Desk) -> None:
    incident = desk.answered("E01", venue="v01")
    gate = GateMissed(escort=incident.now().pk, node="N6", venue="v01", gate=1, not_after=desk.world.exam_now)
    desk.told(gate)

    assert "paper_custody.gate_missed" in kinds(told(incident, by="bai"))
    for person in ("chen", "sun", "kong"):
        assert "paper_custody.gate_missed" not in kinds(told(incident, by=person))


def test_another_incident_beside_it_shows_only_to_who_may_see_it(desk: Desk) -> None:
    incident = desk.answered("E01", venue="v01")
    crisis = desk.opened("F05", by="bai", venue="v01", words="考生张某")
    done(crisis.post("bai", "acknowledge/"))
    desk.opened("E04", venue="v02")

    seen = kinds(told(incident, by="bai"))
    assert {"incidents.restricted_incident_opened", "incidents.restricted_incident_acknowledged"} <= set(seen)
    assert not [kind for kind in kinds(told(incident, by="chen")) if "restricted" in kind]
    assert seen.count("incidents.incident_opened") == 1


@pytest.mark.parametrize("person", ["zhao", "hu", "tao", "jin"])
def test_who_does_not_see_the_incident_sees_no_timeline(desk: Desk, person: str) -> None:
    incident = desk.answered("E01", venue="v01")

    assert desk.get(person, f"{incident.number}/timeline/").json()["code"] == "not_there"


def test_a_clock_tells_only_of_its_own_incident(desk: Desk) -> None:
    incident = desk.answered("E01", venue="v01")
    other = desk.opened("E04", venue="v01")
    desk.world.fast_forward(minutes=6)

    lines = [line for line in told(incident) if line["kind"] == "clocks.clock_ran_out"]
    others = [line for line in told(other) if line["kind"] == "clocks.clock_ran_out"]

    assert lines
    assert others
    assert not {line["entry"] for line in lines} & {line["entry"] for line in others}


def test_it_begins_as_long_before_as_is_asked(desk: Desk) -> None:
    desk.told(SealMismatchFound(**_wrong_seal()))
    desk.world.fast_forward(minutes=45)
    incident = desk.answered("E01", venue="v01")

    assert "paper_custody.seal_mismatch_found" not in kinds(told(incident))
    assert "paper_custody.seal_mismatch_found" in kinds(told(incident, before=60))
    assert desk.get("bai", f"{incident.number}/timeline/", before="99999").json()["code"] == "bad_input"


def _wrong_seal() -> dict[str, Any]:
    return {"bag": "DRILL-A1-v01-001-P", "node": "N8", "venue": "v01", "session": "A1"}


def test_the_journal_between_two_moments_is_what_a_walk_through_it_finds(desk: Desk) -> None:
    incident = forty_events(desk)
    log, at = desk.world.exam.pk, incident.now().opened_at
    everything = entries_of(log, limit=10_000)

    for since, until in ((-3, 3), (-600, -500), (0, 0), (2, 900)):
        first, last = at + dt.timedelta(minutes=since), at + dt.timedelta(minutes=until)
        walked = [one.entry_id for one in everything if first <= one.exam_at <= last]
        assert [one.entry_id for one in entries_between(log, first, last)] == walked


def test_who_hears_of_what_is_who_hears_it_on_the_board() -> None:
    assert {name: set(given) for name, given in GIVEN_BY.items()} == {
        name: set(given) for name, given in HEARD_BY.items()
    }
    assert set(GIVEN_AT_A_VENUE) == set(HEARD_AT_A_VENUE)


def test_the_page_tells_it_and_prints(desk: Desk) -> None:
    incident = forty_events(desk)
    exam = {"exam": str(desk.world.exam.pk)}

    page = desk.world.client_of("bai").get(f"/incidents/{incident.number}/timeline/", exam)

    assert page.status_code == 200
    assert "已召集" in page.content.decode()
    assert desk.world.client_of("tao").get(f"/incidents/{incident.number}/timeline/", exam).status_code == 404
