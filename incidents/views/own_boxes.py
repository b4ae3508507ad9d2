"""The boxes of a form, and how what people type in them becomes what the catalogue writes."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import get_language, gettext

from incidents.gateways import parties
from incidents.gateways.ladder import AT_ONCE
from incidents.gateways.own_reading import Wrong
from incidents.templatetags.incident_words import in_language
from incidents.templatetags.own_words import field_word, wrong_word

BETWEEN = re.compile(r"[;；\n]+")
# Some names have such a sign inside: it parts names only where the whole is none.
WITHIN = re.compile(r"[、,，]+")
TYPED = re.compile(r"(\d{1,4})\s*(秒钟|秒|s|sec|分钟|分|m|min|小时|时|h)", re.IGNORECASE)
UNITS = {"秒钟": "s", "秒": "s", "s": "s", "sec": "s", "分钟": "m", "分": "m", "m": "m", "min": "m"}
WRITTEN = {"s": "秒", "m": "分钟", "h": "小时"}
AT_ONCE_TYPED = {"立即", "at once", "at_once"}

Choices = Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Box:
    """One box: its name in the form, its label, what stands in it, what can be chosen, and what is wrong with it."""

    name: str
    label: str
    value: str
    kind: str = "text"
    choices: Choices = ()
    error: str = ""


class Boxes:
    """Makes the boxes of one row, each with what is wrong there."""

    def __init__(self, prefix: str, row: str, wrongs: Iterable[Wrong]) -> None:
        self.prefix = prefix
        self.wrong = {one.field: one for one in wrongs if one.row == row}

    def box(self, field: str, value: Any, *, kind: str = "text", choices: Choices = (), label: str = "") -> Box:
        """The box of a field. ``when.<condition>`` is told wrong as ``when``."""
        found = self.wrong.get(field) or self.wrong.get(field.partition(".")[0])
        return Box(
            name=f"{self.prefix}{field}",
            label=label or field_word(field),
            value=str(value or ""),
            kind=kind,
            choices=choices,
            error="" if found is None else wrong_word(found),
        )


def length_code(typed: str) -> str:
    """``5分钟`` as the catalogue writes it; what is no length stays, for the parser to refuse."""
    text = unicodedata.normalize("NFKC", typed).strip()
    if text.lower() in AT_ONCE_TYPED:
        return AT_ONCE
    found = TYPED.fullmatch(text)
    return text if found is None else f"{found[1]}{UNITS.get(found[2].lower(), 'h')}"


def length_typed(code: object) -> str:
    """A length as people type it."""
    text = "" if code is None else str(code)
    if not (get_language() or "zh").startswith("zh"):
        return text
    if text == AT_ONCE:
        return gettext("at once")
    return f"{text[:-1]}{WRITTEN[text[-1]]}" if text[:-1].isdigit() and text[-1] in WRITTEN else text


def party_codes(typed: str) -> list[str]:
    """Names of units and posts as their codes; a name that is none stays, for the parser to refuse."""
    codes: list[str] = []
    for part in filter(None, (one.strip() for one in BETWEEN.split(typed))):
        if part in _codes():
            codes.append(_codes()[part])
        else:
            codes += [_codes().get(one.strip(), one.strip()) for one in WITHIN.split(part) if one.strip()]
    return codes


def _codes() -> dict[str, str]:
    known: dict[str, str] = {}
    for code, name in parties().items():
        known |= {code: code, name.zh: code, name.en: code}
    return known


def parties_typed(codes: object) -> str:
    """Codes as people type them: names, parted by semicolons."""
    listed = codes if isinstance(codes, list | tuple) else []
    return "；".join(in_language(parties()[code]) if code in parties() else str(code) for code in listed)
