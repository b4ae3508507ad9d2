from __future__ import annotations

from tests.integrity.builders import Office
from tests.stages import stage
from tests.venues.builders import at, open_quiet_day
from tests.world import World


@stage
def office(world: World) -> Office:
    """Half an hour into A1: the venue's office enters what was signed on paper."""
    open_quiet_day(world, "R1")
    world.move_to(at(30))
    world.forget()
    return Office(world)
