"""These stories open their own exams: the county starts without one."""

import pytest

from tests.world import World


@pytest.fixture
def world(county: World) -> World:
    """Linhe county, in one transaction that is rolled back, before any exam."""
    return county
