"""Whether each plan of a county has an owner, was approved by the county, and was exercised within a year."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping
from dataclasses import dataclass, fields
from uuid import UUID

from exams.states import ExamKind
from incidents.gateways import SEEN_BY, Plan
from incidents.models import Incident, Origin, PlanOwner
from incidents.policies import may_any, visible_to
from incidents.selectors.catalogue import CatalogueWanted, PlanShown, plans_shown
from incidents.selectors.own_plans import owners_of, waiting_texts
from kernel.actors import Actor
from kernel.time import now
from organisation.selectors import posts_held

# Features F12: what was not exercised in twelve months is a gap.
EXERCISED_WITHIN = dt.timedelta(days=365)


@dataclass(frozen=True, slots=True)
class CoverageWanted:
    """What the list is narrowed to: a kind, a group, and what is lacking (owner, approved, exercised, any)."""

    kind: str = ""
    group: str = ""
    lacks: str = ""

    @staticmethod
    def names() -> list[str]:
        """What it may be narrowed by."""
        return [field.name for field in fields(CoverageWanted)]


@dataclass(frozen=True, slots=True)
class Exercise:
    """The last incident of a drill by which a plan was exercised."""

    exam: UUID
    number: int
    at: dt.datetime


@dataclass(frozen=True, slots=True)
class CoverageLine:
    """One plan. ``hidden``: it is for named roles, and the reader may not learn whether it was exercised."""

    shown: PlanShown
    owner: PlanOwner | None
    owner_there: bool
    waiting: int | None
    exercise: Exercise | None
    hidden: bool

    @property
    def plan(self) -> Plan:
        """The plan in force."""
        return self.shown.plan

    @property
    def approved(self) -> int | None:
        """The number of the county's own version that is in force: two people approved it."""
        return self.shown.version.number if self.shown.is_own else None

    @property
    def owner_role(self) -> str:
        """The post that owns it, by its role."""
        return "" if self.owner is None else self.owner.role

    @property
    def owner_name(self) -> str:
        """The person who owns it."""
        return "" if self.owner is None or self.owner.person is None else self.owner.person.name

    @property
    def exercised(self) -> bool | None:
        """Whether it was; None where that is not for the reader."""
        return None if self.hidden else self.exercise is not None

    @property
    def exercised_at(self) -> dt.datetime | None:
        """When, in real time."""
        return None if self.exercise is None else self.exercise.at

    @property
    def exam(self) -> UUID | None:
        """In which drill."""
        return None if self.exercise is None else self.exercise.exam

    @property
    def incident(self) -> int | None:
        """By which incident of it."""
        return None if self.exercise is None else self.exercise.number

    @property
    def lacks(self) -> tuple[str, ...]:
        """What is lacking."""
        there = {"owner": self.owner_there, "approved": self.approved is not None, "exercised": self.exercised}
        return tuple(name for name, found in there.items() if found is False)

    def keeps(self, lacks: str) -> bool:
        """Whether it stays in a list of what lacks this."""
        return not lacks or lacks in self.lacks or (lacks == "any" and bool(self.lacks))


@dataclass(frozen=True, slots=True)
class Coverage:
    """The lines wanted, and how many of all plans have what."""

    lines: list[CoverageLine]
    total: int
    owned: int
    approved: int
    exercised: int
    hidden: int


def coverage_of(county: str, actor: Actor, wanted: CoverageWanted) -> Coverage:
    """Every plan and procedure in force: its owner, its approval, its last exercise. A fixed number of reads."""
    shown = plans_shown(county, CatalogueWanted(kind=wanted.kind, group=wanted.group))
    owners, exercises = owners_of(county), _exercises(county, actor)
    there = _there(county, owners.values())
    waiting = dict(waiting_texts(county).values_list("subject", "number"))
    lines = [
        CoverageLine(
            shown=one,
            owner=owners.get(one.plan.code),
            owner_there=one.plan.code in there,
            waiting=waiting.get(one.plan.code),
            exercise=exercises.get(one.plan.code),
            hidden=one.plan.openness in SEEN_BY and not may_any(actor, SEEN_BY[one.plan.openness], county),
        )
        for one in shown
    ]
    return Coverage(
        lines=[line for line in lines if line.keeps(wanted.lacks)],
        total=len(lines),
        owned=sum(line.owner_there for line in lines),
        approved=sum(line.approved is not None for line in lines),
        exercised=sum(line.exercised is True for line in lines),
        hidden=sum(line.hidden for line in lines),
    )


def _there(county: str, owners: Collection[PlanOwner]) -> set[str]:
    """The plans whose owner is to be found: the person holds a post now, or somebody holds the post."""
    held = list(posts_held(now()).filter(unit__path__startswith=county).values_list("person_id", "role"))
    people, roles = {person for person, _role in held}, {role for _person, role in held}
    return {
        owner.subject
        for owner in owners
        if (owner.person_id in people if owner.person_id is not None else owner.role in roles)
    }


def _exercises(county: str, actor: Actor) -> Mapping[str, Exercise]:
    """The last time that each plan was opened in a drill, by the real clock: a drill's own may be of any day."""
    seen = visible_to(Incident.objects.all(), actor)
    opened = Origin.objects.filter(
        incident__in=seen,
        exam__kind=ExamKind.DRILL,
        exam__scope=county,
        at__gte=now() - EXERCISED_WITHIN,
    )
    rows = opened.order_by("at").values_list("incident__plan_code", "exam_id", "incident__number", "at")
    return {code: Exercise(exam=exam, number=number, at=at) for code, exam, number, at in rows}
