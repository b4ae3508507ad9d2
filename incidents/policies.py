"""Who may know of an incident, see it, work on it, and end it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q, QuerySet

from incidents.errors import (
    ApproverMustBeAnother,
    CloserMustBeAnother,
    IncidentOver,
    MergedAlready,
    WordsMissing,
    WrongAuthority,
)
from incidents.gateways import SEEN_BY
from incidents.models import Incident, OwnText
from incidents.states import CONFIRMS, DECIDED_FROM, Authority, Level, Matter, Openness
from kernel.actors import Actor
from kernel.errors import NotNow, NotPermitted, NotThere
from kernel.words import check_words
from organisation.policies import COUNTY_DEPTH, county_of, require
from organisation.states import Capability

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


def check_sees_coverage(actor: Actor, county: str) -> None:
    """Refuse unless the actor sees all of the county: which plans were exercised is told of the county as a whole."""
    require(actor, Capability.SEE_BOARD, county)


def own_county(actor: Actor) -> str:
    """The path of the actor's own county. Refuses whoever is of none: nobody else has versions of his own."""
    county = county_of(actor.scope)
    if actor.is_system or county.count("/") != COUNTY_DEPTH + 1:
        raise NotPermitted
    return county


def check_proposes_texts(actor: Actor, county: str, *, owners: Collection[UUID] = ()) -> None:
    """Refuse unless the actor runs the county's exams, or is the named owner of what the text is about."""
    if not may_propose_texts(actor, county, owners=owners):
        raise NotPermitted


def may_propose_texts(actor: Actor, county: str, *, owners: Collection[UUID] = ()) -> bool:
    """Whether ``check_proposes_texts`` lets him."""
    return actor.may(Capability.RUN_EXAM, county) or (actor.person_id is not None and actor.person_id in owners)


def may_approve_text(actor: Actor, county: str) -> bool:
    """Whether the actor approves texts for the county, of whoever."""
    return actor.may(Capability.APPROVE, county)


def check_approves_text(actor: Actor, text: OwnText) -> None:
    """Refuse unless the actor approves for the county and is neither its author nor the first who approved it."""
    require(actor, Capability.APPROVE, text.scope)
    if actor.person_id in {text.author_id, text.first_id}:
        raise ApproverMustBeAnother


def check_rejects_text(actor: Actor, text: OwnText) -> None:
    """Refuse unless the actor approves for the county and is not its author. Who endorsed it may think again."""
    require(actor, Capability.APPROVE, text.scope)
    if actor.person_id == text.author_id:
        raise ApproverMustBeAnother


def check_seen(incident: Incident, actor: Actor) -> None:
    """Refuse (``not_there``) what the actor may not see: a restricted incident answers like none."""
    if not sees(incident, actor):
        raise NotThere


def _check(incident: Incident, actor: Actor, capabilities: Collection[Capability], scope: str) -> None:
    check_seen(incident, actor)
    check_not_merged(incident)
    if not may_any(actor, capabilities, scope):
        raise NotPermitted


def check_not_merged(incident: Incident) -> None:
    """Refuse (``incident_merged``) what goes on under another number."""
    if incident.merged_into is not None:
        raise MergedAlready(into=incident.merged_into.number)


def check_may_answer(incident: Incident, actor: Actor) -> None:
    """Refuse unless the actor can answer for it: the county's desk; a venue for its own, if it is of level IV."""
    answers_at = incident.scope if incident.level == Level.IV else county_of(incident.scope)
    _check(incident, actor, WORKS, answers_at)


def check_may_work(incident: Incident, actor: Actor) -> None:
    """Refuse unless the actor works on incidents there."""
    _check(incident, actor, WORKS, incident.scope)


def check_may_enter(incident: Incident, actor: Actor) -> None:
    """Refuse unless the actor may at least report incidents there: the office enters what others did by word."""
    _check(incident, actor, ENTERS, incident.scope)


def check_may_judge(incident: Incident, actor: Actor) -> None:
    """Refuse unless the actor works on incidents for the whole county."""
    _check(incident, actor, WORKS, county_of(incident.scope))


def check_seen_and_judges(incident: Incident, actor: Actor) -> None:
    """The same, of one that is merged into another."""
    check_seen(incident, actor)
    if not may_any(actor, WORKS, county_of(incident.scope)):
        raise NotPermitted


