"""When the secure room takes papers, when people, and what of its duties is entered how."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence

from kernel.actors import Actor
from kernel.errors import NotPermitted
from kernel.words import check_words
from organisation.states import Capability
from paper_custody.errors import MomentMissed, ReasonMissing
from paper_custody.errors.secure_room import (
    CertificateNotValid,
    CertificateWrong,
    CheckPointUnknown,
    LocksNotChanged,
    RoomHoldsPapers,
    RoomNotReady,
    RoundFormMissing,
    UnitsMissing,
    VisitorsInside,
    VisitWhilePapersStored,
    WaiverWrong,
)
from paper_custody.gateways.secure_room import RoomPoint, room_rules
from paper_custody.states.secure_room import (
    TAKES_PAPERS,
    VISITED_IN,
    CertificateGiven,
    CheckKind,
    RoomNow,
    Round,
    RoundTold,
    WaiverTold,
)

# Whoever keeps the room, follows the papers or audits them sees how it stands.
SEES_ROOM = (Capability.KEEP_VAULT, Capability.SEE_ESCORTS, Capability.AUDIT)


def check_sees_room(actor: Actor, scope: str) -> None:
    """Refuse whoever neither keeps the room nor follows the papers."""
    if not any(actor.may(one, scope) for one in SEES_ROOM):
        raise NotPermitted


def check_takes_papers(room: RoomNow) -> None:
    """Refuse papers unless the room is enabled, certified, under its own locks, and nobody visits it."""
    if room.locks_due:
        raise LocksNotChanged
    if room.status not in TAKES_PAPERS:
        raise RoomNotReady(state=room.status.value)
    if not room.certified:
        raise CertificateNotValid
    if room.visited:
        raise VisitorsInside


def check_enable(room: RoomNow) -> None:
    """Refuse to enable a room without a valid certificate, or under the locks of another use."""
    if room.locks_due:
        raise LocksNotChanged
    if not room.certified:
        raise CertificateNotValid


def check_empty(room: RoomNow) -> None:
    """Refuse what may only be done with an empty room to which nothing is to come back.

    The bags say it, not the room's own state, which follows.
    """
    if not room.contents.empty or room.contents.out or room.contents.kept:
        raise RoomHoldsPapers


def check_visited(room: RoomNow) -> None:
    """Refuse visitors from the receipt of papers on, also while the room's state has not yet followed.

    Nor while the room is empty and its papers are out: their answers come back into it.
    """
    if room.status not in VISITED_IN or not room.contents.empty or room.contents.out:
        raise VisitWhilePapersStored(state=room.status.value)


def check_certificate(given: CertificateGiven) -> None:
    """Refuse a certificate without number, with its end before its start, or not issued by all three."""
    missing = set(room_rules().issuers) - set(given.issued_by)
    if not given.number.strip() or given.valid_until < given.valid_from or missing:
        raise CertificateWrong(issuers=sorted(missing))
    check_words(given.number)


def check_points(kind: CheckKind, *, version: int, wrong: Mapping[str, str]) -> tuple[RoomPoint, ...]:
    """The points of this check. Refuses another version of the list, a strange point, and a fault without a word."""
    points = room_rules().points_of(kind)
    strange = sorted(set(wrong) - {point.code for point in points})
    if version != room_rules().version or strange:
        raise CheckPointUnknown(points=strange, version=room_rules().version)
    if silent := sorted(code for code, words in wrong.items() if not words.strip()):
        raise ReasonMissing(about=silent)
    check_words(*wrong.values())
    return points


def check_round(told: RoundTold, *, exam_at: dt.datetime) -> tuple[dt.datetime, bool]:
    """When a round was done, and whether it is entered afterwards (补录): then with the number of its form.

    Refuses a moment to come or too far back, and a joint check without one of the three authorities.
    """
    rules = room_rules()
    done_at = told.done_at or exam_at
    if done_at > exam_at or exam_at - done_at > rules.entered_late_most:
        raise MomentMissed(done_at=done_at.isoformat())
    late = exam_at - done_at > rules.entered_late_after
    if late and not told.form.strip():
        raise RoundFormMissing
    if told.round == Round.JOINT_CHECK:
        check_units(told.units, asked_for=rules.issuers)
    check_words(told.amiss, told.form, *told.units.values())
    return done_at, late


def check_units(units: Mapping[str, str], *, asked_for: Sequence[str]) -> None:
    """Refuse a joint check at which one of the authorities was not there."""
    if missing := [unit for unit in asked_for if not units.get(unit, "").strip()]:
        raise UnitsMissing(units=missing)


def check_waiver(told: WaiverTold, *, exam_at: dt.datetime) -> None:
    """Refuse a waiver without its document or its author, one of the future, and one that ends before it was given."""
    incomplete = not told.document.strip() or not told.decided_by.strip()
    ends_first = told.until is not None and told.until <= told.decided_at
    if incomplete or ends_first or told.decided_at > exam_at:
        raise WaiverWrong
    check_words(told.document, told.decided_by)


def check_said(words: Iterable[str]) -> None:
    """Refuse a blank, and an ID number."""
    said = list(words)
    if not all(one.strip() for one in said):
        raise ReasonMissing(about=["words"])
    check_words(*said)
