from __future__ import annotations

from typing import Any

import pytest

from tests.incidents.builders import Desk
from tests.notices.builders import play
from tests.stages import stage
from tests.world import World


@stage
def desk(world: World) -> Desk:
    """The county's desk, with the shipped plans on record."""
    return Desk.of(world)


@pytest.fixture
def outside(desk: Desk, settings: Any) -> Desk:
    """The same; its people play in the drill, and the duty room's telephone is known."""
    settings.DUTY_PHONE = "0478-8210000"
    play(desk.world, "chen", "bai", "guo")
    return desk
