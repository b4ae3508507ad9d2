"""What intake needs of each sheet: one frozen row per line of the workbook, with the line it came from."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field, fields
from functools import cache
from typing import Any, TypeVar

from intake.gateways.cells import Value
from intake.states import Sheet


@dataclass(frozen=True, slots=True)
class Line:
    """One row of a sheet as read. A blank cell is not in ``values``; a refused one is named in ``refused``."""

    sheet: Sheet
    row: int
    values: dict[str, Value] = field(default_factory=dict)
    refused: set[str] = field(default_factory=set)

    def blank(self, *keys: str) -> bool:
        """Whether one of these cells is empty, as the person left it."""
        return any(key not in self.values and key not in self.refused for key in keys)

    def text(self, key: str) -> str:
        """A text or code, empty where blank or refused."""
        value = self.values.get(key, "")
        return value if isinstance(value, str) else ""

    def count(self, key: str) -> int | None:
        """A whole number, None where blank or refused."""
        value = self.values.get(key)
        return value if isinstance(value, int) else None

    def day(self, key: str) -> dt.date | None:
        """A date, None where blank or refused."""
        value = self.values.get(key)
        return value if isinstance(value, dt.date) else None

    def time(self, key: str) -> dt.time | None:
        """A time of day, None where blank or refused."""
        value = self.values.get(key)
        return value if isinstance(value, dt.time) else None

    def several(self, key: str) -> tuple[str, ...]:
        """Several values in one cell."""
        value = self.values.get(key, ())
        return value if isinstance(value, tuple) else ()


@dataclass(frozen=True, slots=True)
class ExamRow:
    """The county's exam of this year."""

    row: int
    code: str
    name: str
    district: str
    preset: str
    candidates: int | None = None


@dataclass(frozen=True, slots=True)
class UnitRow:
    """A unit: an administrative level (GB/T 2260 code) or a member of the county's conference."""

    row: int
    code: str
    name: str
    level: str
    kind: str
    parent: str = ""
    number: int = 0
    duties: str = ""
    liaison: str = ""
    phone: str = ""


@dataclass(frozen=True, slots=True)
class PostRow:
    """One person's post: a person with several posts has several rows, alike in all that is his own."""

    row: int
    staff_number: str
    name: str
    unit: str
    post: str
    post_unit: str
    starts: dt.date
    ends: dt.date | None = None
    phone: str = ""
    login_name: str = ""


@dataclass(frozen=True, slots=True)
class PersonRow:
    """A person, out of the first row that names him."""

    row: int
    staff_number: str
    name: str
    unit: str
    phone: str = ""
    login_name: str = ""


@dataclass(frozen=True, slots=True)
class VenueRow:
    """A venue. Position in degrees of the datum that the county named (wgs84, gcj02, bd09)."""

    row: int
    code: str
    name: str
    township: str
    phone: str
    address: str = ""
    longitude: float | None = None
    latitude: float | None = None
    datum: str = ""


@dataclass(frozen=True, slots=True)
class RoomRow:
    """A room of a venue."""

    row: int
    venue: str
    number: str
    kind: str
    seats: int
    floor: str = ""


@dataclass(frozen=True, slots=True)
class SessionRow:
    """A session: one group of subjects at one time, on the county's own calendar and clock."""

    row: int
    code: str
    subjects: tuple[str, ...]
    date: dt.date
    starts: dt.time
    ends: dt.time
    candidates: int | None = None


@dataclass(frozen=True, slots=True)
class EquipmentRow:
    """An asset of a venue."""

    row: int
    venue: str
    asset_code: str
    kind: str
    spare: bool = False


@dataclass(frozen=True, slots=True)
class BagRow:
    """A bag with the province's code. ``nominal`` is what is printed on it, never the number of candidates."""

    row: int
    code: str
    kind: str
    subject: str
    session: str
    venue: str
    nominal: int
    box: str = ""
    seal: str = ""
    room: str = ""
    candidates: int | None = None
    extra_minutes: int = 0
    box_seal: str = ""
    paper_set: str = ""


@dataclass(frozen=True, slots=True)
class CountyRows:
    """A whole county, checked and typed."""

    exam: ExamRow
    units: tuple[UnitRow, ...]
    people: tuple[PersonRow, ...]
    posts: tuple[PostRow, ...]
    venues: tuple[VenueRow, ...]
    rooms: tuple[RoomRow, ...]
    sessions: tuple[SessionRow, ...]
    equipment: tuple[EquipmentRow, ...]
    bags: tuple[BagRow, ...]


R = TypeVar("R")


def typed(line: Line, kind: Callable[..., R]) -> R:
    """``line`` as a row of ``kind``. Only for lines without errors: a missing value is a bug here."""
    names = _names_of(kind)
    given = {key: value for key, value in line.values.items() if key in names}
    return kind(row=line.row, **given)


@cache
def _names_of(kind: Any) -> frozenset[str]:
    return frozenset(one.name for one in fields(kind))


def county_rows(lines: dict[Sheet, list[Line]]) -> CountyRows:
    """All sheets as typed rows."""
    people: dict[str, PersonRow] = {}
    for line in lines[Sheet.PEOPLE]:
        people.setdefault(line.text("staff_number"), typed(line, PersonRow))
    return CountyRows(
        exam=typed(lines[Sheet.EXAM][0], ExamRow),
        units=tuple(typed(line, UnitRow) for line in lines[Sheet.UNITS]),
        people=tuple(people.values()),
        posts=tuple(typed(line, PostRow) for line in lines[Sheet.PEOPLE]),
        venues=tuple(typed(line, VenueRow) for line in lines[Sheet.VENUES]),
        rooms=tuple(typed(line, RoomRow) for line in lines[Sheet.ROOMS]),
        sessions=tuple(typed(line, SessionRow) for line in lines[Sheet.SESSIONS]),
        equipment=tuple(typed(line, EquipmentRow) for line in lines[Sheet.EQUIPMENT]),
        bags=tuple(typed(line, BagRow) for line in lines[Sheet.BAGS]),
    )
