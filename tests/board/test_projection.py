"""Rows and frames as they are written: what is told to whom, once, in numbers that give nothing away."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from board.models import Channel, Frame, Row
from board.services.refresh import refresh
from journal.cursors import deliver_all
from journal.models import Cursor
from kernel.actors import SYSTEM
from kernel.scope import scoped
from tests.board.builders import number_of, rows_stored
from tests.incidents.builders import Desk, tell
from tests.venues.builders import at, load_standing, open_day, reach
from tests.world import World, number_now
from venues.events import EquipmentTested, GateSet, MilestoneReached, PaperMilestoneReached

# Rises only with a reason. It is the same for one fact and for two hundred, for two venues and for thirty.
QUERIES_OF_A_BATCH = 31


def wall_fact(milestone: str = "papers_opened", venue: str = "v01") -> MilestoneReached:
    return MilestoneReached(
        venue=venue, session="A1", milestone=milestone, reached_at=at(-10), seconds_off=0, timing="on_time",
        rooms_except=(),
    )  # fmt: skip


def paper_fact() -> PaperMilestoneReached:
    return PaperMilestoneReached(
        venue="v01", session="A1", milestone="papers_at_venue", reached_at=at(-120), seconds_off=0, timing="on_time",
        rooms_except=(),
    )  # fmt: skip


def desk_fact() -> GateSet:
    return GateSet(venue="v01", gate="water", state="ready", expires_at=None)


def told(world: World, *facts: Any) -> None:
    """These facts in one batch."""
    for fact in facts:
        tell(world.asked(exam_id=world.exam.pk), fact=fact)
    world.settle()


def stream(world: World, channel: str = "wall") -> list[Any]:
    rows = rows_stored(world.exam.pk, channel)
    facts = [body for (kind, _key), body in rows.items() if kind == "fact"]
    return sorted(facts, key=lambda body: int(body["index"]))


def test_a_fact_reads_in_both_languages_whoever_looks(world: World) -> None:
    world.fast_forward(minutes=1)

    newest = stream(world, "desk")[-1]
    assert (newest["kind"], newest["venue"]) == ("exams.timeline_stepped", None)
    assert newest["sentence_en"] == "The drill's time was moved forward"
    assert newest["sentence_zh"] == "演练时间已前移"


def test_each_channel_tells_what_its_audience_may_hear(world: World) -> None:
    before = {name: len(stream(world, name)) for name in ("wall", "desk", "escort", "restricted", "venue:v01")}
    told(world, wall_fact(), desk_fact(), paper_fact())

    after = {name: len(stream(world, name)) - count for name, count in before.items()}
    assert after == {"wall": 1, "desk": 2, "escort": 1, "restricted": 0, "venue:v01": 2}


def test_numbers_on_a_channel_give_away_nothing_of_the_others(world: World) -> None:
    told(world, wall_fact())
    wall, index = number_of(world.exam.pk), stream(world)[-1]["index"]
    for _time in range(5):
        told(world, paper_fact())
        told(world, desk_fact())

    assert number_of(world.exam.pk) == wall
    told(world, wall_fact())
    assert number_of(world.exam.pk) == wall + 1
    assert stream(world)[-1]["index"] == index + 1


def test_a_batch_is_one_frame_on_each_channel(world: World) -> None:
    before = number_of(world.exam.pk)
    told(world, *[wall_fact() for _time in range(7)])

    assert number_of(world.exam.pk) == before + 1
    frame = json.loads(Frame.objects.get(exam=world.exam, channel="wall", number=before + 1).text)
    assert (frame["type"], frame["channel"]) == ("frame", "wall")
    assert (frame["previous"], frame["number"]) == (before, before + 1)
    assert len([row for row in frame["rows"] if row["kind"] == "fact"]) == 7


def test_the_stream_keeps_the_newest_fifty(world: World) -> None:
    told(world, *[wall_fact() for _time in range(60)])
    told(world, wall_fact())

    indexes = [body["index"] for body in stream(world)]
    assert len(indexes) == 50
    assert indexes == list(range(indexes[-1] - 49, indexes[-1] + 1))


def test_frames_are_kept_so_that_a_screen_may_come_back(world: World) -> None:
    for _time in range(3):
        told(world, wall_fact())

    numbers = list(Frame.objects.filter(exam=world.exam, channel="wall").order_by("number").values_list("number"))
    assert [number for (number,) in numbers] == list(range(numbers[0][0], number_of(world.exam.pk) + 1))


def test_what_reads_as_before_is_not_sent(world: World) -> None:
    load_standing(world)
    refresh(world.exam.pk)
    before = {channel.channel: channel.number for channel in Channel.objects.filter(exam=world.exam)}
    refresh(world.exam.pk)

    assert before == {channel.channel: channel.number for channel in Channel.objects.filter(exam=world.exam)}


def test_one_exam_hears_nothing_of_another(world: World) -> None:
    before = rows_stored(world.real.pk)
    told(world, wall_fact())

    assert rows_stored(world.real.pk) == before


def test_rows_of_another_exam_cannot_be_read_in_this_ones_sight(world: World) -> None:
    with scoped(SYSTEM, world.exam.pk):
        for model in (Channel, Row, Frame):
            assert set(model.objects.values_list("exam", flat=True)) == {world.exam.pk}


def test_the_wall_shows_venues_with_their_day_and_without_the_papers_way(world: World) -> None:
    open_day(world)
    world.move_to(at(-10))
    assert reach(world, "sun", "papers_opened").status_code == 200
    world.settle()

    row = rows_stored(world.exam.pk)["venue", "v01"]
    lines = {line["code"]: line for line in row["milestones"]}
    assert lines["papers_opened"]["state"] == "done"
    assert {"papers_collected", "papers_at_venue", "convoy_left", "answers_stored"}.isdisjoint(lines)
    assert row["seats"] == 88
    assert row["worst"] == "red"
    assert rows_stored(world.exam.pk, "venue:v01")["venue", "v01"] == row


def test_what_becomes_due_by_the_clock_alone_is_shown(world: World) -> None:
    open_day(world)
    world.move_to(at(-91))
    refresh(world.exam.pk)

    lines = rows_stored(world.exam.pk)["venue", "v01"]["milestones"]
    assert {line["code"]: line["state"] for line in lines}["staff_on_post"] == "due"


def test_the_watchman_speaks_on_the_wall_and_keeps_since_when(world: World) -> None:
    refresh(world.exam.pk)
    first = rows_stored(world.exam.pk)["watch", "watch"]["findings"]
    refresh(world.exam.pk)
    second = rows_stored(world.exam.pk)["watch", "watch"]["findings"]

    assert [finding["code"] for finding in first] == ["process_silent"]
    assert first[0]["text_en"] == "A process of the platform is silent"
    assert first == second


def test_a_restricted_incident_is_a_number_and_a_time_on_the_wall(world: World) -> None:
    desk = Desk.of(world)
    load_standing(world)
    opened = desk.opened("F05", venue="v01", place="心理室", words="考生情绪崩溃", caller="孙主考")
    world.settle()

    wall = rows_stored(world.exam.pk)
    assert set(wall["incident", str(opened.number)]) == {"number", "restricted", "opened_at"}
    assert wall["venue", "v01"]["open_incidents"] == 0
    assert stream(world, "desk") == stream(world)
    whole = rows_stored(world.exam.pk, "restricted")["incident", str(opened.number)]
    assert (whole["code"], whole["venue"]) == ("F05", "v01")


def test_an_open_incident_colours_its_venue_until_it_is_closed(world: World) -> None:
    desk = Desk.of(world)
    open_day(world)
    incident = desk.answered("E01", venue="v01")
    world.settle()

    row = rows_stored(world.exam.pk)["venue", "v01"]
    assert (row["open_incidents"], row["worst"]) == (1, "amber")
    assert rows_stored(world.exam.pk)["incident", str(incident.number)]["venue"] == "v01"
    assert ("incident", str(incident.number)) in rows_stored(world.exam.pk, "venue:v01")
    assert ("incident", str(incident.number)) not in rows_stored(world.exam.pk, "venue:v02")

    incident.finish(by="chen")
    assert incident.post("chen", "close/propose/", words="已处置").status_code == 200
    assert incident.post("bai", "close/").status_code == 200
    world.settle()

    assert ("incident", str(incident.number)) not in rows_stored(world.exam.pk)
    assert rows_stored(world.exam.pk)["venue", "v01"]["open_incidents"] == 0


def test_a_board_that_is_rebuilt_reads_as_the_one_that_grew(world: World) -> None:
    desk = Desk.of(world)
    open_day(world)
    world.move_to(at(-10))
    reach(world, "sun", "papers_opened")
    desk.opened("E01", venue="v01")
    desk.opened("F05", venue="v02")
    told(world, wall_fact(), desk_fact(), paper_fact(), *[wall_fact() for _time in range(60)])
    channels = list(Channel.objects.filter(exam=world.exam).values_list("channel", flat=True))
    grown = {name: rows_stored(world.exam.pk, name) for name in channels}
    numbers = {name: number_of(world.exam.pk, name) for name in channels}

    call_command("rebuild_board", verbosity=0)
    assert not Row.objects.filter(exam=world.exam).exists()
    world.settle()

    assert {name: rows_stored(world.exam.pk, name) for name in channels} == grown
    assert all(number_of(world.exam.pk, name) > numbers[name] + 1 for name in channels if grown[name])


def queries_of_a_batch(world: World, *facts: Any) -> int:
    """How many queries the projection makes for one batch of these facts."""
    for fact in facts:
        tell(world.asked(exam_id=world.exam.pk), fact=fact)
    number_now()
    Cursor.objects.exclude(consumer="board").update(position=10_000)
    with CaptureQueriesContext(
        connection,
    ) as made:
        deliver_all()
    return len(made)


@pytest.mark.parametrize("count", [1, 20])
def test_a_batch_costs_the_same_however_many_facts_are_in_it(world: World, count: int) -> None:
    open_day(world)
    facts = [wall_fact(venue=venue) for _time in range(count) for venue in ("v01", "v02")]

    assert queries_of_a_batch(world, *facts, desk_fact(), paper_fact()) == QUERIES_OF_A_BATCH


def test_equipment_of_a_venue_that_nobody_knows_harms_nothing(world: World) -> None:
    told(world, EquipmentTested(venue="v77", equipment_kind="clock", passed=1, failed=()))

    assert ("venue", "v77") not in rows_stored(world.exam.pk)
    assert Cursor.objects.get(consumer="board", log=world.exam.pk).failure == ""
