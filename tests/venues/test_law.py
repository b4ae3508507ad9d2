"""What PostgreSQL alone refuses, whatever the code says: other counties' rows, other exams' rows, changed history."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from psycopg2.sql import SQL, Identifier

from kernel.actors import Actor
from kernel.scope import reading
from organisation.models import Unit
from tests.stages import stage
from tests.venues.builders import at, nil_report, open_quiet_day, post, reach
from tests.world import HAIBOWAN, LINHE, World
from venues.models import (
    EquipmentTest,
    Milestone,
    MilestoneTelling,
    ReadinessGate,
    ReportConfirmation,
    ReportDue,
    RoomAcceptance,
    RoomException,
    RoomPlan,
    SessionReport,
    Venue,
    VenueSession,
)

KEPT = [MilestoneTelling, SessionReport, ReportConfirmation, RoomAcceptance, EquipmentTest]
OF_AN_EXAM = [*KEPT, RoomPlan, VenueSession, Milestone, RoomException, ReportDue, ReadinessGate]


@stage
def day(world: World) -> World:
    """A day on which every table has a row."""
    open_quiet_day(world)
    post(world, "sun", "venues/v01/rooms/accept/", checklist="room", version=1, rooms=["001"])
    post(world, "sun", "venues/v01/equipment/test/", equipment_kind="clock")
    world.move_to(at(36))
    reach(world, "sun", "papers_opened", except_rooms=[{"room": "002", "reason": "换封签"}])
    call = {"caller": "孙主考", "number": "0478-5550101", "at": at(35).isoformat()}
    keyed = post(world, "chen", "venues/v01/reports/keyed/", session="A1", kind="R1", nil=True, call=call)
    post(world, "sun", f"reports/{keyed.json()['fact']['report']}/confirm/")
    nil_report(world, "tao", "R1", venue="v02")
    world.settle()
    return world


def test_another_county_and_another_exam_see_no_row(day: World) -> None:
    def seen(scope: str, exam: Any) -> set[bool]:
        with reading(Actor(scope=scope), exam):
            return {model._default_manager.exists() for model in OF_AN_EXAM}

    assert seen(LINHE, day.exam.pk) == {True}
    assert seen(HAIBOWAN, day.exam.pk) == {False}
    assert seen(LINHE, day.real.pk) == {False}
    with reading(Actor(scope=HAIBOWAN)):
        assert not Venue.objects.exists()


@pytest.mark.parametrize("model", KEPT)
def test_history_is_never_changed_or_deleted(day: World, model: Any) -> None:
    with pytest.raises(DatabaseError), transaction.atomic():
        model.objects.update(at=at(0))
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(SQL("DELETE FROM {}").format(Identifier(model._meta.db_table)))


@pytest.mark.parametrize(
    ("model", "fields", "constraint"),
    [
        (Milestone, {"status": "done"}, "milestone_status_is_known"),
        (Milestone, {"status": "reached", "reached_at": None}, "reached_milestone_says_when"),
        (ReportDue, {"status": "lost"}, "report_status_is_known"),
        (ReportDue, {"latest": None, "status": "received"}, "received_report_is_there"),
        (RoomException, {"reason": ""}, "excepted_room_has_a_reason"),
        (RoomPlan, {"kind": "attic"}, "planned_room_kind_is_known"),
        (ReadinessGate, {"state": "open"}, "gate_state_is_known"),
        (ReadinessGate, {"state": "ready", "expires_at": None}, "readiness_expires"),
    ],
)
def test_a_row_that_cannot_be_is_refused(day: World, model: Any, fields: dict[str, Any], constraint: str) -> None:
    rows = model.objects.filter(latest=None) if model is ReportDue else model.objects.all()

    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        rows.update(**fields)


@pytest.mark.parametrize(
    ("fields", "constraint"),
    [
        ({"absent": 5}, "present_and_absent_are_the_seats"),
        ({"source": "keyed"}, "keyed_report_names_its_call"),
        ({"source": "heard"}, "keyed_report_names_its_call"),
    ],
)
def test_a_report_that_cannot_be_is_refused(day: World, fields: dict[str, Any], constraint: str) -> None:
    report = SessionReport.objects.get(due__venue__code="v02")
    report.pk, report._state.adding = None, True
    for name, value in fields.items():
        setattr(report, name, value)

    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        report.save(force_insert=True)


def test_two_counties_may_have_a_venue_of_one_code(day: World) -> None:
    unit = Unit.objects.create(
        code="v01", name="海勃湾一中", level="unit", kind="venue", path=f"{HAIBOWAN}v01/", number=1
    )
    Venue.objects.create(scope=unit.path, unit=unit, code="v01", name="海勃湾一中")

    assert reach(day, "sun", "start_bell", reached_at=at(0, 9)).status_code == 200
    day.settle()

    # The reaction runs as the system, which sees both counties.
    assert "venues.bell_was_wrong" in day.history()
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM journal_parked")
        assert cursor.fetchone() == (0,)