def triages(actor: Actor, scope: str) -> bool:
    """Whether the actor judges what is told to the county's desk."""
    return may_any(actor, WORKS, county_of(scope))


def check_triages(actor: Actor, scope: str) -> None:
    """Refuse who does not: what was told is for the desk alone until it is judged."""
    if not triages(actor, scope):
        raise NotPermitted


def check_may_command(incident: Incident, actor: Actor) -> None:
    """Refuse unless the actor commands incidents of the county."""
    _check(incident, actor, [Capability.COMMAND_INCIDENT], county_of(incident.scope))


def check_may_record_decision(incident: Incident, actor: Actor) -> None:
    """Refuse unless the actor records what higher levels decide: of a merged one too, for it may be two again."""
    check_seen(incident, actor)
    require(actor, Capability.RECORD_DECISION, county_of(incident.scope))


def check_may_ask(incident: Incident, actor: Actor, to: Authority) -> None:
    """Refuse unless the actor may ask this level: within the county whoever works on it, above it who commands."""
    if to.is_above_county:
        check_may_command(incident, actor)
    else:
        check_may_work(incident, actor)
    if to == Authority.VENUE_HEAD:
        raise WrongAuthority(to=to)


def check_approver(incident: Incident, approver: Actor) -> None:
    """Refuse unless the second person may approve for the county."""
    require(approver, Capability.APPROVE, county_of(incident.scope))


def approves_as(incident: Incident, actor: Actor) -> Authority:
    """The level at which the actor's own word decides: the district chief's (or a delegate's), or the venue head's."""
    check_seen(incident, actor)
    check_not_merged(incident)
    if actor.may(Capability.APPROVE, county_of(incident.scope)):
        return Authority.DISTRICT_CHIEF
    require(actor, Capability.APPROVE, incident.scope)
    return Authority.VENUE_HEAD


def check_decides(authority: Authority, matter: Matter) -> None:
    """Refuse where this authority does not decide in this matter: the county never does (limits.md 8, 10)."""
    least = DECIDED_FROM.get(matter)
    if least is not None and authority.rank < least.rank:
        raise WrongAuthority(authority=authority, matter=matter)


def check_can_be_asked(to: Authority, matter: Matter) -> None:
    """Refuse to ask within the county for what is decided above it."""
    if matter in DECIDED_FROM and not to.is_above_county:
        raise WrongAuthority(to=to, matter=matter)


def check_confirms(authority: Authority, level: Level) -> None:
    """Refuse where this authority does not confirm this level."""
    if authority not in CONFIRMS[level]:
        raise WrongAuthority(authority=authority, level=level)


def check_may_close(incident: Incident, actor: Actor) -> None:
    """Refuse unless a commander of the county closes it who neither answered for it nor proposed its end."""
    check_may_command(incident, actor)
    if actor.person_id in {incident.proposed_by_id, incident.commander_id}:
        raise CloserMustBeAnother


@dataclass(frozen=True, slots=True)
class Rights:
    """What the actor may do to an incident, for a page to offer. The acts themselves ask again."""

    answer: bool
    enter: bool
    work: bool
    judge: bool
    command: bool
    decide: bool
    approve: bool
    close: bool


def rights_of(incident: Incident, actor: Actor) -> Rights:
    """What to offer."""
    county = county_of(incident.scope)
    command = actor.may(Capability.COMMAND_INCIDENT, county)
    return Rights(
        answer=may_any(actor, WORKS, incident.scope if incident.level == Level.IV else county),
        enter=may_any(actor, ENTERS, incident.scope),
        work=may_any(actor, WORKS, incident.scope),
        judge=may_any(actor, WORKS, county),
        command=command,
        decide=actor.may(Capability.RECORD_DECISION, county),
        approve=actor.may(Capability.APPROVE, incident.scope),
        close=command and actor.person_id not in {incident.proposed_by_id, incident.commander_id},
    )


def check_open(incident: Incident) -> None:
    """Refuse (``not_now``) what is over."""
    if not incident.is_open:
        raise NotNow(state=incident.status)


def check_not_over(incident: Incident) -> None:
    """Refuse (``incident_over``) a late answer: it is closed, and nobody has to answer for it any more."""
    if incident.closed_at is not None:
        raise IncidentOver(state=incident.status)


def check_said(words: str) -> None:
    """Refuse an empty account, and one with an ID number in it."""
    if not words.strip():
        raise WordsMissing
    check_words(words)
