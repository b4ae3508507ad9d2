"""The register: what is overdue first, then what is near, narrowed as the page's address says."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, fields

from django.db.models import Q, QuerySet

from incidents.policies import sees
from kernel.actors import Actor
from organisation.gateways import roles
from organisation.models import Person, Unit
from organisation.policies import county_of
from organisation.selectors import posts_held
from supervision.errors import OwnerUnknown
from supervision.models import ActionLine, CorrectiveAction
from supervision.policies import Posts, Rights, rights_of, visible_to
from supervision.states import NEAR_BEFORE, OPEN, ActionStatus, Tone

MOST = 500
FIRST = {Tone.OVERDUE: 0, Tone.NEAR: 1, Tone.BEHIND: 2, Tone.CALM: 3}
STATES = ("open", "red", "near", "recheck", "closed", "all")


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the register is narrowed to. Empty: everything that is open."""

    state: str = "open"
    source: str = ""
    unit: str = ""
    search: str = ""

    @staticmethod
    def names() -> list[str]:
        """What it may be narrowed by."""
        return [field.name for field in fields(Wanted)]


@dataclass(frozen=True, slots=True)
class ActionTold:
    """An action as it stands at a moment. ``shows_incident``: whether its incident may be named to the reader."""

    row: CorrectiveAction
    tone: Tone
    shows_incident: bool

    @property
    def order(self) -> tuple[object, ...]:
        """Red first, the longest overdue at the top; then blue; what nobody owes any more at the end."""
        owed_by = self.row.owed_by
        return (self.row.status not in OPEN, FIRST[self.tone], owed_by is None, owed_by or self.row.raised_at)


def posts_of(actor: Actor, at: dt.datetime) -> Posts:
    """The (role, unit path) pairs of the posts that the actor holds."""
    if actor.person_id is None:
        return frozenset()
    return frozenset(posts_held(at).filter(person=actor.person_id).values_list("role", "unit__path"))


def actions_seen(actor: Actor, at: dt.datetime) -> QuerySet[CorrectiveAction]:
    """Every action that the actor may see."""
    rows = CorrectiveAction.objects.select_related("unit", "person", "exam", "incident", "lesson", "done_by")
    return visible_to(rows, actor, posts_of(actor, at))


def action_called(actor: Actor, number: int, at: dt.datetime) -> CorrectiveAction:
    """The action of this number, for who may see it. Raises ``DoesNotExist`` for everybody else."""
    return actions_seen(actor, at).get(number=number, scope=actor.scope)


def register_of(actor: Actor, wanted: Wanted, at: dt.datetime) -> list[ActionTold]:
    """The register as the actor may see it, at most ``MOST`` lines."""
    rows = _in_state(actions_seen(actor, at), wanted.state, at)
    if wanted.source:
        rows = rows.filter(source=wanted.source)
    if wanted.unit:
        rows = rows.filter(unit__code=wanted.unit)
    if wanted.search:
        said = Q(words__icontains=wanted.search) | Q(evidence__icontains=wanted.search)
        rows = rows.filter(said | Q(person__name__icontains=wanted.search) | Q(unit__name__icontains=wanted.search))
    told = [_told(row, actor, at) for row in rows.order_by("-number")[:MOST]]
    return sorted(told, key=lambda one: one.order)


def _in_state(rows: QuerySet[CorrectiveAction], state: str, at: dt.datetime) -> QuerySet[CorrectiveAction]:
    late = Q(status=ActionStatus.RAISED, assign_by__lte=at) | Q(status=ActionStatus.ASSIGNED, due_at__lte=at)
    narrowed = {
        "red": late,
        "near": Q(status=ActionStatus.ASSIGNED, due_at__gt=at, due_at__lte=at + NEAR_BEFORE),
        "recheck": Q(status=ActionStatus.DONE),
        "closed": ~Q(status__in=OPEN),
        "all": Q(),
    }
    return rows.filter(narrowed.get(state, Q(status__in=OPEN)))


def _told(row: CorrectiveAction, actor: Actor, at: dt.datetime) -> ActionTold:
    shows = row.incident is not None and sees(row.incident, actor)
    return ActionTold(row=row, tone=row.tone(at), shows_incident=shows)


@dataclass(frozen=True, slots=True)
class ActionWhole:
    """One action with its log, and what the reader may do to it."""

    told: ActionTold
    lines: Sequence[ActionLine]
    rights: Rights


def action_whole(actor: Actor, number: int, at: dt.datetime) -> ActionWhole:
    """One action whole. Raises ``DoesNotExist`` where the actor may not see it."""
    row = action_called(actor, number, at)
    return ActionWhole(
        told=_told(row, actor, at),
        lines=list(row.lines.select_related("person", "approver").order_by("at", "pk")),
        rights=rights_of(row, actor, posts_of(actor, at)),
    )


def counts_of(actor: Actor, at: dt.datetime) -> dict[str, int]:
    """How many are red, near and open, for the head of the page."""
    tones = [row.tone(at) for row in actions_seen(actor, at).filter(status__in=OPEN)]
    return {"open": len(tones), "red": tones.count(Tone.OVERDUE), "near": tones.count(Tone.NEAR)}


def owners_offered(scope: str) -> tuple[list[tuple[str, str]], list[tuple[str, str]], list[tuple[str, str]]]:
    """Units, posts and people of the county, as choices for an owner."""
    county = county_of(scope)
    units = Unit.objects.filter(path__startswith=county).order_by("number", "code")
    people = Person.objects.filter(scope__startswith=county).select_related("unit").order_by("pinyin", "name")
    return (
        [(unit.code, unit.name) for unit in units],
        [(role.code, role.zh) for role in roles().values()],
        [(str(person.pk), f"{person.name} · {person.unit.name}") for person in people[:MOST]],
    )


def owner_unit(code: str, *, scope: str) -> Unit:
    """The unit of the county of this code. Refuses one that is not of the list."""
    found = Unit.objects.filter(path__startswith=county_of(scope), code=code).first()
    if found is None:
        raise OwnerUnknown(unit=code)
    return found
