"""Reads the ladder: who is told next, how long each promise may take, what is reported upward, and the common tail."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from exams.gateways.files import Node, read_yaml
from exams.gateways.moments import read_length
from incidents.gateways.names import CATALOGUE, Name, Raw, name_of
from incidents.gateways.parties import known_party
from incidents.states import Family, Level, Openness
from organisation.gateways import roles
from organisation.states import Capability
from paper_custody.policies import FOLLOWS_ESCORTS

AT_ONCE, NONE = "at_once", "none"
# The clocks of a family and level, and the two warnings that may be set beside them.
LIMIT_KEYS = ("acknowledge", "climb_every", "first_action", "report_upward", "close", "warn_report", "warn_close")
RUNG_KEYS = ("code", "role", "fallback", "zh", "en")
# The ladder begins at the county's desk: the venue is told by its own plan's steps.
VENUE_RUNG = "venue"
# Who may see an incident that is not for everyone with the board. The catalogue says which plans those are.
SEEN_BY: dict[Openness, frozenset[Capability]] = {
    Openness.RESTRICTED: frozenset({Capability.SEE_RESTRICTED}),
    Openness.ESCORT: FOLLOWS_ESCORTS,
}


@dataclass(frozen=True, slots=True)
class Limits:
    """How long each promise may take at one level.

    ``warn_report`` and ``warn_close`` say when the two long ones are warned of beforehand; without them it is
    at two thirds of the time.
    """

    acknowledge: dt.timedelta
    climb_every: dt.timedelta
    first_action: dt.timedelta
    report_upward: dt.timedelta | None
    close: dt.timedelta
    warn_report: dt.timedelta | None = None
    warn_close: dt.timedelta | None = None


@dataclass(frozen=True, slots=True)
class Rung:
    """Who is told, and who where nobody of that role can be reached."""

    code: str
    role: str
    fallback: str
    name: Name


@dataclass(frozen=True, slots=True)
class Reporting:
    """What is told upward and by when, as people read it. An absent limit: in the daily report only."""

    venue_by_voice: dt.timedelta
    venue_in_system: dt.timedelta
    to_district_chief: dt.timedelta
    to_city: Mapping[Level, dt.timedelta | None]
    written_first: dt.timedelta
    follow_up_every: Mapping[Level, dt.timedelta | None]
    final_after_close: dt.timedelta


@dataclass(frozen=True, slots=True)
class TailStep:
    """A step that ends every plan."""

    code: str
    name: Name
    who: tuple[str, ...]
    after_close: dt.timedelta | None


@dataclass(frozen=True, slots=True)
class Ladder:
    """The rungs, the limits of every family and level, and how long after closing the review is due."""

    version: int
    rungs: tuple[Rung, ...]
    limits: Mapping[Family, Mapping[Level, Limits]]
    reporting: Mapping[str, Reporting]
    tails: Mapping[str, tuple[TailStep, ...]]
    source: str

    @property
    def review_within(self) -> dt.timedelta:
        """How long after the end what was learnt is due."""
        return next(step.after_close for step in self.tails["default"] if step.after_close is not None)

    def rungs_for(self, openness: Openness) -> tuple[Rung, ...]:
        """The county's rungs. One for named roles begins with the first whose role may see it."""
        county = [rung for rung in self.rungs if rung.code != VENUE_RUNG]
        if openness in SEEN_BY:
            while county and not _sees(county[0], SEEN_BY[openness]):
                county.pop(0)
        return tuple(county)


def _sees(rung: Rung, capabilities: frozenset[Capability]) -> bool:
    role = roles().get(rung.role)
    return role is None or not capabilities.isdisjoint(role.gives)


@cache
def ladder() -> Ladder:
    """The shipped ladder."""
    return ladder_from(read_yaml(CATALOGUE / "ladder.yaml").told)


@cache
def ladder_text() -> Raw:
    """The ladder as written, for an incident to keep."""
    return read_yaml(CATALOGUE / "ladder.yaml").told


def ladder_from(told: Raw) -> Ladder:
    """A ladder out of its text, checked: every family has every level."""
    node = Node(told, "ladder").only("version", "rungs", "limits", "reporting", "tails", "source")
    limits, reporting, tails = node.node("limits").only(*Family), node.node("reporting"), node.node("tails")
    return Ladder(
        version=node.number("version"),
        rungs=tuple(
            Rung(code=one.text("code"), role=one.text("role"), fallback=one.text("fallback"), name=name_of(one))
            for one in (rung.only(*RUNG_KEYS) for rung in node.nodes("rungs"))
        ),
        limits={family: _by_level(limits.node(family).only(*Level)) for family in Family},
        reporting={name: _reporting(reporting.node(name)) for name in reporting.told},
        tails={name: tuple(_tail_step(one) for one in tails.nodes(name)) for name in tails.told},
        source=node.text("source"),
    )


def _by_level(node: Node) -> dict[Level, Limits]:
    return {level: _limits(node.node(level)) for level in Level}


def _limits(node: Node) -> Limits:
    node.only(*LIMIT_KEYS)
    return Limits(
        acknowledge=read_length(node.told.get("acknowledge"), node.at("acknowledge")),
        climb_every=read_length(node.told.get("climb_every"), node.at("climb_every")),
        first_action=read_length(node.told.get("first_action"), node.at("first_action")),
        report_upward=limit_under(node, "report_upward"),
        close=read_length(node.told.get("close"), node.at("close")),
        warn_report=limit_under(node, "warn_report"),
        warn_close=limit_under(node, "warn_close"),
    )


def _reporting(node: Node) -> Reporting:
    node.only(
        "venue_to_county", "duty_to_district_chief", "city", "written_first", "follow_up_every", "final_after_close"
    )
    venue = node.node("venue_to_county").only("voice", "in_system")
    return Reporting(
        venue_by_voice=read_length(venue.told.get("voice"), venue.at("voice")),
        venue_in_system=read_length(venue.told.get("in_system"), venue.at("in_system")),
        to_district_chief=read_length(node.told.get("duty_to_district_chief"), node.at("duty_to_district_chief")),
        to_city={level: limit_under(node.node("city").only(*Level), level) for level in Level},
        written_first=read_length(node.told.get("written_first"), node.at("written_first")),
        follow_up_every={level: limit_under(node.node("follow_up_every").only(*Level), level) for level in Level},
        final_after_close=read_length(node.told.get("final_after_close"), node.at("final_after_close")),
    )


def _tail_step(node: Node) -> TailStep:
    node.only("code", "zh", "en", "who", "every", "within_after_close")
    return TailStep(
        code=node.text("code"),
        name=name_of(node),
        who=tuple(known_party(one, node.at("who")) for one in node.texts("who")),
        after_close=limit_under(node, "within_after_close"),
    )


def limit_under(node: Node, key: str) -> dt.timedelta | None:
    """The length of time under a key: none where there is none, nothing where it says at once."""
    told = node.told.get(key)
    if told is None or told == NONE:
        return None
    return dt.timedelta() if told == AT_ONCE else read_length(told, node.at(key))
