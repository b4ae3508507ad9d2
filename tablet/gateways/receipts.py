"""The key with which this very process signs receipts. It is made when first needed and never leaves the process."""

from __future__ import annotations

import base64
import json
import os
from functools import lru_cache
from typing import Any

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from kernel.dsse import kid_of, sign
from tablet.states import RECEIPT_TYPE


def public_half() -> bytes:
    """The public key of this process in DER."""
    return _key(os.getpid()).public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)


def signed(told: dict[str, Any]) -> dict[str, str]:
    """A receipt: the bytes that were signed, by which key, and the signature."""
    payload = json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode()
    signature = sign(_key(os.getpid()), RECEIPT_TYPE, payload)
    return {
        "payload": base64.b64encode(payload).decode(),
        "keyid": kid_of(public_half()),
        "sig": base64.b64encode(signature).decode(),
    }


@lru_cache(maxsize=1)
def _key(process: int) -> ec.EllipticCurvePrivateKey:
    """By process: one that was forked must not sign with its parent's key."""
    return ec.generate_private_key(ec.SECP256R1())
