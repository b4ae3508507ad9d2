"""DSSE v1 with ECDSA over P-256: what is signed is a type and the very bytes, never a form that is written anew.

Signatures are raw ``r || s``, as WebCrypto gives and takes them. Specification: secure-systems-lab/dsse, protocol v1.0.
"""

from __future__ import annotations

import base64
import hashlib
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature, encode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import load_der_public_key

SIDE = 32  # bytes of r and of s
KID_DIGITS = 32
KEYS_KEPT_READ = 512


@dataclass(frozen=True, slots=True)
class Signature:
    """Whose key signed, by its ``kid``, and the raw signature."""

    kid: str
    raw: bytes


@dataclass(frozen=True, slots=True)
class Envelope:
    """A type, the bytes, and who signed both."""

    payload_type: str
    payload: bytes
    signatures: tuple[Signature, ...]


def pae(payload_type: str, payload: bytes) -> bytes:
    """The pre-authentication encoding: no payload of one type can be shown as one of another."""
    named = payload_type.encode()
    return b" ".join([b"DSSEv1", b"%d" % len(named), named, b"%d" % len(payload), payload])


def opened(told: Any) -> Envelope:
    """An envelope as JSON gives it. Raises ``ValueError`` where it is none."""
    if not isinstance(told, dict) or not isinstance(told.get("signatures"), list):
        raise ValueError("no envelope")
    try:
        signatures = tuple(Signature(str(one["keyid"]), _bytes(one["sig"])) for one in told["signatures"])
        return Envelope(str(told["payloadType"]), _bytes(told["payload"]), signatures)
    except (KeyError, TypeError) as error:
        raise ValueError("no envelope") from error


def signed_with(envelope: Envelope, *, kid: str, spki: bytes) -> bool:
    """Whether one of the signatures is by this key, over these very bytes under this type."""
    signed = pae(envelope.payload_type, envelope.payload)
    return any(one.kid == kid and _fits(one.raw, signed, spki) for one in envelope.signatures)


def public_key(spki: bytes) -> ec.EllipticCurvePublicKey:
    """A P-256 key from its DER. Raises ``ValueError`` for whatever else it may be."""
    key = load_der_public_key(spki)
    if not isinstance(key, ec.EllipticCurvePublicKey) or not isinstance(key.curve, ec.SECP256R1):
        raise ValueError("no key on P-256")
    return key


def kid_of(spki: bytes) -> str:
    """The name of a key: the first half of SHA-256 over its DER, in hex."""
    return hashlib.sha256(spki).hexdigest()[:KID_DIGITS]


def sign(key: ec.EllipticCurvePrivateKey, payload_type: str, payload: bytes) -> bytes:
    """A raw signature over type and bytes."""
    r, s = decode_dss_signature(key.sign(pae(payload_type, payload), ec.ECDSA(SHA256())))
    return r.to_bytes(SIDE, "big") + s.to_bytes(SIDE, "big")


def _fits(raw: bytes, signed: bytes, spki: bytes) -> bool:
    if len(raw) != 2 * SIDE:
        return False
    der = encode_dss_signature(int.from_bytes(raw[:SIDE], "big"), int.from_bytes(raw[SIDE:], "big"))
    try:
        _read(spki).verify(der, signed, ec.ECDSA(SHA256()))
    except InvalidSignature:
        return False
    return True


@lru_cache(maxsize=KEYS_KEPT_READ)
def _read(spki: bytes) -> ec.EllipticCurvePublicKey:
    return public_key(spki)


def _bytes(text: Any) -> bytes:
    if not isinstance(text, str):
        raise TypeError("no base64")
    return base64.b64decode(text, validate=True)
