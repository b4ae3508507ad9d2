"""What the wall must never give away (limits.md 4 and 5): not in its rows, not in its stream, not by its numbers."""

from __future__ import annotations

import datetime as dt
import random
import types
import typing
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from typing import Any
from uuid import UUID

import pytest

from board.models import Frame
from board.services.refresh import refresh
from journal.cursors import deliver_all
from journal.models import Cursor
from kernel.events import DomainEvent
from paper_custody.events import LateConvoyFound, ReturnMissed
from paper_custody.models import Escort
from tests.architecture.test_events import ours
from tests.board.builders import number_of, rows_stored
from tests.incidents.builders import Desk, done, tell
from tests.paper_custody.builders import Papers, scans_of, with_bags
from tests.venues.builders import at, load_standing, open_day, reach
from tests.world import World, number_now

SECRET = "secret-"
ON_THE_WALL = {"index", "kind", "sentence_zh", "sentence_en", "at", "exam_at", "venue", "about"}
BESIDE_THE_SENTENCE = {"session", "milestone", "report_kind", "number", "rung"}


def made_up(event: type[Any], chance: random.Random) -> Any:
    """A fact of this kind in which every word is a secret."""
    hints = typing.get_type_hints(event)
    return event(**{field.name: _value(hints[field.name], chance) for field in fields(event)})


def _value(hint: Any, chance: random.Random) -> Any:
    origin, inner = typing.get_origin(hint), typing.get_args(hint)
    if origin in {typing.Union, types.UnionType}:
        return None if chance.random() < 0.3 else _value(inner[0], chance)
    if origin is tuple:
        return tuple(_value(inner[0], chance) for _one in range(chance.randrange(3)))
    if isinstance(hint, type) and is_dataclass(hint):
        return made_up(hint, chance)
    plain: dict[Any, Any] = {
        str: f"{SECRET}{chance.getrandbits(64):x}",
        UUID: UUID(int=chance.getrandbits(128)),
        int: chance.randrange(10**6, 10**7),
        bool: chance.random() < 0.5,
        dt.datetime: at(chance.randrange(-500, 500)),
        dt.date: dt.date.fromordinal(chance.randrange(700_000, 740_000)),
    }
    return plain[hint]


def projected(world: World, facts: list[DomainEvent]) -> None:
    """Let the board alone hear of these facts."""
    for fact in facts:
        tell(world.asked(exam_id=world.exam.pk), fact=fact)
    number_now()
    Cursor.objects.exclude(consumer="board").update(position=10_000)
    deliver_all()
    assert Cursor.objects.get(consumer="board", log=world.exam.pk).failure == ""


def told_on(audiences: set[str]) -> list[type[DomainEvent]]:
    return [event for _kind, event in sorted(ours().items()) if event.audience in audiences]


def everything_on(world: World, channel: str) -> str:
    frames = "".join(Frame.objects.filter(exam=world.exam, channel=channel).values_list("text", flat=True))
    return f"{rows_stored(world.exam.pk, channel)}{frames}"


@pytest.mark.parametrize("seed", range(5))
def test_whatever_happens_elsewhere_the_wall_hears_nothing_of_it(world: World, seed: int) -> None:
    chance = random.Random(seed)
    load_standing(world)
    refresh(world.exam.pk)
    number, rows = number_of(world.exam.pk), rows_stored(world.exam.pk)
    kinds = told_on({"desk", "escort", "restricted"})

    for _batch in range(6):
        projected(world, [made_up(chance.choice(kinds), chance) for _fact in range(chance.randrange(1, 12))])

    assert number_of(world.exam.pk) == number
    assert rows_stored(world.exam.pk) == rows


@pytest.mark.parametrize("seed", range(5))
def test_a_fact_for_the_wall_tells_its_sentence_its_time_its_venue_and_what_it_is_about(
    world: World, seed: int
) -> None:
    chance = random.Random(seed)
    facts = [made_up(event, chance) for event in told_on({"wall"})]
    chance.shuffle(facts)
    projected(world, facts)

    told = [body for (kind, _key), body in rows_stored(world.exam.pk).items() if kind == "fact"]
    assert {key for body in told for key in body} == ON_THE_WALL
    assert {name for body in told for name in body.pop("about")} == BESIDE_THE_SENTENCE
    venues = {body.pop("venue") for body in told}
    assert SECRET not in str(told)
    assert venues <= {getattr(fact, "venue", None) for fact in facts}


def test_the_escorts_facts_are_heard_on_the_escorts_channel_alone(world: World) -> None:
    chance = random.Random(7)
    projected(world, [made_up(event, chance) for event in told_on({"escort"})])

    for channel in ("wall", "desk", "restricted"):
        assert "paper_custody." not in everything_on(world, channel)
    assert "paper_custody.escort_departed" in everything_on(world, "escort")


def the_road(papers: Papers) -> Iterator[tuple[str, bool]]:
    """Each step of the papers' way, and whether 待发, 在途 or 已到 of a venue changes by it."""
    world = papers.world
    done(papers.receive())
    yield "received", False
    done(papers.store())
    yield "stored", False
    done(papers.load("v01"))
    yield "loaded", True
    done(papers.post("li", f"escorts/{Escort.objects.get().pk}/depart"))
    yield "departed", False
    done(papers.post("li", "hand-over", receiver="he", bags=scans_of("A1", "v01")))
    yield "changed hands", False
    world.move_to(at(-100))
    yield "late", False
    done(papers.arrive("v01", giver="he"))
    yield "arrived", True


