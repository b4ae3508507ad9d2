"""What a person is told, the newest first: what is still open before what he has seen."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Case, IntegerField, Value, When

from exams.models import Exam, MilestonePlan
from incidents.models import Incident
from incidents.policies import sees
from incidents.states import Openness
from kernel.actors import Actor
from notices.models import Notice
from notices.policies import own, shows_duty
from notices.states import Matter, NoticeKind, NoticeStatus
from organisation.models import Unit

MOST = 100
OF_THE_TABLE = (Matter.MILESTONE, Matter.PAPER_MILESTONE)


@dataclass(frozen=True, slots=True)
class DutyShown:
    """What a notice of a duty is about: its matter, where, and the line of the minute table by its name."""

    matter: Matter
    place: Unit
    code: str
    line: tuple[str, str] | None


@dataclass(frozen=True, slots=True)
class NoticeTold:
    """A notice as its person reads it. Neither ``incident`` nor ``duty`` of a test, and of what he may not see now."""

    notice: Notice
    exam: Exam | None
    number: int | None
    incident: Incident | None
    duty: DutyShown | None = None

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
    """What this person was told: three reads, however much it is."""
    first = Case(When(status=NoticeStatus.OPEN, then=Value(0)), default=Value(1), output_field=IntegerField())
    rows = own(Notice.objects.all(), actor).select_related("exam", "incident__venue", "incident__exam", "place")
    notices = list(rows.order_by(first, "-at", "pk")[:MOST])
    lines = _lines(notices)
    return [_told(notice, actor, lines) for notice in notices]


def _lines(notices: Sequence[Notice]) -> dict[tuple[UUID | None, str], tuple[str, str]]:
    """The names of lines of minute tables, by exam and code; they are the same in every session."""
    about = [one for one in notices if one.matter in OF_THE_TABLE]
    if not about:
        return {}
    plans = MilestonePlan.objects.filter(exam__in={one.exam_id for one in about}, code__in={one.code for one in about})
    return {(exam, code): (zh, en) for exam, code, zh, en in plans.values_list("exam", "code", "name", "name_en")}


def open_count(actor: Actor) -> int:
    """How many of his notices he has not seen."""
    return own(Notice.objects.all(), actor).filter(status=NoticeStatus.OPEN).count()


def _told(notice: Notice, actor: Actor, lines: Mapping[tuple[UUID | None, str], tuple[str, str]]) -> NoticeTold:
    incident = notice.incident
    if notice.place is not None and shows_duty(notice, actor):
        line = lines.get((notice.exam_id, notice.code))
        duty = DutyShown(Matter(notice.matter), notice.place, notice.code, line)
        return NoticeTold(notice, notice.exam, None, None, duty)
    if incident is None:
        return NoticeTold(notice, notice.exam, None, None)
    if sees(incident, actor):
        return NoticeTold(notice, notice.exam, incident.number, incident)
    # Of an escort's nobody else learns as much as that there is one (limits.md 4).
    number = None if incident.openness == Openness.ESCORT else incident.number
    return NoticeTold(notice, notice.exam, number, None)


def open_ids(told: Sequence[NoticeTold]) -> list[UUID]:
    """Those that sound."""
    return [one.id for one in told if one.is_open]
