"""Positions come in under an approval only, each once, whatever sent them; what is refused is kept with its reason."""

from __future__ import annotations

import base64
import datetime as dt
import hashlib
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from kernel.time import now
from paper_custody.models import (
    Escort,
    Position,
    PositionApproval,
    PositionKey,
    PositionSource,
    SetAside,
)
from tests.paper_custody.builders import Papers
from tests.paper_custody.feeds import PHONES, SECRET, Feeds, traccar
from tests.paper_custody.roads import place
from tests.venues.builders import at

SECOND, MINUTE = dt.timedelta(seconds=1), dt.timedelta(minutes=1)
FOUND = ("deviated", "stopped", "silent", "early", "recovered", "passed")


# ---- the approval ---------------------------------------------------------------------------------------------


def test_without_an_approval_nothing_of_a_position_is_kept(leaving: Papers) -> None:
    feeds = Feeds(leaving)
    feeds.open()
    body = traccar(at(-149), 100)

    refused = feeds.send(body)

    assert (refused.status_code, refused.json()["code"]) == (403, "positions_not_approved")
    assert not Position.objects.exists()
    aside = SetAside.objects.get()
    assert (aside.reason, aside.body, aside.device, len(aside.sha256)) == ("positions_not_approved", None, "", 32)


def test_an_approval_that_was_withdrawn_or_has_ended_is_none(feeds: Feeds) -> None:
    assert feeds.fix(at(-149), 100).status_code == 200

    assert feeds.papers.post("bai", "positions/withdraw").status_code == 200
    assert feeds.fix(at(-148), 200).status_code == 403
    assert feeds.papers.post("bai", "positions/withdraw").json()["code"] == "not_there"
    assert feeds.approve().status_code == 200
    PositionApproval.objects.filter(withdrawn_at=None).update(valid_until=now() - SECOND)
    assert feeds.fix(at(-147), 300).status_code == 403
    assert Position.objects.count() == 1


def test_an_approval_is_recorded_by_the_few_who_record_decisions(leaving: Papers) -> None:
    feeds = Feeds(leaving)

    for who in ("wang", "chen", "zhao", "li"):
        assert feeds.approve(who).json()["code"] == "not_permitted"
        assert feeds.open(who=who).json()["code"] == "not_permitted"
    assert feeds.approve("hu").json()["code"] == "not_there"
    assert feeds.approve(valid_until=(now() - SECOND).isoformat()).json()["code"] == "approval_does_not_fit"
    assert feeds.approve(document=" ").json()["code"] == "bad_input"
    assert feeds.approve().status_code == 200
    assert feeds.approve().json()["code"] == "approval_does_not_fit"


def test_of_a_secret_the_hash_is_kept_and_a_closed_source_sends_no_longer(feeds: Feeds) -> None:
    source = PositionSource.objects.get()

    assert bytes(source.secret_hash) == hashlib.sha256(f"{SECRET}-traccar".encode()).digest()
    assert feeds.send(traccar(at(-149), 1), headers={"Authorization": "Bearer wrong"}).status_code == 401
    assert feeds.papers.post("bai", "positions/sources", name="n", feed="traccar", secret="short").status_code == 400
    assert feeds.papers.post("bai", f"positions/sources/{source.pk}/close").status_code == 200
    assert feeds.fix(at(-149), 100).json()["code"] == "position_source_unknown"
    assert not SetAside.objects.exists()


# ---- what the tools send --------------------------------------------------------------------------------------


def test_traccar_tells_three_times_and_knots(feeds: Feeds) -> None:
    moved = at(-149)
    feeds.papers.world.move_to(moved)
    body = traccar(moved, 100, serverTime="2027-06-06T22:31:01.906+00:00")

    answer = feeds.send(body)

    row = Position.objects.get()
    assert (answer.status_code, answer.json()) == (200, {})
    assert (row.fix_at, row.device_at, row.sent_at) == (moved, moved, moved + dt.timedelta(seconds=1, milliseconds=906))
    assert row.speed_kmh == pytest.approx(33.0, abs=0.01)
    assert (row.escort, row.standing, row.is_outside) == (Escort.objects.get(), "live", False)
    assert bytes(row.sha256) == hashlib.sha256(bytes(row.body)).digest()
    assert str(body["position"]["id"]).encode() in bytes(row.body)


