"""Owning: whose an action is, by when it is due, and more time where somebody else allows it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import cast
from uuid import UUID

from incidents.policies import check_said
from kernel.act import Asked, act
from kernel.actors import Actor
from kernel.words import check_words
from organisation.gateways import roles
from organisation.models import Person
from organisation.policies import county_of
from organisation.services import record_proofs
from organisation.states import Side
from supervision.errors import OwnerUnknown
from supervision.events import ActionAssigned, ActionExtended
from supervision.models import CorrectiveAction
from supervision.policies import check_approver, check_supervises
from supervision.selectors.register import owner_unit
from supervision.services.log import Line, check_ahead, end_clocks, lock_action, move, start_clock, words_hash, write
from supervision.states import ActionMove, LineKind, Purpose


@dataclass(frozen=True, slots=True)
class Owner:
    """Whose an action is: a person, or a post of the unit, whoever holds it then."""

    unit: str
    role: str = ""
    person: UUID | None = None


@act
def assign_action(asked: Asked, *, number: int, owner: Owner, due_at: dt.datetime, words: str) -> ActionAssigned:
    """Say whose it is and by when. Assigned again it passes on, and its deadline is the new one."""
    action = lock_action(asked, number)
    check_supervises(asked.actor, action.scope)
    check_words(words)
    check_ahead(due_at, than=asked.at)
    move(action, ActionMove.ASSIGN)
    _give(action, owner)

    action.due_at = due_at
    action.save(update_fields=["status", "unit", "role", "person", "due_at"])
    end_clocks(asked, action, Purpose.ASSIGN)
    start_clock(asked, action, Purpose.DUE, due_at=due_at)
    write(asked, action, LineKind.ASSIGNED, Line(words=words, code=owner.role, due_at=due_at))

    return ActionAssigned(
        action=action.pk,
        number=action.number,
        unit=owner.unit,
        role=owner.role,
        person=owner.person,
        due_at=due_at,
        words_hash=words_hash(words),
    )


def _give(action: CorrectiveAction, owner: Owner) -> None:
    """Part: the owner, or refuse what is not of the county."""
    action.unit = owner_unit(owner.unit, scope=action.scope)
    if owner.person is None and not owner.role:
        raise OwnerUnknown
    if owner.role and owner.role not in roles():
        raise OwnerUnknown(role=owner.role)
    people = Person.objects.filter(scope__startswith=county_of(action.scope))
    if owner.person is not None and not people.filter(pk=owner.person).exists():
        raise OwnerUnknown(person=str(owner.person))
    action.role, action.person_id = owner.role, owner.person


@act
def extend_action(asked: Asked, *, number: int, due_at: dt.datetime, approver: Actor, words: str) -> ActionExtended:
    """Give it more time, with a reason and the proof of another person who may approve (features J5)."""
    action = lock_action(asked, number)
    check_supervises(asked.actor, action.scope)
    check_approver(action, approver)
    check_said(words)
    move(action, ActionMove.EXTEND)
    before = cast("dt.datetime", action.due_at)  # what is assigned is due
    check_ahead(due_at, than=max(before, asked.at))

    record_proofs(asked, sides=[(Side.FIRST, asked.actor), (Side.SECOND, approver)])
    approver_id = cast("UUID", approver.person_id)  # a proof is a person's
    action.due_at = due_at
    action.save(update_fields=["due_at"])
    start_clock(asked, action, Purpose.DUE, due_at=due_at)
    write(asked, action, LineKind.EXTENDED, Line(words=words, due_at=due_at, approver=approver_id))

    return ActionExtended(
        action=action.pk,
        number=action.number,
        due_before=before,
        due_at=due_at,
        approver=approver_id,
        words_hash=words_hash(words),
    )
