"""EPCIS 2.0 documents as files: whether one is what the standard asks for, and what is wrong with it, by path.

Three things are asked, since GS1's schema alone lets much through: the schema with its formats, the words of the
Core Business Vocabulary wherever they stand, and times that say their offset.
"""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any
from urllib.parse import urlsplit

import yaml

from paper_custody.gateways import CATALOGUE

SCHEMA_FOLDER = CATALOGUE / "epcis"
TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)\Z")
# A GS1 word in one of its long forms: the word itself is what follows.
LONG = re.compile(
    r"(?:https?://ref\.gs1\.org/cbv/|https?://ns\.gs1\.org/cbv/|urn:epcglobal:cbv:|cbv:)"
    r"(?:biz ?step|disp|sdt|btt|er)[:\-](?P<word>.*)\Z",
    re.IGNORECASE,
)
TIMES = ("eventTime", "recordTime")


@dataclass(frozen=True, slots=True)
class Wrong:
    """One thing that is wrong: where it stands in the document, and why."""

    path: str
    reason: str

    def __str__(self) -> str:
        return f"{self.path}: {self.reason}"


def wrong_in(text: str | bytes) -> list[Wrong]:
    """All that is wrong with a document; nothing: it may be handed on."""
    try:
        document = json.loads(text)
    except ValueError as error:
        return [Wrong("$", f"is not JSON ({error})")]
    if not isinstance(document, dict):
        return [Wrong("$", "is not an object")]
    found = [*_by_schema(document), *_by_words(document)]
    return list(dict.fromkeys(found))


@cache
def words() -> Mapping[str, list[str]]:
    """The words of the Core Business Vocabulary, by what they are for."""
    listed: dict[str, list[str]] = yaml.safe_load((SCHEMA_FOLDER / "cbv.yaml").read_text())
    return listed


@cache
def _validator() -> Any:
    # Loaded where it is used: every process of the node would carry it otherwise.
    from jsonschema import Draft7Validator, FormatChecker

    formats = FormatChecker(formats=())
    formats.checks("date-time")(lambda value: not isinstance(value, str) or is_instant(value))
    formats.checks("uri")(lambda value: not isinstance(value, str) or _is_uri(value))
    return Draft7Validator(json.loads((SCHEMA_FOLDER / "EPCIS-JSON-Schema.json").read_text()), format_checker=formats)


def is_instant(text: str) -> bool:
    """Whether the text is a moment that says its offset."""
    if not TIME.match(text):
        return False
    try:
        dt.datetime.fromisoformat(text)
    except ValueError:
        return False
    return True


def _is_uri(text: str) -> bool:
    try:
        parts = urlsplit(text)
    except ValueError:
        return False
    return bool(parts.scheme and (parts.netloc or parts.path)) and not re.search(r"\s", text)


def _by_schema(document: Mapping[str, Any]) -> Iterator[Wrong]:
    for error in _validator().iter_errors(document):
        deepest = max(_causes(error), key=lambda cause: len(cause.absolute_path))
        yield Wrong(_path(deepest.absolute_path), _reason(deepest))


def _causes(error: Any) -> Iterator[Any]:
    yield error
    for cause in error.context or ():
        yield from _causes(cause)


def _reason(error: Any) -> str:
    if error.validator == "format":
        told = {"date-time": "is no moment that says its offset", "uri": "is neither a known word nor an address"}
        return f"{error.instance!r} {told[error.validator_value]}"
    message: str = error.message
    return message if len(message) <= 200 else f"{message[:200]} ..."


def _path(parts: Any) -> str:
    return "$" + "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in parts)


def _events(document: Mapping[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    body = document.get("epcisBody")
    listed = body.get("eventList") if isinstance(body, dict) else None
    if isinstance(listed, list):
        for number, event in enumerate(listed):
            if isinstance(event, dict):
                yield f"$.epcisBody.eventList[{number}]", event
    elif "eventTime" in document:
        yield "$", dict(document)


def _by_words(document: Mapping[str, Any]) -> Iterator[Wrong]:
    seen: dict[str, str] = {}
    for path, event in _events(document):
        for place, kind, word in _spoken(event):
            yield from _wrong_word(f"{path}{place}", kind, word)
        for name in TIMES:
            told = event.get(name)
            if isinstance(told, str) and not is_instant(told):
                yield Wrong(f"{path}.{name}", f"{told!r} is no moment that says its offset")
        yield from _told_twice(path, event, seen)


def _spoken(event: Mapping[str, Any]) -> Iterator[tuple[str, str, object]]:
    """Every word of an event that the vocabulary has a list for: where it stands, which list, and the word."""
    for name, kind in (("bizStep", "biz_steps"), ("disposition", "dispositions")):
        if name in event:
            yield f".{name}", kind, event[name]
    error = event.get("errorDeclaration")
    if isinstance(error, dict) and "reason" in error:
        yield ".errorDeclaration.reason", "reasons", error["reason"]
    yield from _spoken_in_lists(event)


def _spoken_in_lists(event: Mapping[str, Any]) -> Iterator[tuple[str, str, object]]:
    for name in ("set", "unset"):
        for number, word in enumerate(_listed(event.get("persistentDisposition"), name)):
            yield f".persistentDisposition.{name}[{number}]", "dispositions", word
    for name, kind in TYPED.items():
        for number, one in enumerate(_listed(event, name)):
            if isinstance(one, dict) and "type" in one:
                yield f".{name}[{number}].type", kind, one["type"]


# Lists whose members say what they are in a word of the vocabulary.
TYPED = {"sourceList": "parties", "destinationList": "parties", "bizTransactionList": "transactions"}


def _listed(holder: object, name: str) -> list[object]:
    listed = holder.get(name) if isinstance(holder, dict) else None
    return listed if isinstance(listed, list) else []


def _wrong_word(place: str, kind: str, word: object) -> Iterator[Wrong]:
    if not isinstance(word, str):
        yield Wrong(place, f"{word!r} is no word")
        return
    long = LONG.match(word)
    bare = long["word"] if long else word
    if (long or not _is_uri(word)) and bare not in words()[kind]:
        yield Wrong(place, f"{bare!r} is no word of the vocabulary for {kind}")


def _told_twice(path: str, event: Mapping[str, Any], seen: dict[str, str]) -> Iterator[Wrong]:
    """An event that is told again under its id is the declaration of its own error, or it is one too many."""
    name = event.get("eventID")
    if not isinstance(name, str):
        return
    if name in seen and "errorDeclaration" not in event:
        yield Wrong(f"{path}.eventID", f"was told before at {seen[name]}")
    seen.setdefault(name, path)
