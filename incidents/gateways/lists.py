"""Reads the lists beside the plans: the twelve documents of a county, and the eighteen services to candidates."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from exams.gateways.files import Node, read_yaml
from incidents.gateways.names import CATALOGUE, Name, name_of
from incidents.gateways.parties import known_party


@dataclass(frozen=True, slots=True)
class Listed:
    """A document or a service: who leads or offers it, and what it holds or promises."""

    code: str
    version: int
    name: Name
    parties: tuple[str, ...]
    says: Name
    source: str


@cache
def documents() -> dict[str, Listed]:
    """The twelve documents by their code."""
    whole = read_yaml(CATALOGUE / "documents.yaml").only("version", "source", "documents")
    nodes = [node.only("code", "lead", "zh", "en", "holds", "in_force", "source") for node in whole.nodes("documents")]
    return {node.text("code"): _listed(node, whole.number("version"), by="lead", says="holds") for node in nodes}


@cache
def offerings() -> dict[str, Listed]:
    """The eighteen services by their code."""
    whole = read_yaml(CATALOGUE / "services.yaml").only("version", "source", "services")
    nodes = [node.only("code", "by", "zh", "en", "promises", "source") for node in whole.nodes("services")]
    return {node.text("code"): _listed(node, whole.number("version"), by="by", says="promises") for node in nodes}


def _listed(node: Node, version: int, *, by: str, says: str) -> Listed:
    return Listed(
        code=node.text("code"),
        version=version,
        name=name_of(node),
        parties=tuple(known_party(one, node.at(by)) for one in node.texts(by)),
        says=name_of(node.node(says).only("zh", "en")),
        source=node.text("source"),
    )
