"""The standing checks, how often each runs, and what one may find."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from django.db.models import TextChoices
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Outcome(TextChoices):
    """What a check found."""

    FINE = "fine", _("Fine")
    WARNING = "warning", _("Needs attention")
    BAD = "bad", _("Not in order")


class SwapKind(StrEnum):
    """What is swapped for another of its kind."""

    PERSON = "person"
    ROOM = "room"


class Check(StrEnum):
    """The standing checks."""

    JOURNAL = "journal"
    REACHABLE = "reachable"
    READINESS = "readiness"
    DISK = "disk"
    BACKUP = "backup"


# The task by its name: whoever queues it need not import it.
RUN_CHECK = "desk.run_standing_check"
RUN_FIRST_CHECKS = "desk.run_first_checks"
BACK_UP = "desk.back_up_if_due"
BACK_UP_EVERY = dt.timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class Rule:
    """A check's name, what it looks at, and how often."""

    name: Promise
    looks_at: Promise
    every: dt.timedelta


RULES: dict[Check, Rule] = {
    Check.JOURNAL: Rule(
        _("Records complete"), _("Every record is recomputed and compared with the log."), dt.timedelta(hours=6)
    ),
    Check.REACHABLE: Rule(
        _("Everyone reachable"),
        _("Each duty of the reporting ladder has somebody with a phone."),
        dt.timedelta(minutes=30),
    ),
    Check.READINESS: Rule(
        _("Readiness still valid"),
        _("No venue's readiness has expired or expires within the hour."),
        dt.timedelta(minutes=5),
    ),
    Check.DISK: Rule(_("Free disk"), _("At least a tenth of the disk, and 2 GB, are free."), dt.timedelta(minutes=5)),
    Check.BACKUP: Rule(
        _("Backup"), _("The last backup that was due was made, and every backup is whole."), dt.timedelta(minutes=30)
    ),
}
