"""A drill's own bags; and rows that say otherwise than their facts are found."""

from __future__ import annotations

import json
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection

from journal.audit import CHECKS
from journal.content import read_back
from journal.models import Content
from paper_custody.models import Bag, Container, Seal
from paper_custody.states import DRILL_MARK
from tests.exams.builders import make_drill
from tests.paper_custody.builders import Papers, bags_of, load
from tests.venues.builders import at, load_standing
from tests.world import World
from venues.models import Room


def differences() -> list[str]:
    """What the checks of custody say of every fact in the drill's log."""
    found = []
    for content in Content.objects.all():
        recorded = read_back(bytes(content.body), log=content.entry.log, index=None)
        for check in CHECKS.get(type(recorded.fact), ()):
            found += list(check(recorded.fact, recorded.entry_id))
    return found


def test_a_drill_gets_marked_bags_from_the_same_plan_under_seals_of_its_own(world: World) -> None:
    load_standing(world)
    load(world, bags_of("A1", mark=""), exam=world.real)

    drill = make_drill(world, world.real)
    world.settle()

    real, own = Bag.objects.filter(exam=world.real), Bag.objects.filter(exam=drill)
    assert {DRILL_MARK + code for code in real.values_list("code", flat=True)} == set(
        own.values_list("code", flat=True)
    )
    columns = ("kind", "venue__code", "room__number", "nominal", "subject__code", "session__code")
    assert sorted(real.values_list(*columns), key=str) == sorted(own.values_list(*columns), key=str)
    assert set(own.values_list("session__exam", "subject__exam")) == {(drill.pk, drill.pk)}
    assert Container.objects.filter(exam=drill).count() == 6
    seals = Seal.objects.filter(exam=drill).values_list("number", flat=True)
    assert len(seals) == 18
    assert not {number.removeprefix(DRILL_MARK) for number in seals} & set(
        Seal.objects.filter(exam=world.real).values_list("number", flat=True)
    )
    assert "paper_custody.drill_bags_made" in world.history(drill.pk)


def test_a_drill_of_an_exam_without_bags_has_none(world: World) -> None:
    assert "paper_custody.drill_bags_made" not in world.history()
    assert not Bag.objects.exists()


def test_a_whole_day_agrees_with_its_facts(papers: Papers) -> None:
    a_day(papers)

    assert differences() == []


@pytest.mark.parametrize(
    ("table", "change"),
    [
        ("handover", {"bag_id": "DRILL-A1-v02-S-S"}),
        ("bagstep", {"bag_id": "DRILL-A1-v02-S-S"}),
        ("blindcount", {"room_id": "099"}),
    ],
)
def test_a_row_that_was_slipped_in_is_found(papers: Papers, table: str, change: dict[str, Any]) -> None:
    """The app can change no signed row; what it can do is add one under an act that was signed."""
    a_day(papers)
    if "bag_id" in change:
        change["bag_id"] = str(Bag.objects.get(code=change["bag_id"]).pk)
    if "room_id" in change:
        change["room_id"] = str(Room.objects.get(venue__code="v01", number=change["room_id"]).pk)

    with connection.cursor() as cursor:
        cursor.execute(
            COPY.format(table=f"paper_custody_{table}", order="node" if "bag_id" in change else "at"),
            [json.dumps({"id": str(uuid4()), **change})],
        )

    assert len(differences()) == 1


COPY = (
    "INSERT INTO {table} SELECT (jsonb_populate_record(kept, %s::jsonb)).*"
    " FROM {table} kept WHERE id = (SELECT id FROM {table} ORDER BY {order} DESC LIMIT 1)"
)


def test_a_seal_that_was_renumbered_is_found(papers: Papers) -> None:
    a_day(papers)

    Seal.objects.filter(number="DRILL-again-DRILL-A1-v01-001-P").update(number="DRILL-other")

    assert differences() == ["seals of v01 are not as applied"]


def a_day(papers: Papers) -> None:
    """From the venue's store to the sealed bags."""
    papers.to_the_venue()
    papers.world.move_to(at(-10))
    done = [papers.rooms("issue"), papers.rooms("open", material="cards"), papers.rooms("open")]
    papers.world.move_to(at(155))
    done += [papers.rooms("collect"), papers.count(), papers.rooms("accept")]
    done.append(papers.post("sun", "seal", second="ma", venue="v01", bags=papers.new_seals()))
    assert [answer.status_code for answer in done] == [200] * 7
    papers.world.settle()
