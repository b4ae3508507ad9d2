"""Reads a warning in the Common Alerting Protocol (CAP 1.2, GB/T 35965.1), with DTDs and entities off.

Feeds differ from the letter of both: no namespace, a blank for the T in times, colours for severities. What is meant
is read; what is missing is named, and nothing is guessed.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

from exams.gateways.files import Node, read_yaml
from incidents.gateways.names import CATALOGUE, Name, name_of
from incidents.states import MOST_ALERT_BYTES, AlertAside, AlertStatus, AlertType, Severity

# What a Chinese feed writes without an offset is Beijing time (GB/T 35965.1).
BEIJING = ZoneInfo("Asia/Shanghai")
# 红 Extreme, 橙 Severe, 黄 Moderate, 蓝 Minor (handbook 4.2).
COLOURS = {
    "red": Severity.EXTREME,
    "红色": Severity.EXTREME,
    "orange": Severity.SEVERE,
    "橙色": Severity.SEVERE,
    "yellow": Severity.MODERATE,
    "黄色": Severity.MODERATE,
    "blue": Severity.MINOR,
    "蓝色": Severity.MINOR,
}


class CapUnreadable(Exception):
    """The bytes are no warning that can be taken."""

    def __init__(self, why: AlertAside, detail: str = "") -> None:
        super().__init__(why, detail)
        self.why, self.detail = why, detail


@dataclass(frozen=True, slots=True)
class CapRead:
    """A warning as read."""

    identifier: str
    sender: str
    sent_at: dt.datetime
    status: AlertStatus
    msg_type: AlertType
    event: str
    event_code: str
    severity: Severity
    headline: str
    area: str
    replaces: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Hazard:
    """What a warning is of: its codes and words, and the severity from which on it starts a plan."""

    code: str
    name: Name
    least: Severity
    codes: tuple[str, ...]
    words: tuple[str, ...]

    def fits(self, read: CapRead) -> bool:
        """Whether the warning is of it: by its code, or else by what it is called."""
        if read.event_code:
            return read.event_code.upper() in self.codes
        return any(word in f"{read.event} {read.headline}".lower() for word in self.words)


@cache
def hazards() -> tuple[Hazard, ...]:
    """Every hazard of the catalogue."""
    node = Node(read_yaml(CATALOGUE / "alerts.yaml").told, "alerts").only("version", "source", "identifier", "hazards")
    listed = node.node("hazards")
    return tuple(_hazard(code, listed.node(code).only("zh", "en", "from", "codes", "words")) for code in listed.told)


def _hazard(code: str, node: Node) -> Hazard:
    return Hazard(
        code=code,
        name=name_of(node),
        least=node.word("from", Severity),
        codes=tuple(node.texts("codes")),
        words=tuple(node.texts("words")),
    )


def hazard_of(read: CapRead) -> str:
    """The hazard that the warning is of, however bad; empty where it is of none that has a plan."""
    return next((one.code for one in hazards() if one.fits(read)), "")


def is_bad_enough(hazard: str, severity: Severity) -> bool:
    """Whether a warning of this severity starts the hazard's plan."""
    return any(one.code == hazard and severity.rank <= one.least.rank for one in hazards())


def read_cap(body: bytes) -> CapRead:
    """The warning, or ``CapUnreadable`` with the reason."""
    if len(body) > MOST_ALERT_BYTES:
        raise CapUnreadable(AlertAside.TOO_LARGE)
    root = _root(body)
    info = next((one for one in root if _name(one) == "info"), None)
    if _name(root) != "alert" or info is None:
        raise CapUnreadable(AlertAside.INCOMPLETE, "alert, info")
    return CapRead(
        identifier=_needed(root, "identifier"),
        sender=_needed(root, "sender"),
        sent_at=_instant(_needed(root, "sent")),
        status=_word(root, "status", AlertStatus),
        msg_type=_word(root, "msgType", AlertType),
        event=_needed(info, "event"),
        event_code=_event_code(info),
        severity=_severity(info),
        headline=_text(info, "headline"),
        area="、".join(_text(one, "areaDesc") for one in info if _name(one) == "area"),
        replaces=tuple(one.split(",")[1].strip() for one in _text(root, "references").split() if one.count(",") == 2),
    )


def _root(body: bytes) -> Any:
    # Loaded where it is used: every process of the node would carry the library otherwise.
    from lxml import etree

    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, dtd_validation=False, huge_tree=False
    )
    try:
        root: Any = etree.fromstring(body, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise CapUnreadable(AlertAside.UNREADABLE) from error
    if root.getroottree().docinfo.doctype:
        raise CapUnreadable(AlertAside.UNREADABLE, "DOCTYPE")
    return root


def _name(element: Any) -> str:
    return str(element.tag).rpartition("}")[2] if isinstance(element.tag, str) else ""


def _children(element: Any, name: str) -> Iterator[Any]:
    return (one for one in element if _name(one) == name)


def _text(element: Any, name: str) -> str:
    found = next(_children(element, name), None)
    return "" if found is None else "".join(found.itertext()).strip()


def _needed(element: Any, name: str) -> str:
    text = _text(element, name)
    if not text:
        raise CapUnreadable(AlertAside.INCOMPLETE, name)
    return text


def _word(element: Any, name: str, words: Any) -> Any:
    try:
        return words(_needed(element, name))
    except ValueError as error:
        raise CapUnreadable(AlertAside.INCOMPLETE, name) from error


def _severity(info: Any) -> Severity:
    text = _needed(info, "severity")
    if text.lower() in COLOURS:
        return COLOURS[text.lower()]
    try:
        return Severity(text.capitalize())
    except ValueError as error:
        raise CapUnreadable(AlertAside.INCOMPLETE, "severity") from error


def _event_code(info: Any) -> str:
    coded = next(_children(info, "eventCode"), None)
    return _text(info, "eventType") or ("" if coded is None else _text(coded, "value"))


def _instant(text: str) -> dt.datetime:
    try:
        told = dt.datetime.fromisoformat(text.replace(" ", "T", 1))
    except ValueError as error:
        raise CapUnreadable(AlertAside.INCOMPLETE, "sent") from error
    return told if told.tzinfo else told.replace(tzinfo=BEIJING)
