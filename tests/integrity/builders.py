"""What stories of irregularity records share: a form as it lies on the table, and acts through the API."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from integrity.models import IrregularityRecord
from kernel.actors import SYSTEM
from kernel.scope import reading
from tests.venues.builders import at
from tests.world import World

SIGNERS = [{"name": "周监考", "badge": "J0101"}, {"name": "吴监考", "badge": "J0102"}]


def form(number: str = "W-001", **change: Any) -> dict[str, Any]:
    """A form of room 002: a phone, seized and told to the candidate."""
    return {
        "form": number,
        "code": "Z6-4",
        "room": "002",
        "seat": "17",
        "ticket": "152801217",
        "words": "开考后手机在抽屉内响铃",
        "seen_at": at(12).isoformat(),
        "told_at": at(15).isoformat(),
        "signers": SIGNERS,
        **change,
    }


@dataclass
class Office:
    """The venue's office in a story."""

    world: World

    @property
    def api(self) -> str:
        """The address of the drill's records."""
        return f"{self.world.api}/irregularities/"

    def post(self, by: str, address: str = "", **given: Any) -> Any:
        """An act. ``address`` is what follows the records' own."""
        return self.world.client_of(by).post(self.api + address, given)

    def get(self, by: str, address: str = "", **query: str) -> Any:
        """A read."""
        return self.world.client_of(by).get(self.api + address, query)

    def page(self, by: str, address: str = "", **query: str) -> Any:
        """A page of the drill."""
        return self.world.client_of(by).get(f"/irregularities/{address}", {"exam": str(self.world.exam.pk), **query})

    def enter(self, number: str = "W-001", *, by: str = "ma", venue: str = "v01", **change: Any) -> Any:
        """Enter a form of A1."""
        return self.post(by, venue=venue, session="A1", **form(number, **change))

    def sign(self, number: int = 1, *, by: str = "ma", chief: str = "sun") -> Any:
        """The chief signs beside who sits there."""
        return self.post(by, f"v01/{number}/sign/", chief=self.world.second(chief))

    def row(self, number: int = 1) -> IrregularityRecord:
        """The latest version."""
        with reading(SYSTEM):
            return IrregularityRecord.objects.filter(number=number).latest("version")
