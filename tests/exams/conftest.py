"""These stories open their own exams: the county starts without one."""

from tests.stages import stage
from tests.world import World


@stage
def world(county: World) -> World:
    """Linhe county, in one transaction that is rolled back, before any exam."""
    return county
