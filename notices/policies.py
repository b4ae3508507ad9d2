"""Who may name players, set channels, test the call tree, and read what others were told."""

from __future__ import annotations

from django.db.models import QuerySet

from exams.models import Exam
from kernel.actors import Actor
from kernel.errors import NotPermitted
from notices.errors import NotADrill
from notices.models import Notice
from organisation.policies import require
from organisation.states import Capability

# Whoever sits at the county's desk must see who was not reached, and may call him.
LOOKS_AFTER = (Capability.HANDLE_INCIDENT, Capability.RUN_EXAM)


def own(notices: QuerySet[Notice], actor: Actor) -> QuerySet[Notice]:
    """What this person is told. Nobody reads another's notices: they may be of what is not for him."""
    return notices.none() if actor.person_id is None else notices.filter(person=actor.person_id)


def looks_after(actor: Actor, scope: str) -> bool:
    """Whether he sees who was told and reached there; of what, his own rights on incidents say."""
    return any(actor.may(capability, scope) for capability in LOOKS_AFTER)


def check_looks_after(actor: Actor, scope: str) -> None:
    """Refuse who does not."""
    if not looks_after(actor, scope):
        raise NotPermitted


def check_names_players(exam: Exam, actor: Actor) -> None:
    """Refuse unless it is a drill, and the actor runs drills there."""
    require(actor, Capability.RUN_DRILL, exam.scope)
    if not exam.is_drill:
        raise NotADrill


def check_sets_channels(actor: Actor, scope: str) -> None:
    """Refuse unless the actor keeps the county's people."""
    require(actor, Capability.MANAGE_PEOPLE, scope)
