from __future__ import annotations

import pytest

from tests.incidents.builders import Desk
from tests.world import World


@pytest.fixture
def desk(world: World) -> Desk:
    """The county's desk, with the shipped plans on record."""
    return Desk.of(world)
