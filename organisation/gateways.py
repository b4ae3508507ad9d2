"""Reads the roles' catalogue from its file."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

from organisation.states import Capability

CATALOGUE = Path(__file__).parent / "catalogue"


@dataclass(frozen=True, slots=True)
class Role:
    """A role that a post may have, and what it gives."""

    code: str
    zh: str
    en: str
    gives: frozenset[Capability]


@cache
def roles() -> dict[str, Role]:
    """Every role by its code. An unknown capability in the file fails loudly."""
    told = yaml.safe_load((CATALOGUE / "roles.yaml").read_text(encoding="utf-8"))
    return {
        code: Role(code=code, zh=role["zh"], en=role["en"], gives=frozenset(Capability(one) for one in role["gives"]))
        for code, role in told["roles"].items()
    }
