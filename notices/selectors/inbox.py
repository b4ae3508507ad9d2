"""What a person is told, the newest first: what is still open before what he has seen."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Case, IntegerField, Value, When

from exams.models import Exam
from incidents.models import Incident
from incidents.policies import sees
from kernel.actors import Actor
from notices.models import Notice
from notices.policies import own
from notices.states import NoticeKind, NoticeStatus

MOST = 100


@dataclass(frozen=True, slots=True)
class NoticeTold:
    """A notice as its person reads it. ``incident`` is None of a test, and of what he may not see any more."""

    notice: Notice
    exam: Exam | None
    number: int | None
    incident: Incident | None

    @property
    def id(self) -> UUID:
        """By which he says that he has seen it."""
        return self.notice.pk

    @property
    def kind(self) -> NoticeKind:
        """Why he is told."""
        return NoticeKind(self.notice.kind)

    @property
    def is_open(self) -> bool:
        """Whether it sounds."""
        return self.notice.status == NoticeStatus.OPEN

    @property
    def is_drill(self) -> bool:
        """Whether it must be unmistakably a drill's."""
        return self.exam is not None and self.exam.is_drill

    @property
    def at(self) -> dt.datetime:
        """When he was told."""
        return self.notice.at


def notices_to(actor: Actor) -> list[NoticeTold]:
    """What this person was told: two reads, however much it is."""
    first = Case(When(status=NoticeStatus.OPEN, then=Value(0)), default=Value(1), output_field=IntegerField())
    rows = own(Notice.objects.all(), actor).select_related("exam", "incident__venue", "incident__exam")
    return [_told(notice, actor) for notice in rows.order_by(first, "-at", "pk")[:MOST]]


def open_count(actor: Actor) -> int:
    """How many of his notices he has not seen."""
    return own(Notice.objects.all(), actor).filter(status=NoticeStatus.OPEN).count()


def _told(notice: Notice, actor: Actor) -> NoticeTold:
    incident = notice.incident
    if incident is None:
        return NoticeTold(notice, notice.exam, None, None)
    return NoticeTold(notice, notice.exam, incident.number, incident if sees(incident, actor) else None)


def open_ids(told: Sequence[NoticeTold]) -> list[UUID]:
    """Those that sound."""
    return [one.id for one in told if one.is_open]
