"""The whole product for the browser: one node on the sample county, its people, and drills of its exam."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, field
from typing import Any

from drills.gateways import Address, Player
from organisation.management.commands.sample_logins import PASSWORD
from tests.examops.running import RunningNode, wait_until

# Who acts in the tests, by the role's Chinese name as the start prints it.
CHIEF, OFFICER, CLERK, EXAM_OFFICE = "考区主任", "县值班长", "值班员", "考务科"
VAULT_HEAD, VAULT_GUARD, ESCORT_LEADER = "保密室负责人", "保密员", "押运组长"
ESCORT, ESCORT_POLICE = "押运员", "随车民警"
VENUE_HEAD, VENUE_DEPUTY, VENUE_OFFICE, VENUE_KEEPER = "主考", "副主考", "考务员", "考点保密员"
AUDITOR = "审计管理员"
LAST_PRINTED = AUDITOR
PRINTED = re.compile(r"logins \|\s+(\S+)\s+(\S+) \([^)]*\), (.+)$", re.MULTILINE)


class SampleNode(RunningNode):
    """A node on the sample county, whose day has not begun."""

    words = ("--no-rehearsal",)


@dataclass
class County:
    """The node and those who work on it."""

    node: SampleNode
    cookies: dict[str, Any] = field(default_factory=dict)
    _players: dict[str, Player] = field(default_factory=dict)

    @property
    def url(self) -> str:
        """Where its pages are."""
        return f"https://localhost:{self.node.port}"

    def login_of(self, role: str) -> str:
        """The login of the first who holds the role."""
        wait_until(lambda: f" {LAST_PRINTED} (" in self.node.said())
        logins = {name: str(login) for login, name, _unit in PRINTED.findall(self.node.said())}
        return logins[role]

    def player(self, role: str) -> Player:
        """The one who holds the role, logged in and acting over HTTP."""
        if role not in self._players:
            root = self.node.var / "caddy" / "pki" / "authorities" / "local" / "root.crt"
            player = Player(Address(self.url, str(root)), self.login_of(role), PASSWORD)
            player.log_in()
            self._players[role] = player
        return self._players[role]

    def real(self) -> str:
        """The id of the real exam."""
        exams = self.player(OFFICER).read("/api/exams/?kind=real&status=open")
        return str(exams[0]["id"])

    def drill(self, name: str) -> Drill:
        """A drill of it, of which nobody has told anything yet."""
        answer = self.player(OFFICER).act(f"/api/exams/{self.real()}/drills/", {"name": name})
        assert answer.accepted, answer.body
        return Drill(self, str(answer.body["fact"]["exam"]))

    def settle(self) -> None:
        """Wait until all is numbered, projected and reacted to."""
        wait_until(lambda: self.node.health()["settled"])


@dataclass(frozen=True)
class Drill:
    """A drill, whose time only the test moves on."""

    county: County
    exam: str

    @property
    def api(self) -> str:
        """Its API."""
        return f"/api/exams/{self.exam}"

    def act(self, role: str, path: str, given: dict[str, Any] | None = None) -> dict[str, Any]:
        """Let somebody act who may. Returns what became a fact."""
        answer = self.county.player(role).act(self.api + path, given)
        assert answer.accepted, answer.body
        fact: dict[str, Any] = answer.body["fact"]
        return fact

    def read(self, path: str, role: str = OFFICER) -> Any:
        """What the API tells somebody."""
        return self.county.player(role).read(self.api + path)

    def venue(self, code: str) -> dict[str, Any]:
        """A venue as the API tells it."""
        told: dict[str, Any] = self.read(f"/venues/{code}/")
        return told

    def session(self, code: str = "A1") -> dict[str, Any]:
        """A session."""
        return next(one for one in self.read("/sessions/") if one["code"] == code)

    def step_to(self, minutes: float, session: str = "A1") -> None:
        """Move its time to so many minutes after the session's start; before it where negative."""
        start = dt.datetime.fromisoformat(self.session(session)["starts_at"])
        self.act(OFFICER, "/timeline/step/", {"to": (start + dt.timedelta(minutes=minutes)).isoformat()})
        self.county.settle()
