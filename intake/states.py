"""The words of the workbook: its sheets, the weight of a problem, and what a row would do."""

from __future__ import annotations

from enum import StrEnum


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


class Difference(StrEnum):
    """What a row of the workbook would do to what is on record."""

    NEW = "new"
    CHANGED = "changed"
    SAME = "same"
    REMOVED = "removed"


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
