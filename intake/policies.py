"""What rows must hold against each other, over all sheets. Nothing stops at the first: every problem is told.

A cell that was refused is not judged a second time: its line lacks the value, and the checks here pass over it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from intake.errors import Problem
from intake.gateways.reader import ReadWorkbook
from intake.gateways.rows import Line
from intake.gateways.units import code_fits
from intake.states import LEVELS, Sheet
from paper_custody.states import DRILL_MARK, OF_A_ROOM, PAPERS

ABOVE_THE_COUNTY = set(LEVELS[: LEVELS.index("county")])


@dataclass(frozen=True, slots=True)
class Index:
    """Codes of the workbook, to check references against; rows with other errors count as present."""

    units: dict[str, Line]
    venues: dict[str, Line]
    rooms: dict[tuple[str, str], Line]
    sessions: dict[str, Line]
    people: dict[str, Line]


def check_workbook(book: ReadWorkbook) -> list[Problem]:
    """Every problem between rows. The workbook's own ``problems`` stay where they are."""
    index = Index(
        units=_first(book, Sheet.UNITS, "code"),
        venues=_first(book, Sheet.VENUES, "code"),
        rooms=_first_pair(book),
        sessions=_first(book, Sheet.SESSIONS, "code"),
        people=_first(book, Sheet.PEOPLE, "staff_number"),
    )
    return [problem for check in CHECKS for problem in check(book, index)]


def _first(book: ReadWorkbook, sheet: Sheet, key: str) -> dict[str, Line]:
    found: dict[str, Line] = {}
    for line in book.lines[sheet]:
        if code := line.text(key):
            found.setdefault(code, line)
    return found


def _first_pair(book: ReadWorkbook) -> dict[tuple[str, str], Line]:
    found: dict[tuple[str, str], Line] = {}
    for line in book.lines[Sheet.ROOMS]:
        found.setdefault((line.text("venue"), line.text("number")), line)
    return found


def _repeats(lines: Iterable[Line], key: Callable[[Line], tuple[object, ...]]) -> Iterator[tuple[Line, Line]]:
    """Lines whose key stands already in an earlier line, with that line. Keys with a blank part are passed over."""
    seen: dict[tuple[object, ...], Line] = {}
    for line in lines:
        code = key(line)
        if "" in code or None in code:
            continue
        if code in seen:
            yield line, seen[code]
        else:
            seen[code] = line


def check_exam(book: ReadWorkbook, index: Index) -> Iterator[Problem]:
    """One exam, of a county that is listed."""
    lines = book.lines[Sheet.EXAM]
    for line in lines[1:]:
        yield book.place(line, "code", "one_row_only")
    for line in lines[:1]:
        district = line.text("district")
        unit = index.units.get(district)
        if district and unit is None:
            yield book.place(line, "district", "unknown_unit")
        elif unit is not None and unit.text("level") not in {"county", ""}:
            yield book.place(line, "district", "not_the_county")


def check_units(book: ReadWorkbook, index: Index) -> Iterator[Problem]:
    """Codes once, one tree with one top, levels in order, and a liaison who can be reached."""
    lines = book.lines[Sheet.UNITS]
    for line, earlier in _repeats(lines, lambda line: (line.text("code"),)):
        yield book.place(line, "code", "duplicate", row=earlier.row)
    tops = [line for line in lines if line.text("code") and line.blank("parent")]
    for line in tops[1:]:
        yield book.place(line, "parent", "top_unit_twice", row=tops[0].row)
    county = book.lines[Sheet.EXAM][0].text("district") if book.lines[Sheet.EXAM] else ""
    for line in lines:
        if line.text("parent"):
            yield from _parent(book, index, line)
        if line.text("level") in {"county", "unit"}:
            yield from _liaison(book, index, line)
        if line.text("level") == "county" and county in index.units and line.text("code") != county:
            yield book.place(line, "code", "another_county", county=county)


