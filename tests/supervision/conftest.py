from __future__ import annotations

from tests.incidents.builders import Desk
from tests.stages import stage
from tests.supervision.builders import Register
from tests.world import World


@stage
def desk(world: World) -> Desk:
    """The county's desk with its plans."""
    return Desk.of(world)


@stage
def register(desk: Desk) -> Register:
    """The register, and the desk whose incidents fill it."""
    return Register(desk)
