"""A convoy from the city that does not come; and checks for ``verify_journal``."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID

from clocks.events import ClockRanOut
from journal.audit import agrees
from journal.cursors import react
from kernel.act import Asked
from paper_custody.events.inward import InwardConvoyArrived, InwardConvoyLeft
from paper_custody.models.inward import InwardConvoy, InwardCrew
from paper_custody.services.inward import miss_inward_convoy
from paper_custody.states import EscortStatus, Purpose


@react(ClockRanOut)
def an_inward_convoy_is_missed(fact: ClockRanOut, asked: Asked) -> None:
    """Expected, and not there: no position is needed to know it."""
    if fact.purpose == Purpose.INWARD:
        miss_inward_convoy(asked, convoy_id=fact.subject)


@agrees(InwardConvoyLeft)
def the_convoy_is_as_it_left(fact: InwardConvoyLeft, entry_id: UUID) -> Iterator[str]:
    """Its list, its sessions and its crew."""
    row = InwardConvoy.objects.filter(pk=fact.convoy, entry_id=entry_id).first()
    if row is None or (row.document, tuple(row.sessions)) != (fact.document, fact.sessions):
        yield f"convoy {fact.convoy} from the city is not as it left"
    aboard = set(InwardCrew.objects.filter(entry_id=entry_id).values_list("person_id", flat=True))
    if aboard != set(fact.crew):
        yield f"the crew of convoy {fact.convoy} is not as told"


@agrees(InwardConvoyArrived)
def the_convoy_is_as_it_came(fact: InwardConvoyArrived, entry_id: UUID) -> Iterator[str]:
    """It has come, under the hand of its leader."""
    came = InwardConvoy.objects.filter(pk=fact.convoy, status=EscortStatus.ARRIVED, leader=fact.giver)
    if not came.exists():
        yield f"convoy {fact.convoy} from the city is not as it came"
