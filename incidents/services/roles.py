"""Roles of an incident: taken, handed over by two, taken over from one who cannot be reached, laid down."""

from __future__ import annotations

from typing import cast
from uuid import UUID

from incidents.errors import RoleHeld, RoleNotHeld, TakeOverWithoutNeed
from incidents.events import RoleHandedOver, RoleLaidDown, RoleTaken, RoleTakenOver
from incidents.models import Incident, RoleTenure
from incidents.policies import check_approver, check_may_hold, check_open, check_said
from incidents.services.log import lock_incident, person_of, told, words_hash, write
from incidents.states import Leaving, LogKind, Role, Taking
from kernel.act import Asked, act
from kernel.actors import Actor
from organisation.selectors import names_of
from organisation.services import record_proofs
from organisation.states import Side


@act
def take_role(asked: Asked, *, number: int, role: Role) -> RoleTaken:
    """Take a role that nobody holds, under one's own login.

    Refused (``role_held``) where somebody does, and for the commander: whoever answers for the incident is it.
    """
    incident = lock_incident(asked, number)
    check_may_hold(incident, asked.actor, role)
    check_open(incident)
    if role == Role.COMMANDER or holder_of(incident, role) is not None:
        raise RoleHeld(role=role)

    begin(asked, incident, role=role, person_id=person_of(asked))
    write(asked, incident, LogKind.ROLE_TAKEN, code=role)

    return told(incident, RoleTaken(incident=incident.pk, number=incident.number, role=role, person=person_of(asked)))


@act
def hand_over_role(asked: Asked, *, number: int, role: Role, receiver: Actor) -> RoleHandedOver:
    """Pass a role from the actor, who holds it, to ``receiver``; both have proved who they are.

    The receiver holds it from the very instant at which the giver does not. With the commander's role he answers
    for the incident.
    """
    incident = lock_incident(asked, number)
    held = _held(incident, role)
    if held.person_id != asked.actor.person_id:
        raise RoleNotHeld(role=role)
    check_may_hold(incident, receiver, role)
    check_open(incident)

    record_proofs(asked, sides=[(Side.GIVER, asked.actor), (Side.RECEIVER, receiver)])
    receiver_id = cast("UUID", receiver.person_id)  # a proof is a person's
    end(asked, held, Leaving.HANDED_OVER)
    _pass(asked, incident, RoleTenure(role=role, person_id=receiver_id, how=Taking.HANDED_OVER))
    names = names_of({held.person_id, receiver_id})
    words = f"{names[held.person_id]} → {names[receiver_id]}"
    write(asked, incident, LogKind.ROLE_HANDED_OVER, code=role, words=words)

    return told(
        incident,
        RoleHandedOver(
            incident=incident.pk, number=incident.number, role=role, giver=held.person_id, receiver=receiver_id
        ),
    )


@act
def take_over_role(asked: Asked, *, number: int, role: Role, approver: Actor, words: str) -> RoleTakenOver:
    """Take a role from a holder who cannot be reached, with the reason and the proof of who approves it.

    Refused (``take_over_without_need``) where one of the two is the holder himself: then it is a handover.
    """
    incident = lock_incident(asked, number)
    check_may_hold(incident, asked.actor, role)
    check_approver(incident, approver)
    check_open(incident)
    check_said(words)
    held = _held(incident, role)
    if held.person_id in {asked.actor.person_id, approver.person_id}:
        raise TakeOverWithoutNeed(role=role)

    record_proofs(asked, sides=[(Side.FIRST, asked.actor), (Side.SECOND, approver)])
    approver_id = cast("UUID", approver.person_id)  # a proof is a person's
    end(asked, held, Leaving.TAKEN_OVER)
    taken = RoleTenure(role=role, person_id=person_of(asked), how=Taking.TAKEN_OVER, words=words)
    taken.approver_id = approver_id
    _pass(asked, incident, taken)
    write(asked, incident, LogKind.ROLE_TAKEN_OVER, code=role, words=words)

    return told(
        incident,
        RoleTakenOver(
            incident=incident.pk,
            number=incident.number,
            role=role,
            before=held.person_id,
            person=taken.person_id,
            approver=approver_id,
            words_hash=words_hash(words),
        ),
    )


@act
def lay_down_role(asked: Asked, *, number: int, role: Role, words: str) -> RoleLaidDown:
    """Lay down a role that is not needed any longer. The commander's is handed over and never laid down."""
    incident = lock_incident(asked, number)
    held = _held(incident, role)
    if held.person_id != asked.actor.person_id or role == Role.COMMANDER:
        raise RoleNotHeld(role=role)
    check_open(incident)
    check_said(words)

    end(asked, held, Leaving.LAID_DOWN)
    write(asked, incident, LogKind.ROLE_LAID_DOWN, code=role, words=words)

    return told(
        incident,
        RoleLaidDown(
            incident=incident.pk,
            number=incident.number,
            role=role,
            person=held.person_id,
            words_hash=words_hash(words),
        ),
    )


def holder_of(incident: Incident, role: Role) -> RoleTenure | None:
    """The open stretch of a role, or None while nobody holds it."""
    return RoleTenure.objects.filter(incident=incident, role=role, ended_at=None).first()


def _held(incident: Incident, role: Role) -> RoleTenure:
    held = holder_of(incident, role)
    if held is None:
        raise RoleNotHeld(role=role)
    return held


def begin(asked: Asked, incident: Incident, *, role: Role, person_id: UUID) -> None:
    """Part: somebody holds a role that nobody held."""
    _keep(asked, incident, RoleTenure(role=role, person_id=person_id, how=Taking.TAKEN))


def begin_command(asked: Asked, incident: Incident) -> None:
    """Part: whoever answers is the commander from here on. A deputy who answers is deputy no longer."""
    deputy = holder_of(incident, Role.DEPUTY)
    if deputy is not None and deputy.person_id == person_of(asked):
        end(asked, deputy, Leaving.MOVED_UP)
    begin(asked, incident, role=Role.COMMANDER, person_id=person_of(asked))


def end(asked: Asked, held: RoleTenure, how: Leaving) -> None:
    """Part: the stretch ends now."""
    held.left, held.ended_at, held.end_entry_id = how, asked.exam_at, asked.act_id
    held.giver_side = Side.GIVER if how == Leaving.HANDED_OVER else None
    held.save(update_fields=["left", "ended_at", "end_entry", "giver_side"])


def end_command(asked: Asked, incident: Incident) -> None:
    """Part: nobody answers for the incident any longer."""
    for held in RoleTenure.objects.filter(incident=incident, role=Role.COMMANDER, ended_at=None):
        end(asked, held, Leaving.LAPSED)


def end_roles(asked: Asked, incident: Incident) -> None:
    """Part: the incident is over, and with it every role."""
    for held in RoleTenure.objects.filter(incident=incident, ended_at=None):
        end(asked, held, Leaving.CLOSED)


def _pass(asked: Asked, incident: Incident, taken: RoleTenure) -> None:
    _keep(asked, incident, taken)
    if taken.role == Role.COMMANDER:
        incident.commander_id = taken.person_id
        incident.save(update_fields=["commander"])


def _keep(asked: Asked, incident: Incident, taken: RoleTenure) -> None:
    taken.exam_id, taken.scope, taken.incident = incident.exam_id, incident.scope, incident
    taken.started_at, taken.entry_id = asked.exam_at, asked.act_id
    taken.receiver_side = Side.RECEIVER if taken.how == Taking.HANDED_OVER else None
    taken.save(force_insert=True)
