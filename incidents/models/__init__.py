"""Tables of incidents."""

from incidents.models.alerts import Alert, AlertReject, AlertSource
from incidents.models.base import ExamRow, Recorded
from incidents.models.callout import SPOKEN_WITH, CallOut
from incidents.models.choices import Choice, ChoiceReview
from incidents.models.files import IncidentFile
from incidents.models.incidents import Incident, IncidentStep
from incidents.models.lessons import Lesson
from incidents.models.own_plans import OwnText, PlanOwner
from incidents.models.plans import BY_DEFAULT, Plan, PlanVersion
from incidents.models.roles import RoleTenure
from incidents.models.situations import Situation
from incidents.models.told import CALLER, LogEntry, Origin
from incidents.models.triage import REFERENCE, Merge, Tip
from incidents.models.upward import Decision, Request

__all__ = [
    "BY_DEFAULT",
    "CALLER",
    "REFERENCE",
    "SPOKEN_WITH",
    "Alert",
    "AlertReject",
    "AlertSource",
    "CallOut",
    "Choice",
    "ChoiceReview",
    "Decision",
    "ExamRow",
    "Incident",
    "IncidentFile",
    "IncidentStep",
    "Lesson",
    "LogEntry",
    "Merge",
    "Origin",
    "OwnText",
    "Plan",
    "PlanOwner",
    "PlanVersion",
    "Recorded",
    "Request",
    "RoleTenure",
    "Situation",
    "Tip",
]
