from __future__ import annotations

from tests.incidents.builders import Desk
from tests.stages import stage
from tests.world import World


@stage
def desk(world: World) -> Desk:
    """The county's desk, with the shipped plans on record."""
    return Desk.of(world)
