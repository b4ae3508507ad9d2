"""Reads Order 33: the codes under which an irregularity is recorded, and the evidence that a record needs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from exams.gateways.files import Node, read_yaml
from exams.gateways.moments import CatalogueError
from incidents.gateways.names import CATALOGUE, Name, name_of
from incidents.states import Authority


class About(StrEnum):
    """Whom an article is about."""

    CANDIDATE = "candidate"
    STAFF = "staff"
    VENUE = "venue"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class OrderOutcome:
    """What may follow of a record, where a higher level so decides. Never the county's to say."""

    code: str
    article: str
    name: Name


@dataclass(frozen=True, slots=True)
class Article:
    """An article of the order: whom it is about, which level decides (none where the order is silent)."""

    code: str
    article: str
    about: About
    decides: Authority | None
    may_lead_to: tuple[OrderOutcome, ...]
    name: Name


@dataclass(frozen=True, slots=True)
class EvidenceRule:
    """What a record of some articles needs. ``needs`` is the word by which a form asks for it."""

    code: str
    needs: str
    articles: tuple[str, ...]
    article: str
    name: Name


@dataclass(frozen=True, slots=True)
class IrregularityCode:
    """A code under which something seen is recorded: ``W5-1``."""

    code: str
    name: Name
    article: Article
    evidence: tuple[EvidenceRule, ...]


@dataclass(frozen=True, slots=True)
class Order:
    """The order as the catalogue tells it."""

    version: int
    source: str
    articles: Mapping[str, Article]
    codes: Mapping[str, IrregularityCode]
    outcomes: Mapping[str, OrderOutcome]
    evidence: Mapping[str, EvidenceRule]


@cache
def order_33() -> Order:
    """The order. A code without its article, or an article without a known outcome, fails loudly."""
    whole = read_yaml(CATALOGUE / "irregularities.yaml").only(
        "version", "source", "articles", "codes", "outcomes", "evidence"
    )
    outcomes = {one.text("code"): _outcome(one) for one in whole.nodes("outcomes")}
    articles = {one.text("code"): _article(one, outcomes) for one in whole.nodes("articles")}
    evidence = {one.text("code"): _evidence(one, articles) for one in whole.nodes("evidence")}
    codes = {one.text("code"): _code(one, articles, evidence) for one in whole.nodes("codes")}
    return Order(
        version=whole.number("version"),
        source=whole.text("source"),
        articles=articles,
        codes=codes,
        outcomes=outcomes,
        evidence=evidence,
    )


def _outcome(node: Node) -> OrderOutcome:
    node.only("code", "article", "zh", "en")
    return OrderOutcome(code=node.text("code"), article=node.text("article"), name=name_of(node))


def _article(node: Node, outcomes: Mapping[str, OrderOutcome]) -> Article:
    node.only("code", "article", "about", "decides", "may_lead_to", "zh", "en")
    return Article(
        code=node.text("code"),
        article=node.text("article"),
        about=node.word("about", About),
        decides=node.word("decides", Authority) if "decides" in node.told else None,
        may_lead_to=tuple(outcomes[_known(one, outcomes, node.at("may_lead_to"))] for one in node.texts("may_lead_to")),
        name=name_of(node),
    )


def _evidence(node: Node, articles: Mapping[str, Article]) -> EvidenceRule:
    node.only("code", "needs", "of", "article", "zh", "en")
    return EvidenceRule(
        code=node.text("code"),
        needs=node.text("needs"),
        articles=tuple(_known(one, articles, node.at("of")) for one in node.texts("of")),
        article=node.text("article"),
        name=name_of(node),
    )


def _code(node: Node, articles: Mapping[str, Article], evidence: Mapping[str, EvidenceRule]) -> IrregularityCode:
    node.only("code", "zh", "en")
    code = node.text("code")
    article = articles[_known(code.partition("-")[0], articles, node.at("code"))]
    needed = tuple(rule for rule in evidence.values() if article.code in rule.articles)
    return IrregularityCode(code=code, name=name_of(node), article=article, evidence=needed)


def _known(code: str, known: Mapping[str, object], place: str) -> str:
    if code not in known:
        raise CatalogueError(place, f"{code!r} is none of {', '.join(known)}")
    return code
