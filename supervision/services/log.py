"""Parts of every act on a corrective action: its row under lock, its deadline, and a line of its log."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from uuid import UUID

from clocks import services as clocks
from clocks.services import Deadline, Rung
from incidents.services.log import words_hash
from kernel.act import Asked
from kernel.transitions import after
from supervision.errors import DueTooEarly
from supervision.models import ActionLine, CorrectiveAction
from supervision.selectors.register import actions_seen
from supervision.states import NEAR_BEFORE, RUNGS, TRANSITIONS, ActionMove, ActionStatus, LineKind, Purpose

__all__ = ["Line", "check_ahead", "end_clocks", "lock_action", "move", "start_clock", "words_hash", "write"]


@dataclass(frozen=True, slots=True)
class Line:
    """What a line of the log tells beside its kind."""

    words: str = ""
    code: str = ""
    due_at: dt.datetime | None = None
    approver: UUID | None = None


def lock_action(asked: Asked, number: int) -> CorrectiveAction:
    """The action of this number, under lock; one that the actor may not see raises ``DoesNotExist`` like none."""
    found = actions_seen(asked.actor, asked.at).get(number=number, scope=asked.actor.scope)
    # Locked apart: the read above joins what may be empty, and PostgreSQL locks no such side.
    return CorrectiveAction.objects.select_for_update(of=("self",)).select_related("unit").get(pk=found.pk)


def move(action: CorrectiveAction, step: ActionMove) -> None:
    """Part: take the action on, or refuse (``not_now``)."""
    action.status = after(TRANSITIONS, ActionStatus(action.status), step)


def check_ahead(due_at: dt.datetime, *, than: dt.datetime) -> None:
    """Refuse what is due before a moment."""
    if due_at <= than:
        raise DueTooEarly


def start_clock(asked: Asked, action: CorrectiveAction, purpose: Purpose, *, due_at: dt.datetime) -> None:
    """Part: the deadline, which replaces one of the same purpose. It warns days before, or at once where it is near."""
    end_clocks(asked, action, purpose)
    rungs = [Rung(name, after_) for name, after_ in RUNGS]
    warn_at = max(due_at - NEAR_BEFORE, asked.at) if purpose == Purpose.DUE else None
    deadline = Deadline(purpose, action.pk, due_at, warn_at=warn_at, rungs=rungs)
    clocks.start(asked, scope=action.scope, deadlines=[deadline])


def end_clocks(asked: Asked, action: CorrectiveAction, *purposes: Purpose) -> None:
    """Part: these are no longer due."""
    for purpose in purposes:
        clocks.cancel(asked, purpose=purpose, subjects=[action.pk])


def write(asked: Asked, action: CorrectiveAction, kind: LineKind, line: Line) -> None:
    """Part: a line of the log."""
    ActionLine.objects.create(
        scope=action.scope,
        action=action,
        kind=kind,
        code=line.code,
        words=line.words,
        due_at=line.due_at,
        person_id=asked.actor.person_id,
        approver_id=line.approver,
        at=asked.at,
        entry_id=asked.act_id,
    )
