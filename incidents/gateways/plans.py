"""Reads the catalogue of contingency plans and procedures. A wrong file fails loudly."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from exams.gateways.files import Node, read_yaml
from exams.gateways.moments import CatalogueError, Moment, read_length
from incidents.gateways.ladder import SEEN_BY, ladder, limit_under
from incidents.gateways.names import CATALOGUE, Name, Raw, hash_of, name_of
from incidents.gateways.parties import groups, known_party
from incidents.gateways.running import Calling
from incidents.states import PROCEDURES, Authority, Family, Level, Openness, Window

PLAN_KEYS = (
    "code", "version", "name", "group", "family", "level", "openness", "pictures", "lead", "co_leads", "supporting",
    "call_out", "trigger", "steps", "reporting", "tail", "source",
)  # fmt: skip
STEP_KEYS = ("number", "zh", "en", "who", "within", "by", "window", "every", "when", "asks", "needs", "protects_life")
SPARE_CHAIN = "spare_chain"


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
    """A step of a plan. ``asks`` and ``needs`` may be ``spare_chain``, which the exam's preset resolves.

    ``window`` is a moment that the exam's preset gives each session: those five numbers stand nowhere else.
    """

    number: int
    name: Name
    who: tuple[str, ...]
    within: dt.timedelta | None
    within_when: Mapping[str, dt.timedelta]
    by: Moment | None
    window: Window | None
    every: dt.timedelta | None
    asks: str
    needs: str
    protects_life: bool

    def limit(self, condition: str) -> dt.timedelta | None:
        """How long after the detection it is due, under this condition."""
        return self.within_when.get(condition, self.within)

    @property
    def must_stay(self) -> bool:
        """Whether no county may take it out: it protects life, or is another level's to ask or to decide."""
        return self.protects_life or bool(self.asks or self.needs)


@dataclass(frozen=True, slots=True)
class Plan:
    """A contingency plan, or a procedure. ``raw`` is the text it was read from, as versions and incidents keep it."""

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
    co_leads: tuple[str, ...]
    supporting: tuple[str, ...]
    call_out: str
    trigger: Name
    facts: tuple[Trigger, ...]
    steps: tuple[PlanStep, ...]
    reporting: str
    tail: str
    source: str
    raw: Raw

    @property
    def is_procedure(self) -> bool:
        """Whether it is a procedure: for one candidate or room, and always at a venue."""
        return self.group == PROCEDURES

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


@cache
def plans() -> dict[str, Plan]:
    """Every shipped plan by its code, in the order of the codes."""
    return _read("plans")


@cache
def procedures() -> dict[str, Plan]:
    """Every shipped procedure by its code, in the order of the codes."""
    return _read("procedures")


def shipped() -> list[Plan]:
    """All that is shipped to be run: plans, then procedures."""
    return [*plans().values(), *procedures().values()]


def _read(folder: str) -> dict[str, Plan]:
    read = [plan_from(read_yaml(path).told) for path in sorted((CATALOGUE / folder).glob("*.yaml"))]
    return {plan.code: plan for plan in read}


def plan_from(told: Raw) -> Plan:
    """A plan out of its text, checked."""
    node = Node(told, f"plan {told.get('code', '?')}").only(*PLAN_KEYS)
    level, trigger = node.node("level").only("initial", "when"), node.node("trigger").only("zh", "en", "facts")
    return Plan(
        code=node.text("code"),
        version=node.number("version"),
        name=name_of(node.node("name").only("zh", "en")),
        group=_one_of(node, "group", groups()),
        family=node.word("family", Family),
        level=level.word("initial", Level),
        conditions=tuple(_condition(one) for one in level.nodes("when")),
        openness=node.word("openness", Openness),
        pictures=node.word("pictures", Pictures),
        lead=known_party(node.text("lead"), node.at("lead")),
        co_leads=_parties(node, "co_leads"),
        supporting=_parties(node, "supporting"),
        call_out=node.word("call_out", Calling) if "call_out" in told else "",
        trigger=name_of(trigger),
        facts=tuple(_trigger(one) for one in trigger.nodes("facts")),
        steps=tuple(_step(one) for one in node.nodes("steps")),
        reporting=_one_of(node, "reporting", ladder().reporting),
        tail=_one_of(node, "tail", ladder().tails),
        source=node.text("source"),
        raw=told,
    )


def _condition(node: Node) -> Condition:
    node.only("condition", "level", "zh", "en")
    return Condition(code=node.text("condition"), name=name_of(node), level=node.word("level", Level))


def _trigger(node: Node) -> Trigger:
    node.only("kind", "nodes", "condition")
    nodes = node.texts("nodes") if "nodes" in node.told else ()
    return Trigger(kind=node.text("kind"), nodes=nodes, condition=node.text("condition", "-").strip("-"))


def _step(node: Node) -> PlanStep:
    node.only(*STEP_KEYS)
    when = [one.only("condition", "within") for one in node.nodes("when")]
    return PlanStep(
        number=node.number("number"),
        name=name_of(node),
        who=_parties(node, "who"),
        within=limit_under(node, "within"),
        within_when={one.text("condition"): read_length(one.told.get("within"), one.place) for one in when},
        by=Moment.read(node.told["by"], node.at("by")) if "by" in node.told else None,
        window=node.word("window", Window) if "window" in node.told else None,
        every=limit_under(node, "every"),
        asks=_authority(node, "asks"),
        needs=_authority(node, "needs"),
        protects_life=node.flag("protects_life"),
    )


def _parties(node: Node, key: str) -> tuple[str, ...]:
    named = node.texts(key) if key in node.told else ()
    return tuple(known_party(one, node.at(key)) for one in named)


def _one_of(node: Node, key: str, known: Mapping[str, object]) -> str:
    told = node.text(key)
    if told not in known:
        raise CatalogueError(node.at(key), f"{told!r} is none of {', '.join(known)}", code="no_such_word")
    return told


def _authority(node: Node, key: str) -> str:
    told = node.told.get(key, "")
    if told and told != SPARE_CHAIN:
        node.word(key, Authority)
    return str(told)
