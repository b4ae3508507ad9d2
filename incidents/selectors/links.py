"""Where what caused an incident is found again: the address of its page (features A3)."""

from __future__ import annotations

from django.urls import reverse

from incidents.models import Incident, Origin
from incidents.states import OriginKind

# By the kind of the fact, the longest name that fits first: (name, page, whether it is the venue's).
PAGES = (
    ("paper_custody.spare_asked", "spares", True),
    ("paper_custody.lock_failed", "lock_procedure", True),
    ("paper_custody.room_", "vault", False),
    ("paper_custody.vault_", "vault", False),
    ("paper_custody.escort_", "escorts", False),
    ("paper_custody.late_convoy_found", "escorts", False),
    ("paper_custody.gate_missed", "escorts", False),
    ("paper_custody.voice_check_missed", "escorts", False),
    ("paper_custody.vehicle_changed", "escorts", False),
    ("paper_custody.", "venue_papers", True),
    ("venues.", "venue", True),
)
# Of a room that does not balance the venue's own page of papers tells, though its name begins like the secure room's.
AT_VENUES = ("paper_custody.room_count_difference_found",)


def address_of(origin: Origin, incident: Incident) -> str:
    """The page of what led to it, in the exam in hand; empty where a person's own word did."""
    found = _page(origin, None if incident.venue is None else incident.venue.code)
    if not found:
        return ""
    path, _hash, part = found.partition("#")
    return f"{path}?exam={incident.exam_id}" + (f"#{part}" if part else "")


def _page(origin: Origin, venue: str | None) -> str:
    if origin.kind == OriginKind.INJECT:
        return reverse("drills")
    if origin.fact_kind == "incidents.tip_taken":
        return f"{reverse('triage')}#tip-{origin.cause_id}"
    if origin.fact_kind in AT_VENUES and venue is not None:
        return reverse("venue_papers", args=[venue])
    for name, page, is_venues in PAGES:
        if origin.fact_kind.startswith(name):
            return _of_venue(page, venue) if is_venues else reverse(page)
    return ""


def _of_venue(page: str, venue: str | None) -> str:
    # What was found about papers outside any venue stands on the county's page of papers.
    return reverse("papers") if venue is None else reverse(page, args=[venue])
