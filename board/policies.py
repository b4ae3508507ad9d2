"""Who may hear which channel. The scope asked about is the exam's county, or the venue of a venue's channel."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypedDict

from board.errors import MapUnfit
from board.states import VENUE_PREFIX, Audience
from kernel.actors import Actor
from kernel.errors import NotPermitted
from organisation.states import Capability
from paper_custody.policies import FOLLOWS_ESCORTS

# limits.md 4 and 5: papers under way and restricted incidents are for the few roles that are named for them.
GIVEN_BY: dict[str, tuple[Capability, ...]] = {
    Audience.WALL: (Capability.SEE_BOARD,),
    Audience.DESK: (Capability.HANDLE_INCIDENT, Capability.COMMAND_INCIDENT),
    Audience.ESCORT: tuple(FOLLOWS_ESCORTS),
    Audience.RESTRICTED: (Capability.SEE_RESTRICTED,),
}
GIVEN_AT_A_VENUE = (Capability.RUN_VENUE, Capability.REPORT_VENUE, Capability.SEE_BOARD)


def may_hear(actor: Actor, channel: str, scope: str) -> bool:
    """Whether one of the posts held gives this channel at ``scope``. An unknown channel is given by none."""
    needed = GIVEN_AT_A_VENUE if channel.startswith(VENUE_PREFIX) else GIVEN_BY.get(channel, ())
    return any(actor.may(capability, scope) for capability in needed)


class Shape(TypedDict):
    """A township or the county: its name, and its rings of points (longitude, latitude) in WGS-84."""

    name: str
    rings: list[list[list[float]]]


MOST_SHAPES, MOST_POINTS, LEAST_OF_A_RING = 400, 60_000, 4


def check_map(shapes: Sequence[Shape]) -> None:
    """Refuse (``map_unfit``) what is no drawing of boundaries, or too large to be sent to every screen."""
    rings = [ring for shape in shapes for ring in shape["rings"]]
    points = [point for ring in rings for point in ring]
    fit = 0 < len(shapes) <= MOST_SHAPES and 0 < len(points) <= MOST_POINTS
    if not fit or any(len(ring) < LEAST_OF_A_RING for ring in rings) or not all(map(_is_on_earth, points)):
        raise MapUnfit


def _is_on_earth(point: Sequence[float]) -> bool:
    longitude, latitude = point
    return -180 <= longitude <= 180 and -90 <= latitude <= 90


def may_silence(actor: Actor, scope: str) -> bool:
    """Whether he may end an alarm's sound for everybody: whoever handles incidents, and so knows that it was heard."""
    return may_hear(actor, Audience.DESK, scope)


def check_may_silence(actor: Actor, scope: str) -> None:
    """Refuse (``not_permitted``) whoever only looks on."""
    if not may_silence(actor, scope):
        raise NotPermitted


def check_may_see_map(actor: Actor, county: str) -> None:
    """Refuse (``not_permitted``) whoever neither sees the county's board nor looks after its map."""
    if not (may_hear(actor, Audience.WALL, county) or actor.may(Capability.IMPORT_COUNTY, county)):
        raise NotPermitted


def check_may_hear(actor: Actor, channel: str, scope: str) -> None:
    """Refuse (``not_permitted``) a channel that no post held now gives."""
    if not may_hear(actor, channel, scope):
        raise NotPermitted
