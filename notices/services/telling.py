"""Records: one notice a person, once for each fact; and what goes outside for it."""

from __future__ import annotations

import secrets
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from typing import cast
from uuid import UUID

from exams.models import Exam
from incidents.models import Incident
from incidents.states import UNANSWERED, Level
from kernel.act import Asked
from kernel.actors import SYSTEM
from kernel.scope import reading
from kernel.time import now
from notices.models import CallTest, Notice, Player
from notices.selectors.people import allowed, people_told, players_only
from notices.services.messages import send_outside
from notices.services.seeing import stop
from notices.states import CALLS_FOR_ANSWER, NUMBERS, NoticeKind, NoticeStatus
from organisation.policies import county_of


@dataclass(frozen=True, slots=True)
class Telling:
    """What is to be told: of which incident, why, up to which rung, and who else hears of it by name."""

    incident: UUID
    kind: NoticeKind
    rung: str
    also: frozenset[UUID] = field(default_factory=frozenset)
    matter: str = ""


def tell(asked: Asked, *, telling: Telling) -> int:
    """Record: tell of an incident whoever is to be told. Returns how many were.

    The incident's row is locked, so that whoever answers it does so before or after: where he did already, nobody
    is called to answer any more, and what is told here is stopped by his answer.
    """
    with reading(SYSTEM, asked.exam_id):
        locked = Incident.objects.select_for_update(of=("self",)).select_related("exam")
        incident = locked.get(pk=telling.incident)
        if not is_wanted(incident, telling.kind):
            return 0
        at = now()
        called = people_told(incident, telling.kind, rung=telling.rung) | telling.also
        people = (
            players_only(incident, called) if telling.kind == NoticeKind.CALLED_OUT else allowed(incident, called, at)
        )
        made = _make(asked, incident, telling, not_told(asked, people))
        send_outside(made, urgent=incident.level == Level.I)
        return len(made)


def is_wanted(incident: Incident, kind: NoticeKind) -> bool:
    """Whether anybody still needs to hear this."""
    return incident.status in UNANSWERED if kind in CALLS_FOR_ANSWER else incident.is_open


def tell_of_test(test: CallTest, people: Collection[UUID]) -> None:
    """Part: tell these people that the call tree is tested. An earlier test at the unit, or below it, is over."""
    below = Notice.objects.filter(kind=NoticeKind.TEST, test__unit__path__startswith=test.unit.path)
    stop(below.exclude(test=test))
    scope = county_of(test.scope)
    made = Notice.objects.bulk_create(
        Notice(
            scope=scope,
            person_id=person,
            kind=NoticeKind.TEST,
            test=test,
            cause_id=test.entry_id,
            number=number,
            at=test.begun_at,
        )
        for person, number in drawn(scope, people)
    )
    send_outside(made, urgent=False)


def not_told(asked: Asked, people: Collection[UUID]) -> set[UUID]:
    """Part: a fact is delivered at least once, and told once: who was told of it is left out."""
    return set(people) - set(Notice.objects.filter(cause=cause_of(asked)).values_list("person", flat=True))


def cause_of(asked: Asked) -> UUID:
    """Part: the fact that is told of."""
    return cast("UUID", asked.cause)  # reactions have one


def _make(asked: Asked, incident: Incident, telling: Telling, people: Collection[UUID]) -> list[Notice]:
    scope, at = county_of(incident.scope), now()
    players = players_among(incident.exam, people)
    return Notice.objects.bulk_create(
        Notice(
            exam_id=incident.exam_id,
            exam_kind=incident.exam.kind,
            scope=scope,
            person_id=person,
            player_id=players.get(person),
            kind=telling.kind,
            incident=incident,
            cause_id=cause_of(asked),
            rung=telling.rung,
            matter=telling.matter,
            number=number,
            status=NoticeStatus.OPEN,
            at=at,
        )
        for person, number in drawn(scope, people)
    )


def players_among(exam: Exam | None, people: Collection[UUID]) -> dict[UUID, UUID]:
    """Part: as which players of a drill these are told; in a real exam, and outside of one, as none."""
    if exam is None:
        return {}
    return dict(Player.objects.filter(exam=exam, person__in=people).values_list("person", "pk"))


def drawn(scope: str, people: Collection[UUID]) -> Iterable[tuple[UUID, int]]:
    """Part: each person with a number of his own."""
    return zip(sorted(people), _numbers(scope, len(people)), strict=True)


def _numbers(scope: str, count: int) -> Sequence[int]:
    """So many numbers that no notice of the county has. Drawn by lot: what is said outside must not count anything."""
    lowest, highest = NUMBERS
    drawn: set[int] = set()
    while len(drawn) < count:
        more = {lowest + secrets.randbelow(highest - lowest + 1) for _one in range(count - len(drawn))}
        drawn |= more - set(Notice.objects.filter(scope=scope, number__in=more).values_list("number", flat=True))
    return sorted(drawn, key=lambda _number: secrets.randbits(32))
