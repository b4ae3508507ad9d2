"""Sealing of personal fields: AES-256-GCM, bound to table and column, with a keyed hash for exact-match lookup."""

from __future__ import annotations

import hashlib
import hmac
import secrets

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

NONCE = 12


def _key(purpose: str) -> bytes:
    """A key of its own for each purpose, from the node's field key (never from SECRET_KEY, which may rotate)."""
    derived = HKDF(algorithm=hashes.SHA256(), length=32, salt=None, info=purpose.encode())
    return derived.derive(settings.FIELD_KEY)


def seal(text: str, *, column: str) -> bytes:
    """Encrypt a field's text for ``column`` (``table.column``). Empty text stays empty."""
    if not text:
        return b""
    nonce = secrets.token_bytes(NONCE)
    return nonce + AESGCM(_key(f"seal {column}")).encrypt(nonce, text.encode(), column.encode())


def unseal(sealed: bytes, *, column: str) -> str:
    """The text again. Raises ``InvalidTag`` when the bytes were changed or belong to another column."""
    if not sealed:
        return ""
    return AESGCM(_key(f"seal {column}")).decrypt(sealed[:NONCE], sealed[NONCE:], column.encode()).decode()


def lookup_hash(text: str, *, column: str) -> bytes:
    """A keyed hash for exact-match search on a sealed column; empty for empty text."""
    if not text:
        return b""
    return hmac.new(_key(f"lookup {column}"), text.encode(), hashlib.sha256).digest()[:16]
