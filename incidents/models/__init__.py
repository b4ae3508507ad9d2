"""Tables of incidents."""

from incidents.models.alerts import Alert, AlertReject, AlertSource
from incidents.models.base import ExamRow, Recorded
from incidents.models.incidents import Incident, IncidentStep
from incidents.models.lessons import Lesson
from incidents.models.plans import BY_DEFAULT, Plan, PlanVersion
from incidents.models.told import CALLER, LogEntry, Origin
from incidents.models.upward import Decision, Request

__all__ = [
    "BY_DEFAULT",
    "CALLER",
    "Alert",
    "AlertReject",
    "AlertSource",
    "Decision",
    "ExamRow",
    "Incident",
    "IncidentStep",
    "Lesson",
    "LogEntry",
    "Origin",
    "Plan",
    "PlanVersion",
    "Recorded",
    "Request",
]
