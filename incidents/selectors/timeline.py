"""One timeline of all that happened in an incident's place and time, whichever app it was (features A9)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from uuid import UUID

from clocks.models import Clock
from exams.selectors.timelines import timeline_told
from incidents.models import CallOut, Incident, IncidentStep
from incidents.policies import check_seen, hears, visible_to
from journal.content import Recorded
from journal.selectors import entries_between
from kernel.actors import Actor
from kernel.events import DomainEvent
from organisation.selectors import names_of

CLOCKS = "clocks."
# What a person keyed in of what happened earlier counts at the time at which it happened.
BEFORE = dt.timedelta(minutes=30)
LONGEST_BEFORE = dt.timedelta(hours=12)


@dataclass(frozen=True, slots=True)
class Happened:
    """Something that happened: when in exam time, what, by whom. ``own``: of this very incident."""

    at: dt.datetime
    recorded: Recorded
    own: bool
    person: str
    venue: str

    @property
    def fact(self) -> DomainEvent:
        """The fact."""
        return self.recorded.fact


def timeline_of(incident: Incident, actor: Actor, *, before: dt.timedelta = BEFORE) -> list[Happened]:
    """What happened from some time before its opening to its end, in the order in which it happened.

    Of its own facts everything, for who sees it; of the place's, what the actor hears of anyhow: nothing of an
    escort or of another restricted incident, unless he is named for them. A clock tells only of what is its own.
    """
    check_seen(incident, actor)
    since = incident.opened_at - min(before, LONGEST_BEFORE)
    until = incident.closed_at or timeline_told(incident.exam_id).exam_time
    place = _Place.of(incident, actor)
    told = [(one, place.tells(one.fact)) for one in entries_between(incident.exam_id, since, until)]
    people = names_of({one.person_id for one, how in told if how is not None and one.person_id is not None})
    found = [_happened(one, own=how == OWN, people=people) for one, how in told if how is not None]
    return sorted(found, key=lambda one: (one.at, one.recorded.index))


OWN, OF_THE_PLACE = "own", "place"


@dataclass(frozen=True, slots=True)
class _Place:
    """Which facts are of the incident or of its place, and who asks."""

    incident: Incident
    actor: Actor
    venue: str | None
    clocks: Collection[UUID]
    beside: Collection[UUID]

    @classmethod
    def of(cls, incident: Incident, actor: Actor) -> _Place:
        """The place, with the clocks of the incident and the incidents beside it."""
        subjects: list[UUID] = [incident.pk]
        subjects += IncidentStep.objects.filter(incident=incident).values_list("pk", flat=True)
        subjects += CallOut.objects.filter(incident=incident).values_list("pk", flat=True)
        beside = visible_to(Incident.objects.filter(exam=incident.exam_id, venue=incident.venue_id), actor)
        return cls(
            incident=incident,
            actor=actor,
            venue=None if incident.venue is None else incident.venue.code,
            clocks=set(Clock.objects.filter(subject__in=subjects).values_list("pk", flat=True)),
            beside=set(beside.exclude(pk=incident.pk).values_list("pk", flat=True)),
        )

    def tells(self, fact: DomainEvent) -> str | None:
        """Whether the fact is the incident's own, or of its place and for the actor; None where it is neither."""
        if getattr(fact, "incident", None) == self.incident.pk or getattr(fact, "clock", None) in self.clocks:
            return OWN
        if fact.kind.startswith(CLOCKS) or not self._is_here(fact):
            return None
        return OF_THE_PLACE if hears(self.actor, fact.audience, scope=self.incident.scope) else None

    def _is_here(self, fact: DomainEvent) -> bool:
        incident = getattr(fact, "incident", None)
        if incident is not None:
            return incident in self.beside
        named = _venues_of(fact)
        return self.venue in named if self.venue is not None else not named


def _venues_of(fact: DomainEvent) -> Sequence[str]:
    venue = getattr(fact, "venue", None)
    return [venue] if isinstance(venue, str) and venue else list(getattr(fact, "venues", ()))


def _happened(one: Recorded, *, own: bool, people: dict[UUID, str]) -> Happened:
    late = dt.timedelta() if one.happened_at is None else one.at - one.happened_at
    return Happened(
        at=one.exam_at - late,
        recorded=one,
        own=own,
        person="" if one.person_id is None else people.get(one.person_id, ""),
        venue="、".join(_venues_of(one.fact)),
    )
