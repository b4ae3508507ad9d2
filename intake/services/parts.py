"""The workbook's rows handed to the parts of the apps below, each to the one that owns them, in order."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property

from django.utils.timezone import get_default_timezone

from exams.models import Exam
from exams.selectors.sessions import real_exam
from exams.services import load_exam, load_sessions
from intake.gateways.rows import CountyRows, PostRow
from intake.gateways.units import paths_of, short_code
from intake.states import Part
from kernel.act import Asked
from organisation.models import Unit
from organisation.services import (
    Loaded,
    PersonGiven,
    PostGivenTo,
    UnitGiven,
    load_people,
    load_posts,
    load_units,
)
from organisation.states import Capability, Level, UnitKind
from paper_custody.services import BagGiven, load_bags
from paper_custody.states import PAPERS
from venues.services import (
    EquipmentGiven,
    RoomGiven,
    RoomPlanGiven,
    VenueGiven,
    load_equipment,
    load_room_plans,
    load_rooms,
    load_venues,
    prepare_venues,
)

# A post without an end lasts until somebody ends it.
FOR_GOOD = dt.date(2099, 12, 31)


@dataclass(frozen=True)
class CountyLoad:
    """One loading of one county: the rows, the exam once it is there, and what is to be done with them."""

    asked: Asked
    rows: CountyRows

    @cached_property
    def paths(self) -> dict[str, str]:
        """The path of every unit and venue by its code."""
        units = paths_of(self.rows.units)
        county = units[self.rows.exam.district]
        return {**units, **{venue.code: f"{county}{venue.code}/" for venue in self.rows.venues}}

    @property
    def county(self) -> str:
        """The county's own path."""
        return self.paths[self.rows.exam.district]

    @cached_property
    def exam(self) -> Exam:
        """The county's real exam, which the part before has made or found."""
        exam = real_exam(self.county, self.rows.exam.code)
        if exam is None:
            raise Exam.DoesNotExist
        return exam

    def steps(self) -> Iterator[tuple[Part, Callable[[], Loaded]]]:
        """The parts in the order in which they stand on each other."""
        yield Part.UNITS, self.units
        yield Part.PEOPLE, self.people
        yield Part.POSTS, self.posts
        yield Part.EXAM, self.make_exam
        yield Part.SESSIONS, self.sessions
        yield Part.VENUES, self.venues
        yield Part.ROOMS, self.rooms_and_kinds
        yield Part.EQUIPMENT, self.equipment
        yield Part.SEATS, self.seats
        yield Part.BAGS, self.bags

    def units(self) -> Loaded:
        """Units, and one for each venue. What lies above the county is only made, never changed, by a county."""
        given = [
            UnitGiven(
                code=short_code(unit.code, unit.level),
                name=unit.name,
                level=unit.level,
                kind=unit.kind,
                path=self.paths[unit.code],
                duties=unit.duties,
                number=unit.number,
            )
            for unit in self.rows.units
        ]
        venues = [
            UnitGiven(
                code=venue.code, name=venue.name, level=Level.UNIT, kind=UnitKind.VENUE, path=self.paths[venue.code]
            )
            for venue in self.rows.venues
        ]
        above = [unit for unit in given if not unit.path.startswith(self.county) and self._may_change(unit.path)]
        made = load_units(self.asked, rows=above)
        own = [unit for unit in given if unit.path.startswith(self.county)]
        return Loaded(new=made.new) + load_units(self.asked, rows=[*own, *venues])

    def _may_change(self, path: str) -> bool:
        if self.asked.actor.may(Capability.IMPORT_COUNTY, path):
            return True
        return not Unit.objects.filter(path=path).exists()

    def people(self) -> Loaded:
        """People and their logins, which have no password yet."""
        given = [
            PersonGiven(
                staff_number=person.staff_number,
                name=person.name,
                unit_path=self.paths[person.unit],
                phone=person.phone,
                login=person.login_name.lower(),
            )
            for person in self.rows.people
        ]
        return load_people(self.asked, county=self.county, rows=given)

    def posts(self) -> Loaded:
        """Posts, from the first minute of the day on which they start to the last of the one on which they end."""
        given = [
            PostGivenTo(
                staff_number=post.staff_number,
                role=post.post,
                unit_path=self.paths[post.post_unit],
                starts_at=_midnight(post.starts),
                ends_at=_midnight(_last_day(post) + dt.timedelta(days=1)),
            )
            for post in self.rows.posts
        ]
        return load_posts(self.asked, county=self.county, rows=given)

    def make_exam(self) -> Loaded:
        """The exam itself."""
        row = self.rows.exam
        before = real_exam(self.county, row.code)
        load_exam(self.asked, scope=self.county, code=row.code, name=row.name, preset_code=row.preset)
        if before is None:
            return Loaded(new=1)
        same = (before.name, before.preset_code) == (row.name, row.preset)
        return Loaded(same=1) if same else Loaded(changed=1)

    def sessions(self) -> Loaded:
        """Sessions with their minute tables."""
        return load_sessions(self.asked, exam=self.exam, rows=self.rows.sessions)

    def venues(self) -> Loaded:
        """Venues as places."""
        given = [
            VenueGiven(
                code=venue.code,
                name=venue.name,
                unit_path=self.paths[venue.code],
                township=venue.township,
                address=venue.address,
                phone=venue.phone,
                longitude=venue.longitude,
                latitude=venue.latitude,
                datum=venue.datum,
            )
            for venue in self.rows.venues
        ]
        return load_venues(self.asked, county=self.county, rows=given)

    def rooms_and_kinds(self) -> Loaded:
        """Rooms."""
        given = [RoomGiven(room.venue, room.number, room.kind, room.seats, room.floor) for room in self.rows.rooms]
        return load_rooms(self.asked, county=self.county, rows=given)

    def equipment(self) -> Loaded:
        """Assets of venues."""
        given = [EquipmentGiven(one.venue, one.asset_code, one.kind, one.spare) for one in self.rows.equipment]
        return load_equipment(self.asked, county=self.county, rows=given)

    def seats(self) -> Loaded:
        """Which room serves in which session, with how many seats; afterwards the sessions may open."""
        done = load_room_plans(self.asked, exam=self.exam, rows=list(self._seats()))
        prepare_venues(self.asked, exam=self.exam)
        return done

    def _seats(self) -> Iterator[RoomPlanGiven]:
        seats = {(room.venue, room.number): room.seats for room in self.rows.rooms}
        for bag in self.rows.bags:
            if bag.kind in PAPERS:
                many = seats[bag.venue, bag.room] if bag.candidates is None else bag.candidates
                yield RoomPlanGiven(bag.session, bag.venue, bag.room, many, extra_minutes=bag.extra_minutes)
        if self.rows.bags:
            return
        # Without a list of bags every ordinary room is taken to serve in every session, with all its seats.
        for session in self.rows.sessions:
            for room in self.rows.rooms:
                if room.kind == "standard":
                    yield RoomPlanGiven(session.code, room.venue, room.number, room.seats)

    def bags(self) -> Loaded:
        """Bags in their boxes, under their seals."""
        given = [
            BagGiven(
                code=bag.code,
                kind=bag.kind,
                subject=bag.subject,
                session=bag.session,
                venue=bag.venue,
                nominal=bag.nominal,
                room=bag.room,
                box=bag.box,
                seal=bag.seal,
                box_seal=bag.box_seal,
                paper_set=bag.paper_set,
            )
            for bag in self.rows.bags
        ]
        return load_bags(self.asked, exam=self.exam, rows=given)


def _midnight(day: dt.date) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(), tzinfo=get_default_timezone())


def _last_day(post: PostRow) -> dt.date:
    return post.ends or FOR_GOOD
