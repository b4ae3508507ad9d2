"""A server for one tablet's browser, which the test holds in its hand: it can be told to forge, to refuse, to change.

The pages and the service worker are the product's own; behind ``/api/tablet/`` is only what the protocol says.
"""

from __future__ import annotations

import base64
import datetime as dt
import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from mimetypes import guess_type
from threading import Thread
from typing import Any
from uuid import uuid4

from django.test import Client

from kernel.dsse import kid_of, sign
from tablet.states import RECEIPT_TYPE
from tests.browser.static_pages import DIST
from tests.tablet.simulated import b64, new_key, spki_of
from venues.gateways import report_form

EXAM, CODE = "1c9e4b7a-2d3f-4a5b-8c6d-7e8f90a1b244", "ABCD2345"
ZHANG = {"person": "0b7c2f8e-93f4-4c2d-8f11-2a6f4f1f0c22", "name": "张主考", "login": "zhang"}
WU = {"person": "7e3a9d14-5b6c-4e8f-a1b2-c3d4e5f60733", "name": "吴副主考", "login": "wu"}
START = dt.datetime(2027, 6, 7, 9, 0, tzinfo=dt.timezone(dt.timedelta(hours=8)))
LINES = [
    (-75, "staff_on_post", "工作人员到岗、收存手机", "venue", "venue_head", 300),
    (-60, "gate_opened", "开放考点大门", "venue", "venue_office", 300),
    (-35, "candidates_enter", "考生入场", "room", "invigilator", 120),
    (0, "start_bell", "开考铃", "venue", "bell_ringer", 5),
]


def at(minutes: float) -> str:
    """So many minutes after the start."""
    return (START + dt.timedelta(minutes=minutes)).isoformat()


@dataclass
class StandIn:
    """What the test sets, and what it finds."""

    me: dict[str, str] = field(default_factory=lambda: dict(ZHANG))
    logged_in: bool = True
    refuses: set[int] = field(default_factory=set)
    forges: bool = False
    version: str = ""
    port: int = 0
    acts: dict[str, dict[str, Any]] = field(default_factory=dict)
    sent: list[list[int]] = field(default_factory=list)
    health: list[dict[str, Any]] = field(default_factory=list)
    key: Any = field(default_factory=new_key)

    @property
    def url(self) -> str:
        """``localhost`` is a secure context without a certificate."""
        return f"http://localhost:{self.port}"

    def page(self, path: str) -> tuple[int, bytes, dict[str, str]]:
        """The product's own page; of another version where the test says so."""
        answer = Client().get(path, secure=True, headers={"host": "localhost", "accept-language": "zh-CN"})
        body = answer.content
        if path == "/sw.js" and self.version:
            body = body.replace(b'"version": "', f'"version": "{self.version}-'.encode())
        kept = ("Content-Type", "Content-Security-Policy", "Service-Worker-Allowed", "Cache-Control", "Vary")
        return answer.status_code, body, {name: answer.headers[name] for name in kept if name in answer.headers}

    def read(self, path: str) -> Any:
        """What ``GET`` gives below ``/api/tablet/``."""
        if path == "day/":
            return day(self)
        return {"keys": [{"kid": kid_of(spki_of(self.key)), "spki": b64(spki_of(self.key))}]}

    def take(self, path: str, given: dict[str, Any]) -> tuple[int, Any]:
        """What ``POST`` gives there."""
        if path == "enrol/":
            if given["code"] != CODE or not given["persisted"]:
                return 409, {"code": "code_not_valid", "message": "登记码无效。", "detail": {}}
            return 200, {"device": str(uuid4()), "kid": "", "name": "平板一", "venue": "v01", "counter": 0}
        if path.endswith("/people/"):
            return 200, {"kid": "", **self.me}
        self.sent.append([payload_of(envelope)["counter"] for envelope in given["acts"]])
        self.health.append(given["health"])
        verdicts = [self._verdict(payload_of(envelope)) for envelope in given["acts"]]
        return 200, {"received_at": dt.datetime.now(dt.UTC).isoformat(), "verdicts": verdicts, "gaps": []}

    def _verdict(self, payload: dict[str, Any]) -> dict[str, Any]:
        refused = payload["counter"] in self.refuses
        verdict = {
            "act_id": payload["act_id"],
            "counter": payload["counter"],
            "status": "refused" if refused else "accepted",
            "code": "not_permitted" if refused else "",
        }
        told = json.dumps({"v": 1, "device": payload["device"], "commitment": "", "at": at(0), **verdict}).encode()
        key = new_key() if self.forges else self.key
        receipt = {"payload": b64(told), "keyid": kid_of(spki_of(self.key)), "sig": b64(sign(key, RECEIPT_TYPE, told))}
        if not self.forges:
            self.acts[payload["act_id"]] = payload
        return {**verdict, "message": "您没有这项权限。" if refused else "", "entry": None, "receipt": receipt}


