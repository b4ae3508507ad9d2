"""These stories open their own exams: the county starts without one."""

import pytest
from django.core.cache import cache

from tests.world import World


@pytest.fixture
def world(db: None) -> World:
    """Linhe county, in one transaction that is rolled back, before any exam."""
    cache.clear()
    return World.of_people()
