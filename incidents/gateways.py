"""Reads the catalogue of contingency plans, of parties and of the ladder. A wrong file fails loudly."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

from exams.gateways.files import Node, read_yaml
from exams.gateways.moments import CatalogueError, Moment, read_length
from incidents.states import Authority, Family, Level, Openness
from organisation.gateways import roles
from organisation.states import Capability
from paper_custody.policies import FOLLOWS_ESCORTS

CATALOGUE = Path(__file__).parent / "catalogue"

PLAN_KEYS = (
    "code", "version", "name", "group", "family", "level", "openness", "pictures", "lead", "co_leads", "supporting",
    "trigger", "steps", "reporting", "tail", "source",
)  # fmt: skip
STEP_KEYS = ("number", "zh", "en", "who", "within", "by", "every", "when", "asks", "needs", "protects_life")
AT_ONCE, SPARE_CHAIN, NONE = "at_once", "spare_chain", "none"
# The ladder begins at the county's desk: the venue is told by its own plan's steps.
VENUE_RUNG = "venue"
Raw = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Name:
    """A name in both languages."""

    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class Condition:
    """Something that whoever opens may say, and that makes the initial level another one."""

    code: str
    name: Name
    level: Level


@dataclass(frozen=True, slots=True)
class Trigger:
    """A fact that starts the plan: its kind, and the custody nodes or moments where that matters."""

    kind: str
    nodes: tuple[str, ...]
    condition: str


class Pictures(StrEnum):
    """Whether a picture may ever be added (limits.md 2)."""

    REFUSED = "refused"
    BY_PERMISSION = "by_permission"


@dataclass(frozen=True, slots=True)
class PlanStep:
    """A step of a plan. ``asks`` and ``needs`` may be ``spare_chain``, which the exam's preset resolves."""

    number: int
    name: Name
    who: tuple[str, ...]
    within: dt.timedelta | None
    within_when: Mapping[str, dt.timedelta]
    by: Moment | None
    every: dt.timedelta | None
    asks: str
    needs: str
    protects_life: bool

    def limit(self, condition: str) -> dt.timedelta | None:
        """How long after the detection it is due, under this condition."""
        return self.within_when.get(condition, self.within)


@dataclass(frozen=True, slots=True)
class Plan:
    """A contingency plan. ``raw`` is the text it was read from, as versions and incidents keep it."""

    code: str
    version: int
    name: Name
    group: str
    family: Family
    level: Level
    conditions: tuple[Condition, ...]
    openness: Openness
    pictures: Pictures
    lead: str
    trigger: Name
    facts: tuple[Trigger, ...]
    steps: tuple[PlanStep, ...]
    source: str
    raw: Raw

    def level_under(self, condition: str) -> Level:
        """The initial level under a condition (or none)."""
        return next((one.level for one in self.conditions if one.code == condition), self.level)

    def on_the_road(self) -> Plan:
        """The plan as it runs for what is found under way: its very minute tells of an escort (limits.md 4)."""
        return self if self.openness in SEEN_BY else plan_from({**self.raw, "openness": Openness.ESCORT.value})

    @property
    def content_hash(self) -> str:
        """The hash of its content, by which two versions are told apart."""
        return hash_of(self.raw)


@dataclass(frozen=True, slots=True)
class Limits:
    """How long each promise may take at one level."""

    acknowledge: dt.timedelta
    climb_every: dt.timedelta
    first_action: dt.timedelta
    report_upward: dt.timedelta | None
    close: dt.timedelta


@dataclass(frozen=True, slots=True)
class Rung:
    """Who is told, and who where nobody of that role can be reached."""

    code: str
    role: str
    fallback: str
    name: Name


# Who may see an incident that is not for everyone with the board. The catalogue says which plans those are.
SEEN_BY: dict[Openness, frozenset[Capability]] = {
    Openness.RESTRICTED: frozenset({Capability.SEE_RESTRICTED}),
    Openness.ESCORT: FOLLOWS_ESCORTS,
}


@dataclass(frozen=True, slots=True)
class Ladder:
    """The rungs, the limits of every family and level, and how long after closing the review is due."""

    version: int
    rungs: tuple[Rung, ...]
    limits: Mapping[Family, Mapping[Level, Limits]]
    review_within: dt.timedelta

    def rungs_for(self, openness: Openness) -> tuple[Rung, ...]:
        """The county's rungs. One for named roles begins with the first whose role may see it."""
        county = [rung for rung in self.rungs if rung.code != VENUE_RUNG]
        if openness in SEEN_BY:
            while county and not _sees(county[0], SEEN_BY[openness]):
                county.pop(0)
        return tuple(county)


@dataclass(frozen=True, slots=True)
class Run:
    """What an incident runs on: plan, ladder and spare chain as they were at its opening. ``raw`` is what it keeps."""

    plan: Plan
    ladder: Ladder
    spare_chain: str
    raw: Raw

    def limits(self, level: Level) -> Limits:
        """The limits of the incident's family at a level."""
        return self.ladder.limits[self.plan.family][level]

    def rungs(self) -> tuple[str, ...]:
        """The codes of its rungs, the first to be told first."""
        return tuple(rung.code for rung in self.ladder.rungs_for(self.plan.openness))

    def authority(self, named: str) -> str:
        """The level that a step asks or needs; the spare chain is resolved as the exam's preset has it."""
        return self.spare_chain if named == SPARE_CHAIN else named


def run_from(raw: Raw) -> Run:
    """Read what an incident keeps."""
    return Run(plan=plan_from(raw["plan"]), ladder=ladder_from(raw["ladder"]), spare_chain=raw["spare_chain"], raw=raw)


