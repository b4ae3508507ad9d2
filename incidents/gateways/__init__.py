"""The catalogue as frozen values: plans and procedures, who they name, the ladder, and the lists beside them."""

from incidents.gateways.ladder import (
    SEEN_BY,
    Ladder,
    Limits,
    Reporting,
    Rung,
    TailStep,
    ladder,
    ladder_from,
    ladder_text,
)
from incidents.gateways.names import Name, Raw, hash_of
from incidents.gateways.parties import MemberUnit, groups, member_units, parties
from incidents.gateways.plans import (
    Condition,
    Pictures,
    Plan,
    PlanStep,
    Trigger,
    plan_from,
    plans,
    procedures,
    shipped,
)
from incidents.gateways.running import Running, running
from incidents.gateways.runs import Run, freeze, run_from

__all__ = [
    "SEEN_BY",
    "Condition",
    "Ladder",
    "Limits",
    "MemberUnit",
    "Name",
    "Pictures",
    "Plan",
    "PlanStep",
    "Raw",
    "Reporting",
    "Run",
    "Rung",
    "Running",
    "TailStep",
    "Trigger",
    "freeze",
    "groups",
    "hash_of",
    "ladder",
    "ladder_from",
    "ladder_text",
    "member_units",
    "parties",
    "plan_from",
    "plans",
    "procedures",
    "run_from",
    "running",
    "shipped",
]
