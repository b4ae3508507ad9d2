"""The sample county, out of readable data, as rows for the one writer. It goes through the same door as any county."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

import yaml

from intake.gateways.layout import CATALOGUE
from intake.gateways.writer import Row
from intake.states import Sheet

FOLDER = CATALOGUE / "sample_county"

# Posts begin before today, so that a rehearsal can run on any day of the year, and outlast the exam.
POSTS_BEGIN = dt.timedelta(days=1)
POSTS_LAST = dt.timedelta(days=60)
GAOKAO_MONTH, GAOKAO_DAY = 6, 7


@dataclass(frozen=True, slots=True)
class Plan:
    """The data of the sample county as it stands in its files."""

    exam: dict[str, str]
    sessions: list[dict[str, Any]]
    bags: dict[str, Any]
    venues: list[dict[str, Any]]
    site: dict[str, Any]
    levels: list[dict[str, str]]
    members: list[dict[str, str]]
    people: list[dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Seating:
    """One room of one session: which subject, how many candidates."""

    session: str
    venue: str
    room: str
    subject: str
    candidates: int


def sample_plan() -> Plan:
    """Read the sample county's files."""
    exam, venues, units, people = (_load(name) for name in ("exam", "venues", "units", "people"))
    return Plan(
        exam=exam["exam"],
        sessions=exam["sessions"],
        bags=exam["bags"],
        venues=venues["venues"],
        site=venues,
        levels=units["levels"],
        members=units["members"],
        people=[*people["county"], *people["venues"]],
    )


def _load(name: str) -> dict[str, Any]:
    read: dict[str, Any] = yaml.safe_load((FOLDER / f"{name}.yaml").read_text(encoding="utf-8"))
    return read


def enlarged(plan: Plan, *, venues: int, rooms: int) -> Plan:
    """A county of ``venues`` venues with ``rooms`` rooms each, all of them used in every session: a load trial."""
    codes = [f"v{number:02d}" for number in range(1, venues + 1)]
    pattern = plan.venues[0]
    own = [person for person in plan.people if person["unit"] == pattern["code"]]
    county = [person for person in plan.people if not str(person["unit"]).startswith("v")]
    return replace(
        plan,
        venues=[
            {**pattern, "code": code, "name": f"临河县第{number}考点", "rooms": {**pattern["rooms"], "standard": rooms}}
            for number, code in enumerate(codes, start=1)
        ],
        people=[*county, *(_copied(person, code) for code in codes for person in own)],
        sessions=[{**session, "subjects": _in_full(session["subjects"], codes, rooms)} for session in plan.sessions],
        bags={**plan.bags, "of_a_room": ["paper", "card"], "spare_of_a_subject": 4},
    )


def _in_full(subjects: dict[str, Any], codes: list[str], rooms: int) -> dict[str, Any]:
    first, *others = subjects
    share = rooms // len(subjects)
    whole = dict.fromkeys(codes, 30 * (rooms - share * len(others)))
    return {first: whole, **{other: dict.fromkeys(codes, 30 * share) for other in others}}


def _copied(person: dict[str, Any], code: str) -> dict[str, Any]:
    number = person["number"].replace("V01", code.upper())
    posts = [{**post, "at": code} for post in person["posts"]]
    return {**person, "number": number, "unit": code, "login": number.lower(), "name": f"样例{number}", "posts": posts}


def coming_gaokao(today: dt.date) -> dt.date:
    """The next 7 June that is not yet over."""
    first = dt.date(today.year, GAOKAO_MONTH, GAOKAO_DAY)
    return first if today <= first else first.replace(year=today.year + 1)


def sample_rows(plan: Plan, *, first_day: dt.date, today: dt.date) -> dict[Sheet, Iterator[Row]]:
    """All sheets of the plan's workbook."""
    starts = min(today, first_day) - POSTS_BEGIN
    return {
        Sheet.EXAM: _exam(plan, first_day),
        Sheet.UNITS: _units(plan),
        Sheet.PEOPLE: _people(plan, starts, max(today, first_day) + POSTS_LAST),
        Sheet.VENUES: _venues(plan),
        Sheet.ROOMS: _rooms(plan),
        Sheet.SESSIONS: _sessions(plan, first_day),
        Sheet.EQUIPMENT: _equipment(plan),
        Sheet.BAGS: _numbered_bags(plan),
    }


def _exam(plan: Plan, first_day: dt.date) -> Iterator[Row]:
    told = {key: value.format(year=first_day.year) for key, value in plan.exam.items()}
    yield {**told, "candidates": sum(_all_candidates(plan, venue) for venue in plan.venues)}


def _units(plan: Plan) -> Iterator[Row]:
    for level in plan.levels:
        yield {"kind": "district", **level}
    for number, member in enumerate(plan.members, start=1):
        # The duty desk of each member unit: invented numbers on the county's prefix.
        yield {
            "code": f"d{number:02d}",
            "level": "unit",
            "parent": plan.exam["district"],
            "kind": "department",
            "number": number,
            "phone": f"0478-55510{number:02d}",
            **member,
        }


