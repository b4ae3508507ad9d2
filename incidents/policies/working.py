"""Who may answer for an incident, work on it, ask above, and end it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from incidents.errors import (
    CloserMustBeAnother,
    IncidentOver,
    MergedAlready,
    WordsMissing,
    WrongAuthority,
)
from incidents.models import Incident
from incidents.policies.sight import ENTERS, WORKS, check_seen, may_any
from incidents.states import (
    CONFIRMS,
    DECIDED_FROM,
    Authority,
    Level,
    Matter,
    Role,
)
from kernel.actors import Actor
from kernel.errors import NotNow, NotPermitted
from kernel.words import check_words
from organisation.policies import county_of, require
from organisation.states import Capability


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
    """Refuse unless one closes it who commands in the county, never commanded this one, and did not propose its end."""
    check_may_command(incident, actor)
    if actor.person_id == incident.proposed_by_id or has_commanded(incident, actor):
        raise CloserMustBeAnother


def has_commanded(incident: Incident, actor: Actor) -> bool:
    """Whether the actor is, or at any time was, its commander (handbook 7.2: nobody ends what he commanded)."""
    return incident.tenures.filter(role=Role.COMMANDER, person=actor.person_id).exists()


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
        close=command and actor.person_id != incident.proposed_by_id and not has_commanded(incident, actor),
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
