"""Features B1: four clocks by class and level, each at the second that the table says, with moved time."""

from __future__ import annotations

import copy
import datetime as dt
from collections.abc import Callable

import pytest

from incidents.gateways import ladder, plan_from, plans
from incidents.services import load_plans
from incidents.states import Family, Level, Purpose
from tests.incidents.builders import Desk, Opened, done
from tests.incidents.test_clocks import PLAN_OF

SECOND = dt.timedelta(seconds=1)


def of_level(desk: Desk, family: Family, level: Level) -> str:
    """The code of a plan of the family that begins at this level."""
    plan = plans()[PLAN_OF[family]]
    raw = copy.deepcopy(plan.raw)
    raw["version"], raw["level"]["initial"] = plan.version + 1, level.value
    load_plans(desk.world.asked(), plans=[plan_from(raw)])
    return plan.code


def overdue(incident: Opened, purpose: Purpose) -> bool:
    return purpose in [line["code"] for line in incident.get("guo").json()["log"] if line["kind"] == "overdue"]


@pytest.mark.parametrize("family", list(Family))
@pytest.mark.parametrize("level", list(Level))
def test_each_clock_fires_at_its_second(desk: Desk, family: Family, level: Level) -> None:
    limits, plan = ladder().limits[family][level], of_level(desk, family, level)
    idle, silent, worked = desk.opened(plan), desk.opened(plan), desk.answered(plan)
    done(idle.post("bai", "acknowledge/"))
    begin = silent.now().opened_at
    assert silent.now().level == level

    fires: list[tuple[dt.timedelta | None, Callable[[], bool]]] = [
        (limits.acknowledge, lambda: silent.now().rung != "duty_clerk"),
        (limits.first_action, lambda: idle.now().commander is None),
        (limits.report_upward, lambda: overdue(worked, Purpose.REPORT_UPWARD)),
        (limits.close, lambda: overdue(worked, Purpose.CLOSE)),
    ]
    for within, has_fired in fires:
        if within is None:
            continue
        desk.world.move_to(begin + within - SECOND)
        assert not has_fired(), within
        desk.world.move_to(begin + within)
        assert has_fired(), within
