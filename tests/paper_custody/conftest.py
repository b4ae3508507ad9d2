"""Papers of session A1 in the drill, on the morning of its day."""

import pytest

from tests.paper_custody.builders import Papers, with_bags
from tests.world import World


@pytest.fixture
def papers(world: World) -> Papers:
    """The drill's bags, registered and still on their way to the county."""
    with_bags(world)
    world.settle()
    world.forget()
    return Papers(world)
