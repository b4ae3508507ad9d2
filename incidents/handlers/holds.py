"""Bags that an incident names stay until it is closed: custody is told, and knows nothing else of incidents."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, cast
from uuid import UUID

from incidents.events import TWINS, FindingAttached, IncidentClosed, IncidentOpened
from incidents.models import Origin
from incidents.states import OPEN
from journal.cursors import react
from kernel.act import Asked
from kernel.actors import SYSTEM
from kernel.events import DomainEvent
from kernel.scope import reading
from paper_custody.services.holds import hold_bags, lift_holds


def bags_it_names_are_held(fact: Any, asked: Asked) -> None:
    """The codes stand in what was found or reported, whoever may read the incident itself."""
    with reading(SYSTEM, asked.exam_id):
        found = Origin.objects.filter(entry_id=cast("UUID", asked.cause), incident=fact.incident)
        origin = found.select_related("incident").first()
    # Closed before this was read: nothing would let the bags go again.
    if origin is not None and origin.incident.status in OPEN:
        hold_bags(asked, incident=fact.incident, words=f"{origin.words} {origin.incident.place}")


def bags_it_named_are_let_go(fact: Any, asked: Asked) -> None:
    """Closed is closed; what another incident holds stays held."""
    lift_holds(asked, incident=fact.incident)


def _answered_by(fact: type[DomainEvent], handler: Callable[[Any, Asked], None]) -> None:
    """Register the handler for a fact and its twins, each under a name of its own."""
    for one in (fact, *(twins[fact] for twins in TWINS.values())):

        def answer(told: Any, asked: Asked) -> None:
            handler(told, asked)

        answer.__name__ = f"{handler.__name__}_{one.kind.rpartition('.')[2]}"
        react(one)(answer)


_answered_by(IncidentOpened, bags_it_names_are_held)
_answered_by(FindingAttached, bags_it_names_are_held)
_answered_by(IncidentClosed, bags_it_named_are_let_go)
