"""The plans in force, which of them a fact starts, and who may be named where it happens."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet, Subquery
from django.db.models.functions import Length

from exams.models import Exam
from exams.selectors.sessions import rules_of
from exams.states import Approver
from incidents.errors import ConditionUnknown, PlanUnknown, VenueUnknown
from incidents.gateways import Plan, Trigger, plan_from
from incidents.models import BY_DEFAULT, OwnText, PlanVersion
from incidents.states import Authority, OwnKind, OwnStatus
from organisation.models import Unit
from organisation.policies import county_of
from organisation.states import UnitKind

# The last link of the preset's chain is who must have said yes (limits.md 10).
CHAIN_ENDS = {
    Approver.VENUE_HEAD: Authority.VENUE_HEAD,
    Approver.COUNTY: Authority.DISTRICT_CHIEF,
    Approver.PROVINCE: Authority.PROVINCE,
}


def plans_in_force(scope: str) -> QuerySet[PlanVersion]:
    """The newest version of every plan for a county; its own, unless it was given up, goes before the shipped one."""
    given_up = OwnText.objects.filter(
        scope=OuterRef("scope"),
        subject=OuterRef("plan__code"),
        number__gt=OuterRef("number"),
        kind=OwnKind.END,
        status=OwnStatus.APPROVED,
    )
    own_first = (
        PlanVersion.objects.filter(plan=OuterRef("plan"), scope__in=[BY_DEFAULT, county_of(scope)])
        .filter(~Exists(given_up))
        .order_by(Length("scope").desc(), "-number")
        .values("pk")[:1]
    )
    return PlanVersion.objects.filter(pk=Subquery(own_first)).select_related("plan").order_by("plan__code")


def plan_called(code: str, condition: str, *, scope: str) -> tuple[PlanVersion, Plan]:
    """The plan in force of this code. Refuses a code or a condition that is not of the list."""
    version = plans_in_force(scope).filter(plan__code=code).first()
    if version is None:
        raise PlanUnknown(plan=code)
    plan = plan_from(version.content)
    if condition and condition not in {one.code for one in plan.conditions}:
        raise ConditionUnknown(plan=code, condition=condition)
    return version, plan


def plan_triggered(kind: str, node: str, *, scope: str) -> tuple[PlanVersion, Plan, str] | None:
    """The plan that a fact of this kind starts, and under which condition. One that names the node goes first."""
    named = plans_in_force(scope).filter(content__trigger__facts__contains=[{"kind": kind}])
    found: list[tuple[int, PlanVersion, Plan, str]] = []
    for version in named:
        plan = plan_from(version.content)
        fits = [one for one in plan.facts if _fits(one, kind, node)]
        found += [(0 if one.nodes else 1, version, plan, one.condition) for one in fits]
    if not found:
        return None
    _rank, version, plan, condition = min(found, key=lambda one: (one[0], one[2].code))
    return version, plan, condition


def _fits(trigger: Trigger, kind: str, node: str) -> bool:
    return trigger.kind == kind and (not trigger.nodes or node in trigger.nodes)


def spare_chain_of(exam: Exam) -> Authority:
    """Who must have approved a single spare paper or card in this exam."""
    return CHAIN_ENDS[rules_of(exam).spare_use.chain[-1]]


def venue_called(code: str, *, scope: str) -> Unit:
    """The unit of a venue of the county. Refuses a code that is not of the list."""
    found = Unit.objects.filter(path__startswith=scope, kind=UnitKind.VENUE, code=code).first()
    if found is None:
        raise VenueUnknown(venue=code)
    return found


def venues_of(scope: str) -> QuerySet[Unit]:
    """The venues that may be named, in order."""
    return Unit.objects.filter(path__startswith=scope, kind=UnitKind.VENUE).order_by("number", "code")


def version_on_record(plan: Plan) -> UUID | None:
    """The version of a shipped plan that is on record, or None."""
    found = PlanVersion.objects.filter(plan__code=plan.code, scope=BY_DEFAULT, number=plan.version)
    return found.values_list("pk", flat=True).first()
