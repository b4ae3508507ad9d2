"""The catalogue as its pages show it: plans and procedures in force, the member units with their liaisons."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields

from incidents.errors import PlanUnknown
from incidents.gateways import MemberUnit, Plan, groups, member_units, parties, plan_from
from incidents.models import BY_DEFAULT, PlanVersion
from incidents.selectors.plans import plans_in_force
from incidents.states import PROCEDURES
from kernel.time import now
from organisation.models import Person, Post, Unit
from organisation.selectors import posts_held
from organisation.states import UnitKind

LIAISON = "liaison"
KINDS = {"plans": False, "procedures": True}


@dataclass(frozen=True, slots=True)
class CatalogueWanted:
    """What the list is narrowed to. ``kind`` is plans or procedures; empty: both."""

    kind: str = ""
    group: str = ""
    search: str = ""

    @staticmethod
    def names() -> list[str]:
        """What a list may be narrowed by."""
        return [field.name for field in fields(CatalogueWanted)]

    def keeps(self, plan: Plan) -> bool:
        """Whether the plan stays in the list."""
        if self.kind and plan.is_procedure != KINDS.get(self.kind):
            return False
        if self.group and plan.group != self.group:
            return False
        return not self.search or any(self.search.lower() in words.lower() for words in _words(plan))


def _words(plan: Plan) -> Iterator[str]:
    yield plan.code
    for name in (plan.name, plan.trigger, *(step.name for step in plan.steps)):
        yield from (name.zh, name.en)
    for code in (plan.lead, *plan.co_leads, *plan.supporting):
        yield parties()[code].zh


@dataclass(frozen=True, slots=True)
class PlanShown:
    """A plan in force with the version that it is."""

    plan: Plan
    version: PlanVersion

    @property
    def is_own(self) -> bool:
        """Whether it is the county's own version."""
        return self.version.scope != BY_DEFAULT


def plans_shown(scope: str, wanted: CatalogueWanted | None = None) -> list[PlanShown]:
    """Plans and procedures in force in a county, in the order of their codes, procedures last."""
    shown = [PlanShown(plan_from(version.content), version) for version in plans_in_force(scope)]
    kept = [one for one in shown if wanted is None or wanted.keeps(one.plan)]
    return sorted(kept, key=lambda one: (one.plan.is_procedure, one.plan.code))


def plan_shown(code: str, *, scope: str) -> PlanShown:
    """The plan in force of this code. Refuses (``plan_unknown``) one that is not of the list."""
    version = plans_in_force(scope).filter(plan__code=code).first()
    if version is None:
        raise PlanUnknown(plan=code)
    return PlanShown(plan_from(version.content), version)


def group_codes(kind: str) -> list[str]:
    """The groups of plans; the procedures are one of their own."""
    return [code for code in groups() if not kind or (code == PROCEDURES) == KINDS.get(kind)]


@dataclass(frozen=True, slots=True)
class OwnUnit:
    """A unit of the county, its duties as the county words them, and who is called."""

    unit: Unit
    liaisons: Sequence[Person]


@dataclass(frozen=True, slots=True)
class MemberShown:
    """A member of the committee with the county's own units that are it."""

    member: MemberUnit
    own: Sequence[OwnUnit]


def members_shown(county: str) -> list[MemberShown]:
    """The member units in their order, each with the county's own unit and its liaisons. Two reads."""
    units = list(Unit.objects.filter(path__startswith=county).exclude(path=county).order_by("number", "code"))
    posts = posts_held(now()).filter(unit__in=units, role=LIAISON).select_related("person").order_by("person__pinyin")
    held = list(posts)
    return [
        MemberShown(member, [OwnUnit(unit, _liaisons(unit, held)) for unit in own_units(member, units)])
        for member in member_units()
    ]


def _liaisons(unit: Unit, posts: Sequence[Post]) -> list[Person]:
    return [post.person for post in posts if post.unit_id == unit.pk]


def own_units(member: MemberUnit, units: Sequence[Unit]) -> list[Unit]:
    """The county's own units that are this member: by its code; else by a word of its name.

    Venues are their own: only a department is taken by a word.
    """
    by_code = [unit for unit in units if unit.code in {member.code, *member.parties}]
    if by_code:
        return by_code
    named = [unit for unit in units if unit.kind != UnitKind.VENUE]
    return [unit for unit in named if any(word in unit.name for word in member.known_by)]
