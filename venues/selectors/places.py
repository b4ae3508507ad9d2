"""Standing rows: venues, their rooms and equipment, and what was found of them in an exam."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from uuid import UUID

from django.db.models import OuterRef, Q, QuerySet, Subquery, Sum

from venues.models import Equipment, EquipmentTest, Room, RoomAcceptance, RoomPlan, Venue


def venues_of(county: str) -> QuerySet[Venue]:
    """The venues of a county (or of a unit below it) by code."""
    return Venue.objects.filter(scope__startswith=county).order_by("code")


def venue_called(county: str, code: str) -> Venue:
    """The venue of this code in this county. Raises ``DoesNotExist``."""
    return Venue.objects.get(scope__startswith=county, code=code)


def venues_named(venues: QuerySet[Venue], text: str) -> QuerySet[Venue]:
    """Those whose code, name or township has ``text`` in it."""
    return venues.filter(Q(code__icontains=text) | Q(name__icontains=text) | Q(township__icontains=text))


def rooms_of(county: str) -> QuerySet[Room]:
    """The rooms of a county's venues, in order."""
    rooms = Room.objects.filter(scope__startswith=county).select_related("venue")
    return rooms.order_by("venue__code", "number")


def rooms_with_acceptance(rooms: QuerySet[Room], exam_id: UUID) -> QuerySet[Room]:
    """Rooms with ``accepted_at`` and ``open_points`` of their latest acceptance in an exam."""
    latest = RoomAcceptance.objects.filter(exam_id=exam_id, room=OuterRef("pk")).order_by("-at")
    return rooms.annotate(
        accepted_at=Subquery(latest.values("exam_at")[:1]), open_points=Subquery(latest.values("open_points")[:1])
    )


def equipment_of(county: str) -> QuerySet[Equipment]:
    """The assets of a county's venues, by kind."""
    assets = Equipment.objects.filter(scope__startswith=county).select_related("venue")
    return assets.order_by("venue__code", "kind", "spare", "asset_code")


def equipment_with_tests(equipment: QuerySet[Equipment], exam_id: UUID) -> QuerySet[Equipment]:
    """Assets with ``outcome``, ``fault`` and ``tested_at`` of their latest test in an exam."""
    latest = EquipmentTest.objects.filter(exam_id=exam_id, equipment=OuterRef("pk")).order_by("-at")
    return equipment.annotate(
        outcome=Subquery(latest.values("outcome")[:1]),
        fault=Subquery(latest.values("fault")[:1]),
        tested_at=Subquery(latest.values("exam_at")[:1]),
    )


def room_plans_of(exam_id: UUID, *, session: str = "", venue: str = "") -> QuerySet[RoomPlan]:
    """The seat plans of an exam, of one session or venue where it is named."""
    plans = RoomPlan.objects.filter(exam_id=exam_id).select_related("session", "venue", "room")
    if session:
        plans = plans.filter(session__code=session)
    if venue:
        plans = plans.filter(venue__code=venue)
    return plans.order_by("session__starts_at", "venue__code", "room__number")


def seats_of(session_id: UUID, venues: Iterable[UUID]) -> dict[UUID, int]:
    """The seats given out in a session by venue id. A venue without a plan is not in it."""
    plans = RoomPlan.objects.filter(session_id=session_id, venue__in=list(venues))
    return dict(plans.values_list("venue").annotate(total=Sum("seats_assigned")))


def last_room_ends(plans: Iterable[RoomPlan], ends_at: dt.datetime) -> dt.datetime:
    """When the last of these rooms ends: later than the session where an extension was granted."""
    return ends_at + dt.timedelta(minutes=max((plan.extra_minutes for plan in plans), default=0))
