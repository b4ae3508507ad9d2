"""Bodies as Traccar, OwnTracks and OsmAnd send them, after samples of these projects' own tests."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.test import Client

from kernel.time import now
from paper_custody.models import PositionSource
from tests.paper_custody.builders import Papers
from tests.paper_custody.roads import place

SECRET = "kZ3v-9QmT-7wXr-2LpN-5hBd"
TRUCK = "013912345678"
PHONES = {"owntracks": "ckrey/22A67880", "osmand": "48241179"}


def traccar(at: dt.datetime, east: float, north: float = 0, **told: Any) -> dict[str, Any]:
    """A position as Traccar forwards it, so many metres along the way."""
    longitude, latitude = place(east, north)
    device = told.pop("device", TRUCK)
    moment = at.strftime("%Y-%m-%dT%H:%M:%S.000+0000")
    position = {
        "id": int(at.timestamp()), "attributes": {"ignition": True, "motion": True}, "deviceId": 7, "protocol": "jt808",
        "serverTime": moment, "deviceTime": moment, "fixTime": moment, "valid": True, "latitude": latitude,
        "longitude": longitude, "altitude": 31.0, "speed": 17.8186, "course": 271.0, "address": None, "accuracy": 0.0,
    }  # fmt: skip
    return {
        "position": {**position, **told},
        "device": {"id": 7, "name": "押运03", "uniqueId": device, "status": "online"},
    }


@dataclass(frozen=True)
class Feeds:
    """The tools of this story: what they send, and where."""

    papers: Papers

    def approve(self, who: str = "bai", **given: Any) -> Any:
        """Bai records the secrecy office's approval."""
        until = (now() + dt.timedelta(days=30)).isoformat()
        told = {"document": "临密办函〔2027〕3号", "decided_by": "县国家保密局", "decided_on": "2027-05-20"}
        return self.papers.post(who, "positions/approve", **{**told, "valid_until": until, **given})

    def open(self, feed: str = "traccar", device: str = TRUCK, *, who: str = "bai", secret: str = SECRET) -> Any:
        """Bai opens a source and binds its device to v01's vehicle."""
        opened = self.papers.post(who, "positions/sources", name=feed, feed=feed, secret=f"{secret}-{feed}")
        if opened.status_code == 200:
            source = PositionSource.objects.get(feed=feed)
            bound = self.papers.post(who, f"positions/sources/{source.pk}/bind", native_id=device, vehicle="CAR-v01")
            assert bound.status_code == 200
        return opened

    def send(self, body: Any, *, path: str = "traccar/position", feed: str = "traccar", **kwargs: Any) -> Any:
        """A body, with the source's secret."""
        headers = {"Authorization": f"Bearer {SECRET}-{feed}", **kwargs.pop("headers", {})}
        return Client().post(f"/ingest/{path}", body, content_type="application/json", headers=headers, **kwargs)

    def fix(self, at: dt.datetime, east: float, north: float = 0, **told: Any) -> Any:
        """The truck is there at that moment, and the drill's clock is there too, unless the fix was buffered."""
        if at > self.papers.world.exam_now:
            self.papers.world.move_to(at)
        return self.send(traccar(at, east, north, **told))
