"""Loading the shipped plans as versions that never change."""

from __future__ import annotations

from collections.abc import Sequence

from incidents.errors import PlanVersionTaken
from incidents.events import PlansLoaded
from incidents.gateways import Plan, hash_of
from incidents.models import BY_DEFAULT, PlanVersion
from incidents.models import Plan as PlanRow
from kernel.act import Asked, act
from organisation.policies import require
from organisation.states import Capability


@act
def load_plans(asked: Asked, *, plans: Sequence[Plan]) -> PlansLoaded | None:
    """Put versions of the shipped plans on record. Those that are known are left; None where all are.

    Refuses (``plan_version_taken``) a known version with other content: incidents refer to it.
    """
    require(asked.actor, Capability.RUN_EXAM, BY_DEFAULT)
    rows = {row.code: row for row in PlanRow.objects.filter(code__in=[plan.code for plan in plans])}
    known = _known(plans)
    for plan in plans:
        if known.get((plan.code, plan.version), plan.content_hash) != plan.content_hash:
            raise PlanVersionTaken(plan=plan.code, version=plan.version)
    new = [plan for plan in plans if (plan.code, plan.version) not in known]
    if not new:
        return None

    made = [PlanRow(code=plan.code, group=plan.group) for plan in new if plan.code not in rows]
    rows |= {row.code: row for row in PlanRow.objects.bulk_create(made)}
    PlanVersion.objects.bulk_create(
        PlanVersion(
            plan=rows[plan.code],
            number=plan.version,
            content=plan.raw,
            content_hash=plan.content_hash,
            loaded_at=asked.at,
            entry_id=asked.act_id,
        )
        for plan in new
    )

    return PlansLoaded(
        plans=tuple(f"{plan.code}/{plan.version}" for plan in new),
        content_hash=hash_of([plan.content_hash for plan in new]),
    )


def _known(plans: Sequence[Plan]) -> dict[tuple[str, int], str]:
    versions = PlanVersion.objects.filter(scope=BY_DEFAULT, plan__code__in=[plan.code for plan in plans])
    return {
        (code, number): content_hash
        for code, number, content_hash in versions.values_list("plan__code", "number", "content_hash")
    }
