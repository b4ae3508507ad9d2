"""Who plays, what they did, and whether it went as scripted."""

from __future__ import annotations

import datetime as dt
import threading
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from drills.gateways import Address, Answer, Player
from exams.models import Exam
from kernel.actors import SYSTEM
from kernel.scope import reading
from kernel.time import now
from organisation.models import Post
from organisation.selectors import posts_held

ACCEPTED = "accepted"
COUNTY = "county"


@dataclass(frozen=True, slots=True, order=True)
class Move:
    """Something that somebody does at a moment of exam time."""

    at: dt.datetime
    number: int
    name: str = field(compare=False)
    lane: str = field(compare=False)
    do: Callable[[], None] = field(compare=False)


@dataclass
class Stage:
    """The drill, its people, and the tally of what they did."""

    address: Address
    exam: Exam
    password: str
    moves: list[Move] = field(default_factory=list)
    planned: int = 0
    tally: Counter[str] = field(default_factory=Counter)
    unexpected: list[str] = field(default_factory=list)
    log: Callable[[str], object] = print
    _players: dict[str, Player] = field(default_factory=dict)
    _roles: dict[tuple[str, str], list[str]] = field(default_factory=dict)
    _numbers: dict[tuple[str, str], list[str]] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    @property
    def api(self) -> str:
        """Where the drill's API is."""
        return f"/api/exams/{self.exam.pk}"

    def learn_people(self) -> None:
        """Who holds which post now, by role and unit."""
        with reading(SYSTEM):
            held = posts_held(now()).filter(unit__path__startswith=self.exam.scope, person__login__is_active=True)
            for post in held.select_related("unit", "person__login").order_by("unit__path", "person__staff_number"):
                self._roles.setdefault((post.role, post.unit.path), []).append(_login_of(post))
                self._numbers.setdefault((post.role, post.unit.path), []).append(post.person.staff_number)

    def people(self, role: str, path: str | None = None) -> list[Player]:
        """Those who hold ``role`` at ``path`` (the county where none is named), logged in."""
        logins = self._roles.get((role, path or self.exam.scope), [])
        return [self._player(login) for login in logins]

    def one(self, role: str, path: str | None = None, *, number: int = 0) -> Player:
        """One of them. Raises ``LookupError`` with what is missing: a script cannot run without its people."""
        found = self.people(role, path)
        if len(found) <= number:
            raise LookupError(f"the rehearsal needs {number + 1} of role {role} at {path or self.exam.scope}")
        return found[number]

    def number_of(self, role: str, number: int, *, path: str | None = None) -> str | None:
        """The staff number of one who holds ``role`` and need not log in, or None where there are not so many."""
        held = self._numbers.get((role, path or self.exam.scope), [])
        return held[number] if number < len(held) else None

    def _player(self, login: str) -> Player:
        with self._lock:
            player = self._players.get(login)
            if player is None:
                player = Player(self.address, login, self.password)
                player.log_in()
                self._players[login] = player
            return player

    def plan(self, at: dt.datetime, name: str, do: Callable[[], None], *, lane: str = COUNTY) -> None:
        """Something to be done at a moment of exam time. What is of one lane (a venue, the county) keeps its order."""
        with self._lock:
            self.planned += 1
            self.moves.append(Move(at, self.planned, name, lane, do))

    def take_due(self, at: dt.datetime) -> list[Move]:
        """The moves whose moment has come, in order; they are no longer planned."""
        with self._lock:
            due = sorted(move for move in self.moves if move.at <= at)
            self.moves = [move for move in self.moves if move.at > at]
        return due

    def act(self, player: Player, path: str, given: dict[str, Any] | None = None, *, expect: str = ACCEPTED) -> Answer:
        """Let a person act, and hold the answer against the script."""
        answer = player.act(self.api + path, given)
        with self._lock:
            self.tally[answer.code if answer.accepted else "refused"] += 1
            if answer.code != expect:
                said = f"{player.login} {path}: {expect} was scripted, {answer.code} came ({answer.body})"
                self.unexpected.append(said)
                self.log(said)
        return answer

    def check(self, *, that: bool, says: str) -> None:
        """Hold something against the script."""
        if not that:
            with self._lock:
                self.unexpected.append(says)
            self.log(says)


def _login_of(post: Post) -> str:
    return post.person.login.username
