"""Reads which units are the police's. A wrong file fails loudly."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from exams.gateways.files import read_yaml
from paper_custody.gateways import CATALOGUE


@dataclass(frozen=True, slots=True)
class PoliceUnits:
    """How a unit of the police is known: by its code, or by a word in its name."""

    rule: str
    codes: frozenset[str]
    known_by: tuple[str, ...]
    source: str

    def has(self, *, code: str, name: str) -> bool:
        """Whether a unit is one of the police's."""
        return code in self.codes or any(word in name for word in self.known_by)


@cache
def police_units() -> PoliceUnits:
    """The rule as shipped."""
    whole = read_yaml(CATALOGUE / "police.yaml").only("version", "rule", "codes", "known_by", "source")
    return PoliceUnits(
        rule=whole.text("rule"),
        codes=frozenset(whole.texts("codes")),
        known_by=whole.texts("known_by"),
        source=whole.text("source"),
    )
