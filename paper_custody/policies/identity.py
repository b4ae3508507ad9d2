"""Who may know which set of papers is used before it is issued."""

from __future__ import annotations

from kernel.actors import Actor
from organisation.states import Capability

# Who keeps both sets, and who writes down what was decided. A venue learns it by what it may issue.
SEES_SETS = (Capability.KEEP_VAULT, Capability.RECORD_DECISION, Capability.AUDIT)


def sees_sets(actor: Actor, scope: str) -> bool:
    """Whether the actor keeps the sets of the county, records decisions on them, or audits both."""
    return any(actor.may(one, scope) for one in SEES_SETS)
