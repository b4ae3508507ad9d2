"""What is measured is what people do: the papers of the measurement go the way that the rules leave open."""

from __future__ import annotations

from paper_custody.models import Bag
from paper_custody.states import BagStatus
from tests.bench.scanning import BATCH, SCREENS, fill_the_vault
from tests.world import World


def test_the_papers_that_are_measured_lie_in_the_secure_room(world: World) -> None:
    pairs = fill_the_vault(world)

    assert len(pairs) == SCREENS
    assert Bag.objects.filter(exam=world.exam, status=BagStatus.IN_VAULT).count() == SCREENS * BATCH
