"""Who may name players, set channels, test the call tree, and read what others were told."""

from __future__ import annotations

from django.db.models import QuerySet

from exams.models import Exam
from kernel.actors import Actor
from kernel.errors import NotPermitted
from notices.errors import NotADrill
from notices.models import Notice
from notices.states import Matter
from organisation.policies import has_duty, require
from organisation.states import Capability
from paper_custody.policies import FOLLOWS_ESCORTS
from venues.policies import FOLLOWS_PAPERS

# Whoever sits at the county's desk must see who was not reached, and may call him.
LOOKS_AFTER = (Capability.HANDLE_INCIDENT, Capability.RUN_EXAM)

# Of what moves on the road the few named roles alone are told, of a venue's own papers the venue too (limits.md 4).
MAY_KNOW: dict[Matter, frozenset[Capability]] = {
    Matter.PAPER_MILESTONE: frozenset(FOLLOWS_PAPERS),
    Matter.VAULT_DUTY: FOLLOWS_ESCORTS,
    Matter.ESCORT: FOLLOWS_ESCORTS,
    Matter.VOICE_CHECK: FOLLOWS_ESCORTS,
    Matter.RETURN: FOLLOWS_ESCORTS,
    Matter.CONVOY: FOLLOWS_ESCORTS,
    Matter.TRIAGE: frozenset({Capability.HANDLE_INCIDENT, Capability.COMMAND_INCIDENT}),
}


def shows_duty(notice: Notice, actor: Actor) -> bool:
    """Whether what a notice of a duty is about may be shown to its person now: his post may have ended."""
    if notice.place is None:
        return False
    needed = MAY_KNOW.get(Matter(notice.matter), frozenset())
    if not needed:
        return has_duty(actor, notice.place.path)
    return any(actor.may(one, notice.place.path) for one in needed)


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
