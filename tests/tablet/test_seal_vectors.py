"""What a tablet seals, another implementation verifies: the vectors were written by the browser's code."""

from __future__ import annotations

import base64
import hashlib
import json
from typing import Any

import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric import ec, utils
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import load_der_public_key

from examops.places import BASE

VECTORS = json.loads((BASE / "tests" / "vectors" / "tablet_seal.json").read_text(encoding="utf-8"))
RECEIPT = "application/vnd.examops.receipt+json"
KEYS = ["v", "act_id", "device", "counter", "previous", "person", "second", "address", "body", "happened_at"]
KEYS += ["mono_ms", "skew_ms", "app"]


def _verify(kind: str, payload: bytes, *, kid: str, sig: str) -> None:
    spki = base64.b64decode(VECTORS["keys"][kid])
    assert hashlib.sha256(spki).hexdigest()[:32] == kid
    key = load_der_public_key(spki)
    assert isinstance(key, ec.EllipticCurvePublicKey)
    raw = base64.b64decode(sig, validate=True)
    assert len(raw) == 64
    der = utils.encode_dss_signature(int.from_bytes(raw[:32]), int.from_bytes(raw[32:]))
    key.verify(der, b"DSSEv1 %d %s %d " % (len(kind), kind.encode(), len(payload)) + payload, ec.ECDSA(SHA256()))


@pytest.mark.parametrize("envelope", [*(act["envelope"] for act in VECTORS["acts"]), VECTORS["person_key"]])
def test_every_signature_is_one_over_the_published_encoding(envelope: dict[str, Any]) -> None:
    payload = base64.b64decode(envelope["payload"], validate=True)

    for signature in envelope["signatures"]:
        _verify(envelope["payloadType"], payload, kid=signature["keyid"], sig=signature["sig"])
        with pytest.raises(InvalidSignature):
            _verify(envelope["payloadType"], payload + b" ", kid=signature["keyid"], sig=signature["sig"])


def test_the_first_signature_is_the_devices_and_a_second_person_adds_a_third() -> None:
    signed = [len(act["envelope"]["signatures"]) for act in VECTORS["acts"]]

    assert signed == [2 if act["payload"]["second"] is None else 3 for act in VECTORS["acts"]]
    assert {act["envelope"]["signatures"][0]["keyid"] for act in VECTORS["acts"]} == {VECTORS["device"]}


def test_the_chain_holds_and_the_bytes_are_canonical() -> None:
    previous = ""
    for counter, act in enumerate(VECTORS["acts"], start=1):
        payload = base64.b64decode(act["envelope"]["payload"])
        told = json.loads(payload)
        assert list(told) == KEYS
        assert json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode() == payload
        assert (told["counter"], told["previous"]) == (counter, previous)
        previous = hashlib.sha256(payload).hexdigest()
        assert previous == act["hash"]


def test_a_receipt_is_signed_in_the_same_way() -> None:
    receipt = VECTORS["receipt"]

    _verify(RECEIPT, base64.b64decode(receipt["payload"]), kid=receipt["keyid"], sig=receipt["sig"])
