"""Writes of supervision: raising, assigning, doing and re-checking corrective actions, and what time does to them."""

from supervision.services.ending import confirm_done, drop_action, report_done, send_back
from supervision.services.owning import Owner, assign_action, extend_action
from supervision.services.raising import raise_action, take_lesson
from supervision.services.watching import mark_near, mark_overdue

__all__ = [
    "Owner",
    "assign_action",
    "confirm_done",
    "drop_action",
    "extend_action",
    "mark_near",
    "mark_overdue",
    "raise_action",
    "report_done",
    "send_back",
    "take_lesson",
]
