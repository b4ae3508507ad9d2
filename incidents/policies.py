"""Who may know of an incident, see it, work on it, and end it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from django.conf import settings
from django.db.models import Q, QuerySet

from incidents.errors import (
    ApproverMustBeAnother,
    CloserMustBeAnother,
    FileRefused,
    IncidentOver,
    MergedAlready,
    PictureNotPermitted,
    PictureRefused,
    RoleHolderMustBeAnother,
    WordsMissing,
    WrongAuthority,
)
from incidents.gateways import SEEN_BY, Pictures
from incidents.gateways.files import holds_pictures, text_of
from incidents.models import CallOut, Incident, OwnText, RoleTenure
from incidents.states import (
    CONFIRMS,
    DECIDED_FROM,
    DECIDES,
    Authority,
    FileKind,
    Level,
    Matter,
    Openness,
    Role,
)
from kernel.actors import Actor
from kernel.errors import NotNow, NotPermitted, NotThere
from kernel.words import check_words
from organisation.policies import COUNTY_DEPTH, county_of, require
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
    """Refuse unless one closes it who commands in the county, never commanded this one, and did not propose its end."""
    check_may_command(incident, actor)
    if actor.person_id == incident.proposed_by_id or has_commanded(incident, actor):
        raise CloserMustBeAnother


def has_commanded(incident: Incident, actor: Actor) -> bool:
    """Whether the actor is, or at any time was, its commander (handbook 7.2: nobody ends what he commanded)."""
    return incident.tenures.filter(role=Role.COMMANDER, person=actor.person_id).exists()


# Who is entitled to which role: at the county, unless it is one of the scene. The commander is who answers for it.
HELD_BY: dict[Role, tuple[Capability, ...]] = {
    Role.DEPUTY: WORKS,
    Role.ON_SCENE: ENTERS,
    Role.RECORDER: ENTERS,
    Role.CONTACT: ENTERS,
    Role.SPOKESPERSON: WORKS,
    Role.SECRECY: (Capability.SEE_RESTRICTED, Capability.RUN_VAULT),
}
OF_THE_SCENE = frozenset({Role.ON_SCENE, Role.RECORDER, Role.CONTACT})


def check_may_hold(incident: Incident, actor: Actor, role: Role) -> None:
    """Refuse who may not see the incident, is not entitled to the role, or is its commander and would be deputy too."""
    if role == Role.COMMANDER:
        check_may_answer(incident, actor)
    else:
        scope = incident.scope if role in OF_THE_SCENE else county_of(incident.scope)
        _check(incident, actor, HELD_BY[role], scope)
    other = {Role.COMMANDER: Role.DEPUTY, Role.DEPUTY: Role.COMMANDER}.get(role)
    held = RoleTenure.objects.filter(incident=incident, role=other, ended_at=None, person=actor.person_id)
    if other is not None and held.exists():
        raise RoleHolderMustBeAnother(role=role)


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


def deciding_role(incident: Incident, actor: Actor) -> str:
    """The role by which the actor decides in it; empty for none."""
    held = incident.tenures.filter(role__in=DECIDES, ended_at=None, person=actor.person_id)
    return next((role for role in DECIDES if role in set(held.values_list("role", flat=True))), "")


def check_may_decide(incident: Incident, actor: Actor) -> None:
    """Refuse unless the actor commands in the county, or holds one of the roles whose word decides there."""
    check_seen(incident, actor)
    if not decides(incident, actor):
        raise NotPermitted


def decides(incident: Incident, actor: Actor) -> bool:
    """Whether he does."""
    return actor.may(Capability.COMMAND_INCIDENT, county_of(incident.scope)) or bool(deciding_role(incident, actor))


def answers_for(call: CallOut, actor: Actor) -> bool:
    """Whether the actor confirms for the unit that is called: by a post at that very unit, and for no other."""
    if call.unit is None:
        return False
    return (Capability.ANSWER_CALL_OUT, call.unit.path) in actor.grants


def check_answers_for(call: CallOut, actor: Actor) -> None:
    """Refuse (``not_there``) whom the call does not concern: he learns not even that there is one."""
    if not answers_for(call, actor):
        raise NotThere


MOST_BYTES = 10 * 1024 * 1024


def check_file(kind: FileKind | None, content: bytes, *, pictures: Pictures) -> FileKind:
    """Refuse what is no document, and every picture that the rules do not let in, in a document too (limits.md 2).

    Returns what it is.
    """
    if kind is None or not 0 < len(content) <= MOST_BYTES:
        raise FileRefused
    check_words(text_of(kind, content))
    if holds_pictures(kind, content) and pictures == Pictures.REFUSED:
        raise PictureRefused(rule="limits 2")
    if holds_pictures(kind, content) and not settings.CAMERA_DOCUMENT:
        raise PictureNotPermitted(rule="limits 2")
    return kind


def permission_of(kind: FileKind) -> str:
    """The secrecy post's document under which a picture is taken in."""
    return settings.CAMERA_DOCUMENT if kind == FileKind.PICTURE else ""


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
