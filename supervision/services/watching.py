"""What time does: a blue notice before an action is due, and the red list from then on."""

from __future__ import annotations

from uuid import UUID

from kernel.act import Asked, act
from organisation.policies import require
from organisation.states import Capability
from supervision.events import ActionNearDue, ActionOverdue
from supervision.models import CorrectiveAction
from supervision.services.log import Line, write
from supervision.states import OWED, LineKind, Purpose


@act
def mark_near(asked: Asked, *, action_id: UUID, purpose: Purpose) -> ActionNearDue | None:
    """Record the blue notice. None where nothing is owed any more."""
    action = _owed(asked, action_id)
    if action is None:
        return None

    write(asked, action, LineKind.NEAR, Line(code=purpose, due_at=action.owed_by))

    return ActionNearDue(action=action.pk, number=action.number, purpose=purpose)


@act
def mark_overdue(asked: Asked, *, action_id: UUID, purpose: Purpose, rung: str) -> ActionOverdue | None:
    """Record that it is on the red list, and who is told. None where nothing is owed any more."""
    action = _owed(asked, action_id)
    if action is None:
        return None

    write(asked, action, LineKind.OVERDUE, Line(code=rung, due_at=action.owed_by))

    return ActionOverdue(action=action.pk, number=action.number, purpose=purpose, rung=rung)


def _owed(asked: Asked, action_id: UUID) -> CorrectiveAction | None:
    """The action under lock, where something is still owed. Only the platform itself acts here."""
    require(asked.actor, Capability.SUPERVISE, "/")
    return CorrectiveAction.objects.select_for_update().filter(pk=action_id, status__in=OWED).first()
