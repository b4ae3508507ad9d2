from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from kernel.events import DomainEvent


@dataclass(frozen=True, slots=True)
class SessionTold:
    """A session as its exam's first fact tells it, in exam time."""

    code: str
    name: str
    starts_at: dt.datetime
    ends_at: dt.datetime


@dataclass(frozen=True, slots=True)
class ExamOpened(DomainEvent):
    """A real exam was made, with its sessions and minute tables: the first fact of its own log."""

    sentence = _("The exam was opened")
    audience = "wall"

    exam: UUID
    scope: str
    code: str
    name: str
    preset: str
    preset_version: int
    sessions: tuple[SessionTold, ...]


@dataclass(frozen=True, slots=True)
class DrillMade(DomainEvent):
    """A drill was made from a real exam: the first fact of the drill's own log.

    Apps that keep rows per exam copy theirs from ``real`` to ``exam`` when they hear of it.
    """

    sentence = _("A drill was made")
    audience = "wall"

    exam: UUID
    real: UUID
    scope: str
    code: str
    name: str
    preset: str
    preset_version: int
    sessions: tuple[SessionTold, ...]


@dataclass(frozen=True, slots=True)
class ExamClosed(DomainEvent):
    """The exam is over; rights that last for an exam end with it."""

    sentence = _("The exam was closed")
    audience = "wall"

    exam: UUID


@dataclass(frozen=True, slots=True)
class TimelineStarted(DomainEvent):
    """A drill's time began to run."""

    sentence = _("The drill's time was started")
    audience = "wall"

    exam: UUID
    rate: int


@dataclass(frozen=True, slots=True)
class TimelinePaused(DomainEvent):
    """A drill's time stands still."""

    sentence = _("The drill's time was stopped")
    audience = "wall"

    exam: UUID


@dataclass(frozen=True, slots=True)
class TimelineResumed(DomainEvent):
    """A drill's time runs again."""

    sentence = _("The drill's time runs again")
    audience = "wall"

    exam: UUID
    rate: int


@dataclass(frozen=True, slots=True)
class TimelineStepped(DomainEvent):
    """A drill's time was moved forward to a moment, and stands there."""

    sentence = _("The drill's time was moved forward")

    exam: UUID
    to: dt.datetime


@dataclass(frozen=True, slots=True)
class DepartureRecorded(DomainEvent):
    """The published procedure was departed from, with a reason and somebody's approval."""

    sentence = _("A departure from the procedure was recorded")
    audience = "desk"

    departure: UUID
    session: str
    step: str
    approver: UUID