def test_a_retry_is_one_row_and_is_answered_like_the_first(feeds: Feeds) -> None:
    answers = [feeds.fix(at(-149), 100).status_code for _time in range(3)]
    again = feeds.send({**traccar(at(-149), 100), "geofence": None})

    assert {*answers, again.status_code} == {200}
    assert Position.objects.count() == PositionKey.objects.count() == 1


def test_an_event_is_kept_beside_its_position(feeds: Feeds) -> None:
    feeds.papers.world.move_to(at(-149))
    body = {**traccar(at(-149), 100), "event": {"id": 1216, "type": "geofenceExit"}, "geofence": {"id": 3}}

    answers = [feeds.send(body, path="traccar/event").status_code, feeds.fix(at(-149), 100).status_code]
    alone = feeds.send({**body, "position": None}, path="traccar/event").status_code

    assert [*answers, alone] == [200, 200, 200]
    assert Position.objects.count() == 1
    assert [row.reason for row in SetAside.objects.all()] == ["event", "event"]


def owntracks(**told: Any) -> dict[str, Any]:
    longitude, latitude = place(100)
    fixed = int(at(-149).timestamp())
    return {
        "_type": "location", "lat": latitude, "lon": longitude, "tst": fixed, "created_at": fixed + 60, "vel": 61,
        "cog": 271, "acc": 5, "alt": 167, "tid": "JJ", "t": "u", "batt": 67,
        "topic": f"owntracks/{PHONES['owntracks']}",
        **told,
    }  # fmt: skip


def test_owntracks_is_answered_with_a_list(feeds: Feeds) -> None:
    feeds.open("owntracks", PHONES["owntracks"])
    feeds.papers.world.move_to(at(-149))
    basic = base64.b64encode(f"phone:{SECRET}-owntracks".encode()).decode()
    headers = {"Authorization": f"Basic {basic}"}

    answer = feeds.send(owntracks(), path="owntracks", headers=headers)
    waypoint = feeds.send({"_type": "lwt", "tst": 1}, path="owntracks", headers=headers)

    row = Position.objects.get()
    assert (answer.json(), waypoint.json()) == ([], [])
    assert (row.fix_at, row.sent_at, row.speed_kmh) == (at(-149), at(-148), 61)
    assert SetAside.objects.get().reason == "event"


def test_owntracks_headers_name_the_device_before_its_topic(feeds: Feeds) -> None:
    feeds.open("owntracks", "li/phone")
    headers = {"X-Limit-U": "li", "X-Limit-D": "phone"}

    assert feeds.send(owntracks(), path="owntracks", feed="owntracks", headers=headers).status_code == 200
    assert feeds.send(owntracks(acc=6), path="owntracks", feed="owntracks").json()["code"] == "device_unknown"


QUERIES = {
    "seconds": "id=48241179&lat={lat}&lon={lon}&timestamp={s}&hdop=6.0&altitude=224.0&speed=10",
    "milliseconds": "id=48241179&lat={lat}&lon={lon}&timestamp={s}000&speed=10",
    "iso": "lat={lat}&lon={lon}&timestamp={iso}&speed=10&id=48241179",
    "text": "lat={lat}&lon={lon}&timestamp={text}&speed=10&id=48241179",
    "location": "id=48241179&timestamp={s}&location={lat},{lon}&speed=10",
    "deviceid": "deviceid=48241179&timestamp={s}&lat={lat}&lon={lon}&heading=0.0&speed=10",
}


FORM = "application/x-www-form-urlencoded"
SENDS: dict[str, Callable[[str], Any]] = {
    "get": lambda query: Client().get(f"/ingest/osmand?{query}&token={SECRET}-osmand"),
    "post": lambda query: Client().post(f"/ingest/osmand?{query}&token={SECRET}-osmand", "", content_type=FORM),
    "form": lambda query: Client().post(f"/ingest/osmand?token={SECRET}-osmand", query, content_type=FORM),
}


