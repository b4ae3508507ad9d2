"""A venue's whole day, as its tablet keeps it for the hours without network: what each app tells this person of it."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import cast
from uuid import UUID

from exams.models import Exam, Session
from exams.policies import visible_to as exams_visible_to
from exams.selectors.sessions import current_exam, exams_seen, sessions_of
from exams.selectors.timelines import TimelineTold, segment_at, timeline_told
from incidents.gateways import Plan
from incidents.selectors.catalogue import plans_shown
from kernel.actors import Actor
from kernel.errors import NotThere
from organisation.models import Device, Person, PersonKey, Post
from organisation.policies import works_at_venue
from organisation.selectors import current_keys, device_for, posts_held, signed_offline
from paper_custody.selectors.lists import BagSeen, BagWanted, bags_wanted, seen_by
from paper_custody.states import BagStatus
from venues.models import Equipment, Milestone, ReportDue, Room, RoomPlan, Venue
from venues.policies import OF_ITSELF, known_from, without_papers
from venues.selectors.places import (
    equipment_of,
    equipment_with_tests,
    last_room_ends,
    room_plans_of,
    rooms_of,
    venues_of,
)
from venues.selectors.progress import milestones_of, open_exceptions, reports_due
from venues.selectors.reports import Reachable, reachable_at


@dataclass(frozen=True, slots=True)
class DayWanted:
    """Which day: of which venue, in which exam (None: the one in hand), on which enrolled tablet (None: on none)."""

    venue: str
    exam: UUID | None = None
    device: UUID | None = None


@dataclass(frozen=True, slots=True)
class OwedOnDay:
    """A report that the venue owes, how many seats it has to account for, and from when it can be known."""

    owed: ReportDue
    seats: int | None
    known_from: dt.datetime


@dataclass(frozen=True, slots=True)
class TabletTold:
    """What the server knows of the tablet that asks: keys in force on it, and what the person has to confirm."""

    device: Device
    keys: Sequence[PersonKey]
    confirm: int


@dataclass(frozen=True, slots=True)
class Day:
    """All of it. ``stretch`` numbers the piece of exam time in force: another one, and a clock has to be set anew."""

    exam: Exam
    venue: Venue
    me: Person
    time: TimelineTold
    stretch: int
    sessions: Sequence[Session]
    milestones: Sequence[Milestone]
    reports: Sequence[OwedOnDay]
    rooms: Sequence[Room]
    room_plans: Sequence[RoomPlan]
    bags: Sequence[BagSeen]
    equipment: Sequence[Equipment]
    plans: Sequence[Plan]
    phones: Sequence[Reachable]
    people: Sequence[Post]
    tablet: TabletTold | None


def day_of(actor: Actor, wanted: DayWanted) -> Day:
    """The day, in as many reads for thirty rooms as for one. Refuses what is another's as if it were not there.

    Each list holds what the person may see elsewhere too, and no more: a tablet opens no door.
    """
    exam, venue = _place(actor, wanted)
    time = timeline_told(exam.pk)
    stretch = segment_at(exam.pk, time.server_time)
    plans = list(room_plans_of(exam.pk, venue=venue.code).filter(venue=venue))
    return Day(
        exam=exam,
        venue=venue,
        me=Person.objects.get(pk=cast("UUID", actor.person_id)),
        time=time,
        stretch=0 if stretch is None else stretch.number,
        sessions=list(sessions_of(exam.pk).prefetch_related("subjects")),
        milestones=_milestones(actor, exam, venue),
        reports=_reports(exam, venue, plans),
        rooms=list(rooms_of(venue.scope)),
        room_plans=plans,
        bags=_bags(actor, exam, venue),
        equipment=list(equipment_with_tests(equipment_of(venue.scope), exam.pk)),
        plans=[one.plan for one in plans_shown(exam.scope)],
        phones=_phones(actor, venue, time.server_time),
        people=_people(venue, time.server_time),
        tablet=_tablet(actor, venue, wanted.device),
    )


def _place(actor: Actor, wanted: DayWanted) -> tuple[Exam, Venue]:
    """The exam and the venue, for whoever works there."""
    exams = exams_visible_to(exams_seen(), actor)
    exam = exams.filter(pk=wanted.exam).first() if wanted.exam else current_exam(actor.scope)
    venue = None if exam is None else venues_of(exam.scope).filter(code=wanted.venue).first()
    if exam is None or venue is None or not works_at_venue(actor, venue.scope):
        raise NotThere
    return exam, venue


def _milestones(actor: Actor, exam: Exam, venue: Venue) -> list[Milestone]:
    lines = milestones_of(exam.pk).filter(venue=venue).prefetch_related(open_exceptions())
    return list(without_papers(lines, actor))


def _reports(exam: Exam, venue: Venue, plans: Sequence[RoomPlan]) -> list[OwedOnDay]:
    by_session: Mapping[UUID, list[RoomPlan]] = defaultdict(list)
    for plan in plans:
        by_session[plan.session_id].append(plan)
    return [_owed(one, by_session.get(one.session_id, [])) for one in reports_due(exam.pk).filter(venue=venue)]


def _owed(owed: ReportDue, plans: Sequence[RoomPlan]) -> OwedOnDay:
    ends_at = last_room_ends(plans, owed.session.ends_at)
    seats = sum(plan.seats_assigned for plan in plans) if plans else None
    return OwedOnDay(owed=owed, seats=seats, known_from=known_from(owed, rooms_end_at=ends_at))


def _bags(actor: Actor, exam: Exam, venue: Venue) -> list[BagSeen]:
    bags = bags_wanted(exam.pk, actor, BagWanted()).filter(venue=venue).exclude(status=BagStatus.VOIDED)
    return seen_by(bags, actor)


def _phones(actor: Actor, venue: Venue, at: dt.datetime) -> list[Reachable]:
    """Numbers of the venue's own people, for the venue itself."""
    if not any(actor.may(one, venue.scope) for one in OF_ITSELF):
        return []
    return reachable_at([venue], at).get(venue.scope, [])


def _people(venue: Venue, at: dt.datetime) -> list[Post]:
    """Who has a post at the venue. Whether one may sign a given act is asked when the act is played."""
    posts = posts_held(at).filter(unit__path=venue.scope).select_related("person")
    return list(posts.order_by("person__pinyin", "person__staff_number", "role"))


def _tablet(actor: Actor, venue: Venue, device_id: UUID | None) -> TabletTold | None:
    device = None if device_id is None else device_for(actor, device_id)
    if device is None or device.scope != venue.scope:
        return None
    return TabletTold(device=device, keys=list(current_keys(device)), confirm=signed_offline(actor).count())
