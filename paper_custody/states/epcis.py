"""How custody reads in the words of EPCIS 2.0 and its vocabulary (reliability.md 2.1)."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID, uuid5

# A name of our own that nobody can resolve (RFC 2606): things of an exam have no GS1 key, and need none.
BASE = "https://examops.example"
NAMESPACE = f"{BASE}/ns/epcis/"
CONTEXT = ["https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld", {"examops": NAMESPACE}]


@dataclass(frozen=True, slots=True)
class Said:
    """How a fact is said: its business step, and what state the things are in after it (a word or a URI of ours)."""

    step: str
    disposition: str
    action: str = "OBSERVE"


# Facts of custody by their names on the wire. Two people, seals and windows have no word: they are extension fields.
SAID: dict[str, Said] = {
    "bags_received": Said("receiving", "in_progress"),
    "bags_stored": Said("storing", "in_progress"),
    "bags_loaded": Said("shipping", "in_transit"),
    "escort_departed": Said("departing", "in_transit"),
    "bags_arrived": Said("receiving", "in_progress"),
    "bags_handed_over": Said("receiving", "in_transit"),
    "bags_issued_to_rooms": Said("picking", "in_progress"),
    "bags_opened": Said("inspecting", "container_open"),
    "opened_outside_window": Said("inspecting", "non_conformant"),
    "spare_opened": Said("inspecting", "container_open"),
    "bags_taken_into_use": Said("other", "active"),
    "bags_collected": Said("collecting", "in_progress"),
    "rooms_counted_alone": Said("cycle_counting", "in_progress"),
    "rooms_counted": Said("cycle_counting", "completeness_verified"),
    "room_count_difference_found": Said("cycle_counting", "mismatch_quantity"),
    "room_papers_accepted": Said("accepting", "conformant"),
    "bags_sealed": Said("repackaging", "container_closed"),
    "bags_returned": Said("shipping", "in_transit"),
    "answers_stored": Said("receiving", "in_progress"),
    "bags_handed_on": Said("shipping", "in_transit"),
    "bags_isolated": Said("holding", "unavailable"),
    "bags_released": Said("other", "available"),
    # Declared void, it is on no list any more; that it is destroyed is for the province to order, and no act of ours.
    "bags_voided": Said("decommissioning", "inactive", action="DELETE"),
    "seal_mismatch_found": Said("inspecting", f"{BASE}/ns/disposition/seal_mismatch"),
    "wrong_bag_found": Said("inspecting", "mismatch_instance"),
    "wrong_session_bag_found": Said("inspecting", "mismatch_instance"),
    "not_the_holder_found": Said("inspecting", f"{BASE}/ns/disposition/other_hands"),
}

BROKEN_SEAL = {"broken": "container_open", "replaced": f"{BASE}/ns/disposition/seal_replaced"}


def thing_uri(exam: UUID, kind: str, key: object) -> str:
    """A thing, a place or a form of the exam, by a name of ours."""
    return f"{BASE}/exams/{exam}/{kind}/{key}"


def person_uri(exam: UUID, person: UUID) -> str:
    """A person under a pseudonym of this exam: the same within it, another in the next."""
    return thing_uri(exam, "person", uuid5(exam, str(person)))


def event_uri(event: UUID) -> str:
    """The id of an event: that of our entry, or one derived from the thing that it tells of."""
    return f"urn:uuid:{event}"
