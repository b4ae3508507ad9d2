"""Whatever is cut, sent twice or out of order: in the end the server holds each sealed act once, and no other."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

import pytest

from journal.models import Entry, Verdict
from tablet.models import QueuedAct, Reject
from tests.tablet.simulated import Tablet, act_of
from tests.venues.builders import load_standing
from tests.world import World

KINDS = ("clock", "camera", "broadcast", "player", "gate")
MOST = 100
ACCEPTED = 0.3


@dataclass
class Road:
    """A bad network between a tablet and the server: what was sent may be cut before or after it was taken."""

    tablet: Tablet
    chance: random.Random
    sealed: list[dict[str, Any]] = field(default_factory=list)

    def go_on(self, acts: int) -> None:
        """Seal some acts, then try to send, as far as the network lets."""
        for _act in range(acts):
            # Most are refused, which costs little: what is shown here is the queue, not the act.
            kind = self.chance.choice(KINDS) if self.chance.random() < ACCEPTED else "nothing of that kind"
            body = {"equipment_kind": kind}
            self.sealed.append(self.tablet.seal(self.tablet.world.sun, "venues/v01/equipment/test/", body))
        match self.chance.choice(("cut on the way there", "cut on the way back", "whole")):
            case "cut on the way back":
                self.tablet.post(*self._some())  # taken, but no receipt has come
            case "whole":
                self.tablet.send(*self._some())
            case _:
                pass

    def to_the_end(self) -> None:
        """The network is back: send what there is no receipt for, in whatever pieces."""
        while self.tablet.queue:
            self.tablet.send(*self._some())

    def _some(self) -> list[dict[str, Any]]:
        """Part of the queue, some of it twice, in any order; and now and then what was sent long ago."""
        wanted = self.chance.randint(1, min(MOST - 5, len(self.tablet.queue) or 1))
        some = self.chance.sample(self.tablet.queue, min(wanted, len(self.tablet.queue)))
        some += self.chance.sample(self.sealed, min(len(self.sealed), self.chance.randint(0, 3)))
        self.chance.shuffle(some)
        return some[:MOST]


def converge(world: World, *, tablets: int, acts: int, seed: int) -> None:
    """These tablets seal so many acts each, through a bad network."""
    load_standing(world)
    chance = random.Random(seed)
    roads = [Road(Tablet.enrolled(world, "sun"), chance) for _tablet in range(tablets)]
    entries = Entry.objects.count()
    while any(len(road.sealed) < acts for road in roads):
        road = chance.choice([road for road in roads if len(road.sealed) < acts])
        road.go_on(min(acts - len(road.sealed), chance.randint(1, 40)))
    for road in roads:
        road.to_the_end()

    sealed = {UUID(act_of(one)["act_id"]): act_of(one) for road in roads for one in road.sealed}
    kept = {row.act_id: row for row in QueuedAct.objects.all()}
    assert len(sealed) == tablets * acts
    assert kept.keys() == sealed.keys()
    accepted = {act_id for act_id, row in kept.items() if row.status == "accepted"}
    assert accepted == {one for one, told in sealed.items() if told["body"]["equipment_kind"] in KINDS}
    assert set(Entry.objects.filter(pk__in=sealed).values_list("pk", flat=True)) == accepted
    assert set(Verdict.objects.filter(pk__in=sealed, code="accepted").values_list("pk", flat=True)) == accepted
    assert Entry.objects.filter(kind="venues.equipment_tested").count() == len(accepted)
    assert not Reject.objects.exists()
    assert {row.counter for row in kept.values()} == set(range(1, acts + 1))
    for road in roads:
        assert road.tablet.post().json()["gaps"] == []
    assert Entry.objects.count() == entries + len(accepted)


def test_twenty_tablets_converge_to_the_union_of_what_they_sealed(world: World) -> None:
    converge(world, tablets=20, acts=100, seed=20270607)


@pytest.mark.long
def test_two_hundred_tablets_converge_to_the_union_of_what_they_sealed(world: World) -> None:
    converge(world, tablets=200, acts=500, seed=20270608)
