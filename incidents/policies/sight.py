"""Who knows of an incident and sees it."""

from __future__ import annotations

from collections.abc import Collection

from django.db.models import Q, QuerySet

from incidents.gateways import SEEN_BY
from incidents.models import Incident
from incidents.states import (
    Openness,
)
from kernel.actors import Actor
from kernel.errors import NotPermitted, NotThere
from organisation.policies import COUNTY_DEPTH, county_of
from organisation.states import Capability
from paper_custody.policies import FOLLOWS_ESCORTS

WORKS = (Capability.HANDLE_INCIDENT, Capability.COMMAND_INCIDENT)
ENTERS = (*WORKS, Capability.OPEN_INCIDENT)
# The catalogue tells what would be done and of nothing that happened: whoever may report reads all of it.
READS_CATALOGUE = frozenset({Capability.SEE_BOARD, Capability.OPEN_INCIDENT})


def known_to(incidents: QuerySet[Incident], actor: Actor) -> QuerySet[Incident]:
    """The incidents of which the actor may know that they exist; of a restricted one, perhaps nothing else."""
    if actor.is_system:
        return incidents
    known = ~Q(openness=Openness.ESCORT) & (_within(actor, Capability.SEE_BOARD) | _own(actor))
    return incidents.filter(known)


def visible_to(incidents: QuerySet[Incident], actor: Actor) -> QuerySet[Incident]:
    """The incidents that the actor may see. One for named roles is not even for who reported it."""
    if actor.is_system:
        return incidents
    seen = ~Q(openness__in=list(SEEN_BY)) & (_within(actor, Capability.SEE_BOARD) | _own(actor))
    for openness, capabilities in SEEN_BY.items():
        seen |= Q(openness=openness) & _within(actor, *capabilities)
    return incidents.filter(seen)


def _within(actor: Actor, *capabilities: Capability) -> Q:
    seen = Q(pk__in=[])
    for held, path in actor.grants:
        if held in capabilities:
            seen |= Q(scope__startswith=path)
    return seen


def _own(actor: Actor) -> Q:
    return Q(pk__in=[]) if actor.person_id is None else Q(opened_by=actor.person_id)


def sees(incident: Incident, actor: Actor) -> bool:
    """Whether ``visible_to`` shows this one."""
    if actor.is_system:
        return True
    if incident.is_restricted:
        return may_any(actor, SEEN_BY[Openness(incident.openness)], incident.scope)
    own = actor.person_id is not None and incident.opened_by_id == actor.person_id
    return own or actor.may(Capability.SEE_BOARD, incident.scope)


def knows(incident: Incident, actor: Actor) -> bool:
    """Whether ``known_to`` shows this one."""
    if incident.openness == Openness.ESCORT:
        return sees(incident, actor)
    own = actor.person_id is not None and incident.opened_by_id == actor.person_id
    return own or actor.may(Capability.SEE_BOARD, incident.scope) or sees(incident, actor)


def may_any(actor: Actor, capabilities: Collection[Capability], scope: str) -> bool:
    """Whether one of the capabilities is held there."""
    return any(actor.may(one, scope) for one in capabilities)


def reads_catalogue(actor: Actor) -> bool:
    """Whether he may read plans, procedures, units and codes: with any duty at the board or to report."""
    return any(held in READS_CATALOGUE for held, _path in actor.grants)


def check_reads_catalogue(actor: Actor) -> None:
    """Refuse who has no such duty."""
    if not reads_catalogue(actor):
        raise NotPermitted


def own_county(actor: Actor) -> str:
    """The path of the actor's own county. Refuses whoever is of none: nobody else has versions of his own."""
    county = county_of(actor.scope)
    if actor.is_system or county.count("/") != COUNTY_DEPTH + 1:
        raise NotPermitted
    return county


def check_seen(incident: Incident, actor: Actor) -> None:
    """Refuse (``not_there``) what the actor may not see: a restricted incident answers like none."""
    if not sees(incident, actor):
        raise NotThere


def triages(actor: Actor, scope: str) -> bool:
    """Whether the actor judges what is told to the county's desk."""
    return may_any(actor, WORKS, county_of(scope))


def check_triages(actor: Actor, scope: str) -> None:
    """Refuse who does not: what was told is for the desk alone until it is judged."""
    if not triages(actor, scope):
        raise NotPermitted


# Who hears of a fact of each audience, as on the board's channels; a venue's people hear of their venue.
HEARD_BY: dict[str, frozenset[Capability]] = {
    "wall": frozenset({Capability.SEE_BOARD}),
    "desk": frozenset({Capability.HANDLE_INCIDENT, Capability.COMMAND_INCIDENT}),
    "escort": FOLLOWS_ESCORTS,
    "restricted": frozenset({Capability.SEE_RESTRICTED}),
}
HEARD_AT_A_VENUE = frozenset({Capability.RUN_VENUE, Capability.REPORT_VENUE, Capability.SEE_BOARD})


def hears(actor: Actor, audience: str, *, scope: str) -> bool:
    """Whether the actor hears of facts of this audience at a place; those of the few, if he is one of them."""
    if may_any(actor, HEARD_BY.get(audience, frozenset()), county_of(scope)):
        return True
    return audience in {"wall", "desk"} and scope != county_of(scope) and may_any(actor, HEARD_AT_A_VENUE, scope)
