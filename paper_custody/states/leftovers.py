"""What is left in the county after the exam: used booklets, spares, scratch paper (N15)."""

import datetime as dt
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from paper_custody.states.asks import Scan


@dataclass(frozen=True, slots=True)
class Pieces:
    """How many pieces are in a bag, where it is not the number that is printed on it, and why."""

    pieces: int
    reason: str


@dataclass(frozen=True, slots=True)
class Witness:
    """Somebody who watched a destruction, and for whom. He signs the certificate on paper."""

    name: str
    unit: str


@dataclass(frozen=True, slots=True)
class ToDestroy:
    """What is destroyed: all that is kept of these sessions, but for some codes, and what was scanned one by one."""

    sessions: Sequence[str] = ()
    scans: Sequence[Scan] = ()
    but: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class DestructionTold:
    """A destruction as it was done: the number of its certificate, where, and before whose eyes."""

    certificate: str
    place: str
    witnesses: Sequence[Witness]


def witnesses_hash(witnesses: Sequence[Witness]) -> str:
    """What a fact commits to instead of names."""
    lines = "\n".join(sorted(f"{one.unit}\t{one.name}" for one in witnesses))
    return hashlib.sha256(lines.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class ResultsDayTold:
    """The day on which results came out, and the document that says so."""

    day: dt.date
    document: str
