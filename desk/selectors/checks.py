"""What each standing check finds, and the page of them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from django.utils.timezone import localtime
from django.utils.translation import gettext_noop as noop

from desk import gateways
from desk.models import CheckRun
from desk.selectors.backups import BACKUP_LATE, last_slot
from desk.states import RULES, Check, Outcome, Rule
from exams.models import Exam
from exams.states import ExamKind, ExamStatus
from incidents.selectors.own_plans import roles_of_rungs
from incidents.selectors.rungs import ladder_of
from journal.audit import differences
from kernel.time import exam_now, now
from organisation.models import Post, Unit
from organisation.selectors import posts_held
from organisation.states import Level
from venues.selectors.readiness import gates_of
from venues.states import GateState

FREE_SHARE, FREE_MB = 10, 2_048
EXPIRES_WITHIN = dt.timedelta(hours=1)
SHOWN = 20


@dataclass(frozen=True, slots=True)
class Line:
    """One thing found: a sentence (English, to be translated where it is shown) and the words it is about."""

    sentence: str
    words: str = ""


@dataclass(frozen=True, slots=True)
class Found:
    """The result of one check."""

    outcome: Outcome
    lines: tuple[Line, ...] = ()


def look_at_journal() -> Found:
    """Recompute the journal."""
    wrong = [Line(noop("A record is not what it was."), one) for one in differences()]
    return Found(Outcome.BAD if wrong else Outcome.FINE, tuple(wrong[:SHOWN]))


def look_at_ladder() -> Found:
    """Each rung of each county's ladder has a person, and the person a phone."""
    missing: list[Line] = []
    for county in Unit.objects.filter(level=Level.COUNTY).order_by("path"):
        ladder = roles_of_rungs(county.path)
        held = posts_held(now()).filter(unit=county, role__in=ladder).select_related("person")
        by_role: dict[str, list[Post]] = {role: [] for role in ladder}
        for post in held:
            by_role[post.role].append(post)
        for role, posts in by_role.items():
            if not posts:
                missing.append(Line(noop("Nobody holds this duty."), f"{county.name}: {role}"))
            elif not any(bytes(post.person.phone_sealed) for post in posts):
                missing.append(Line(noop("Nobody on this duty has a phone on record."), f"{county.name}: {role}"))
        empty = [called for called in ladder_of(county.path) if called.is_empty]
        sentence = noop("Nobody can be reached at this rung, and nobody in their stead.")
        missing += [Line(sentence, f"{county.name}: {called.role}, {called.fallback}") for called in empty]
    return Found(Outcome.BAD if missing else Outcome.FINE, tuple(missing))


def look_at_readiness() -> Found:
    """Gates of open real exams that have expired or will within the hour."""
    lines: list[Line] = []
    expired = False
    for exam in Exam.objects.filter(kind=ExamKind.REAL, status=ExamStatus.OPEN):
        exam_at = exam_now(exam.pk, now())
        for gate in gates_of(exam.pk).filter(expires_at__lte=exam_at + EXPIRES_WITHIN):
            gone = gate.state_at(exam_at) == GateState.EXPIRED
            expired |= gone
            sentence = noop("This gate has expired.") if gone else noop("This gate expires within the hour.")
            lines.append(Line(sentence, f"{gate.venue.code} {gate.gate}"))
    outcome = Outcome.BAD if expired else Outcome.WARNING if lines else Outcome.FINE
    return Found(outcome, tuple(lines[:SHOWN]))


def look_at_disk() -> Found:
    """Enough room for the day's records and the database's own log."""
    disk = gateways.disk()
    words = f"{disk.free_mb:,} MB / {disk.total_mb:,} MB"
    if disk.free_mb < FREE_MB or disk.free_mb * 100 < disk.total_mb * FREE_SHARE:
        return Found(Outcome.BAD, (Line(noop("The disk is nearly full."), words),))
    return Found(Outcome.FINE, (Line(noop("Free of total:"), words),))


def look_at_backup() -> Found:
    """The backups that lie there: each whole, and the last that was due among them."""
    kept = gateways.kept_backups()
    broken = tuple(
        Line(noop("This backup is not whole; remove it:"), one.folder.name) for one in kept if one.made_at is None
    )
    newest = max((one.made_at for one in kept if one.made_at is not None), default=None)
    if newest is None:
        return Found(Outcome.WARNING, (*broken, Line(noop("There is no backup under var/backups yet."))))
    if newest < last_slot(now() - BACKUP_LATE):
        return Found(
            Outcome.BAD, (*broken, Line(noop("The newest backup is older than it should be:"), _words(newest)))
        )
    return Found(Outcome.BAD if broken else Outcome.FINE, (*broken, Line(noop("Newest backup:"), _words(newest))))


def _words(at: dt.datetime) -> str:
    return f"{localtime(at):%m-%d %H:%M}"


LOOKS: dict[Check, Callable[[], Found]] = {
    Check.JOURNAL: look_at_journal,
    Check.REACHABLE: look_at_ladder,
    Check.READINESS: look_at_readiness,
    Check.DISK: look_at_disk,
    Check.BACKUP: look_at_backup,
}


@dataclass(frozen=True, slots=True)
class CheckShown:
    """A standing check as its page shows it. ``run`` is None before the first run."""

    code: Check
    rule: Rule
    run: CheckRun | None
    next_at: dt.datetime | None

    @property
    def overdue(self) -> bool:
        """Whether it should have run again and did not: a silent check is never a good one."""
        return self.next_at is not None and now() > self.next_at + self.rule.every


def checks_shown() -> list[CheckShown]:
    """Every standing check with its last result and next run."""
    runs = {run.check_code: run for run in CheckRun.objects.all()}
    return [
        CheckShown(code, rule, run := runs.get(code), None if run is None else run.ran_at + rule.every)
        for code, rule in RULES.items()
    ]
