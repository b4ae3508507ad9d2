"""Reads the rules on keys and codes. A wrong file fails loudly."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from exams.gateways.files import read_yaml
from paper_custody.gateways import CATALOGUE


@dataclass(frozen=True, slots=True)
class KeyRule:
    """A rule: its number, what it says in both languages, and where it comes from."""

    number: str
    zh: str
    en: str
    source: str


@dataclass(frozen=True, slots=True)
class KeyRules:
    """All of them by number, and how many sign a bag of keys."""

    rules: dict[str, KeyRule]
    bag_signatures: int


@cache
def key_rules() -> KeyRules:
    """The rules as shipped."""
    whole = read_yaml(CATALOGUE / "key_rules.yaml").only("rules", "bag_signatures")
    rules = [
        KeyRule(*(node.text(name) for name in ("number", "zh", "en", "source")))
        for node in whole.nodes("rules")
        if node.only("number", "zh", "en", "source")
    ]
    return KeyRules(rules={rule.number: rule for rule in rules}, bag_signatures=whole.number("bag_signatures"))
