"""Who may plan an escort's way, call it, and see where it is: the few named roles, and nobody else (limits.md 4)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from exams.models import Exam
from exams.states import ExamStatus
from kernel.actors import Actor
from kernel.errors import NotPermitted
from organisation.policies import require, require_two
from organisation.states import Capability
from paper_custody.errors.road import NotOnTheRoad, OwnRoute, RouteWrong
from paper_custody.models import Escort, Route
from paper_custody.policies.papers import FOLLOWS_ESCORTS
from paper_custody.states import Direction, EscortStatus
from paper_custody.states.roads import GateStep, Point, RouteGiven

# Drawn by the vault or by the exam's office among the few.
DRAWS = (Capability.KEEP_VAULT, Capability.RUN_EXAM)
MOST_POINTS, LEAST_WIDTH, MOST_WIDTH = 2_000, 20, 5_000


def check_plans_roads(actor: Actor, scope: str) -> None:
    """Refuse whoever is not one of the few, or one of them who does not plan."""
    require(actor, Capability.SEE_ESCORTS, scope)
    if not any(actor.may(one, scope) for one in DRAWS):
        raise NotPermitted


def check_approves_road(first: Actor, second: Actor, route: Route) -> None:
    """Refuse unless two of the few who may approve do it, neither of whom drew it."""
    require_two(first, second, capability=Capability.SEE_ESCORTS, scope=route.scope)
    require_two(first, second, capability=Capability.APPROVE, scope=route.scope)
    if route.drawn_by_id in {first.person_id, second.person_id}:
        raise OwnRoute


def check_calls_escorts(actor: Actor, scope: str) -> None:
    """Refuse whoever is not one of the few at the duty desk: a call is keyed in there, never from the vehicle."""
    require(actor, Capability.SEE_ESCORTS, scope)
    require(actor, Capability.KEY_FOR_VENUE, scope)


def follows_now(exam: Exam, actor: Actor) -> bool:
    """Whether the actor may see escorts of this exam at all. When it is over, only whoever audits (limits.md 4)."""
    few = FOLLOWS_ESCORTS if exam.status == ExamStatus.OPEN else {Capability.AUDIT}
    return actor.is_system or any(held in few for held, _path in actor.grants)


def is_on_the_road(escort: Escort) -> bool:
    """Whether the run is under way: it left, or began its way back, and has not arrived."""
    left = escort.departed_at is not None or escort.direction == Direction.RETURN
    return left and escort.status != EscortStatus.ARRIVED


def check_on_the_road(escort: Escort) -> None:
    """Refuse a run that has not left, or has arrived."""
    if not is_on_the_road(escort):
        raise NotOnTheRoad


def check_route(given: RouteGiven) -> None:
    """Refuse a route that is no line, lies nowhere on earth, or whose corridor is too narrow or too wide."""
    if not 2 <= len(given.line) <= MOST_POINTS:
        raise RouteWrong(why="line")
    places: Sequence[Point] = [*given.line, *(one.at for one in given.stops), *(one.at for one in given.gates)]
    if not all(-180 <= longitude <= 180 and -90 <= latitude <= 90 for longitude, latitude in places):
        raise RouteWrong(why="coordinates")
    if given.width_m is not None and not LEAST_WIDTH <= given.width_m <= MOST_WIDTH:
        raise RouteWrong(why="width")
    if sum(gate.is_arrival for gate in given.gates) > 1:
        raise RouteWrong(why="arrival")


def gate_step(passed_at: dt.datetime, *, not_before: dt.datetime, not_after: dt.datetime) -> GateStep:
    """How a gate is passed at a moment. Both ends of the window are in time."""
    if passed_at < not_before:
        return GateStep.CROSS_EARLY
    return GateStep.CROSS_IN_TIME if passed_at <= not_after else GateStep.CROSS_LATE