def _people(plan: Plan, starts: dt.date, ends: dt.date) -> Iterator[Row]:
    for person in plan.people:
        for post in person["posts"]:
            yield {
                "staff_number": person["number"],
                "name": person["name"],
                "unit": person["unit"],
                "phone": person["phone"],
                "login_name": person["login"],
                "post": post["role"],
                "post_unit": post["at"],
                "starts": starts,
                "ends": ends,
            }


def _venues(plan: Plan) -> Iterator[Row]:
    for venue in plan.venues:
        yield {"datum": "wgs84", **{key: value for key, value in venue.items() if key != "rooms"}}


def _rooms(plan: Plan) -> Iterator[Row]:
    for venue in plan.venues:
        for number, kind in enumerate(_room_kinds(venue), start=1):
            floor = (number - 1) // plan.site["rooms_of_a_floor"] + 1
            yield {
                "venue": venue["code"],
                "number": f"{number:03d}",
                "kind": kind,
                "seats": plan.site["seats"][kind],
                "floor": f"{plan.site['building']}{floor}层",
            }


def _room_kinds(venue: dict[str, Any]) -> Iterator[str]:
    for kind, many in venue["rooms"].items():
        yield from [kind] * many


def _sessions(plan: Plan, first_day: dt.date) -> Iterator[Row]:
    for session in plan.sessions:
        yield {
            "code": session["code"],
            "subjects": tuple(session["subjects"]),
            "date": first_day + dt.timedelta(days=session["day"] - 1),
            "starts": dt.time.fromisoformat(session["starts"]),
            "ends": dt.time.fromisoformat(session["ends"]),
            "candidates": sum(seating.candidates for seating in _seating(plan, session)),
        }


def _equipment(plan: Plan) -> Iterator[Row]:
    for venue in plan.venues:
        for kind, many in plan.site["equipment"].items():
            for number in range(1, many["used"] + many["spare"] + 1):
                yield {
                    "venue": venue["code"],
                    "asset_code": f"{venue['code']}-{kind}-{number:02d}",
                    "kind": kind,
                    "spare": number > many["used"],
                }


def _all_candidates(plan: Plan, venue: dict[str, Any]) -> int:
    many: int = venue["rooms"]["standard"] * plan.site["seats"]["standard"]
    return many


def _seating(plan: Plan, session: dict[str, Any]) -> Iterator[Seating]:
    seats = plan.site["seats"]["standard"]
    for venue in plan.venues:
        room = 0
        for subject, told in session["subjects"].items():
            left = _all_candidates(plan, venue) if told == "all" else told[venue["code"]]
            while left > 0:
                room += 1
                yield Seating(session["code"], venue["code"], f"{room:03d}", subject, min(left, seats))
                left -= seats


def _numbered_bags(plan: Plan) -> Iterator[Row]:
    boxes: dict[str, str] = {}
    for number, bag in enumerate(_bags(plan), start=1):
        box_seal = boxes.setdefault(str(bag["box"]), f"X{len(boxes) + 1:06d}")
        yield {**bag, "seal": f"S{number:07d}", "box_seal": box_seal}


def _bags(plan: Plan) -> Iterator[dict[str, Any]]:
    for session in plan.sessions:
        seated: dict[str, list[Seating]] = {venue["code"]: [] for venue in plan.venues}
        for seating in _seating(plan, session):
            seated[seating.venue].append(seating)
        for venue, seatings in seated.items():
            group = f"{session['code']}-{venue}"
            for bag in (*_bags_of_rooms(plan.bags, seatings), *_bags_of_a_venue(plan.bags, session)):
                marks = {"code": f"{plan.exam['district']}-{group}-{bag['code']}", "box": f"{group}-{bag['box']}"}
                yield {**bag, **marks, "session": session["code"], "venue": venue}


def _bags_of_rooms(rule: dict[str, Any], seatings: list[Seating]) -> Iterator[dict[str, Any]]:
    for kind in rule["of_a_room"]:
        letter = kind[0].upper()
        for number, seating in enumerate(seatings):
            yield {
                "code": f"{seating.room}-{letter}",
                "box": f"{letter}{number // rule['rooms_of_a_box'] + 1}",
                "subject": seating.subject,
                "room": seating.room,
                **_content(rule, kind, seating),
            }


def _content(rule: dict[str, Any], kind: str, seating: Seating) -> dict[str, Any]:
    if kind != "paper":
        return {"kind": kind, "nominal": rule["nominal"][kind]}
    kind = "half" if seating.candidates <= rule["half_up_to"] else "paper"
    return {"kind": kind, "nominal": rule["nominal"][kind], "candidates": seating.candidates}


def _bags_of_a_venue(rule: dict[str, Any], session: dict[str, Any]) -> Iterator[dict[str, Any]]:
    number = 0
    for subject in session["subjects"]:
        for _ in range(rule["spare_of_a_subject"]):
            number += 1
            spare = {"kind": "spare", "subject": subject, "nominal": rule["nominal"]["spare"]}
            yield {**spare, "code": f"S{number}", "box": "S1"}
    if session["code"] == rule["media"]["session"]:
        for disc in range(1, rule["media"]["discs"] + 1):
            medium = {"kind": "media", "subject": next(iter(session["subjects"])), "nominal": rule["nominal"]["media"]}
            yield {**medium, "code": f"M{disc}", "box": "S1"}
