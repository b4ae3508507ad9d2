"""Permission, on the first line of every act, failing closed."""

from __future__ import annotations

from kernel.actors import Actor
from kernel.errors import NotPermitted
from organisation.errors import SamePerson
from organisation.states import Capability

COUNTY_DEPTH = 3
# What a post at a venue is for, as far as a tablet can help with it.
VENUE_WORK = (
    Capability.REPORT_VENUE,
    Capability.RUN_VENUE,
    Capability.KEEP_VENUE_STORE,
    Capability.OPEN_PAPERS,
    Capability.CARRY_PAPERS,
)


def require(actor: Actor, capability: Capability, scope: str) -> None:
    """Refuse (``not_permitted``) unless a post held now gives ``capability`` at ``scope`` or above it."""
    if not actor.may(capability, scope):
        raise NotPermitted


def require_two(first: Actor, second: Actor, *, capability: Capability, scope: str) -> None:
    """Refuse unless both are entitled and are two different people."""
    require(first, capability, scope)
    require(second, capability, scope)
    if first.person_id == second.person_id:
        raise SamePerson


def county_of(path: str) -> str:
    """The county's part of a unit's path (nation's provinces, cities and counties are three steps deep)."""
    steps = [step for step in path.split("/") if step]
    return "/" + "".join(f"{step}/" for step in steps[:COUNTY_DEPTH])


def check_signing(first: Actor, second: Actor) -> None:
    """Refuse a signing unless two different people with duties in the first one's county stand at the screen.

    What the second may sign there is asked anew at every act: this only keeps strangers from a screen.
    """
    if not has_duty(first, first.scope):
        raise NotPermitted
    if first.person_id == second.person_id:
        raise SamePerson
    if not has_duty(second, first.scope):
        raise NotPermitted


def has_duty(actor: Actor, scope: str) -> bool:
    """Whether the person holds any post at ``scope``, above or below it."""
    return any(path.startswith(scope) or scope.startswith(path) for _held, path in actor.grants)


def check_keeps_devices(actor: Actor, scope: str) -> None:
    """Refuse unless a county post gives the care of tablets: whoever manages people, or runs the exam."""
    county = county_of(scope)
    if not (actor.may(Capability.MANAGE_PEOPLE, county) or actor.may(Capability.RUN_EXAM, county)):
        raise NotPermitted


def works_at_venue(actor: Actor, scope: str) -> bool:
    """Whether a tablet of the venue is among the actor's tools: he reports for it, runs it, or handles papers.

    What each may do with it is asked anew at every act.
    """
    return any(actor.may(capability, scope) for capability in VENUE_WORK)
