"""The words of the workbook: its sheets, the weight of a problem, and what a row would do."""

from __future__ import annotations

from enum import StrEnum

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Sheet(StrEnum):
    """The sheets of the county workbook, in the order in which they are read and loaded."""

    EXAM = "exam"
    UNITS = "units"
    PEOPLE = "people"
    VENUES = "venues"
    ROOMS = "rooms"
    SESSIONS = "sessions"
    EQUIPMENT = "equipment"
    BAGS = "bags"


class Severity(StrEnum):
    """An error refuses the whole workbook; a warning is shown and loads."""

    ERROR = "error"
    WARNING = "warning"


class Part(TextChoices):
    """What a workbook is loaded into, in this order: each stands on those before it."""

    UNITS = "units", _("Units")
    PEOPLE = "people", _("People")
    POSTS = "posts", _("Posts")
    EXAM = "exam", _("Exam")
    SESSIONS = "sessions", _("Sessions")
    VENUES = "venues", _("Venues")
    ROOMS = "rooms", _("Rooms")
    EQUIPMENT = "equipment", _("Equipment")
    SEATS = "seats", _("Rooms per session")
    BAGS = "bags", _("Bags")


class UploadStatus(TextChoices):
    """The life of a workbook that was handed in on the page."""

    CHECKING = "checking", _("Being checked")
    BAD = "bad", _("Has errors")
    READY = "ready", _("Ready to load")
    LOADING = "loading", _("Being loaded")
    LOADED = "loaded", _("Loaded")
    REFUSED = "refused", _("Not accepted")
    DISCARDED = "discarded", _("Discarded")


class UploadStep(StrEnum):
    """What may happen to a workbook that was handed in."""

    FIND_ERRORS = "find_errors"
    PASS = "pass"  # noqa: S105 - it passes the checks
    CONFIRM = "confirm"
    LOAD = "load"
    REFUSE = "refuse"
    DISCARD = "discard"
    READ_ANEW = "read_anew"


UPLOAD_TRANSITIONS: dict[tuple[UploadStatus, UploadStep], UploadStatus] = {
    (UploadStatus.CHECKING, UploadStep.FIND_ERRORS): UploadStatus.BAD,
    (UploadStatus.CHECKING, UploadStep.PASS): UploadStatus.READY,
    (UploadStatus.CHECKING, UploadStep.REFUSE): UploadStatus.REFUSED,
    (UploadStatus.READY, UploadStep.CONFIRM): UploadStatus.LOADING,
    (UploadStatus.LOADING, UploadStep.LOAD): UploadStatus.LOADED,
    (UploadStatus.LOADING, UploadStep.REFUSE): UploadStatus.REFUSED,
    (UploadStatus.BAD, UploadStep.READ_ANEW): UploadStatus.CHECKING,
    (UploadStatus.READY, UploadStep.READ_ANEW): UploadStatus.CHECKING,
    (UploadStatus.BAD, UploadStep.DISCARD): UploadStatus.DISCARDED,
    (UploadStatus.READY, UploadStep.DISCARD): UploadStatus.DISCARDED,
    (UploadStatus.REFUSED, UploadStep.DISCARD): UploadStatus.DISCARDED,
}


# A unit stands directly below the next level; venues, departments and townships below the county.
LEVELS = ("nation", "province", "city", "county", "unit")
# GB/T 2260: how many digits of the six name a unit of this level.
DIGITS = {"province": 2, "city": 4, "county": 6}


class ColumnKind(StrEnum):
    """How a column's cells are read."""

    TEXT = "text"
    PERSON = "person"
    CODE = "code"
    LABEL = "label"
    FIXED = "fixed"
    COUNT = "count"
    DECIMAL = "decimal"
    DATE = "date"
    TIME = "time"
    PHONE = "phone"
    CHOICE = "choice"
    YES_NO = "yes_no"
    LIST = "list"
