"""What positions mean is told once, and of the newest live fix alone; and what keeps them in PostgreSQL."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import DatabaseError, connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from incidents.models import Incident
from kernel.scope import scoped
from kernel.time import now
from paper_custody.models import (
    Escort,
    GateDue,
    Position,
    PositionApproval,
    PositionDevice,
    PositionKey,
    PositionSource,
    RoadAlarm,
    SetAside,
)
from paper_custody.selectors.corridor import length_of, metres, on_line
from paper_custody.tasks import keep_position_days, watch_positions
from tests.incidents.builders import Desk
from tests.paper_custody.feeds import Feeds, traccar
from tests.paper_custody.roads import LATITUDE, LENGTH_M, WEST, place
from tests.venues.builders import at

SECOND, MINUTE = dt.timedelta(seconds=1), dt.timedelta(minutes=1)
FOUND = ("deviated", "stopped", "silent", "early", "recovered", "passed")


def found(feeds: Feeds) -> list[str]:
    kinds = [kind.removeprefix("paper_custody.") for kind in feeds.papers.world.history()]
    return [kind for kind in kinds if kind.endswith(FOUND)]


# ---- what it means --------------------------------------------------------------------------------------------


def test_off_the_corridor_is_told_once_and_its_end_once(feeds: Feeds) -> None:
    Desk.of(feeds.papers.world)
    feeds.fix(at(-149), 500, north=299)
    assert found(feeds) == []

    for second in range(1, 4):
        feeds.fix(at(-149) + second * 10 * SECOND, 500 + second * 100, north=301)
    feeds.fix(at(-148), 1_000)

    assert found(feeds) == ["escort_deviated", "escort_recovered"]
    assert [one.plan_code for one in Incident.objects.all()] == ["A04"]
    assert RoadAlarm.objects.get().ended_at is not None


def test_a_stop_where_one_may_stop_is_quiet(feeds: Feeds) -> None:
    feeds.fix(at(-144), 3_000)
    for minutes in range(12):
        feeds.fix(at(-140) + minutes * MINUTE, 5_000 + minutes)

    assert "escort_stopped" not in found(feeds)


def test_a_stop_anywhere_else_is_told_when_it_is_longer_than_three_minutes(feeds: Feeds) -> None:
    for minutes in range(4):
        feeds.fix(at(-149) + minutes * MINUTE, 1_500 + minutes)
    assert found(feeds) == []

    feeds.fix(at(-146) + SECOND, 1_510)
    feeds.fix(at(-145.5), 1_512)
    assert found(feeds) == ["escort_stopped"]
    feeds.fix(at(-145), 1_700)
    assert found(feeds) == ["escort_stopped", "escort_recovered"]


def test_a_gap_in_the_signal_is_told_within_a_minute_and_its_end_too(feeds: Feeds) -> None:
    world = feeds.papers.world
    feeds.fix(at(-149), 500)

    world.move_to(at(-144))
    watch_positions()
    assert found(feeds) == []
    world.move_to(at(-144) + SECOND)
    watch_positions()
    watch_positions()
    assert found(feeds) == ["escort_silent"]

    feeds.fix(at(-141), 2_500)
    assert found(feeds) == ["escort_silent", "escort_recovered"]


def test_what_happened_in_a_gap_is_told_by_the_first_fix_after_it(feeds: Feeds) -> None:
    feeds.fix(at(-149), 500)

    feeds.fix(at(-142), 4_000, north=900)
    assert found(feeds)[:1] == ["escort_deviated"]

    feeds.fix(at(-141), 4_000)
    gate = GateDue.objects.get(number=1)
    assert (gate.status, gate.told_by) == ("on_time", "position")


def test_not_at_the_gate_between_two_fixes_is_told_by_the_clock(feeds: Feeds) -> None:
    world = feeds.papers.world
    feeds.fix(at(-141), 1_000)

    world.move_to(at(-140) + SECOND)

    assert "paper_custody.gate_missed" in world.history()
    feeds.fix(at(-139), 3_000)
    assert GateDue.objects.get(number=1).status == "late"


@pytest.mark.parametrize(
    ("moment", "status"),
    [(at(-145) - SECOND, "early"), (at(-145), "on_time"), (at(-140), "on_time"), (at(-140) + SECOND, "late")],
)
def test_a_fix_passes_a_gate_in_its_window_to_the_second(feeds: Feeds, moment: dt.datetime, status: str) -> None:
    feeds.fix(moment, 3_000)

    assert GateDue.objects.get(number=1).status == status
    assert ("escort_early" in found(feeds)) == (status == "early")


def test_points_that_come_three_hours_late_are_judged_in_the_record_and_alarm_nobody(feeds: Feeds) -> None:
    world = feeds.papers.world
    Escort.objects.update(departed_at=at(-330), begun_at=at(-330))
    Escort.objects.get().vehicles.update(began_at=at(-330))
    feeds.fix(at(-149), 500)
    before = world.history()

    for minutes in range(10):
        feeds.fix(at(-329) + minutes * MINUTE, 1_500, north=2_000)

    assert world.history() == before
    late = Position.objects.filter(standing="late")
    assert late.count() == 10
    assert all(row.is_outside and row.escort is not None for row in late)


def test_a_buffered_point_that_comes_after_a_newer_one_alarms_nobody(feeds: Feeds) -> None:
    feeds.fix(at(-148), 700)
    feeds.fix(at(-149), 600, north=2_000)

    assert found(feeds) == []
    assert Position.objects.get(is_outside=True).standing == "live"


def test_a_fix_from_the_future_is_kept_and_is_never_the_latest(feeds: Feeds) -> None:
    feeds.papers.world.move_to(at(-149))
    feeds.send(traccar(at(-144), 700))
    assert Position.objects.get().standing == "live"
    feeds.send(traccar(at(-144) + SECOND, 700, 2_000))

    assert Position.objects.filter(standing="future").count() == 1
    assert found(feeds) == []
    feeds.fix(at(-143), 800)
    assert found(feeds) == []


def test_a_run_that_arrived_is_watched_no_longer(feeds: Feeds) -> None:
    feeds.fix(at(-149), 500)
    feeds.papers.world.move_to(at(-120))
    feeds.papers.arrive()
    feeds.papers.world.settle()
    feeds.papers.world.forget()

    feeds.fix(at(-110), 500, north=3_000)
    watch_positions()

    assert found(feeds) == []
    assert Position.objects.latest("exam_at").escort is None


# ---- the table ------------------------------------------------------------------------------------------------


def test_positions_stand_in_the_partition_of_their_day_which_goes_when_it_is_old(feeds: Feeds) -> None:
    feeds.fix(at(-149), 500)
    feeds.send(b"{")
    exam = feeds.papers.world.exam

    def partitions() -> set[str]:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT inhrelid::regclass::text FROM pg_inherits i WHERE i.inhparent = %s::regclass", [TABLE]
            )
            return {name for (name,) in cursor.fetchall()}

    with connection.cursor() as cursor:
        cursor.execute("SELECT tableoid::regclass::text FROM paper_custody_position")
        stands_in = cursor.fetchone()[0]
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # in a county the days were committed long ago
    assert stands_in == f"{TABLE}_{Position.objects.get().day:%Y%m%d}"
    assert len(partitions()) == 5
    assert keep_position_days() == (0, 0)

    exam.__class__.objects.filter(pk=exam.pk).update(status="closed", closed_at=now() - dt.timedelta(days=29))
    assert keep_position_days() == (0, 0)
    exam.__class__.objects.filter(pk=exam.pk).update(closed_at=now() - dt.timedelta(days=31))
    assert keep_position_days()[1] == 1
    assert not Position.objects.exists()
    assert not PositionKey.objects.exists()
    assert not SetAside.objects.exists()
    assert stands_in not in partitions()


TABLE = "paper_custody_position"
COUNT = "SELECT count(*) FROM {}"
GUARDED = (Position, PositionKey, PositionSource, PositionDevice, SetAside, PositionApproval)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE paper_custody_position SET off_m = 0",
        "DELETE FROM paper_custody_position",
        "SELECT * FROM paper_custody_position_rest",
        "INSERT INTO paper_custody_position_rest SELECT * FROM paper_custody_position",
        "CREATE TABLE mine PARTITION OF paper_custody_position FOR VALUES FROM ('2001-01-01') TO ('2001-01-02')",
    ],
)
def test_the_app_changes_no_position_and_passes_by_no_partition(feeds: Feeds, statement: str) -> None:
    feeds.fix(at(-149), 500)

    refused = pytest.raises(DatabaseError, match=r"permission denied|must be owner|never changed")
    with refused, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


def test_another_county_sees_no_position_in_plain_sql(feeds: Feeds) -> None:
    world = feeds.papers.world
    feeds.fix(at(-149), 500)
    feeds.send(b"{")

    def seen() -> list[int]:
        with connection.cursor() as cursor:
            counts = []
            for model in GUARDED:
                cursor.execute(COUNT.format(model._meta.db_table))
                counts.append(cursor.fetchone()[0])
            return counts

    with scoped(world.actor("wang"), world.exam.pk):
        assert all(seen())
    for who, exam in (("hu", world.exam.pk), ("wang", world.real.pk)):
        with scoped(world.actor(who), exam):
            assert not any(seen())


# ---- distances ------------------------------------------------------------------------------------------------

LINE = [(one[0], one[1]) for one in (place(0), place(5_000), place(LENGTH_M))]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.floats(0, LENGTH_M), st.floats(-2_000, 2_000))
def test_a_place_beside_the_line_is_as_far_off_and_as_far_along_as_it_was_put(east: float, north: float) -> None:
    longitude, latitude = place(east, north)

    found = on_line((longitude, latitude), LINE)

    assert found.off_m == pytest.approx(abs(north), abs=3)
    assert found.along_m == pytest.approx(east, abs=15)


def test_distances_are_metres() -> None:
    assert length_of(LINE) == pytest.approx(LENGTH_M, rel=0.001)
    assert metres((WEST, LATITUDE), (WEST, LATITUDE + 0.01)) == pytest.approx(1_112, abs=1)
    assert metres((179.999, 0), (-179.999, 0)) == pytest.approx(222, abs=1)
