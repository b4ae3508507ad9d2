"""Who holds which role, decides, answers a call-out, and what may be filed."""

from __future__ import annotations

from django.conf import settings

from incidents.errors import (
    FileRefused,
    PictureNotPermitted,
    PictureRefused,
    RoleHolderMustBeAnother,
)
from incidents.gateways import Pictures
from incidents.gateways.files import holds_pictures, text_of
from incidents.models import CallOut, Incident, RoleTenure
from incidents.policies.sight import ENTERS, WORKS, check_seen
from incidents.policies.working import _check, check_may_answer
from incidents.states import (
    DECIDES,
    FileKind,
    Role,
)
from kernel.actors import Actor
from kernel.errors import NotPermitted, NotThere
from kernel.words import check_words
from organisation.policies import county_of
from organisation.states import Capability

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
