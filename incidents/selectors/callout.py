"""Who is called out: the county's own units behind a plan's parties, their liaisons, and how each has answered."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q

from incidents.gateways import member_units, run_from
from incidents.gateways.parties import lead_codes
from incidents.models import CallOut, Incident, IncidentStep
from incidents.policies import sees
from incidents.selectors.catalogue import own_units
from incidents.states import OPEN, CallPart, CallStatus, Openness
from kernel.actors import Actor
from organisation.gateways import roles
from organisation.models import Person, Unit
from organisation.policies import county_of
from organisation.selectors import posts_held
from organisation.states import Capability


@dataclass(frozen=True, slots=True)
class ToCall:
    """A unit to be called: by which party the plan names it, the county's own, and who answers for it."""

    party: str
    part: CallPart
    unit: Unit | None
    liaisons: Sequence[Person]


def answering_roles() -> list[str]:
    """The roles that answer a call-out."""
    return [code for code, role in roles().items() if Capability.ANSWER_CALL_OUT in role.gives]


def liaisons_at(units: Iterable[Unit], at: dt.datetime) -> dict[UUID, list[Person]]:
    """Who answers for each of these units now, by a post at that very unit: who can be rung up goes first."""
    found = defaultdict[UUID, list[Person]](list)
    posts = posts_held(at).filter(unit__in=list(units), role__in=answering_roles()).select_related("person")
    for post in posts.order_by("person__pinyin", "person__staff_number"):
        if post.person not in found[post.unit_id]:
            found[post.unit_id].append(post.person)
    for people in found.values():
        people.sort(key=lambda person: not person.phone)
    return found


def units_to_call(incident: Incident, parties: Collection[str], at: dt.datetime) -> list[ToCall]:
    """The units behind these parties, or else those of the frozen plan, lead first; what is called already is left out.

    A party whom the county has no unit for is one to call all the same: that it cannot be reached must show.
    """
    run = run_from(incident.run)
    lead = (run.plan.lead, *run.plan.co_leads)
    named = list(parties) or [*lead, *run.plan.supporting]
    named = [one for one in dict.fromkeys(named) if one not in run.running.call_out.not_called]
    county = county_of(incident.scope)
    units = list(Unit.objects.filter(path__startswith=county).exclude(path=county).order_by("number", "code"))
    called = set(CallOut.objects.filter(incident=incident).values_list("party", "unit_id"))
    found = [(party, unit) for party in named for unit in _units_of(party, units)]
    liaisons = liaisons_at([unit for _party, unit in found if unit is not None], at)
    return [
        ToCall(party, _part(party, lead, run.plan.supporting), unit, liaisons[unit.pk] if unit is not None else ())
        for party, unit in found
        if (party, None if unit is None else unit.pk) not in called
    ]


def _units_of(party: str, units: Sequence[Unit]) -> Sequence[Unit | None]:
    member = next((one for one in member_units() if party in one.parties), None)
    return (own_units(member, units) if member is not None else []) or [None]


def _part(party: str, lead: Collection[str], supporting: Collection[str]) -> CallPart:
    if party in lead:
        return CallPart.LEAD
    return CallPart.SUPPORTING if party in supporting else CallPart.FURTHER


def parties_to_call(incident: Incident) -> list[str]:
    """The parties that may be called by hand: those that lead or support plans, save who is told by steps."""
    return [one for one in lead_codes() if one not in run_from(incident.run).running.call_out.not_called]


@dataclass(frozen=True, slots=True)
class CallTold:
    """A call as the desk sees it. ``gone``: the post of who is called has ended; ``others`` may be called instead."""

    row: CallOut
    gone: bool
    others: Sequence[Person]

    @property
    def unreachable(self) -> bool:
        """Whether nobody can be reached there as it stands."""
        return self.row.is_awaited and (self.gone or self.row.status == CallStatus.UNREACHABLE)

    @property
    def is_red(self) -> bool:
        """Whether it needs somebody's hand now."""
        return self.row.is_red or self.unreachable


def calls_of(incidents: Iterable[Incident], at: dt.datetime) -> dict[UUID, list[CallTold]]:
    """The calls of each incident, red ones first: two reads, however many there are."""
    rows = CallOut.objects.filter(incident__in=list(incidents))
    rows = rows.select_related("unit", "liaison", "confirmed_by", "keyed_by")
    listed = list(rows.order_by("number"))
    liaisons = liaisons_at({row.unit for row in listed if row.unit is not None}, at)
    found = defaultdict[UUID, list[CallTold]](list)
    for row in listed:
        held = liaisons.get(row.unit_id, []) if row.unit_id is not None else []
        others = [person for person in held if person.pk != row.liaison_id]
        gone = row.liaison_id is not None and all(person.pk != row.liaison_id for person in held)
        found[row.incident_id].append(CallTold(row, gone=gone, others=others))
    for calls in found.values():
        calls.sort(key=lambda call: (call.row.is_confirmed, not call.is_red, call.row.number))
    return found


@dataclass(frozen=True, slots=True)
class MyCall:
    """A call as the liaison sees it: what concerns him, and of an incident for named roles nothing at all.

    ``number`` is told of a restricted one (limits.md 5) and not of an escort's, of which nobody may learn.
    """

    row: CallOut
    told: bool
    number: int | None
    steps: Sequence[IncidentStep]


def my_calls(exam_id: UUID, actor: Actor) -> list[MyCall]:
    """The calls of open incidents for which the actor answers, those unconfirmed first."""
    paths = [path for held, path in actor.grants if held == Capability.ANSWER_CALL_OUT]
    calls = CallOut.objects.filter(exam_id=exam_id, unit__path__in=paths, incident__status__in=OPEN)
    calls = calls.exclude(status=CallStatus.WAIVED)
    rows = list(calls.select_related("incident__venue", "unit", "confirmed_by", "keyed_by").order_by("called_at"))
    mine = IncidentStep.objects.filter(_for_any_of(rows)).order_by("number") if rows else []
    told = [_as_mine(row, [step for step in mine if _concerns(step, row)], actor) for row in rows]
    return sorted(told, key=lambda one: (one.row.is_confirmed, one.row.called_at, one.row.pk))


def _for_any_of(rows: Sequence[CallOut]) -> Q:
    wanted = Q(pk__in=[])
    for row in rows:
        wanted |= Q(incident=row.incident_id, who__contains=[row.party])
    return wanted


def _concerns(step: IncidentStep, row: CallOut) -> bool:
    return step.incident_id == row.incident_id and row.party in step.who


def _as_mine(row: CallOut, steps: Sequence[IncidentStep], actor: Actor) -> MyCall:
    told = not row.incident.is_restricted or sees(row.incident, actor)
    number = None if row.incident.openness == Openness.ESCORT and not told else row.incident.number
    return MyCall(row=row, told=told, number=number, steps=steps if told else ())
