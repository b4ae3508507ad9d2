"""Reads the roles' catalogue from its file, and whether a login has a second factor."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled

from organisation.models import Login
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
    told = _catalogue()
    return {
        code: Role(code=code, zh=role["zh"], en=role["en"], gives=frozenset(Capability(one) for one in role["gives"]))
        for code, role in told["roles"].items()
    }


@cache
def command_roles() -> frozenset[str]:
    """The roles of which a county may demand a second factor. An unknown one in the file fails loudly."""
    named = frozenset(_catalogue()["second_factor"])
    if unknown := named - roles().keys():
        raise LookupError(f"roles.yaml demands a second factor of roles that it does not have: {sorted(unknown)}")
    return named


def has_second_factor(login: Login) -> bool:
    """Whether a login asks for a code of an authenticator app. Recovery codes alone are none."""
    return bool(is_mfa_enabled(login, [Authenticator.Type.TOTP]))


def _catalogue() -> dict[str, Any]:
    told: dict[str, Any] = yaml.safe_load((CATALOGUE / "roles.yaml").read_text(encoding="utf-8"))
    return told
