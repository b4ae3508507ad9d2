"""The form of the table of clocks: out of a text, and back into one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from copy import deepcopy
from typing import Any

from incidents.gateways import Raw
from incidents.gateways.ladder import LIMIT_KEYS, NONE
from incidents.gateways.ladder_rules import OUTSIDE
from incidents.gateways.names import Name
from incidents.gateways.own_reading import Wrong
from incidents.states import Family, Level
from incidents.templatetags.incident_words import in_language, word
from incidents.templatetags.own_words import field_word, role_word
from incidents.views.own_boxes import Box, Boxes, length_code, length_typed, parties_typed, party_codes
from organisation.gateways import roles

REPORTS = ("duty_to_district_chief", "written_first", "final_after_close")
BY_LEVEL = ("city", "follow_up_every")


def ladder_boxes(told: Raw, wrongs: Sequence[Wrong]) -> dict[str, Any]:
    """The form of a table that the parser reads, or that the form itself wrote."""
    return {
        "limit_names": [field_word(field) for field in LIMIT_KEYS],
        "families": [
            {"name": word(family, "family"), "rows": [_limits(told, family, level, wrongs) for level in Level]}
            for family in Family
        ],
        "rungs": [
            _rung(one, number, Boxes(f"rung-{number}-", f"rung {number + 1}", wrongs))
            for number, one in enumerate(told["rungs"])
        ],
        "reporting": [_reporting(told["reporting"][name], name, wrongs) for name in told["reporting"]],
        "tails": [_tail(told["tails"][name], name, wrongs) for name in told["tails"]],
        "head": [Boxes("", "", wrongs).box("source", told["source"])],
    }


def _limits(told: Raw, family: Family, level: Level, wrongs: Sequence[Wrong]) -> dict[str, Any]:
    row, called = told["limits"][family][level], word(level, "level")
    boxes = Boxes(f"limits-{family}-{level}-", f"limits {family} {level}", wrongs)
    shown = [boxes.box(key, _shown(row.get(key)), label=f"{called} {field_word(key)}") for key in LIMIT_KEYS]
    return {"level": level, "word": called, "boxes": shown}


def _shown(code: object) -> str:
    return "" if code == NONE else length_typed(code)


def _rung(one: Raw, number: int, boxes: Boxes) -> dict[str, Any]:
    known = [(code, role_word(code)) for code in [*roles(), *sorted(OUTSIDE)]]
    return {
        "name": in_language(Name(one["zh"], one["en"])),
        "boxes": [
            boxes.box("role", one["role"], kind="select", choices=known),
            boxes.box("fallback", one["fallback"], kind="select", choices=known),
        ],
        "drop": f"rung-{number}-drop",
    }


def _reporting(one: Raw, name: str, wrongs: Sequence[Wrong]) -> list[Box]:
    boxes = Boxes(f"reporting-{name}-", f"reporting {name}", wrongs)
    venue = one["venue_to_county"]
    shown = [boxes.box(key, _shown(venue[key])) for key in ("voice", "in_system")]
    shown += [boxes.box(key, _shown(one[key])) for key in REPORTS]
    for key in BY_LEVEL:
        shown += [boxes.box(f"{key}.{level}", _shown(one[key].get(level))) for level in Level]
    return shown


def _tail(steps: Sequence[Raw], name: str, wrongs: Sequence[Wrong]) -> list[list[Box]]:
    rows = []
    for number, one in enumerate(steps):
        boxes = Boxes(f"tail-{name}-{number}-", f"tail {name} {number + 1}", wrongs)
        rows.append(
            [
                boxes.box("zh", one["zh"]),
                boxes.box("en", one["en"]),
                boxes.box("who", parties_typed(one["who"])),
                boxes.box("within_after_close", _shown(one.get("within_after_close"))),
            ]
        )
    return rows


def ladder_posted(posted: Mapping[str, str], base: Raw) -> Raw:
    """The table that a form holds; ``base`` is the text that the form was made of."""

    def said(name: str) -> str:
        return length_code(posted.get(name, ""))

    told = deepcopy(base)
    told["source"] = posted.get("source", "").strip()
    for family in Family:
        for level in Level:
            told["limits"][family][level] = _limits_posted(posted, f"limits-{family}-{level}-")
    for number, rung in enumerate(told["rungs"]):
        rung |= {key: posted.get(f"rung-{number}-{key}", rung[key]) for key in ("role", "fallback")}
    told["rungs"] = [rung for number, rung in enumerate(told["rungs"]) if not posted.get(f"rung-{number}-drop")]
    for name, one in told["reporting"].items():
        at = f"reporting-{name}-"
        one["venue_to_county"] = {key: said(f"{at}{key}") for key in ("voice", "in_system")}
        one |= {key: said(f"{at}{key}") for key in REPORTS}
        one |= {key: {level.value: said(f"{at}{key}.{level}") or NONE for level in Level} for key in BY_LEVEL}
    for name, steps in told["tails"].items():
        for number, step in enumerate(steps):
            _tail_posted(posted, step, f"tail-{name}-{number}-")
    return told


def _limits_posted(posted: Mapping[str, str], at: str) -> Raw:
    """An empty report to the city is none, as the file says it; an empty warning is left out."""
    row = {key: length_code(posted.get(f"{at}{key}", "")) for key in LIMIT_KEYS}
    row["report_upward"] = row["report_upward"] or NONE
    return {key: value for key, value in row.items() if value or not key.startswith("warn_")}


def _tail_posted(posted: Mapping[str, str], step: Raw, at: str) -> None:
    step |= {key: posted.get(f"{at}{key}", "").strip() for key in ("zh", "en")}
    step["who"] = party_codes(posted.get(f"{at}who", ""))
    length = length_code(posted.get(f"{at}within_after_close", ""))
    step.pop("within_after_close", None)
    if length:
        step["within_after_close"] = length
