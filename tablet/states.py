"""Words of the venue's tablet: what may be sealed, and what becomes of it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum
from typing import Any
from uuid import UUID

ACT_TYPE = "application/vnd.examops.act+json"
PERSON_KEY_TYPE = "application/vnd.examops.person-key+json"
RECEIPT_TYPE = "application/vnd.examops.receipt+json"
VERSION = 1

MOST_ACTS = 100
# No act of a tablet is longer: a batch of a few hundred scans is half of it.
LONGEST_PAYLOAD = 64 * 1024
# After so many failures of the server at one and the same act the others no longer wait for it.
TRIES_BEFORE_SKIPPING = 3


class Status(StrEnum):
    """What became of a sealed act. What waits is still on the tablet, and has no receipt."""

    ACCEPTED = "accepted"
    REFUSED = "refused"
    QUARANTINED = "quarantined"
    WAITING = "waiting"


# The addresses at which a sealed act may be played, by name, and the field that the second person's signature fills.
# Nothing that takes an approval is here: an approval is a fresh word on one matter, with a password.
ADDRESSES = {
    "api_reach": "",
    "api_correct_milestone": "",
    "api_catch_up": "",
    "api_submit_report": "",
    "api_confirm_report": "",
    "api_correct_report": "",
    "api_set_gate": "",
    "api_test_equipment": "",
    "api_equipment_silent": "",
    "api_accept_rooms": "",
    "api_incidents": "",
    "api_incident_acknowledge": "",
    "api_incident_notes": "",
    "api_incident_step_done": "",
    "papers_arrive": "giver",
    "papers_hand_over": "receiver",
    "papers_store": "second",
    "papers_issue": "second",
    "papers_open": "second",
    "papers_open_spare": "second",
    "papers_collect": "second",
    "papers_count": "counter",
    "papers_accept": "second",
    "papers_seal": "second",
    "papers_isolate": "second",
}

# What is read off a bag, box or seal: a long number there is a code, and nobody's.
CODE_FIELDS = frozenset({"code", "codes", "seal", "was", "bags"})


@dataclass(frozen=True, slots=True)
class SealedAct:
    """What stands in a sealed act's payload. ``previous`` is the hash of the payload before, empty for the first."""

    act_id: UUID
    device: UUID
    counter: int
    previous: bytes
    person: UUID
    second: UUID | None
    address: str
    body: dict[str, Any]
    happened_at: dt.datetime
    skew_ms: int | None


@dataclass(frozen=True, slots=True)
class Answer:
    """What the address said to a sealed act that was played there."""

    status: int
    code: str = ""
    detail: Any = None
    entry: UUID | None = None


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the server says of one envelope of a queue. ``place`` is where it stood in the request, from 0."""

    place: int
    act_id: UUID | None
    counter: int | None
    status: Status
    code: str = ""
    detail: Any = None
    entry: UUID | None = None


@dataclass(frozen=True, slots=True)
class Sent:
    """A queue as it was sent: for which tablet, when by its clock, and the envelopes as JSON."""

    device: UUID
    sent_at: dt.datetime
    received_at: dt.datetime
    acts: list[Any]
    relayed_by: UUID | None = None