def freeze(plan: Plan, *, spare_chain: str) -> Run:
    """What an incident that is opened now will keep."""
    return run_from({"plan": plan.raw, "ladder": ladder_text(), "spare_chain": spare_chain})


def _sees(rung: Rung, capabilities: frozenset[Capability]) -> bool:
    role = roles().get(rung.role)
    return role is None or not capabilities.isdisjoint(role.gives)


def hash_of(raw: object) -> str:
    """SHA-256 over the canonical JSON of a value."""
    text = json.dumps(raw, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


@cache
def plans() -> dict[str, Plan]:
    """Every shipped plan by its code, in the order of the codes."""
    read = [plan_from(read_yaml(path).told) for path in sorted((CATALOGUE / "plans").glob("*.yaml"))]
    return {plan.code: plan for plan in read}


@cache
def ladder() -> Ladder:
    """The shipped ladder."""
    return ladder_from(read_yaml(CATALOGUE / "ladder.yaml").told)


@cache
def ladder_text() -> Raw:
    """The ladder as written, for an incident to keep."""
    return read_yaml(CATALOGUE / "ladder.yaml").told


@cache
def groups() -> dict[str, Name]:
    """The groups of plans by their letter."""
    file = read_yaml(CATALOGUE / "groups.yaml").node("groups")
    return {code: _name(file.node(code)) for code in file.told}


@cache
def parties() -> dict[str, Name]:
    """Who a plan may name: units, roles, and those who act by word or on paper."""
    file = read_yaml(CATALOGUE / "parties.yaml")
    return {code: _name(section.node(code)) for section in _sections(file) for code in section.told}


def _sections(file: Node) -> list[Node]:
    file.only("units", "roles", "without_login")
    return [file.node("units"), file.node("roles"), file.node("without_login")]


def plan_from(told: Raw) -> Plan:
    """A plan out of its text, checked."""
    node = Node(told, f"plan {told.get('code', '?')}").only(*PLAN_KEYS)
    level, trigger = node.node("level").only("initial", "when"), node.node("trigger").only("zh", "en", "facts")
    return Plan(
        code=node.text("code"),
        version=node.number("version"),
        name=_name(node.node("name")),
        group=node.text("group"),
        family=node.word("family", Family),
        level=level.word("initial", Level),
        conditions=tuple(_condition(one) for one in level.nodes("when")),
        openness=node.word("openness", Openness),
        pictures=node.word("pictures", Pictures),
        lead=_known(node.text("lead"), node.at("lead")),
        trigger=Name(trigger.text("zh"), trigger.text("en")),
        facts=tuple(_trigger(one) for one in trigger.nodes("facts")),
        steps=tuple(_step(one) for one in node.nodes("steps")),
        source=node.text("source"),
        raw=told,
    )


def _condition(node: Node) -> Condition:
    node.only("condition", "level", "zh", "en")
    return Condition(code=node.text("condition"), name=_name(node), level=node.word("level", Level))


def _trigger(node: Node) -> Trigger:
    node.only("kind", "nodes", "condition")
    nodes = node.texts("nodes") if "nodes" in node.told else ()
    return Trigger(kind=node.text("kind"), nodes=nodes, condition=node.text("condition", "-").strip("-"))


def _step(node: Node) -> PlanStep:
    node.only(*STEP_KEYS)
    when = node.nodes("when")
    return PlanStep(
        number=node.number("number"),
        name=_name(node),
        who=tuple(_known(one, node.at("who")) for one in node.texts("who")),
        within=_length(node, "within"),
        within_when={one.text("condition"): read_length(one.told.get("within"), one.place) for one in when},
        by=Moment.read(node.told["by"], node.at("by")) if "by" in node.told else None,
        every=_length(node, "every"),
        asks=_authority(node, "asks"),
        needs=_authority(node, "needs"),
        protects_life=node.flag("protects_life"),
    )


def _name(node: Node) -> Name:
    return Name(node.text("zh"), node.text("en"))


def _known(code: str, place: str) -> str:
    if code not in parties():
        raise CatalogueError(place, f"{code!r} is in no list of parties.yaml")
    return code


def _length(node: Node, key: str) -> dt.timedelta | None:
    told = node.told.get(key)
    if told is None or told == NONE:
        return None
    return dt.timedelta() if told == AT_ONCE else read_length(told, node.at(key))


def _authority(node: Node, key: str) -> str:
    told = node.told.get(key, "")
    if told and told != SPARE_CHAIN:
        node.word(key, Authority)
    return str(told)


def ladder_from(told: Raw) -> Ladder:
    """A ladder out of its text, checked: every family has every level."""
    node = Node(told, "ladder")
    limits = node.node("limits").only(*Family)
    tail = node.node("tails").nodes("default")
    return Ladder(
        version=node.number("version"),
        rungs=tuple(
            Rung(code=one.text("code"), role=one.text("role"), fallback=one.text("fallback"), name=_name(one))
            for one in node.nodes("rungs")
        ),
        limits={family: _by_level(limits.node(family).only(*Level)) for family in Family},
        review_within=next(length for one in tail if (length := _length(one, "within_after_close")) is not None),
    )


def _by_level(node: Node) -> dict[Level, Limits]:
    return {level: _limits(node.node(level)) for level in Level}


def _limits(node: Node) -> Limits:
    node.only("acknowledge", "climb_every", "first_action", "report_upward", "close")
    return Limits(
        acknowledge=read_length(node.told.get("acknowledge"), node.at("acknowledge")),
        climb_every=read_length(node.told.get("climb_every"), node.at("climb_every")),
        first_action=read_length(node.told.get("first_action"), node.at("first_action")),
        report_upward=_length(node, "report_upward"),
        close=read_length(node.told.get("close"), node.at("close")),
    )
