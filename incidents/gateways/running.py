"""Reads how an incident is run: when departments are called and by when they confirm, and how often is reported."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from exams.gateways.files import Node, read_yaml
from exams.gateways.moments import CatalogueError, read_length
from incidents.gateways.ladder import limit_under
from incidents.gateways.names import CATALOGUE, Raw
from incidents.gateways.parties import known_party
from incidents.states import Level, SituationKind


class Calling(StrEnum):
    """What a plan may say of its units: called of themselves at the opening, or only by hand."""

    AT_OPENING = "at_opening"
    BY_HAND = "by_hand"


@dataclass(frozen=True, slots=True)
class CallRung:
    """Who is told of a unit that has not confirmed, and how long after the one before."""

    code: str
    after: dt.timedelta


@dataclass(frozen=True, slots=True)
class CallOutRules:
    """When units are called, how long each may take, and who hears of one that does not confirm."""

    at_opening: frozenset[Level]
    confirm: Mapping[Level, dt.timedelta]
    rungs: tuple[CallRung, ...]
    not_called: frozenset[str]


@dataclass(frozen=True, slots=True)
class Running:
    """The rules by which an incident is run."""

    call_out: CallOutRules
    reports: Mapping[SituationKind, Mapping[Level, dt.timedelta]]

    def calls_at_opening(self, level: Level, plan_says: str) -> bool:
        """Whether the units are called of themselves: as the plan says, or else by the level."""
        if plan_says:
            return plan_says == Calling.AT_OPENING
        return level in self.call_out.at_opening


@cache
def running_text() -> Raw:
    """The rules as written, for an incident to keep."""
    return read_yaml(CATALOGUE / "running.yaml").told


@cache
def running() -> Running:
    """The rules as they are shipped."""
    return running_from(running_text())


def running_from(told: Raw) -> Running:
    """The rules out of their text, checked: every level has its limits."""
    node = Node(told, "running").only("version", "call_out", "reports", "source")
    calls = node.node("call_out").only("at_opening", "confirm", "rungs", "not_called")
    reports = node.node("reports").only(*SituationKind)
    return Running(
        call_out=CallOutRules(
            at_opening=frozenset(_level(one, calls.at("at_opening")) for one in calls.texts("at_opening")),
            confirm=_by_level(calls.node("confirm")),
            rungs=tuple(_rung(one) for one in calls.nodes("rungs")),
            not_called=frozenset(known_party(one, calls.at("not_called")) for one in calls.texts("not_called")),
        ),
        reports={kind: _by_level(reports.node(kind)) for kind in SituationKind},
    )


def _rung(node: Node) -> CallRung:
    node.only("code", "after")
    return CallRung(code=node.text("code"), after=limit_under(node, "after") or dt.timedelta())


def _by_level(node: Node) -> dict[Level, dt.timedelta]:
    node.only(*Level)
    return {level: read_length(node.told.get(level), node.at(level)) for level in Level}


def _level(told: str, place: str) -> Level:
    if told not in list(Level):
        raise CatalogueError(place, f"{told!r} is none of {', '.join(Level)}")
    return Level(told)
