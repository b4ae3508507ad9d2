"""What would make a county's own table of clocks nonsense, and what it may not promise less of."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

from incidents.gateways.ladder import SEEN_BY, VENUE_RUNG, Ladder, Limits, Rung, ladder_from
from incidents.gateways.own_reading import Path, Wrong, told_at, unfit, wrong_places
from incidents.states import Family, Level
from organisation.gateways import roles

MINUTE = dt.timedelta(minutes=1)
# The city's desk is nobody's post in the county.
OUTSIDE = {"city_duty"}
GRADED = ("acknowledge", "climb_every", "first_action", "report_upward")
WARNED = {"warn_report": "report_upward", "warn_close": "close"}
# The lengths of a way of reporting, by how the file calls them.
REPORTED = {
    "voice": "venue_by_voice",
    "in_system": "venue_in_system",
    "duty_to_district_chief": "to_district_chief",
    "written_first": "written_first",
    "final_after_close": "final_after_close",
}
WITHIN_CLOSE = ("acknowledge", "first_action", "report_upward")


def ladder_wrongs(told: object, *, shipped: Ladder, sound: object) -> list[Wrong]:
    """Everything that is wrong with a county's own table of clocks. ``sound`` is the shipped text."""
    if not isinstance(told, dict):
        return [Wrong("no_mapping")]
    if odd := unfit(told):
        return [Wrong(code, *_place(path)) for path, code in odd]
    found = list(wrong_places(told, sound, ladder_from))
    if found:
        return [Wrong(error.code, *_place(path), told=told_at(told, path)) for path, error in found]
    own = ladder_from(told)
    return [*_limits(own, shipped), *_rungs(own, shipped), *_shared(own, shipped)]


def _place(path: Path) -> tuple[str, str]:
    """Row and field of a path: ``("limits", "accident", "I", "close")`` is one field of one line."""
    match path:
        case ("limits", family, *rest):
            return " ".join(["limits", str(family), *map(str, rest[:1])]), str(rest[1]) if rest[1:] else "limits"
        case ("rungs", int(number), *rest):
            return f"rung {number + 1}", str(rest[0]) if rest else "rung"
        case ("reporting", name, *rest):
            inner = [str(one) for one in rest if one != "venue_to_county"]
            return f"reporting {name}", ".".join(inner) or "reporting"
        case ("tails", name, int(number), *rest):
            return f"tail {name} {number + 1}", str(rest[0]) if rest else "step"
    return "", str(path[0]) if path else ""


def _limits(own: Ladder, shipped: Ladder) -> Iterator[Wrong]:
    for family in Family:
        for level in Level:
            row = f"limits {family} {level}"
            yield from _one_line(own.limits[family][level], row)
            if own.limits[family][level].report_upward is None is not shipped.limits[family][level].report_upward:
                yield Wrong("report_stays", row, "report_upward")
        yield from _graded(own, family)


def _one_line(limits: Limits, row: str) -> Iterator[Wrong]:
    """Whole minutes, at least one; what is warned of before it is due; nothing later than the end."""
    for field in (*GRADED, "close", *WARNED):
        length: dt.timedelta | None = getattr(limits, field)
        if length is not None and length < MINUTE:
            yield Wrong("zero", row, field, _minutes(length))
        elif length is not None and length % MINUTE:
            yield Wrong("no_whole_minutes", row, field, f"{int(length.total_seconds())}s")
    for warn, due in WARNED.items():
        warned, limit = getattr(limits, warn), getattr(limits, due)
        if warned is not None and (limit is None or warned >= limit):
            yield Wrong("warned_too_late", row, warn, _minutes(warned))
    for field in WITHIN_CLOSE:
        length = getattr(limits, field)
        if length is not None and length > limits.close:
            yield Wrong("after_close", row, field, _minutes(length))


def _graded(own: Ladder, family: Family) -> Iterator[Wrong]:
    """What is worse never has more time."""
    for field in GRADED:
        for worse, milder in pairwise(Level):
            long, short = getattr(own.limits[family][worse], field), getattr(own.limits[family][milder], field)
            if long is not None and short is not None and long > short:
                yield Wrong("worse_has_more_time", f"limits {family} {worse}", field, _minutes(long))


def _minutes(length: dt.timedelta) -> str:
    return f"{int(length.total_seconds()) // 60}m"


def _rungs(own: Ladder, shipped: Ladder) -> Iterator[Wrong]:
    """Rungs are those that are known, each once; the county has one, and nobody is his own substitute."""
    known, seen = {rung.code: rung for rung in shipped.rungs}, Counter(rung.code for rung in own.rungs)
    for number, rung in enumerate(own.rungs, start=1):
        row = f"rung {number}"
        if rung.code not in known:
            yield Wrong("no_such_rung", row, "code", rung.code)
        elif rung.name != known[rung.code].name:
            yield Wrong("rung_name_stays", row, "zh", rung.name.zh)
        if seen[rung.code] > 1:
            yield Wrong("twice", row, "code", rung.code)
        yield from _people(rung, row)
    yield from _ends(own, shipped)


def _ends(own: Ladder, shipped: Ladder) -> Iterator[Wrong]:
    """It begins at the venue, ends at the city, and somebody between may see what is for named roles."""
    if not own.rungs or own.rungs[0].code != shipped.rungs[0].code:
        yield Wrong("first_rung_stays", field="rungs")
    if not own.rungs or own.rungs[-1].code != shipped.rungs[-1].code:
        yield Wrong("last_rung_stays", field="rungs")
    if all(rung.code in {VENUE_RUNG, shipped.rungs[-1].code} for rung in own.rungs):
        yield Wrong("no_county_rung", field="rungs")
    if any(not own.rungs_for(openness) for openness in SEEN_BY):
        yield Wrong("nobody_sees_restricted", field="rungs")


def _people(rung: Rung, row: str) -> Iterator[Wrong]:
    for field in ("role", "fallback"):
        if getattr(rung, field) not in OUTSIDE | roles().keys():
            yield Wrong("no_such_role", row, field, getattr(rung, field))
    if rung.role == rung.fallback:
        yield Wrong("own_fallback", row, "fallback", rung.fallback)


def _shared(own: Ladder, shipped: Ladder) -> Iterator[Wrong]:
    """Plans name the ways of reporting and the tails: each that is shipped is still there, and no other."""
    for field in ("reporting", "tails"):
        if set(getattr(own, field)) != set(getattr(shipped, field)):
            yield Wrong("names_stay", field=field)
    for name, one in own.reporting.items():
        for field, length in REPORTED.items():
            if getattr(one, length) < MINUTE:
                yield Wrong("zero", f"reporting {name}", field, _minutes(getattr(one, length)))
    if all(step.after_close is None for step in own.tails.get("default", ())):
        yield Wrong("no_review", "tail default", "within_after_close")
