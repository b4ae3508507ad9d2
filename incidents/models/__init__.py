"""Tables of incidents."""

from incidents.models.base import ExamRow, Recorded
from incidents.models.incidents import Incident, IncidentStep
from incidents.models.own_plans import OwnText, PlanOwner
from incidents.models.plans import BY_DEFAULT, Plan, PlanVersion
from incidents.models.told import CALLER, LogEntry, Origin
from incidents.models.triage import REFERENCE, Merge, Tip
from incidents.models.upward import Decision, Request

__all__ = [
    "BY_DEFAULT",
    "CALLER",
    "REFERENCE",
    "Decision",
    "ExamRow",
    "Incident",
    "IncidentStep",
    "LogEntry",
    "Merge",
    "Origin",
    "OwnText",
    "Plan",
    "PlanOwner",
    "PlanVersion",
    "Recorded",
    "Request",
    "Tip",
]
