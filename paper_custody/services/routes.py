"""Routes: drawn by one of the few, approved by two others, and frozen into the runs that begin."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from dataclasses import asdict
from typing import Any
from uuid import UUID

from django.utils.timezone import localtime

from clocks.services import Deadline, Rung, start
from exams.gateways.moments import CatalogueError, Moment
from exams.models import Session
from exams.selectors.sessions import rules_of
from kernel.act import Asked, act
from kernel.actors import Actor
from kernel.errors import NotNow, NotThere
from kernel.words import check_words
from organisation.services import record_proofs
from organisation.states import Side
from paper_custody.errors.road import RouteWrong
from paper_custody.events.watch import RouteApproved, RouteDrawn
from paper_custody.models import Escort, GateDue, Route, RouteApproval
from paper_custody.policies import check_place
from paper_custody.policies.roads import check_approves_road, check_plans_roads, check_route
from paper_custody.services.handovers import person
from paper_custody.services.steps import signed
from paper_custody.states import Direction, Purpose
from paper_custody.states.roads import RouteGiven, RouteStatus
from venues.policies import check_open, in_exam

# A gate closes with its last second: whoever passes in it is in time.
A_SECOND = dt.timedelta(seconds=1)


@act
def draw_route(asked: Asked, *, given: RouteGiven) -> RouteDrawn:
    """Draw the way to a venue, or back. It counts for nothing before two others have approved it."""
    exam, place = check_place(asked, given.venue)
    check_plans_roads(asked.actor, place.scope)
    check_route(given)
    check_words(*(stop.name for stop in given.stops), *(gate.name for gate in given.gates))
    for session in Session.objects.filter(exam=exam):
        _windows(given, session)

    route = Route.objects.create(
        exam=exam,
        scope=place.scope,
        venue=place,
        direction=given.direction,
        line=[list(point) for point in given.line],
        width_m=given.width_m or rules_of(exam).escort.watch.corridor_width,
        stops=[_plain(stop) for stop in given.stops],
        gates=[_plain(gate) for gate in given.gates],
        drawn_by_id=person(asked.actor),
        drawn_at=asked.exam_at,
        entry_id=asked.act_id,
    )
    return RouteDrawn(route=route.pk, venue=place.code, direction=route.direction, content_hash=route_hash(route))


@act
def approve_route(asked: Asked, *, second: Actor, route_id: UUID) -> RouteApproved:
    """Approve a route, two of the few together; it takes the place of the one before. Runs under way keep theirs."""
    exam = check_open(asked)
    route = Route.objects.select_for_update(of=("self",)).select_related("venue").filter(exam=exam, pk=route_id).first()
    if route is None:
        raise NotThere
    check_approves_road(asked.actor, second, route)
    if route.status != RouteStatus.DRAWN:
        raise NotNow(state=route.status)

    before = Route.objects.filter(exam=exam, venue=route.venue, direction=route.direction)
    before.filter(status=RouteStatus.APPROVED).update(status=RouteStatus.REPLACED)
    route.status = RouteStatus.APPROVED
    route.save(update_fields=["status"])
    record_proofs(asked, sides=[(Side.FIRST, asked.actor), (Side.SECOND, second)])
    RouteApproval.objects.create(exam=exam, scope=route.scope, route=route, **signed(asked, second))

    return RouteApproved(
        route=route.pk,
        venue=route.venue.code,
        direction=route.direction,
        first=person(asked.actor),
        second=person(second),
    )


def route_hash(route: Route) -> str:
    """The hash that the fact of its drawing commits to."""
    told = {"line": route.line, "width": route.width_m, "stops": route.stops, "gates": route.gates}
    return hashlib.sha256(json.dumps(told, sort_keys=True, separators=(",", ":")).encode()).hexdigest()


def plan_gates(asked: Asked, escort: Escort) -> None:
    """Part: the run's time gates after the approved route, each with a clock. No position is needed for them."""
    route = Route.objects.filter(
        exam_id=in_exam(asked), venue=escort.venue, direction=escort.direction, status=RouteStatus.APPROVED
    ).first()
    sessions = Session.objects.filter(exam_id=in_exam(asked), code__in=escort.sessions).order_by("starts_at")
    session = sessions.first() if escort.direction == Direction.OUTWARD else sessions.last()
    if route is None or session is None:
        return
    rows = [_gate(escort, number, gate, session) for number, gate in enumerate(route.gates, start=1)]
    GateDue.objects.bulk_create(rows)
    deadlines = [
        Deadline(Purpose.GATE, row.pk, row.not_after + A_SECOND, rungs=[Rung("duty_officer", dt.timedelta(0))])
        for row in rows
    ]
    start(asked, scope=escort.scope, deadlines=deadlines)


def _gate(escort: Escort, number: int, gate: dict[str, Any], session: Session) -> GateDue:
    not_before, not_after = _window(gate["not_before"], gate["not_after"], session)
    return GateDue(
        exam_id=escort.exam_id,
        scope=escort.scope,
        escort=escort,
        number=number,
        name=gate["name"],
        longitude=gate["at"][0],
        latitude=gate["at"][1],
        radius_m=gate["radius_m"],
        not_before=not_before,
        not_after=not_after,
        is_arrival=gate["is_arrival"],
    )


def _windows(given: RouteGiven, session: Session) -> None:
    """Refuse a window that is none in one of the exam's sessions."""
    for gate in given.gates:
        try:
            opens, closes = _window(gate.not_before, gate.not_after, session)
        except CatalogueError as error:
            raise RouteWrong(why="window", gate=gate.name) from error
        if opens > closes:
            raise RouteWrong(why="window", gate=gate.name)


def _window(not_before: str, not_after: str, session: Session) -> tuple[dt.datetime, dt.datetime]:
    ends = localtime(session.starts_at), localtime(session.ends_at)
    opens, closes = (Moment.read(told, "gate").of(*ends) for told in (not_before, not_after))
    return opens, closes


def _plain(thing: Any) -> dict[str, Any]:
    return {**asdict(thing), "at": list(thing.at)}
