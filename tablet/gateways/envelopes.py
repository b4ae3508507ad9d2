"""What stands in a sealed act, read once from the very bytes that were signed."""

from __future__ import annotations

import base64
import datetime as dt
import hashlib
import json
from collections.abc import Iterator
from typing import Any
from uuid import UUID

from kernel.dsse import Envelope, opened
from kernel.errors import IdNumberWritten, LockCodeWritten
from kernel.words import check_words
from tablet.errors import EnvelopeNotReadable, IdNumberInText, LockCodeInText
from tablet.states import ACT_TYPE, CODE_FIELDS, LONGEST_PAYLOAD, VERSION, SealedAct

FIELDS = {
    "v", "act_id", "device", "counter", "previous", "person", "second", "address", "body", "happened_at", "mono_ms",
    "skew_ms", "app",
}  # fmt: skip
HIGHEST_COUNTER = 2**53
# Clocks of tablets may be days off, not centuries.
YEARS = range(2020, 2100)


def open_envelope(told: Any) -> Envelope:
    """The envelope as JSON gave it. Refuses what is none, is of another type, or is longer than any act."""
    try:
        envelope = opened(told)
    except ValueError as error:
        raise EnvelopeNotReadable from error
    if envelope.payload_type != ACT_TYPE or len(envelope.payload) > LONGEST_PAYLOAD:
        raise EnvelopeNotReadable
    return envelope


def read_act(payload: bytes) -> SealedAct:
    """The act in a payload: exactly the fields of this version, no more and no fewer."""
    try:
        told = json.loads(payload)
        if told.keys() != FIELDS or told["v"] != VERSION:
            raise EnvelopeNotReadable
        act = SealedAct(
            act_id=UUID(told["act_id"]),
            device=UUID(told["device"]),
            counter=_whole(told["counter"]),
            previous=bytes.fromhex(told["previous"]),
            person=UUID(told["person"]),
            second=None if told["second"] is None else UUID(told["second"]),
            address=told["address"],
            body=told["body"],
            happened_at=_instant(told["happened_at"]),
            skew_ms=None if told["skew_ms"] is None else _whole(told["skew_ms"]),
        )
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise EnvelopeNotReadable from error
    if not 1 <= act.counter < HIGHEST_COUNTER or not isinstance(act.address, str) or not isinstance(act.body, dict):
        raise EnvelopeNotReadable
    return act


def check_texts(act: SealedAct) -> None:
    """Refuse an act in which a full ID number or a lock's code is written (limits.md 1)."""
    try:
        check_words(*_texts(act.body), act.address)
    except IdNumberWritten as error:
        raise IdNumberInText from error
    except LockCodeWritten as error:
        raise LockCodeInText from error


def may_be_kept(told: Any) -> bool:
    """Whether an envelope that nobody can act on may be kept as it is: no ID number, no lock's code in any of it."""
    payload = told.get("payload") if isinstance(told, dict) else None
    try:
        plain = base64.b64decode(payload).decode(errors="replace") if isinstance(payload, str) else ""
    except ValueError:
        plain = ""
    try:
        check_words(plain, *_texts({key: value for key, value in told.items() if key != "payload"})
                    if isinstance(told, dict) else _texts(told))  # fmt: skip
    except (IdNumberWritten, LockCodeWritten):
        return False
    return True


def hash_of(told: Any) -> bytes:
    """What names an envelope that may not even be one."""
    return hashlib.sha256(as_bytes(told)).digest()


def as_bytes(told: Any) -> bytes:
    """An envelope's JSON, as it is kept."""
    return json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode(errors="replace")


def kept_bytes(envelope: Envelope, kids: set[str]) -> bytes:
    """An envelope with the signatures that were checked, and nothing that anybody may have written beside them."""
    signatures = [
        {"keyid": one.kid, "sig": base64.b64encode(one.raw).decode()} for one in envelope.signatures if one.kid in kids
    ]
    payload = base64.b64encode(envelope.payload).decode()
    return as_bytes({"payloadType": envelope.payload_type, "payload": payload, "signatures": signatures})


def _texts(told: Any, name: str = "") -> Iterator[str]:
    """Every text that is written in it, numbers and names of fields too; not the codes read off bags and seals."""
    if isinstance(told, dict):
        for key, value in told.items():
            yield key
            yield from _texts(value, key)
    elif isinstance(told, list):
        for value in told:
            yield from _texts(value, name)
    elif isinstance(told, str | int) and name not in CODE_FIELDS:
        yield str(told)


def _whole(told: Any) -> int:
    if type(told) is not int:
        raise TypeError("no whole number")
    return told


def _instant(told: str) -> dt.datetime:
    at = dt.datetime.fromisoformat(told)
    if at.tzinfo is None or at.year not in YEARS:
        raise ValueError("no instant")
    return at
