"""Who is aboard, in which vehicles that travel together, and who may ride along."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict

from django.db.models import Q

from organisation.models import Person
from organisation.selectors import people_entitled
from paper_custody.models import CrewMember, Escort
from paper_custody.policies.crews import MAY_RIDE
from paper_custody.states import EscortStatus


def vehicles_together(escort: Escort) -> dict[str, list[str]]:
    """The duties aboard each vehicle of the run, and of the runs in its convoy that have not arrived."""
    runs = Q(escort=escort)
    if escort.convoy:
        runs |= Q(escort__exam_id=escort.exam_id, escort__convoy=escort.convoy) & ~Q(
            escort__status=EscortStatus.ARRIVED
        )
    riding = CrewMember.objects.filter(runs, aboard_until=None)
    people: dict[str, dict[object, str]] = defaultdict(dict)
    for vehicle, person, duty in riding.values_list("vehicle__code", "person_id", "duty"):
        # Who rides for two runs in one vehicle is one person.
        people[vehicle][person] = duty
    return {vehicle: list(duties.values()) for vehicle, duties in people.items()}


def may_ride(scope: str, at: dt.datetime) -> list[Person]:
    """Everybody who may be named for a run of a venue: who carries papers or drives, there or for the county."""
    return list(people_entitled({str(one) for needs in MAY_RIDE.values() for one in needs}, scope, at))
