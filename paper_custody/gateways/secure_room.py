"""Reads the catalogue of the secure room: its checklist, and how long its duties wait."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import cache
from typing import Any

import yaml

from paper_custody.gateways import CATALOGUE
from paper_custody.states.secure_room import CheckKind, Duty

UNITS = {"m": "minutes", "h": "hours"}


@dataclass(frozen=True, slots=True)
class DutyRule:
    """How long before it is due a duty's countdown turns amber, and how long after it the duty counts as missed."""

    early: dt.timedelta
    grace: dt.timedelta
    within: dt.timedelta | None


@dataclass(frozen=True, slots=True)
class RoomPoint:
    """A point of the checklist, and the checks that it belongs to."""

    code: str
    kinds: frozenset[CheckKind]
    zh: str
    en: str
    source: str


@dataclass(frozen=True, slots=True)
class RoomRules:
    """The catalogue as a whole."""

    version: int
    duties: dict[Duty, DutyRule]
    entered_late_after: dt.timedelta
    entered_late_most: dt.timedelta
    fault_tolerated: dt.timedelta
    checked_before: dt.timedelta
    largest_signal: int
    issuers: tuple[str, ...]
    points: tuple[RoomPoint, ...]

    def points_of(self, kind: CheckKind) -> tuple[RoomPoint, ...]:
        """The points that are looked at in a check of this kind, in order."""
        return tuple(point for point in self.points if kind in point.kinds)


@cache
def room_rules() -> RoomRules:
    """The rules of the secure room. A duty that is missing from the file, or a point without a source, fails loudly."""
    told: dict[str, Any] = yaml.safe_load((CATALOGUE / "secure_room.yaml").read_text(encoding="utf-8"))
    duties = {Duty(code): _duty(rule) for code, rule in told["duties"].items()}
    if set(duties) != set(Duty):
        raise ValueError(f"secure_room.yaml: {sorted(set(Duty) - set(duties))} missing")
    return RoomRules(
        version=told["version"],
        duties=duties,
        entered_late_after=_length(told["entered_late_after"]),
        entered_late_most=_length(told["entered_late_most"]),
        fault_tolerated=_length(told["fault_tolerated"]),
        checked_before=_length(told["checked_before"]),
        largest_signal=told["largest_signal"],
        issuers=tuple(told["issuers"]),
        points=tuple(_point(one) for one in told["points"]),
    )


def _duty(rule: dict[str, str]) -> DutyRule:
    within = _length(rule["within"]) if "within" in rule else None
    return DutyRule(early=_length(rule["early"]), grace=_length(rule["grace"]), within=within)


def _point(one: dict[str, Any]) -> RoomPoint:
    kinds = frozenset(CheckKind(kind) for kind in one["in"])
    return RoomPoint(code=one["code"], kinds=kinds, zh=one["zh"], en=one["en"], source=one["source"])


def _length(text: str) -> dt.timedelta:
    return dt.timedelta(**{UNITS[text[-1]]: int(text[:-1])})
