"""Reads who may be named: the parties of plans, the groups of plans, and the member units of a county's committee."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from exams.gateways.files import Node, read_yaml
from exams.gateways.moments import CatalogueError
from incidents.gateways.names import CATALOGUE, Name, name_of


@dataclass(frozen=True, slots=True)
class MemberUnit:
    """A member of the county's exam committee. ``parties`` are the codes by which plans name it.

    A county's own unit is taken for it by its code, or else by a word of ``known_by`` in its name.
    """

    number: int
    code: str
    name: Name
    duties: Name
    gives: Name
    parties: tuple[str, ...]
    known_by: tuple[str, ...]
    source: str


@cache
def groups() -> dict[str, Name]:
    """The groups of plans by their letter; that of the procedures is the last."""
    file = read_yaml(CATALOGUE / "groups.yaml").node("groups")
    return {code: name_of(file.node(code)) for code in file.told}


@cache
def parties() -> dict[str, Name]:
    """Who a plan may name: units, roles, and those who act by word or on paper."""
    file = read_yaml(CATALOGUE / "parties.yaml").only("units", "roles", "without_login")
    sections = [file.node(name) for name in ("units", "roles", "without_login")]
    return {code: name_of(section.node(code)) for section in sections for code in section.told}


def known_party(code: str, place: str) -> str:
    """The code, refused where no list has it."""
    if code not in parties():
        raise CatalogueError(place, f"{code!r} is in no list of parties.yaml", code="no_such_party")
    return code


@cache
def lead_codes() -> tuple[str, ...]:
    """Which parties may lead a plan or support it: units, and never a single role."""
    return tuple(read_yaml(CATALOGUE / "parties.yaml").node("units").told)


@cache
def member_units() -> tuple[MemberUnit, ...]:
    """The member units, in the order of the handbook."""
    return tuple(
        _unit(node) for node in read_yaml(CATALOGUE / "units.yaml").only("version", "source", "units").nodes("units")
    )


@cache
def units_version() -> int:
    """The version of the list of units."""
    return read_yaml(CATALOGUE / "units.yaml").number("version")


def _unit(node: Node) -> MemberUnit:
    node.only("number", "code", "zh", "en", "duties", "gives", "parties", "known_by", "source")
    return MemberUnit(
        number=node.number("number"),
        code=node.text("code"),
        name=name_of(node),
        duties=name_of(node.node("duties").only("zh", "en")),
        gives=name_of(node.node("gives").only("zh", "en")),
        parties=tuple(known_party(one, node.at("parties")) for one in node.texts("parties")),
        known_by=node.texts("known_by"),
        source=node.text("source"),
    )
