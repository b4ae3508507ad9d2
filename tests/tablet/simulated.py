"""A tablet in Python: it seals as the real one does, keeps its queue until it has a receipt, and can be made to lie."""

from __future__ import annotations

import base64
import datetime as dt
import hashlib
import json
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID, uuid4

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from kernel.dsse import Envelope, Signature, kid_of, sign, signed_with
from kernel.time import now
from organisation.models import Person
from tablet.states import ACT_TYPE, PERSON_KEY_TYPE, RECEIPT_TYPE
from tests.world import Browser, World

Key = ec.EllipticCurvePrivateKey


def b64(raw: bytes) -> str:
    """As the protocol has it."""
    return base64.b64encode(raw).decode()


def new_key() -> Key:
    """On P-256."""
    return ec.generate_private_key(ec.SECP256R1())


def spki_of(key: Key) -> bytes:
    """The public half."""
    return key.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)


def sealed(payload_type: str, told: dict[str, Any], *keys: Key) -> dict[str, Any]:
    """An envelope."""
    payload = json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode()
    signatures = [{"keyid": kid_of(spki_of(key)), "sig": b64(sign(key, payload_type, payload))} for key in keys]
    return {"payloadType": payload_type, "payload": b64(payload), "signatures": signatures}


@dataclass
class Tablet:
    """One of v01's tablets. ``queue`` is what it has no receipt for; ``clock`` how far its clock is off."""

    world: World
    user: Browser
    id: str = ""
    key: Key = field(default_factory=new_key)
    people: dict[UUID, Key] = field(default_factory=dict)
    counter: int = 0
    previous: str = ""
    queue: list[dict[str, Any]] = field(default_factory=list)
    clock: dt.timedelta = dt.timedelta()
    skew_ms: int | None = 0

    @classmethod
    def enrolled(cls, world: World, *people: str, venue: str = "v01", head: str = "sun") -> Tablet:
        """Opened by Kong, approved by Bai, enrolled by the venue's head; these people have set a PIN on it."""
        tablet = cls(world, world.client_of(head))
        code = open_slot(world, venue=venue)
        assert tablet.enrol(code).status_code == 200
        for person in people or (head,):
            assert tablet.set_pin(person).status_code == 200
        return tablet

    def enrol(self, code: str, **told: Any) -> Any:
        """With a code."""
        asked = {"code": code, "spki": b64(spki_of(self.key)), "persisted": True, "app_version": "1.0", **told}
        answer = self.user.post("/api/tablet/enrol/", asked)
        if answer.status_code == 200:
            self.id = answer.json()["device"]
        return answer

    def set_pin(self, person: str, /, *, key: Key | None = None, sealed_by: Key | None = None, **told: Any) -> Any:
        """A person logged in on it makes a key of his own."""
        who, key = self.world.people[person], key or new_key()
        payload = {"v": 1, "device": self.id, "person": str(who.pk), "spki": b64(spki_of(key)), "pin_set": True, **told}
        envelope = sealed(PERSON_KEY_TYPE, payload, sealed_by or self.key)
        client = self.world.client_of(person)
        answer = client.post(f"/api/tablet/devices/{self.id}/people/", {"envelope": envelope})
        if answer.status_code == 200:
            self.people[who.pk] = key
        return answer

    def seal(self, who: Person, place: str, body: dict[str, Any] | None = None, /, **told: Any) -> dict[str, Any]:
        """An act of the drill, put into the queue. ``told`` overrides what stands in it, ``keys`` who signs."""
        keys, second = told.pop("keys", None), told.pop("second", None)
        self.counter += 1
        payload = {
            "v": 1, "act_id": str(uuid4()), "device": self.id, "counter": self.counter, "previous": self.previous,
            "person": str(who.pk), "second": None if second is None else str(second.pk),
            "address": f"exams/{self.world.exam.pk}/{place}", "body": body or {},
            "happened_at": (now() + self.clock).isoformat(timespec="milliseconds"), "mono_ms": 1,
            "skew_ms": self.skew_ms, "app": "1.0", **told,
        }  # fmt: skip
        signers = [self.key, self.people.get(who.pk)] + ([] if second is None else [self.people.get(second.pk)])
        envelope = sealed(ACT_TYPE, payload, *(keys if keys is not None else [key for key in signers if key]))
        self.previous = hashlib.sha256(base64.b64decode(envelope["payload"])).hexdigest()
        self.queue.append(envelope)
        return envelope

    def reach(self, milestone: str, *, who: Person | None = None, session: str = "A1", **told: Any) -> dict[str, Any]:
        """A milestone of v01."""
        body = {"session": session, "milestone": milestone, **told.pop("body", {})}
        return self.seal(who or self.world.sun, "venues/v01/milestones/reach/", body, **told)

    def from_the_start(self) -> None:
        """Forget what was sealed so far: a tablet that lies, or one whose storage came back from yesterday."""
        self.counter, self.previous = 0, ""
        self.queue.clear()

    def post(self, *envelopes: dict[str, Any], user: Browser | None = None, **told: Any) -> Any:
        """Send these, keeping them."""
        oldest = None if not self.queue else (now() + self.clock).isoformat()
        health = {"queued": len(self.queue), "oldest": oldest, "battery": 0.8, "app": "1.0", "persisted": True}
        asked = {
            "device": self.id, "sent_at": (now() + self.clock).isoformat(), "health": health, "acts": list(envelopes),
            **told,
        }  # fmt: skip
        return (user or self.user).post("/api/tablet/acts/", asked)

    def send(self, *envelopes: dict[str, Any], **told: Any) -> list[dict[str, Any]]:
        """Send these (or all), check every receipt, and forget what has one. The verdicts in the order sent."""
        sent = list(envelopes) or list(self.queue)
        answer = self.post(*sent, **told)
        assert answer.status_code == 200, answer.content
        verdicts = sorted(answer.json()["verdicts"], key=lambda one: one["index"])
        self.check_receipts(verdicts)
        done = {one["act_id"] for one in verdicts if one["receipt"]}
        self.queue = [one for one in self.queue if act_of(one)["act_id"] not in done]
        return verdicts

    def check_receipts(self, verdicts: list[dict[str, Any]]) -> None:
        """As the tablet does before it deletes anything."""
        keys = {one["kid"]: base64.b64decode(one["spki"]) for one in self.user.get("/api/tablet/keys/").json()["keys"]}
        for verdict in verdicts:
            if (receipt := verdict["receipt"]) is None:
                continue
            payload = base64.b64decode(receipt["payload"])
            signature = Signature(receipt["keyid"], base64.b64decode(receipt["sig"]))
            envelope = Envelope(RECEIPT_TYPE, payload, (signature,))
            assert signed_with(envelope, kid=receipt["keyid"], spki=keys[receipt["keyid"]])
            told = json.loads(payload)
            assert [told[name] for name in ("act_id", "counter", "status", "code")] == [
                verdict[name] for name in ("act_id", "counter", "status", "code")
            ]


def act_of(envelope: dict[str, Any]) -> dict[str, Any]:
    """What is sealed in it."""
    told: dict[str, Any] = json.loads(base64.b64decode(envelope["payload"]))
    return told


def open_slot(world: World, *, venue: str = "v01", approved_by: str | None = "bai") -> str:
    """A place for a tablet, opened by Kong; the code."""
    slot = world.client_of("kong").post("/api/devices/slots/", {"venue": venue, "name": "平板一"}).json()
    if approved_by is not None:
        assert world.client_of(approved_by).post(f"/api/devices/slots/{slot['slot']}/approve/").status_code == 200
    return str(slot["code"])
