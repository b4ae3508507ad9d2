"""Subjects, and session tables: what is sat on which day, from when, and for how long."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import cache

from exams.gateways.files import CATALOGUE, Node, read_yaml
from exams.gateways.moments import CatalogueError, read_wall_time
from exams.states import SessionKind


@dataclass(frozen=True, slots=True)
class KnownSubject:
    """A subject, and what follows from it for its session."""

    code: str
    zh: str
    en: str
    kind: SessionKind
    may_leave_early: bool


@dataclass(frozen=True, slots=True)
class SessionRule:
    """A session by the day of the exam (1 is the first) and the wall time of its start.

    ``collected_with`` is the session whose convoy brings these papers too, ``returned_with`` the one whose
    convoy takes these answers back too.
    """

    code: str
    subjects: tuple[KnownSubject, ...]
    day: int
    starts: dt.time
    minutes: int
    collected_with: str
    returned_with: str


@dataclass(frozen=True, slots=True)
class SessionTable:
    """The sessions of a whole exam."""

    code: str
    version: int
    zh: str
    en: str
    first_day: dt.date
    source: str
    sessions: tuple[SessionRule, ...]


def subject_named(name: str) -> KnownSubject:
    """The subject of this code or Chinese name. One that is not listed is called by its name."""
    unknown = KnownSubject(code=name, zh=name, en=name, kind=SessionKind.OTHER, may_leave_early=False)
    return _subjects().get(name, unknown)


@cache
def _subjects() -> dict[str, KnownSubject]:
    """Every known subject under its code and all its names."""
    whole = read_yaml(CATALOGUE / "subjects.yaml").only("source", "subjects")
    known: dict[str, KnownSubject] = {}
    for node in whole.nodes("subjects"):
        node.only("code", "zh", "en", "kind", "early_leave", "also")
        subject = KnownSubject(
            code=node.text("code"),
            zh=node.text("zh"),
            en=node.text("en"),
            kind=node.word("kind", SessionKind),
            may_leave_early=_early_leave(node),
        )
        names = (subject.code, subject.zh, *(node.texts("also") if "also" in node.told else ()))
        if taken := [name for name in names if name in known]:
            raise CatalogueError(node.place, f"{taken[0]} stands twice")
        known |= dict.fromkeys(names, subject)
    return known


def _early_leave(node: Node) -> bool:
    told = node.text("early_leave")
    if told not in {"province", "none"}:
        raise CatalogueError(node.at("early_leave"), "either province or none")
    return told == "province"


def session_table_codes() -> list[str]:
    """The tables that are shipped."""
    return sorted(path.stem for path in (CATALOGUE / "sessions").glob("*.yaml"))


@cache
def session_table(code: str) -> SessionTable:
    """The table of this code. Raises ``CatalogueError`` where there is none or its file is wrong."""
    if code not in session_table_codes():
        raise CatalogueError(code, f"no such session table; there are {', '.join(session_table_codes())}")
    whole = read_yaml(CATALOGUE / "sessions" / f"{code}.yaml")
    whole.only("code", "version", "name", "first_day", "source", "sessions")
    first_day = whole.told.get("first_day")
    if not isinstance(first_day, dt.date):
        raise CatalogueError(whole.at("first_day"), "a date is expected, 2025-06-07")
    sessions = tuple(_session(node) for node in whole.nodes("sessions"))
    _check_sessions(sessions, whole.at("sessions"))
    return SessionTable(
        code=whole.text("code"),
        version=whole.number("version"),
        zh=whole.node("name").text("zh"),
        en=whole.node("name").text("en"),
        first_day=first_day,
        source=whole.text("source"),
        sessions=sessions,
    )


def _session(node: Node) -> SessionRule:
    node.only("code", "subjects", "day", "starts", "minutes", "collected_with", "returned_with")
    unknown = [name for name in node.texts("subjects") if name not in _subjects()]
    if unknown or not node.texts("subjects"):
        raise CatalogueError(node.at("subjects"), f"no subject {', '.join(unknown)}")
    return SessionRule(
        code=node.text("code"),
        subjects=tuple(subject_named(name) for name in node.texts("subjects")),
        day=node.number("day"),
        starts=read_wall_time(node.told.get("starts"), node.at("starts")),
        minutes=node.number("minutes"),
        collected_with=node.told.get("collected_with", ""),
        returned_with=node.told.get("returned_with", ""),
    )


def _check_sessions(sessions: tuple[SessionRule, ...], place: str) -> None:
    codes = [session.code for session in sessions]
    if not codes or len(set(codes)) != len(codes):
        raise CatalogueError(place, "every session needs a code of its own")
    for session in sessions:
        for other in (session.collected_with, session.returned_with):
            if other and other not in codes:
                raise CatalogueError(f"{place}[{session.code}]", f"no session {other!r}")
        if session.minutes == 0 or session.day == 0:
            raise CatalogueError(f"{place}[{session.code}]", "days and minutes count from 1")