def payload_of(envelope: dict[str, Any]) -> dict[str, Any]:
    """What is sealed in it."""
    told: dict[str, Any] = json.loads(base64.b64decode(envelope["payload"]))
    return told


def day(of: StandIn) -> dict[str, Any]:
    """A venue's day two minutes before the gate opens; what was told is in it."""
    told = {payload["body"].get("milestone"): payload["body"] for payload in of.acts.values()}
    form = report_form()
    rooms = [f"{number:03}" for number in range(1, 31)]
    return {
        "v": 1, "rules": 1, "server_time": dt.datetime.now(dt.UTC).isoformat(), "exam_time": at(-62), "rate": 1,
        "clock": "stepped", "exam": {"id": EXAM, "code": "gk", "name": "2027年高考演练", "kind": "drill"},
        "venue": {"code": "v01", "name": "临河县第一中学", "phone": ""}, "me": of.me,
        "sessions": [{
            "code": "A1", "name": "语文", "name_en": "Chinese", "starts_at": at(0), "ends_at": at(150),
            "opening_from": at(-11), "opening_until": at(-9), "latest_entry_at": at(15),
            "quiet_from": None, "quiet_until": None,
        }],
        "milestones": [{
            "code": code, "number": number, "name": name, "name_en": code, "session": "A1", "planned_at": at(minutes),
            "tolerance_s": tolerance, "who": who, "reach": reach, "open_rooms": [],
            "status": "reached" if code in told else "waiting",
            "reached_at": told.get(code, {}).get("reached_at"),
        } for number, (minutes, code, name, reach, who, tolerance) in enumerate(LINES, start=1)],
        "reports": [
            {"session": "A1", "kind": "R0", "planned_at": at(-60), "seats": None, "status": "waiting"},
            {"session": "A1", "kind": "R1", "planned_at": at(30), "seats": 900, "status": "waiting"},
        ],
        "report_form": {
            "groups": [{"code": code, "zh": zh, "en": en} for code, zh, en in form.groups],
            "fields": [{
                "code": one.code, "kind": one.kind.value, "in": sorted(kind.value for kind in one.reports),
                "group": one.group, "must": one.must, "nil": one.nil, "tells": one.tells, "zh": one.zh, "en": one.en,
            } for one in form.fields],
        },
        "rooms": [{"number": room, "kind": "standard", "seats": 30, "floor": "1"} for room in rooms],
        "room_plans": [
            {"session": "A1", "room": room, "kind": "standard", "seats_assigned": 30, "extra_minutes": 0}
            for room in rooms
        ],
        "bags": [
            {"code": f"DRILL-P-{room}", "session": "A1", "room": room, "box": "", "kind": "paper", "status": "stored"}
            for room in rooms[:3]
        ],
        "plans": [{
            "code": "E01", "name": "停电", "name_en": "Power cut", "group": "E", "family": "exam_security",
            "openness": "open", "conditions": [],
        }],
    }  # fmt: skip


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    stand_in: StandIn

    def log_message(self, format: str, *args: Any) -> None:
        """Nothing."""

    def do_GET(self) -> None:
        """Pages, files, and what is read."""
        path = self.path.split("?")[0]
        if path.startswith("/static/"):
            file = DIST / path.removeprefix("/static/")
            self._answer(200, file.read_bytes(), {"Content-Type": guess_type(file.name)[0] or "font/woff2"})
        elif path.startswith("/api/tablet/"):
            if self.stand_in.logged_in:
                self._json(200, self.stand_in.read(path.removeprefix("/api/tablet/")))
            else:
                self._json(403, {"code": "not_authenticated"})
        elif path.startswith(("/tablet/", "/sw.js")):
            self._answer(*self.stand_in.page(path))
        else:
            self._json(404, {})

    def do_POST(self) -> None:
        """What is sent."""
        given = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        if self.stand_in.logged_in:
            self._json(*self.stand_in.take(self.path.removeprefix("/api/tablet/"), given))
        else:
            self._json(403, {"code": "not_authenticated"})

    def _json(self, status: int, told: Any) -> None:
        self._answer(status, json.dumps(told).encode(), {"Content-Type": "application/json"})

    def _answer(self, status: int, body: bytes, headers: dict[str, str]) -> None:
        self.send_response(status)
        for name, value in {**headers, "Content-Length": str(len(body))}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)


class _Quiet(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A browser that goes away in the middle is no error here."""


@contextmanager
def standing_in() -> Iterator[StandIn]:
    """One, listening."""
    stand_in = StandIn()
    server = _Quiet(("127.0.0.1", 0), type("Handler", (_Handler,), {"stand_in": stand_in}))
    stand_in.port = server.server_port
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield stand_in
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
