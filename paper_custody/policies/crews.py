"""The 2-3-2 rule: who must be with the papers, and who must not."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from uuid import UUID

from exams.gateways.escort_rules import CrewRule
from kernel.act import Asked
from organisation.models import Person, Unit
from organisation.selectors import entitled
from organisation.states import Capability
from paper_custody.errors.road import AlreadyAboard, CrewTooSmall, NoPassengers, NotOfThePolice
from paper_custody.gateways.police import police_units
from paper_custody.models import CrewMember, Escort
from paper_custody.states import Aboard, Duty
from venues.policies import in_exam

MAY_RIDE: dict[Duty, frozenset[Capability]] = {
    Duty.LEADER: frozenset({Capability.CARRY_PAPERS}),
    Duty.ESCORT: frozenset({Capability.CARRY_PAPERS}),
    Duty.POLICE: frozenset({Capability.CARRY_PAPERS}),
    Duty.DRIVER: frozenset({Capability.DRIVE_ESCORT, Capability.CARRY_PAPERS}),
}


def check_duties(crew: Iterable[Aboard], people: Mapping[str, Person], *, scope: str, at: dt.datetime) -> None:
    """Refuse whoever holds no post now that lets him ride along. Unknown and not entitled look alike."""
    for duty, riding in _by_duty(crew).items():
        known = {people[number].pk for number in riding if number in people}
        may = {one for capability in MAY_RIDE[duty] for one in entitled(known, capability, scope, at)}
        for number in riding:
            if number not in people or people[number].pk not in may:
                raise NoPassengers(person=number)
        if duty == Duty.POLICE:
            _check_police([people[number] for number in riding])


def _check_police(people: Sequence[Person]) -> None:
    """Refuse whoever is of no unit of the police, nor of one below such a unit: carrying papers makes no officer."""
    above = {path for one in people for path in _paths_above(one.unit.path)}
    known = police_units()
    units = Unit.objects.filter(path__in=above).values_list("path", "code", "name")
    police = {path for path, code, name in units if known.has(code=code, name=name)}
    for one in people:
        if not police & set(_paths_above(one.unit.path)):
            raise NotOfThePolice(person=one.staff_number, rule=known.rule, source=known.source)


def _paths_above(path: str) -> list[str]:
    """The unit's own path, and those of the units that it is below."""
    steps = path.strip("/").split("/")
    return ["/" + "/".join(steps[:depth]) + "/" for depth in range(1, len(steps) + 1)]


def _by_duty(crew: Iterable[Aboard]) -> dict[Duty, list[str]]:
    found: dict[Duty, list[str]] = {}
    for one in crew:
        found.setdefault(one.duty, []).append(one.person)
    return found


def check_boards_once(asked: Asked, escort: Escort, places: Mapping[UUID, str]) -> None:
    """Refuse whoever rides in another vehicle now. The people are locked: two vehicles cannot take one at once."""
    list(Person.objects.select_for_update(no_key=True).filter(pk__in=places).order_by("pk"))
    riding = CrewMember.objects.filter(exam_id=in_exam(asked), person_id__in=places, aboard_until=None)
    for person_id, number, vehicle in riding.exclude(escort=escort).values_list(
        "person_id", "person__staff_number", "vehicle__code"
    ):
        if places[person_id] != vehicle:
            raise AlreadyAboard(person=number)


def check_named_once(numbers: Collection[str]) -> None:
    """Refuse a person who is named twice."""
    twice = [number for number, times in Counter(numbers).items() if times > 1]
    if twice:
        raise AlreadyAboard(person=sorted(twice)[0])


def check_crew(rule: CrewRule, vehicles: Mapping[str, Collection[str]], *, carrying: str, alone: bool) -> None:
    """The 2-3-2 rule on the duties in each vehicle. ``alone`` is whether no other vehicle travels with it.

    Source: handbook 0.8; numbers and source are the preset's.
    """
    for vehicle, duties in sorted(vehicles.items()):
        aboard = sum(duty in rule.counted for duty in duties)
        needed = rule.single_vehicle if alone else rule.each_of_convoy
        if vehicle == carrying:
            needed = max(needed, rule.least)
        if aboard < needed:
            raise CrewTooSmall(rule=rule.rule, source=rule.source, vehicle=vehicle, aboard=aboard, needed=needed)