def _parent(book: ReadWorkbook, index: Index, line: Line) -> Iterator[Problem]:
    above = index.units.get(line.text("parent"))
    if above is None:
        yield book.place(line, "parent", "unknown_parent")
    elif _leads_back(index, line):
        yield book.place(line, "parent", "parent_circle")
    elif line.text("level") and above.text("level"):
        if not _level_fits(line, above):
            yield book.place(line, "parent", "parent_level")
        elif not code_fits(line.text("code"), line.text("level"), above=above.text("code")):
            yield book.place(line, "code", "code_of_its_level")


def _leads_back(index: Index, line: Line) -> bool:
    seen: set[str] = set()
    at: Line | None = line
    while at is not None:
        if at.text("code") in seen:
            return True
        seen.add(at.text("code"))
        at = index.units.get(at.text("parent"))
    return False


def _level_fits(line: Line, above: Line) -> bool:
    steps = LEVELS.index(line.text("level")) - LEVELS.index(above.text("level"))
    return steps == 1 or line.text("level") == above.text("level") == "unit"


def _liaison(book: ReadWorkbook, index: Index, line: Line) -> Iterator[Problem]:
    number = line.text("liaison")
    if not number:
        if line.text("kind") == "department" and line.blank("liaison"):
            yield book.place(line, "liaison", "liaison_missing")
        return
    person = index.people.get(number)
    if person is None:
        yield book.place(line, "liaison", "unknown_person")
    elif person.blank("phone"):
        yield book.place(line, "liaison", "liaison_unreachable")


def check_people(book: ReadWorkbook, index: Index) -> Iterator[Problem]:
    """One staff number is one person; posts are at units that exist, once, and end after they start."""
    lines = book.lines[Sheet.PEOPLE]
    for line in lines:
        yield from _same_person(book, line, index.people.get(line.text("staff_number"), line))
        for key in ("unit", "post_unit"):
            code = line.text(key)
            unit = index.units.get(code)
            if code and unit is None and code not in index.venues:
                yield book.place(line, key, "unknown_unit")
            elif unit is not None and unit.text("level") in ABOVE_THE_COUNTY:
                yield book.place(line, key, "outside_county", county=book.lines[Sheet.EXAM][0].text("district"))
        starts, ends = line.day("starts"), line.day("ends")
        if starts and ends and ends < starts:
            yield book.place(line, "ends", "ends_before_start")
    yield from _people_twice(book, lines)
    yield from _posts_twice(book, lines)


def _same_person(book: ReadWorkbook, line: Line, first: Line) -> Iterator[Problem]:
    if first is line:
        if line.blank("phone"):
            yield book.place(line, "phone", "unreachable")
        return
    for key, what in (("name", "姓名"), ("unit", "所在单位代码"), ("phone", "手机号"), ("login_name", "登录名")):
        if line.text(key) not in {first.text(key), ""} and key not in first.refused:
            yield book.place(line, key, "person_differs", row=first.row, what=what)


def _people_twice(book: ReadWorkbook, lines: list[Line]) -> Iterator[Problem]:
    one_line_each = {line.text("staff_number"): line for line in reversed(lines)}
    people = list(reversed(one_line_each.values()))
    for line, earlier in _repeats(people, lambda line: (line.text("login_name").casefold(),)):
        yield book.place(line, "login_name", "login_taken", row=earlier.row)
    for line, earlier in _repeats(people, lambda line: (line.text("name"), line.text("phone"))):
        yield book.place(line, "staff_number", "same_person_twice", row=earlier.row)


def _posts_twice(book: ReadWorkbook, lines: list[Line]) -> Iterator[Problem]:
    def post(line: Line) -> tuple[object, ...]:
        return (line.text("staff_number"), line.text("post"), line.text("post_unit"))

    for line, earlier in _repeats(lines, post):
        yield book.place(line, "post", "post_twice", row=earlier.row)


