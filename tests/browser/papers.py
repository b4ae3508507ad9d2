"""What people do with papers in the browser: scanning, proving oneself, signing; and a day told up to some point."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from playwright.sync_api import Locator, Page

from organisation.management.commands.sample_logins import PASSWORD
from tests.browser import labels
from tests.browser.county import (
    ESCORT_LEADER,
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
# What is printed into a bag of the sample county.
NOMINAL = 30


@dataclass(frozen=True)
class Papers:
    """The papers of one session at one venue of a drill."""

    drill: Drill
    session: str = SESSION
    venue: str = VENUE

    def bags(self, session: str = "", venue: str = "") -> list[Label]:
        """Its bags; or those of another session or venue."""
        return labels.bags(self.drill.county.node.var, session or self.session, venue or self.venue)

    def boxes(self) -> list[Label]:
        """The boxes that they come in."""
        return labels.boxes(self.drill.county.node.var, self.session, self.venue)

    def proof(self, role: str) -> dict[str, str]:
        """Somebody's own proof."""
        return self.drill.county.player(role).as_second()

    def receive(self) -> None:
        """The county receives them, box by box."""
        given = {
            "bags": [box.scan for box in self.boxes()],
            "bags_counted": len(self.bags()),
            "boxes_counted": len(self.boxes()),
            "session": self.session,
            "venue": self.venue,
            "giver": self.proof(ESCORT_LEADER),
        }
        self.drill.act(VAULT_HEAD, "/papers/receive/", given)

    def store(self) -> None:
        """They are put into a cabinet."""
        codes = [{"code": box.code} for box in self.boxes()]
        given = {"bags": codes, "cabinet": "G1", "second": self.proof(VAULT_GUARD)}
        self.drill.act(VAULT_HEAD, "/papers/store/", given)

    def load(self) -> None:
        """They are issued to a vehicle."""
        run = {"venue": self.venue, "sessions": [self.session], "vehicle": "CAR-1"}
        scans = [box.scan for box in self.boxes()]
        self.drill.act(VAULT_HEAD, "/papers/load/", {**run, "bags": scans, "receiver": self.proof(ESCORT_LEADER)})

    def count(self) -> None:
        """Every room is counted, and all of it is there."""
        given = {"venue": self.venue, "session": self.session, "counts": self._balanced()}
        self.drill.act(VENUE_OFFICE, "/papers/count/", {**given, "second": self.proof(VENUE_DEPUTY)})

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
        given = {
            "venue": self.venue,
            "sessions": [self.session],
            "vehicle": "CAR-1",
            "bags": [thing.scan for thing in [*sealed, *spare]],
            "receiver": self.proof(ESCORT_LEADER),
        }
        self.drill.act(VENUE_KEEPER, "/papers/return/", given)

    def _balanced(self) -> list[dict[str, object]]:
        """A count of every room in which everybody was present and everything is there."""
        told = self.drill.read(f"/papers/venues/{self.venue}/?session={self.session}")
        seats = {room["number"]: room["seats"] for room in told["rooms"]}
        return [
            {
                "room": room,
                "material": material,
                "present": many,
                "absent": 0,
                "used_by_present": many,
                "blank_for_absent": 0,
                "surplus_blank": NOMINAL - many,
            }
            for room, many in seats.items()
            for material in ("papers", "cards")
        ]


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


def prove(page: Page, login: str, password: str = PASSWORD) -> None:
    """The second person takes the keyboard."""
    page.get_by_label("登录名").fill(login)
    page.get_by_label("密码或 PIN").fill(password)


def rows(page: Page) -> Locator:
    """What has been scanned."""
    return page.locator(".scan-rows > li")


def sign(page: Page) -> None:
    """Press the button of the act."""
    page.locator("form[data-act] .form-actions button[type=submit]").click()


def verdict(page: Page) -> Locator:
    """What a refusal says at the top of the form."""
    return page.locator("[data-act-verdict] [role=alert]")
