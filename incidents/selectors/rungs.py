"""Who can be reached at a rung of the ladder, and who is called in their stead."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Q

from incidents.gateways import Run, Rung
from incidents.gateways.ladder import VENUE_RUNG
from incidents.selectors.own_plans import ladder_for
from kernel.time import now
from organisation.models import Person
from organisation.selectors import posts_held


@dataclass(frozen=True, slots=True)
class Called:
    """A rung, and who is called there: those of its own role, else of its fallback, else nobody."""

    rung: str
    role: str
    fallback: str
    people: tuple[Person, ...]
    in_their_stead: bool

    @property
    def is_empty(self) -> bool:
        """Whether nobody can be reached at all."""
        return not self.people


def reachable(role: str, *, county: str) -> list[Person]:
    """Who holds the duty now and can be reached: by a phone on record, or under a login of his own."""
    held = posts_held(now()).filter(unit__path=county, role=role).values("person")
    by_phone_or_login = ~Q(phone_sealed=b"") | Q(login__is_active=True)
    return list(Person.objects.filter(by_phone_or_login, pk__in=held).order_by("pinyin", "pk"))


def called_at(run: Run, code: str, *, county: str) -> Called:
    """Who is called at a rung. A role that is not of this county (the city's desk) is called by its fallback."""
    return _called(next(rung for rung in run.ladder.rungs if rung.code == code), county=county)


def _called(rung: Rung, *, county: str) -> Called:
    own = reachable(rung.role, county=county)
    people = own or reachable(rung.fallback, county=county)
    return Called(rung=rung.code, role=rung.role, fallback=rung.fallback, people=tuple(people), in_their_stead=not own)


def ladder_of(county: str) -> Sequence[Called]:
    """The county's rungs with who is called at each today: what a check finds before the exam (features B3)."""
    return [_called(rung, county=county) for rung in ladder_for(county).rungs if rung.code != VENUE_RUNG]
