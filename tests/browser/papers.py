"""What people do with papers in the browser: scanning, proving oneself, signing; and a day told up to some point."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Locator, Page

from organisation.management.commands.sample_logins import PASSWORD
from tests.browser import labels, staff
from tests.browser.county import (
    ESCORT,
    ESCORT_LEADER,
    ESCORT_POLICE,
    VAULT_GUARD,
    VAULT_HEAD,
    VENUE_DEPUTY,
    VENUE_HEAD,
    VENUE_KEEPER,
    VENUE_OFFICE,
    Drill,
)
from tests.browser.labels import Label

SESSION, VENUE = "A1", "v01"
ROOM_CERTIFIED_FOR = dt.timedelta(days=365)
SHIFT, SHIFTS, PAIR = dt.timedelta(hours=12), 4, 2


@dataclass(frozen=True)
class Papers:
    """The papers of one session at one venue of a drill."""

    drill: Drill
    session: str = SESSION
    venue: str = VENUE

    def bags(self, session: str = "", venue: str = "") -> list[Label]:
        """Its bags; or those of another session or venue."""
        return labels.bags(self._var, session or self.session, venue or self.venue)

    def boxes(self) -> list[Label]:
        """The boxes that they come in."""
        return labels.boxes(self._var, self.session, self.venue)

    def proof(self, role: str) -> dict[str, str]:
        """Somebody's own proof."""
        return self.drill.county.player(role).as_second()

    def open_room(self) -> None:
        """The secure room is certified, checked, enabled and has a roster: from now on it takes papers."""
        starts = dt.datetime.fromisoformat(self.drill.session(self.session)["starts_at"])
        second = self.proof(VAULT_GUARD)
        self._at_room(
            "certificate",
            number="演练合格证1号",
            issued_by=["education", "police", "secrecy"],
            valid_from=(starts - ROOM_CERTIFIED_FOR).date().isoformat(),
            valid_until=(starts + ROOM_CERTIFIED_FOR).date().isoformat(),
        )
        self._at_room("check", kind="acceptance", version=1, second=second)
        self._at_room("enable", second=second)
        self._at_room("roster", shifts=self._shifts(starts - SHIFT / 2))

    def _at_room(self, what: str, **given: object) -> None:
        self.drill.act(VAULT_HEAD, f"/vault/{what}/", given)

    def _shifts(self, first: dt.datetime) -> list[dict[str, object]]:
        guards = staff.numbers(self._var, VAULT_GUARD)
        starts = [first + number * SHIFT for number in range(SHIFTS)]
        return [
            {
                "starts_at": start.isoformat(),
                "ends_at": (start + SHIFT).isoformat(),
                "people": guards[number % 2 * PAIR :][:PAIR],
            }
            for number, start in enumerate(starts)
        ]

    def receive(self) -> None:
        """The county receives them, box by box."""
        given = {
            "bags": [box.scan for box in self.boxes()],
            "bags_counted": len(self.bags()),
            "boxes_counted": len(self.boxes()),
            "session": self.session,
            "venue": self.venue,
            "giver": self.proof(ESCORT_LEADER),
            "receivers": [self.proof(VAULT_GUARD)],
        }
        self.drill.act(VAULT_HEAD, "/papers/receive/", given)

    def store(self) -> None:
        """They are put into a cabinet."""
        codes = [{"code": box.code} for box in self.boxes()]
        given = {"bags": codes, "cabinet": "G1", "second": self.proof(VAULT_GUARD)}
        self.drill.act(VAULT_HEAD, "/papers/store/", given)

    def load(self) -> None:
        """They are issued to a vehicle."""
        scans = [box.scan for box in self.boxes()]
        self.drill.act(VAULT_HEAD, "/papers/load/", self._run(scans))

    def _run(self, scans: Sequence[dict[str, str]]) -> dict[str, object]:
        """What goes on one vehicle, its leader signs for it, and a second escort and a policeman ride along."""
        riding = {"escort": ESCORT, "police": ESCORT_POLICE}
        return {
            "venue": self.venue,
            "sessions": [self.session],
            "vehicle": "CAR-1",
            "bags": scans,
            "receiver": self.proof(ESCORT_LEADER),
            "crew": [{"person": staff.numbers(self._var, role)[0], "duty": duty} for duty, role in riding.items()],
        }

    def count(self) -> None:
        """Two count every room, each alone: all were present and everything is there."""
        told = self.drill.read(f"/papers/venues/{self.venue}/?session={self.session}")
        rooms = [{"room": room["number"], "absent": 0} for room in told["rooms"]]
        for role in (VENUE_OFFICE, VENUE_DEPUTY):
            given = {"venue": self.venue, "session": self.session, "rooms": rooms}
            self.drill.act(role, "/papers/count/", given)

    def accept(self) -> None:
        """The chief examiner accepts what the rooms brought."""
        given = {"venue": self.venue, "session": self.session, "form": "F-2", "second": self.proof(VENUE_DEPUTY)}
        self.drill.act(VENUE_HEAD, "/papers/accept/", given)

    def seal(self, things: Sequence[Label]) -> None:
        """These get new seals."""
        given = {"venue": self.venue, "bags": [thing.scan for thing in things], "second": self.proof(VENUE_DEPUTY)}
        self.drill.act(VENUE_OFFICE, "/papers/seal/", given)

    def send_back(self, sealed: Sequence[Label]) -> None:
        """All go back: those with new seals, and the spare ones as they came."""
        spare = [bag for bag in self.bags() if not bag.room]
        scans = [thing.scan for thing in [*sealed, *spare]]
        self.drill.act(VENUE_KEEPER, "/papers/return/", self._run(scans))

    @property
    def _var(self) -> Path:
        return self.drill.county.node.var


def scan(page: Page, *texts: str) -> None:
    """A scanner types into what has the focus, and presses Enter."""
    for text in texts:
        page.keyboard.type(text)
        page.keyboard.press("Enter")


def scan_sealed(page: Page, things: Sequence[Label]) -> None:
    """Each label, and the seal beside it."""
    page.get_by_label("编号", exact=True).first.focus()
    for thing in things:
        scan(page, thing.code, thing.seal)


def prove(page: Page, *logins: str, password: str = PASSWORD) -> None:
    """The second person takes the keyboard, and after him whoever signs beside him."""
    for number, login in enumerate(logins):
        page.get_by_label("登录名").nth(number).fill(login)
        page.get_by_label("密码或 PIN").nth(number).fill(password)


def rows(page: Page) -> Locator:
    """What has been scanned."""
    return page.locator(".scan-rows > li")


def sign(page: Page) -> None:
    """Press the button of the act."""
    page.locator("form[data-act] .form-actions button[type=submit]").click()


def verdict(page: Page) -> Locator:
    """What a refusal says at the top of the form."""
    return page.locator("[data-act-verdict] [role=alert]")
