"""Reads which facts are alarms of silence, of lateness and of earliness, and which roles hear of each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from exams.gateways.files import Node, read_yaml
from exams.gateways.moments import CatalogueError
from incidents.gateways.names import CATALOGUE
from incidents.states import Alarm
from organisation.gateways import roles


@dataclass(frozen=True, slots=True)
class AlarmRule:
    """An alarm: the roles that hear of it, and the facts that raise it (at these nodes; none: at any)."""

    alarm: Alarm
    tells: tuple[str, ...]
    facts: Mapping[str, frozenset[str]]

    def is_raised_by(self, kind: str, node: str) -> bool:
        """Whether this fact raises it."""
        return kind in self.facts and (not self.facts[kind] or node in self.facts[kind])


@cache
def alarm_rules() -> tuple[AlarmRule, ...]:
    """The three alarms."""
    file = Node(read_yaml(CATALOGUE / "alarms.yaml").told, "alarms").only("version", "alarms", "source")
    listed = file.node("alarms").only(*Alarm)
    return tuple(_rule(alarm, listed.node(alarm).only("tells", "facts")) for alarm in Alarm)


def alarm_of(kind: str, node: str) -> AlarmRule | None:
    """The alarm that a fact raises, or None where time is not what is amiss."""
    return next((rule for rule in alarm_rules() if rule.is_raised_by(kind, node)), None)


def _rule(alarm: Alarm, node: Node) -> AlarmRule:
    tells = tuple(node.texts("tells"))
    if unknown := [role for role in tells if role not in roles()]:
        raise CatalogueError(node.at("tells"), f"there are no roles {', '.join(unknown)}")
    facts = {
        one.only("kind", "nodes").text("kind"): frozenset(one.texts("nodes") if "nodes" in one.told else ())
        for one in node.nodes("facts")
    }
    return AlarmRule(alarm=alarm, tells=tells, facts=facts)
