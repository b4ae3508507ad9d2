"""Reads the catalogues of venues from their files: gates, checklists, and the fields of reports."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from exams.states import ReportKind
from venues.states import Gate, RoomKind

CATALOGUE = Path(__file__).parent / "catalogue"


class FieldKind(StrEnum):
    """What is entered in a field of a report."""

    COUNT = "count"
    TIME = "time"
    TEXT = "text"
    YES_NO = "yes_no"


# An entry in one of these groups is something to tell: no nil report has it.
TELLING_GROUPS = frozenset({"order", "spares", "health", "devices"})


@dataclass(frozen=True, slots=True)
class GateRule:
    """A gate, who looks after it, and how long "in order" holds when nobody says otherwise."""

    gate: Gate
    zh: str
    en: str
    who: str
    valid_for: dt.timedelta


@dataclass(frozen=True, slots=True)
class Point:
    """A point of a checklist."""

    code: str
    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class Checklist:
    """How rooms of some kinds are accepted."""

    code: str
    version: int
    zh: str
    en: str
    kinds: frozenset[RoomKind]
    points: tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class ReportField:
    """A field of a report. ``nil`` is what a nil report says of it; None: nothing."""

    code: str
    kind: FieldKind
    reports: frozenset[ReportKind]
    group: str
    must: bool
    nil: int | bool | None
    zh: str
    en: str

    @property
    def tells(self) -> bool:
        """Whether an entry other than its nil is something to tell."""
        return self.group in TELLING_GROUPS and self.kind == FieldKind.COUNT and self.nil is not None


@dataclass(frozen=True, slots=True)
class ReportForm:
    """All fields of all reports, and the groups in which they stand on a form: (code, Chinese, English)."""

    version: int
    groups: tuple[tuple[str, str, str], ...]
    fields: tuple[ReportField, ...]

    def of(self, kind: ReportKind) -> tuple[ReportField, ...]:
        """The fields of one kind of report, in order."""
        return tuple(field for field in self.fields if kind in field.reports)


def _read(path: Path) -> dict[str, Any]:
    told: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return told


def _hours(text: str) -> dt.timedelta:
    return dt.timedelta(hours=int(text.removesuffix("h")))


@cache
def gate_rules() -> dict[Gate, GateRule]:
    """Every gate that a venue needs. A gate that is missing from the file fails loudly."""
    rules = {
        Gate(one["code"]): GateRule(
            gate=Gate(one["code"]),
            zh=one["name"]["zh"],
            en=one["name"]["en"],
            who=one["who"],
            valid_for=_hours(one["valid_for"]),
        )
        for one in _read(CATALOGUE / "gates.yaml")["gates"]
    }
    if set(rules) != set(Gate):
        raise ValueError(f"gates.yaml: {sorted(set(Gate) - set(rules))} missing")
    return rules


@cache
def checklists() -> dict[str, Checklist]:
    """Every checklist by its code. Each kind of room has exactly one."""
    found = {}
    for path in sorted((CATALOGUE / "checklists").glob("*.yaml")):
        told = _read(path)
        found[told["code"]] = Checklist(
            code=told["code"],
            version=told["version"],
            zh=told["name"]["zh"],
            en=told["name"]["en"],
            kinds=frozenset(RoomKind(one) for one in told["for"]),
            points=tuple(Point(code=one["code"], zh=one["zh"], en=one["en"]) for one in told["points"]),
        )
    kinds = sorted(kind for checklist in found.values() for kind in checklist.kinds)
    if kinds != sorted(RoomKind):
        raise ValueError(f"checklists: every kind of room has exactly one, found {kinds}")
    return found


def checklist_for(kind: str) -> Checklist:
    """The checklist by which a room of this kind is accepted."""
    return next(one for one in checklists().values() if kind in one.kinds)


@cache
def report_form() -> ReportForm:
    """The fields of all reports."""
    told = _read(CATALOGUE / "reports.yaml")
    return ReportForm(
        version=told["version"],
        groups=tuple((one["code"], one["zh"], one["en"]) for one in told["groups"]),
        fields=tuple(_field(one) for one in told["fields"]),
    )


def _field(told: dict[str, Any]) -> ReportField:
    nil = told["nil"]
    return ReportField(
        code=told["code"],
        kind=FieldKind(told["kind"]),
        reports=frozenset(ReportKind(one) for one in told["in"]),
        group=told["group"],
        must=told.get("must", False),
        nil=None if nil == "none" else nil,
        zh=told["zh"],
        en=told["en"],
    )
