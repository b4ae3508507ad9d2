"""When a backup is due, which are kept, and how the last one went."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.conf import settings
from django.utils.timezone import localtime

from desk import gateways
from desk.models import BackupRun
from exams.models import Session
from exams.states import ExamKind, ExamStatus
from kernel.actors import SYSTEM
from kernel.scope import reading
from kernel.time import now

HOUR = dt.timedelta(hours=1)
BACKUP_LATE = dt.timedelta(minutes=30)


def exam_days() -> set[dt.date]:
    """The days on which an open real exam has a session, by the county's own calendar."""
    sessions = Session.objects.filter(exam__kind=ExamKind.REAL, exam__status=ExamStatus.OPEN)
    return {localtime(at).date() for at in sessions.values_list("starts_at", flat=True)}


def last_slot(at: dt.datetime) -> dt.datetime:
    """The full hour for which the last backup was due: each of an exam day, one a night otherwise."""
    return next(_slots(at, -HOUR))


def next_slot(at: dt.datetime) -> dt.datetime:
    """The next such hour."""
    return next(_slots(at + HOUR, HOUR))


def _slots(at: dt.datetime, step: dt.timedelta) -> Iterator[dt.datetime]:
    days = exam_days()
    hour = localtime(at).replace(minute=0, second=0, microsecond=0)
    while True:
        if hour.date() in days or hour.hour == settings.BACKUP_HOUR:
            yield hour
        hour += step


def backup_is_due() -> bool:
    """Whether the last that was due is not there."""
    made = [one.made_at for one in gateways.kept_backups() if one.made_at is not None]
    with reading(SYSTEM):
        return not made or max(made) < last_slot(now())


def superfluous(kept: Sequence[gateways.Backup], *, today: dt.date) -> list[gateways.Backup]:
    """Which may go: all but today's, the last of each of the last days that have one, and the last of each exam day.

    One that is not whole stays: it is shown, and somebody looks at it.
    """
    by_day: dict[dt.date, list[gateways.Backup]] = {}
    for one in kept:
        if one.made_at is not None:
            by_day.setdefault(localtime(one.made_at).date(), []).append(one)
    stay = by_day.pop(today, [])
    for number, day in enumerate(sorted(by_day, reverse=True), start=1):
        last = max(by_day[day], key=lambda one: one.folder.name)
        if number <= settings.BACKUP_DAYS or (last.manifest is not None and last.manifest.exam_day):
            stay.append(last)
    return [one for one in kept if one.made_at is not None and one not in stay]


@dataclass(frozen=True, slots=True)
class BackupsShown:
    """The last backup and the next, for the page of the standing checks."""

    run: BackupRun | None
    next_at: dt.datetime
    kept: int


def backups_shown() -> BackupsShown:
    """Read inside a read transaction."""
    whole = [one for one in gateways.kept_backups() if one.made_at is not None]
    return BackupsShown(BackupRun.objects.order_by("ran_at").last(), next_slot(now()), len(whole))
