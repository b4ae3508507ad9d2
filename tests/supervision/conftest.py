from __future__ import annotations

import pytest

from tests.incidents.builders import Desk
from tests.supervision.builders import Register
from tests.world import World


@pytest.fixture
def desk(world: World) -> Desk:
    """The county's desk with its plans."""
    return Desk.of(world)


@pytest.fixture
def register(desk: Desk) -> Register:
    """The register, and the desk whose incidents fill it."""
    return Register(desk)
