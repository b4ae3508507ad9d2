"""Many incidents at once: each is told once to whoever is called, and none is forgotten."""

from __future__ import annotations

import datetime as dt

import pytest

from tests.bench.bursting import burst
from tests.incidents.builders import Desk
from tests.world import World


@pytest.mark.long
def test_five_hundred_incidents_of_one_minute_are_each_told_once(committed_world: World) -> None:
    found = burst(Desk.of(committed_world), 500)

    assert (found.opened, found.missed, found.doubled) == (500, 0, 0)
    assert found.over <= dt.timedelta(minutes=1)
