"""The one wrapper around every act: one durable transaction, one fact.

An act is a function ``(asked, *, ...)`` that changes rows and returns the fact that says so.
``@act`` opens the transaction, sets what the actor may see, answers a known act id with its
stored verdict before any policy is asked, runs the function, and appends exactly one fact.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Callable
from contextvars import ContextVar
from dataclasses import dataclass, field, replace
from functools import wraps
from typing import Concatenate, ParamSpec, Protocol, TypeVar, cast
from uuid import UUID, uuid5

from django.db import transaction

from kernel.actors import SYSTEM, Actor
from kernel.errors import DomainError
from kernel.events import DomainEvent
from kernel.faults import kill_point
from kernel.scope import Beside, scoped
from kernel.time import exam_now, now

P = ParamSpec("P")
F = TypeVar("F", bound=DomainEvent | None)


@dataclass(frozen=True, slots=True)
class Asked:
    """What was asked for: by whom, in which exam, under which id, and when by three clocks.

    ``happened_at`` is when the person did it, ``sent_at`` when his device sent it, ``received_at``
    when it reached us; skew between them is shown, never corrected. ``at`` and ``exam_at`` are set
    by ``@act``: the real instant of the act, and what the exam's clock showed. ``cause`` is the entry
    that a server-made act answers.
    """

    act_id: UUID
    actor: Actor
    exam_id: UUID | None
    received_at: dt.datetime
    request_hash: bytes
    happened_at: dt.datetime | None = None
    sent_at: dt.datetime | None = None
    device_id: UUID | None = None
    cause: UUID | None = None
    at: dt.datetime = field(default=dt.datetime.min.replace(tzinfo=dt.UTC))
    exam_at: dt.datetime = field(default=dt.datetime.min.replace(tzinfo=dt.UTC))


def asked_by_system(*, cause: UUID, purpose: str, exam_id: UUID | None) -> Asked:
    """A server-made act: its id follows from its cause and purpose, so a repeat is the same act."""
    act_id = uuid5(cause, purpose)
    return Asked(
        act_id=act_id,
        actor=SYSTEM,
        exam_id=exam_id,
        received_at=now(),
        request_hash=hashlib.sha256(b"system" + act_id.bytes).digest(),
        cause=cause,
    )


class Recorder(Protocol):
    """What ``journal`` installs. Every method runs inside the transaction that ``@act`` opened."""

    def reserving(self, asked: Asked) -> Beside:
        """What takes the act id: no row where somebody took it before."""

    def stored(self, asked: Asked) -> DomainEvent:
        """Answer for the one who took it: the stored fact of a repeat; raises the stored refusal."""

    def append(self, asked: Asked, fact: DomainEvent, *, entry_id: UUID) -> None:
        """Append the fact; the last thing before commit, when all row locks are held."""

    def refuse(self, asked: Asked, refusal: DomainError) -> None:
        """Keep the verdict on a refused act, in a transaction of its own."""


_recorder: list[Recorder] = []
_acting: ContextVar[str | None] = ContextVar("acting", default=None)


def install_recorder(recorder: Recorder) -> None:
    """Name the journal. A port and not an import: the kernel knows nothing above itself."""
    _recorder[:] = [recorder]


def act(function: Callable[Concatenate[Asked, P], F]) -> Callable[Concatenate[Asked, P], F]:
    """Make ``function`` an act.

    A function that returns None found nothing to do: its transaction is rolled back and nothing is
    kept. A ``DomainError`` rolls back and is kept as a verdict, with its finding as a fact. Any
    other exception is a bug: it stores nothing and surfaces. Acts do not nest: one that wants
    another waits for its fact.
    """

    @wraps(function)
    def acting(asked: Asked, *args: P.args, **kwargs: P.kwargs) -> F:
        if _acting.get() is not None:
            raise RuntimeError(f"{function.__qualname__} was called inside the act {_acting.get()}")
        token = _acting.set(function.__qualname__)
        try:
            return _run(function, asked, *args, **kwargs)
        finally:
            _acting.reset(token)

    return cast("Callable[Concatenate[Asked, P], F]", acting)


def _run(function: Callable[Concatenate[Asked, P], F], asked: Asked, /, *args: P.args, **kwargs: P.kwargs) -> F:
    recorder = _recorder[0]
    at = now()
    known = False
    try:
        with (
            transaction.atomic(durable=True),
            scoped(asked.actor, asked.exam_id, beside=recorder.reserving(asked)) as taken,
        ):
            known = not taken
            if known:
                return cast("F", recorder.stored(asked))
            asked = replace(asked, at=at, exam_at=exam_now(asked.exam_id, at))
            fact = function(asked, *args, **kwargs)
            if fact is None:
                transaction.set_rollback(True)
                return fact
            recorder.append(asked, fact, entry_id=asked.act_id)
            kill_point("before_commit")
    except DomainError as refusal:
        if not known:
            _keep_refusal(recorder, replace(asked, at=at), refusal)
        raise
    kill_point("after_commit")
    return fact


def _keep_refusal(recorder: Recorder, asked: Asked, refusal: DomainError) -> None:
    with transaction.atomic(durable=True), scoped(asked.actor, asked.exam_id):
        asked = replace(asked, exam_at=exam_now(asked.exam_id, asked.at))
        recorder.refuse(asked, refusal)
        finding = refusal.found()
        if finding is not None:
            recorder.append(asked, finding, entry_id=uuid5(asked.act_id, "finding"))
