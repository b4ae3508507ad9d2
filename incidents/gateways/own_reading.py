"""Reads a text that a county wrote itself, by the parser of the shipped one, and says every place that is wrong."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import yaml

from exams.gateways.moments import CatalogueError
from incidents.gateways.ladder import LIMIT_KEYS, RUNG_KEYS
from incidents.gateways.names import Raw
from incidents.gateways.plans import PLAN_KEYS, STEP_KEYS

# The longest shipped text has 4 KB.
LONGEST = 64 * 1024
DEEPEST = 12
# Of steps, and of whatever else stands in a row.
MOST = 60
Path = tuple[str | int, ...]
Parse = Callable[[Any], object]

_ORDER = (
    *PLAN_KEYS, "rungs", "limits", "tails", *STEP_KEYS, *RUNG_KEYS, *LIMIT_KEYS, "initial", "facts", "kind", "nodes",
    "condition", "venue_to_county", "voice", "in_system", "duty_to_district_chief", "city", "written_first",
    "follow_up_every", "final_after_close", "within_after_close",
)  # fmt: skip
ORDER = {key: place for place, key in reversed([*enumerate(_ORDER)])}


@dataclass(frozen=True, slots=True)
class Wrong:
    """What is wrong: a code, the row (``step 3``, ``limits exam_security I``), the field, and what stands there."""

    code: str
    row: str = ""
    field: str = ""
    told: str = ""


def read_own(text: str) -> tuple[object, list[Wrong]]:
    """A YAML text as plain values, or what makes it unreadable. An alias could blow a short text up: none is taken."""
    if len(text.encode()) > LONGEST:
        return None, [Wrong("too_long")]
    try:
        if any(isinstance(event, yaml.AliasEvent) for event in yaml.parse(text, Loader=yaml.SafeLoader)):
            return None, [Wrong("no_yaml", told="*")]
        return yaml.safe_load(text), []
    except yaml.MarkedYAMLError as error:
        line = "" if error.problem_mark is None else f"line {error.problem_mark.line + 1}"
        return None, [Wrong("no_yaml", row=line, told=error.problem or "")]
    except (yaml.YAMLError, RecursionError, ValueError):
        return None, [Wrong("no_yaml")]


def written_own(told: Raw, *, head: str) -> str:
    """The text as YAML, keys in the order of the shipped files; ``head`` stands above it as a comment."""
    comment = "".join(f"# {line}\n" for line in head.splitlines())
    body: str = yaml.safe_dump(_in_order(told), allow_unicode=True, sort_keys=False, width=120)
    return comment + body


def _in_order(told: Any) -> Any:
    if isinstance(told, list):
        return [_in_order(one) for one in told]
    if not isinstance(told, dict):
        return told
    return {key: _in_order(told[key]) for key in sorted(told, key=lambda key: (ORDER.get(key, len(ORDER)), key))}


def unfit(told: object) -> list[tuple[Path, str]]:
    """Where a text cannot even be looked at, and why: too long, or a value that JSON does not hold as it is.

    Every part is tried alone afterwards, so that what has thousands of them would keep a process for minutes.
    """
    found = list(_unfit(told, ()))
    if not found and len(json.dumps(told)) > LONGEST:
        return [((), "too_long")]
    return found


def _unfit(told: object, path: Path) -> Iterator[tuple[Path, str]]:
    if len(path) > DEEPEST or (isinstance(told, list | dict) and len(told) > MOST):
        yield path, "too_long"
    elif isinstance(told, dict):
        for key, inner in told.items():
            if isinstance(key, str):
                yield from _unfit(inner, (*path, key))
            else:
                yield (*path, str(key)), "not_plain"
    elif isinstance(told, list):
        for number, inner in enumerate(told):
            yield from _unfit(inner, (*path, number))
    elif told is not None and not isinstance(told, str | int):
        yield path, "not_plain"


def told_at(told: object, path: Path) -> str:
    """The beginning of what stands at a place; nothing where nothing stands."""
    here = told
    for part in path:
        if isinstance(here, dict):
            here = here.get(part)
        elif isinstance(here, list) and isinstance(part, int):
            here = here[part]
    return "" if here is None else str(here)[:60]


def wrong_places(told: Any, sound: Any, parse: Parse, *, path: Path = ()) -> Iterator[tuple[Path, CatalogueError]]:
    """Every place that ``parse`` refuses: each part is tried alone, in the place that it has in a sound text."""
    try:
        parse(told)
    except CatalogueError as error:
        inner = list(_inner(told, sound, parse, path))
        yield from inner or [(path, error)]


def _inner(told: Any, sound: Any, parse: Parse, path: Path) -> Iterator[tuple[Path, CatalogueError]]:
    if isinstance(told, dict) and isinstance(sound, dict):
        for key in dict.fromkeys([*told, *sound]):
            rest = {name: value for name, value in sound.items() if name != key}
            if key in told:
                yield from wrong_places(told[key], sound.get(key), _at_key(parse, rest, key), path=(*path, key))
            else:
                yield from _lacking(parse, rest, (*path, key))
    elif isinstance(told, list) and isinstance(sound, list):
        for number, one in enumerate(told):
            like = sound[min(number, len(sound) - 1)] if sound else None
            yield from wrong_places(one, like, _alone(parse), path=(*path, number))


def _at_key(parse: Parse, rest: Raw, key: str) -> Parse:
    return lambda part: parse({**rest, key: part})


def _alone(parse: Parse) -> Parse:
    return lambda part: parse([part])


def _lacking(parse: Parse, rest: Raw, path: Path) -> Iterator[tuple[Path, CatalogueError]]:
    try:
        parse(rest)
    except CatalogueError as error:
        yield path, error
