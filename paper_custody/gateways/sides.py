"""Reads the rules of both sides from their file."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

import yaml

from organisation.states import Capability
from paper_custody.gateways import CATALOGUE
from paper_custody.states import Step


@dataclass(frozen=True, slots=True)
class SideRule:
    """Who signs for one side: how many people, what each must hold, and a role that one of them must have."""

    people: int
    holds: Capability
    one_of: str = ""

    @property
    def places(self) -> list[str]:
        """A place on the form for each of them."""
        return [str(place) for place in range(self.further)]

    @property
    def further(self) -> int:
        """How many prove themselves beside the first."""
        return self.people - 1


@dataclass(frozen=True, slots=True)
class Rule:
    """How many people of each side sign a handover."""

    number: str
    step: Step
    source: str
    zh: str
    en: str
    giver: SideRule
    receiver: SideRule


@cache
def rules() -> dict[Step, Rule]:
    """The rule of each handover that has one. A word that is not known fails loudly."""
    told = yaml.safe_load((CATALOGUE / "rules.yaml").read_text(encoding="utf-8"))
    found = [
        Rule(**{**rule, "step": Step(rule["step"]), "giver": _side(rule["giver"]), "receiver": _side(rule["receiver"])})
        for rule in told["rules"]
    ]
    return {rule.step: rule for rule in found}


def _side(told: dict[str, Any]) -> SideRule:
    return SideRule(people=told["people"], holds=Capability(told["holds"]), one_of=told.get("one_of", ""))
