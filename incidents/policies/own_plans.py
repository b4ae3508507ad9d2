"""Who proposes and approves a county's own texts."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from incidents.errors import (
    ApproverMustBeAnother,
)
from incidents.models import OwnText
from kernel.actors import Actor
from kernel.errors import NotPermitted
from organisation.policies import require
from organisation.states import Capability


def check_sees_coverage(actor: Actor, county: str) -> None:
    """Refuse unless the actor sees all of the county: which plans were exercised is told of the county as a whole."""
    require(actor, Capability.SEE_BOARD, county)


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
