"""Who is on watch, what the log says, and what the next one takes over."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import asdict, dataclass

from django.db.models import QuerySet
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from desk.models import Watch, WatchNote
from exams.models import Exam
from incidents.models import Incident
from incidents.policies import visible_to as incidents_visible_to
from incidents.states import OPEN
from kernel.actors import Actor
from venues.policies import visible_to, without_papers
from venues.selectors.board import is_unconfirmed
from venues.selectors.progress import milestones_of, reports_due
from venues.states import MilestoneStatus, ReportStatus


@dataclass(frozen=True, slots=True)
class LeftOpen:
    """Something that is not done yet when the watch changes: ``incident``, ``line`` or ``report`` (unconfirmed)."""

    kind: str
    about: str
    since: str
    href: str

    def as_json(self) -> dict[str, str]:
        """As it is kept with the watch."""
        return asdict(self)


def watch_now(exam: Exam) -> Watch | None:
    """The watch that is on."""
    return Watch.objects.select_related("officer").filter(exam=exam, ended_at=None).first()


def watches_of(exam: Exam) -> QuerySet[Watch]:
    """The watches of an exam, the last first."""
    return Watch.objects.select_related("officer", "follows__officer").filter(exam=exam).order_by("-began_at")


def notes_of(exam: Exam) -> QuerySet[WatchNote]:
    """The log, the last entry first."""
    return WatchNote.objects.select_related("by", "watch__officer").filter(exam=exam).order_by("-at")


def left_open(exam: Exam, actor: Actor, *, exam_at: dt.datetime) -> list[LeftOpen]:
    """Everything open within the actor's sight: incidents, lines overdue, reports keyed in and not confirmed."""
    here = f"?exam={exam.pk}"
    return [*_incidents(exam, actor, here), *_lines(exam, actor, here), *_reports(exam, actor, here)]


def _incidents(exam: Exam, actor: Actor, here: str) -> Iterator[LeftOpen]:
    seen = incidents_visible_to(Incident.objects.filter(exam=exam), actor).filter(status__in=OPEN, merged_into=None)
    for one in seen.select_related("plan_version", "venue").order_by("number"):
        where = one.venue.name if one.venue else one.place
        yield LeftOpen(
            "incident",
            f"#{one.number} {one.plan_code} {where}",
            _wall_time(one.opened_at),
            f"/incidents/{one.number}/{here}",
        )


def _lines(exam: Exam, actor: Actor, here: str) -> Iterator[LeftOpen]:
    late = without_papers(visible_to(milestones_of(exam.pk), actor), actor)
    for line in late.filter(status__in=[MilestoneStatus.LATE, MilestoneStatus.VERY_LATE]):
        yield LeftOpen(
            "line",
            f"{line.venue.name} {line.session.code} {line.name}",
            _wall_time(line.planned_at),
            _desk(here, line.session.code),
        )
    for owed in visible_to(reports_due(exam.pk), actor).filter(status=ReportStatus.OVERDUE):
        yield LeftOpen(
            "line",
            f"{owed.venue.name} {owed.session.code} {owed.kind}",
            _wall_time(owed.planned_at),
            _desk(here, owed.session.code),
        )


def _reports(exam: Exam, actor: Actor, here: str) -> Iterator[LeftOpen]:
    for owed in visible_to(reports_due(exam.pk), actor).exclude(latest=None):
        if owed.latest is not None and is_unconfirmed(owed.latest):
            told = _("keyed in, not confirmed")
            yield LeftOpen(
                "report", f"{owed.venue.name} {owed.session.code} {owed.kind} {told}", _wall_time(owed.latest.exam_at),
                _desk(here, owed.session.code),
            )  # fmt: skip


def _wall_time(at: dt.datetime) -> str:
    return f"{localtime(at):%H:%M}"


def _desk(here: str, session: str) -> str:
    return f"/desk/{here}&session={session}"
