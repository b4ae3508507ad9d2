"""Names in both languages, and how the files of this catalogue are read."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from exams.gateways.files import Node

CATALOGUE = Path(__file__).parent.parent / "catalogue"
Raw = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Name:
    """A name in both languages."""

    zh: str
    en: str


def name_of(node: Node) -> Name:
    """The name that a mapping tells by its ``zh`` and ``en``."""
    return Name(node.text("zh"), node.text("en"))


def hash_of(raw: object) -> str:
    """SHA-256 over the canonical JSON of a value."""
    text = json.dumps(raw, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