def test_papers_under_way_show_on_the_wall_by_three_words_and_no_number(world: World) -> None:
    with_bags(world)
    refresh(world.exam.pk)
    seen: list[str] = []
    before = wall_without_time(world)

    for step, changes in the_road(Papers(world)):
        world.settle()
        after = wall_without_time(world)
        changed = {key for key in after if after[key] != before.get(key)}
        assert changed == ({("venue", "v01")} if changes else set()), step
        seen.append(after["venue", "v01"]["papers"])
        before = after

    assert seen == ["pending", "pending", "in_transit", "in_transit", "in_transit", "in_transit", "arrived"]
    # Of the gate that is set as papers come, the wall has no hour.
    gates = {one["gate"]: one for one in rows_stored(world.exam.pk)["venue", "v01"]["readiness"]["gates"]}
    assert gates["paper"] == {"gate": "paper", "state": "ready", "set_at": None}
    wall = everything_on(world, "wall")
    for secret in ("CAR-", "DRILL-", "李押运", "何押运", "CAB-", "N6", "escort"):
        assert secret not in wall, secret
    assert "CAR-v01" in everything_on(world, "escort")


@pytest.mark.parametrize("node", ["N6", "N12"])
def test_a_late_convoy_leaves_no_trace_outside_the_escorts_channel(world: World, node: str) -> None:
    """No row, no fact, no count, no number: a screen of anybody else is not sent a single frame."""
    desk = Desk.of(world)
    load_standing(world)
    refresh(world.exam.pk)
    others = ("wall", "desk", "restricted", "venue:v01")
    before = {channel: (number_of(world.exam.pk, channel), rows_stored(world.exam.pk, channel)) for channel in others}
    late = LateConvoyFound(escort=UUID(int=1), node=node, venue="v01", sessions=("A1",), expected_at=at(-90))

    desk.told(late)
    world.settle()

    for channel in others:
        assert (number_of(world.exam.pk, channel), rows_stored(world.exam.pk, channel)) == before[channel], channel
    plan = {"N6": "A04", "N12": "B03"}[node]
    assert plan in everything_on(world, "escort")


def test_a_return_that_is_missed_leaves_no_trace_outside_the_escorts_channel(world: World) -> None:
    desk = Desk.of(world)
    load_standing(world)
    refresh(world.exam.pk)
    others = ("wall", "desk", "restricted", "venue:v01")
    before = {channel: (number_of(world.exam.pk, channel), rows_stored(world.exam.pk, channel)) for channel in others}

    desk.told(ReturnMissed(venue="v01", session="A1", due_at=at(270), bags=("A1-v01-001-P",), escort=None))
    world.settle()

    for channel in others:
        assert (number_of(world.exam.pk, channel), rows_stored(world.exam.pk, channel)) == before[channel], channel
    assert "B03" in everything_on(world, "escort")


def test_a_crash_of_an_escorts_car_is_told_on_the_escorts_channel_alone(world: World) -> None:
    desk = Desk.of(world)
    load_standing(world)
    refresh(world.exam.pk)
    before = everything_on(world, "wall")

    done(desk.post("chen", plan="A03", venue="v01", place="国道旁", words="追尾", caller="李押运"))
    world.settle()

    assert everything_on(world, "wall") == before
    for channel in ("desk", "restricted", "venue:v01"):
        assert "A03" not in everything_on(world, channel)
    assert "A03" in everything_on(world, "escort")


def wall_without_time(world: World) -> dict[tuple[str, str], Any]:
    """The wall's rows but those that change with the drill's clock."""
    rows = rows_stored(world.exam.pk)
    for venue in ("v01", "v02"):
        rows["venue", venue] = {**rows["venue", venue], "readiness": None}
    return {key: body for key, body in rows.items() if key[0] not in {"exam", "watch"}}


def test_a_restricted_incident_leaves_no_trace_but_its_number(world: World) -> None:
    desk = Desk.of(world)
    load_standing(world)
    world.settle()
    incident = desk.opened("F05", venue="v01", place="心理室", words="考生张某情绪崩溃", by="bai")
    done(incident.post("bai", "acknowledge/"))
    done(incident.post("bai", "notes/", words="张某已安抚"))
    world.fast_forward(hours=1)
    world.settle()

    for channel in ("wall", "desk", "escort", "venue:v01"):
        told = everything_on(world, channel)
        for secret in ("F05", "心理", "张某", "restricted_"):
            assert secret not in told, (channel, secret)
    assert "F05" in everything_on(world, "restricted")


def test_lines_that_tell_where_papers_are_are_on_the_escorts_channel_alone(world: World) -> None:
    open_day(world)
    world.move_to(at(-121))
    reach(world, "sun", "papers_at_venue")
    world.settle()

    for channel in ("wall", "desk", "venue:v01"):
        assert "papers_at_venue" not in everything_on(world, channel)
