"""Ending: reported done with what shows it, re-checked by another person, or put aside with a reason."""

from __future__ import annotations

import datetime as dt
from typing import cast
from uuid import UUID

from incidents.policies import check_said
from incidents.services.log import person_of
from kernel.act import Asked, act
from kernel.actors import Actor
from kernel.words import check_words
from organisation.services import record_proofs
from organisation.states import Side
from supervision.events import ActionClosed, ActionDone, ActionDropped, ActionSentBack
from supervision.policies import check_approver, check_may_recheck, check_may_report_done, check_supervises
from supervision.selectors.register import posts_of
from supervision.services.log import Line, check_ahead, end_clocks, lock_action, move, start_clock, words_hash, write
from supervision.states import ActionMove, LineKind, Purpose


@act
def report_done(asked: Asked, *, number: int, words: str) -> ActionDone:
    """Say that it is done, and what shows it. Its deadline ends here; whether it is true, another person finds out."""
    action = lock_action(asked, number)
    check_may_report_done(action, asked.actor, posts_of(asked.actor, asked.at))
    check_said(words)
    move(action, ActionMove.REPORT_DONE)

    action.evidence, action.done_by_id, action.done_at = words, person_of(asked), asked.at
    action.save(update_fields=["status", "evidence", "done_by", "done_at"])
    end_clocks(asked, action, Purpose.DUE)
    write(asked, action, LineKind.DONE, Line(words=words))

    return ActionDone(action=action.pk, number=action.number, words_hash=words_hash(words))


@act
def confirm_done(asked: Asked, *, number: int, words: str) -> ActionClosed:
    """Close it after a re-check by somebody who neither owns it nor reported it done."""
    action = lock_action(asked, number)
    check_may_recheck(action, asked.actor, posts_of(asked.actor, asked.at))
    check_words(words)
    move(action, ActionMove.CONFIRM)

    action.checked_by_id, action.checked_at = person_of(asked), asked.at
    action.save(update_fields=["status", "checked_by", "checked_at"])
    write(asked, action, LineKind.CLOSED, Line(words=words))

    done_by = cast("UUID", action.done_by_id)  # nothing is re-checked that nobody reported
    return ActionClosed(action=action.pk, number=action.number, done_by=done_by, words_hash=words_hash(words))


@act
def send_back(asked: Asked, *, number: int, words: str, due_at: dt.datetime) -> ActionSentBack:
    """Give it back after a re-check that found it undone, with what is missing and a new due time."""
    action = lock_action(asked, number)
    check_may_recheck(action, asked.actor, posts_of(asked.actor, asked.at))
    check_said(words)
    check_ahead(due_at, than=asked.at)
    move(action, ActionMove.SEND_BACK)

    action.sent_back += 1
    action.due_at, action.evidence, action.done_by_id, action.done_at = due_at, "", None, None
    action.save(update_fields=["status", "sent_back", "due_at", "evidence", "done_by", "done_at"])
    start_clock(asked, action, Purpose.DUE, due_at=due_at)
    write(asked, action, LineKind.SENT_BACK, Line(words=words, due_at=due_at))

    return ActionSentBack(action=action.pk, number=action.number, due_at=due_at, words_hash=words_hash(words))


@act
def drop_action(asked: Asked, *, number: int, approver: Actor, words: str) -> ActionDropped:
    """Put it aside with a reason and the proof of another person who may approve. It stays in the register."""
    action = lock_action(asked, number)
    check_supervises(asked.actor, action.scope)
    check_approver(action, approver)
    check_said(words)
    move(action, ActionMove.DROP)

    record_proofs(asked, sides=[(Side.FIRST, asked.actor), (Side.SECOND, approver)])
    approver_id = cast("UUID", approver.person_id)  # a proof is a person's
    action.save(update_fields=["status"])
    end_clocks(asked, action, Purpose.ASSIGN, Purpose.DUE)
    write(asked, action, LineKind.DROPPED, Line(words=words, approver=approver_id))

    return ActionDropped(action=action.pk, number=action.number, approver=approver_id, words_hash=words_hash(words))