def check_venues(book: ReadWorkbook, index: Index) -> Iterator[Problem]:
    """Codes once and of no unit, whole positions, rooms, and somebody at the head."""
    lines = book.lines[Sheet.VENUES]
    for line, earlier in _repeats(lines, lambda line: (line.text("code"),)):
        yield book.place(line, "code", "duplicate", row=earlier.row)
    with_rooms = {venue for venue, _number in index.rooms}
    with_head = {line.text("post_unit") for line in book.lines[Sheet.PEOPLE] if line.text("post") == "venue_head"}
    for line in lines:
        code = line.text("code")
        if code in index.units:
            yield book.place(line, "code", "code_of_a_unit")
        if code and code not in with_rooms:
            yield book.place(line, "code", "venue_without_rooms")
        if code and code not in with_head:
            yield book.place(line, "code", "venue_without_head")
        if len({"longitude", "latitude", "datum"} & line.values.keys()) in {1, 2}:
            yield book.place(line, "longitude", "half_a_position")


def check_rooms(book: ReadWorkbook, index: Index) -> Iterator[Problem]:
    """Numbers once in a venue that exists."""
    lines = book.lines[Sheet.ROOMS]
    for line, earlier in _repeats(lines, lambda line: (line.text("venue"), line.text("number"))):
        yield book.place(line, "number", "duplicate", row=earlier.row)
    for line in lines:
        if line.text("venue") and line.text("venue") not in index.venues:
            yield book.place(line, "venue", "unknown_venue")


def check_sessions(book: ReadWorkbook, index: Index) -> Iterator[Problem]:
    """Codes once, ends after starts, and never two sessions at one time."""
    lines = book.lines[Sheet.SESSIONS]
    for line, earlier in _repeats(lines, lambda line: (line.text("code"),)):
        yield book.place(line, "code", "duplicate", row=earlier.row)
    spans: list[tuple[dt.datetime, dt.datetime, Line]] = []
    for line in lines:
        day, starts, ends = line.day("date"), line.time("starts"), line.time("ends")
        if day is None or starts is None or ends is None:
            continue
        if ends <= starts:
            yield book.place(line, "ends", "ends_before_start")
            continue
        spans.append((dt.datetime.combine(day, starts), dt.datetime.combine(day, ends), line))
    spans.sort(key=lambda span: span[0])
    for (_began, over, earlier), (begins, _over, line) in pairwise(spans):
        if begins < over:
            yield book.place(line, "starts", "session_overlap", other=earlier.text("code"), row=earlier.row)


def check_equipment(book: ReadWorkbook, index: Index) -> Iterator[Problem]:
    """Asset codes once, in a venue that exists."""
    lines = book.lines[Sheet.EQUIPMENT]
    for line, earlier in _repeats(lines, lambda line: (line.text("asset_code"),)):
        yield book.place(line, "asset_code", "duplicate", row=earlier.row)
    for line in lines:
        if line.text("venue") and line.text("venue") not in index.venues:
            yield book.place(line, "venue", "unknown_venue")


def check_bags(book: ReadWorkbook, index: Index) -> Iterator[Problem]:
    """Bags and seals once; session, subject, venue and room exist; papers and seats suffice; boxes are not mixed."""
    lines = book.lines[Sheet.BAGS]
    for line, earlier in _repeats(lines, lambda line: (line.text("code"),)):
        yield book.place(line, "code", "duplicate", row=earlier.row)
    yield from _seals(book, lines)
    for line in lines:
        yield from _bag_code(book, line)
        yield from _bag_session(book, index, line)
        yield from _bag_place(book, index, line)
    yield from _boxes(book, lines)
    yield from _candidates(book, index, lines)


