"""Who may see a corrective action, and who may do what to one."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from incidents.gateways import SEEN_BY
from incidents.states import Openness
from kernel.actors import Actor
from kernel.errors import NotPermitted
from organisation.policies import county_of, require
from organisation.states import Capability
from supervision.errors import RecheckTakesAnother
from supervision.models import CorrectiveAction

Posts = Collection[tuple[str, str]]
SEES = (Capability.SEE_BOARD, Capability.SUPERVISE)


def visible_to(actions: QuerySet[CorrectiveAction], actor: Actor, posts: Posts) -> QuerySet[CorrectiveAction]:
    """The actions that the actor may see: the county's register, those of named roles for them, and his own.

    ``posts`` are the (role, unit path) pairs that he holds: an action may belong to a post and not to a person.
    """
    if actor.is_system:
        return actions
    seen = ~Q(openness__in=list(SEEN_BY)) & _within(actor, SEES)
    for openness, capabilities in SEEN_BY.items():
        seen |= Q(openness=openness) & _within(actor, capabilities)
    return actions.filter(seen | _own(actor, posts))


def _within(actor: Actor, capabilities: Collection[Capability]) -> Q:
    seen = Q(pk__in=[])
    for held, path in actor.grants:
        if held in capabilities:
            seen |= Q(scope__startswith=path)
    return seen


def _own(actor: Actor, posts: Posts) -> Q:
    own = Q(pk__in=[]) if actor.person_id is None else Q(person=actor.person_id)
    for role, path in posts:
        own |= Q(role=role, unit__path=path, person=None)
    return own


def owns(action: CorrectiveAction, actor: Actor, posts: Posts) -> bool:
    """Whether it is his to do: as the person named, or by the post named where no person is."""
    if action.person_id is not None:
        return action.person_id == actor.person_id
    return action.unit is not None and (action.role, action.unit.path) in posts


def sees_register(actor: Actor) -> bool:
    """Whether the actor sees the county's register, and not only what is his own."""
    return any(actor.may(one, actor.scope) for one in SEES)


def check_supervises(actor: Actor, scope: str) -> None:
    """Refuse unless the actor supervises the county."""
    require(actor, Capability.SUPERVISE, county_of(scope))


def check_may_report_done(action: CorrectiveAction, actor: Actor, posts: Posts) -> None:
    """Refuse unless it is his own, or he supervises and enters what the owner told him."""
    if not owns(action, actor, posts):
        check_supervises(actor, action.scope)


def check_may_recheck(action: CorrectiveAction, actor: Actor, posts: Posts) -> None:
    """Refuse unless the actor supervises, and neither owns it nor reported it done."""
    check_supervises(actor, action.scope)
    if actor.person_id == action.done_by_id or owns(action, actor, posts):
        raise RecheckTakesAnother


def check_approver(action: CorrectiveAction, approver: Actor) -> None:
    """Refuse unless the second person may approve for the county."""
    require(approver, Capability.APPROVE, county_of(action.scope))


def check_names_incident(actor: Actor, openness: str) -> None:
    """Refuse to raise an action from an incident for named roles by anybody else."""
    capabilities = SEEN_BY.get(Openness(openness), frozenset())
    if capabilities and not any(actor.may(one, actor.scope) for one in capabilities):
        raise NotPermitted


@dataclass(frozen=True, slots=True)
class Rights:
    """What the actor may do to an action, for a page to offer. The acts themselves ask again."""

    supervise: bool
    report: bool
    recheck: bool


def rights_of(action: CorrectiveAction, actor: Actor, posts: Posts) -> Rights:
    """What to offer."""
    supervise = actor.may(Capability.SUPERVISE, county_of(action.scope))
    own = owns(action, actor, posts)
    return Rights(
        supervise=supervise,
        report=own or supervise,
        recheck=supervise and not own and actor.person_id != action.done_by_id,
    )
