"""Words of the Common Alerting Protocol."""

from __future__ import annotations

from enum import StrEnum


class AlertStatus(StrEnum):
    """What a message of the Common Alerting Protocol is meant as (CAP 1.2, 3.2.1)."""

    ACTUAL = "Actual"
    EXERCISE = "Exercise"
    SYSTEM = "System"
    TEST = "Test"
    DRAFT = "Draft"


class AlertType(StrEnum):
    """What it does: the first one, one that replaces others, one that takes them back."""

    ALERT = "Alert"
    UPDATE = "Update"
    CANCEL = "Cancel"


class Severity(StrEnum):
    """How bad it is: 红, 橙, 黄, 蓝 (handbook 4.2), or unknown."""

    EXTREME = "Extreme"
    SEVERE = "Severe"
    MODERATE = "Moderate"
    MINOR = "Minor"
    UNKNOWN = "Unknown"

    @property
    def rank(self) -> int:
        """The worst first."""
        return list(Severity).index(self)


class AlertAside(StrEnum):
    """Why a message was set aside. It is kept, and shown."""

    UNREADABLE = "unreadable"
    TOO_LARGE = "too_large"
    INCOMPLETE = "incomplete"
    WRONG_STATUS = "wrong_status"
    OTHER_CONTENT = "other_content"
    EXAM_OVER = "exam_over"


# All XML that comes in is of this size at most.
MOST_ALERT_BYTES = 1_048_576