def _seals(book: ReadWorkbook, lines: list[Line]) -> Iterator[Problem]:
    seen: dict[str, Line] = {}
    for line in lines:
        if number := line.text("seal"):
            if number in seen:
                yield book.place(line, "seal", "seal_twice", row=seen[number].row)
            seen.setdefault(number, line)
    boxes: dict[str, Line] = {}
    for line in lines:
        number = line.text("box_seal")
        other = boxes.setdefault(number, line) if number else line
        if number in seen:
            yield book.place(line, "box_seal", "seal_twice", row=seen[number].row)
        elif other.text("box") != line.text("box"):
            yield book.place(line, "box_seal", "seal_twice", row=other.row)
    if without := sum(line.blank("seal") for line in lines):
        yield Problem("seals_missing", sheet=book.names[Sheet.BAGS], params={"count": str(without)})


def _bag_code(book: ReadWorkbook, line: Line) -> Iterator[Problem]:
    for key in ("code", "box", "seal", "box_seal"):
        if line.text(key).startswith(DRILL_MARK):
            yield book.place(line, key, "mark_of_a_drill", mark=DRILL_MARK)


def _bag_session(book: ReadWorkbook, index: Index, line: Line) -> Iterator[Problem]:
    code, subject = line.text("session"), line.text("subject")
    session = index.sessions.get(code)
    if code and session is None:
        yield book.place(line, "session", "unknown_session")
    elif session is not None and subject and session.several("subjects") and subject not in session.several("subjects"):
        yield book.place(line, "subject", "subject_not_in_session", subjects=book.told(session, "subjects"))


def _bag_place(book: ReadWorkbook, index: Index, line: Line) -> Iterator[Problem]:
    venue, number = line.text("venue"), line.text("room")
    if venue and venue not in index.venues:
        yield book.place(line, "venue", "unknown_venue")
        return
    if not number:
        if line.text("kind") in OF_A_ROOM and line.blank("room"):
            yield book.place(line, "room", "room_needed")
        return
    room = index.rooms.get((venue, number))
    if venue and room is None:
        yield book.place(line, "room", "unknown_room")
    elif room is not None:
        yield from _enough(book, line, room)


def _enough(book: ReadWorkbook, line: Line, room: Line) -> Iterator[Problem]:
    candidates, nominal, seats = line.count("candidates"), line.count("nominal"), room.count("seats")
    if candidates is None:
        return
    if nominal is not None and line.text("kind") in PAPERS and nominal < candidates:
        yield book.place(line, "nominal", "too_few_papers", candidates=candidates)
    if seats is not None and seats < candidates:
        yield book.place(line, "candidates", "too_few_seats", seats=seats)


def _boxes(book: ReadWorkbook, lines: list[Line]) -> Iterator[Problem]:
    first: dict[str, Line] = {}
    codes = {line.text("code"): line for line in lines}
    for line in lines:
        box = line.text("box")
        if not box:
            continue
        if box in codes:
            yield book.place(line, "box", "code_of_a_bag", row=codes[box].row)
        other = first.setdefault(box, line)
        if (line.text("venue"), line.text("session")) != (other.text("venue"), other.text("session")):
            yield book.place(line, "box", "box_mixed", row=other.row)
        elif line.text("box_seal") != other.text("box_seal"):
            yield book.place(line, "box_seal", "box_seal_differs", row=other.row)


def _candidates(book: ReadWorkbook, index: Index, lines: list[Line]) -> Iterator[Problem]:
    sums: dict[str, int] = {}
    for line in lines:
        if line.text("kind") in PAPERS:
            sums[line.text("session")] = sums.get(line.text("session"), 0) + (line.count("candidates") or 0)
    for code, session in index.sessions.items():
        told, added = session.count("candidates"), sums.get(code, 0)
        if told is not None and added and told != added:
            yield book.place(session, "candidates", "candidates_differ", sum=added)


CHECKS: tuple[Callable[[ReadWorkbook, Index], Iterator[Problem]], ...] = (
    check_exam,
    check_units,
    check_people,
    check_venues,
    check_rooms,
    check_sessions,
    check_equipment,
    check_bags,
)