@pytest.mark.parametrize("verb", SENDS)
@pytest.mark.parametrize("form", QUERIES)
def test_osmand_tells_its_time_in_many_ways(feeds: Feeds, form: str, verb: str) -> None:
    feeds.open("osmand", PHONES["osmand"])
    moved = at(-149)
    feeds.papers.world.move_to(moved)
    longitude, latitude = place(100)
    query = QUERIES[form].format(
        lat=latitude, lon=longitude, s=int(moved.timestamp()), iso=moved.strftime("%Y-%m-%dT%H%%3A%M%%3A%SZ"),
        text=moved.strftime("%Y-%m-%d+%H%%3A%M%%3A%S"),
    )  # fmt: skip

    answer = SENDS[verb](query)

    row = Position.objects.get()
    assert answer.status_code == 200
    assert row.fix_at == moved
    assert row.latitude == pytest.approx(latitude)
    assert row.speed_kmh == pytest.approx(18.52)
    assert SECRET.encode() not in bytes(row.body)


def osmand_json(**coords: Any) -> dict[str, Any]:
    longitude, latitude = place(100)
    location = {
        "timestamp": at(-149).isoformat().replace("+00:00", ".862Z"), "is_moving": False, "odometer": 0,
        "coords": {"latitude": latitude, "longitude": longitude, "accuracy": 5, "speed": 10, "heading": -1, **coords},
        "event": "motionchange", "battery": {"level": 1, "is_charging": False}, "extras": {},
    }  # fmt: skip
    return {"location": location, "device_id": "48241179"}


def test_traccar_client_tells_metres_a_second_and_minus_one_for_what_it_does_not_know(feeds: Feeds) -> None:
    feeds.open("osmand", PHONES["osmand"])
    feeds.papers.world.move_to(at(-148))

    assert feeds.send(osmand_json(), path="osmand", feed="osmand").status_code == 200

    row = Position.objects.get()
    assert row.speed_kmh == pytest.approx(36)
    assert row.course is None
    assert row.fix_at == at(-149) + dt.timedelta(milliseconds=862)


# ---- what is refused ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("query", "status", "code"),
    [
        ("timestamp=1377177267&lat=60.0&lon=30.0", 400, "no_device_id"),
        ("id=48241179&timestamp=1377177267&cell=257,02,16,2224&wifi=00-14-22-01-23-45,-80", 400, "unreadable_position"),
        ("id=48241179&lat=91&lon=30", 400, "unreadable_position"),
        ("id=48241179&lat=nan&lon=30", 400, "unreadable_position"),
        ("id=48241179&lat=60&lon=30&timestamp=yesterday", 400, "unreadable_position"),
        ("id=48241179&lat=60&lon=30&timestamp=99999999999999999999", 400, "unreadable_position"),
        ("id=999&lat=60&lon=30&timestamp=1377177267", 403, "device_unknown"),
    ],
)
def test_what_cannot_be_read_is_kept_with_its_reason(feeds: Feeds, query: str, status: int, code: str) -> None:
    feeds.open("osmand", PHONES["osmand"])

    for _time in range(2):
        answer = Client().get(f"/ingest/osmand?{query}&token={SECRET}-osmand")
        assert (answer.status_code, answer.json()["code"]) == (status, code)

    aside = SetAside.objects.get()
    assert (aside.reason, bytes(aside.body or b"")) == (code, query.encode())
    assert not Position.objects.exists()


@pytest.mark.parametrize(
    "body", [b"", b"{", b"[]", b"null", b"\xff\xfe", b'{"device": {"uniqueId": "013912345678"}}', b"[" * 100_000]
)
def test_broken_json_is_kept_with_its_reason(feeds: Feeds, body: bytes) -> None:
    answer = feeds.send(body)

    assert answer.status_code == 400
    assert bytes(SetAside.objects.get().body or b"") == body


def test_a_body_of_more_than_a_mebibyte_is_refused(feeds: Feeds) -> None:
    assert feeds.send(b" " * 1_048_577).status_code == 413
    assert SetAside.objects.get().body is None
    assert feeds.send(traccar(at(-149), 100, address="x" * 900_000)).status_code == 200


@pytest.mark.parametrize("path", ["traccar/position", "traccar/event", "owntracks"])
def test_these_addresses_know_one_verb(feeds: Feeds, path: str) -> None:
    assert Client().get(f"/ingest/{path}").status_code == 405
