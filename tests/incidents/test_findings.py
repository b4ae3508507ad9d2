"""What custody finds opens the incident that the catalogue names, at the place where it was found."""

from __future__ import annotations

import datetime as dt
import uuid

import pytest

from incidents.selectors.board import wall_row_of, wall_rows
from incidents.states import Level, OriginKind
from kernel.events import DomainEvent
from paper_custody.events import (
    CountMismatchFound,
    LateConvoyFound,
    OpenedOutsideWindow,
    RoomCountDifferenceFound,
    SealMismatchFound,
    WrongBagFound,
    WrongSessionBagFound,
)
from tests.incidents.builders import Desk

ONE, TWO = uuid.uuid4(), uuid.uuid4()


def seal(node: str, *, bag: str = "p-001") -> SealMismatchFound:
    return SealMismatchFound(bag=bag, node=node, venue="v01", session="A1")


def opening(*, seconds_off: int) -> OpenedOutsideWindow:
    return OpenedOutsideWindow(
        venue="v01",
        session="A1",
        material="papers",
        bags=("p-001",),
        rooms_except=(),
        opened_at=dt.datetime(2027, 6, 7, 0, 40, tzinfo=dt.UTC),
        seconds_off=seconds_off,
        first=ONE,
        second=TWO,
    )


def late(node: str, *, escort: uuid.UUID = ONE) -> LateConvoyFound:
    expected = dt.datetime(2027, 6, 6, 23, tzinfo=dt.UTC)
    return LateConvoyFound(escort=escort, node=node, venue="v01", sessions=("A1",), expected_at=expected)


def unbalanced(*rooms: str) -> RoomCountDifferenceFound:
    return RoomCountDifferenceFound(venue="v01", session="A1", rooms=rooms, differing=rooms, first=ONE, second=TWO)


@pytest.mark.parametrize(
    ("fact", "plan", "level", "venue"),
    [
        (seal("N4"), "A02", Level.II, None),
        (seal("N7"), "A02", Level.II, "v01"),
        (CountMismatchFound(node="N3", venue="", what="bags", missing=("p-009",)), "A01", Level.III, None),
        (WrongSessionBagFound(bag="p-002", node="N8", venue="v01", session="A2"), "A07", Level.III, "v01"),
        (WrongBagFound(bag="p-900", node="N7", venue="v01", why="unknown"), "A07", Level.III, "v01"),
        (unbalanced("003"), "B01", Level.III, "v01"),
        (late("N6"), "A04", Level.III, None),
        (late("N12"), "B03", Level.II, None),
        (opening(seconds_off=-300), "A07", Level.I, "v01"),
        (opening(seconds_off=300), "A07", Level.III, "v01"),
    ],
)
def test_each_finding_opens_its_incident_where_it_was_found(
    desk: Desk, fact: DomainEvent, plan: str, level: Level, venue: str | None
) -> None:
    entry = desk.told(fact)

    [row] = desk.all()
    assert (row.plan_code, row.level) == (plan, level)
    assert (row.venue.code if row.venue else None) == venue
    origin = row.origins.get()
    assert (origin.cause_id, origin.fact_kind) == (entry, fact.kind)
    assert origin.kind in {OriginKind.CUSTODY, OriginKind.CLOCK}


def test_many_bags_with_wrong_seals_at_one_place_are_one_incident(desk: Desk) -> None:
    for number in range(5):
        desk.told(seal("N4", bag=f"p-00{number}"))
    desk.told(seal("N7"))

    assert [row.origins.count() for row in desk.all()] == [5, 1]


def test_two_convoys_are_two_incidents(desk: Desk) -> None:
    desk.told(late("N6", escort=ONE))
    desk.told(late("N6", escort=TWO))

    assert len(desk.all()) == 2


def test_the_wall_does_not_learn_of_a_late_convoy(desk: Desk) -> None:
    desk.told(late("N6"))

    [row] = desk.all()
    assert (wall_rows(row.exam_id), wall_row_of(row.pk)) == ({}, None)
    opened = [fact for fact in desk.world.facts() if fact.kind == "incidents.escort_incident_opened"]
    assert len(opened) == 1
    assert "v01" not in str(opened[0].as_json())
    assert desk.get("sun").json() == []
