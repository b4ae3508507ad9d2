"""What alarms, cameras and recorders of the room say: taken in as it came, and told where it means something."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib.auth.hashers import check_password, make_password
from django.utils.dateparse import parse_datetime

from clocks.services import Deadline, cancel, start
from exams.models import Exam
from exams.selectors.sessions import exam_of
from kernel.act import Asked, act, asked_by_system
from kernel.actors import SYSTEM
from kernel.errors import IdNumberWritten, NotThere
from kernel.scope import reading
from kernel.time import exam_now, now
from kernel.words import check_words
from organisation.policies import require
from organisation.states import Capability
from paper_custody.errors.secure_room import SignalUnreadable, SourceTaken, SourceUnknown
from paper_custody.events.secure_room import (
    RoomAlarmRaised,
    RoomSourceRegistered,
    RoomWatchFailed,
    RoomWatchLost,
    RoomWatchRestored,
)
from paper_custody.gateways.secure_room import room_rules
from paper_custody.models.vault_watch import RoomCoverage, RoomSignal, RoomSource
from paper_custody.policies.secure_room import check_said
from paper_custody.services.secure_room import lock_room
from paper_custody.states.secure_room import (
    COVERAGE_TOLD,
    Coverage,
    SourceGiven,
    SourceKind,
    SourceStatus,
    VaultPurpose,
)
from venues.policies import check_open

StatusFact = RoomAlarmRaised | RoomWatchFailed | RoomWatchRestored


@dataclass(frozen=True, slots=True)
class CoverageTold:
    """How much of a period was recorded, as a source says."""

    starts_at: dt.datetime
    ends_at: dt.datetime
    coverage: Coverage


@act
def register_source(asked: Asked, *, source: SourceGiven) -> RoomSourceRegistered:
    """Register what watches the room. Its secret is kept as a hash, and told to nobody again."""
    exam = check_open(asked)
    require(asked.actor, Capability.RUN_VAULT, exam.scope)
    check_said([source.code, source.name])
    lock_room(asked, exam)
    if RoomSource.objects.filter(exam=exam, code=source.code.strip()).exists():
        raise SourceTaken(source=source.code.strip())

    row = RoomSource.objects.create(
        exam=exam,
        scope=exam.scope,
        code=source.code.strip(),
        name=source.name.strip(),
        kind=source.kind,
        secret_hash=make_password(source.secret),
        since=asked.exam_at,
    )

    return RoomSourceRegistered(source=row.pk, source_kind=row.kind)


@act
def report_status(asked: Asked, *, code: str, status: SourceStatus) -> StatusFact | None:
    """What a source says of itself, or a guard of it. None where it says what it said before.

    An alarm is told at once. A fault is told, and its clock runs: it may come back within the minute.
    """
    exam = check_open(asked)
    require(asked.actor, Capability.KEEP_VAULT, exam.scope)
    row = RoomSource.objects.select_for_update().filter(exam=exam, code=code).first()
    if row is None:
        raise NotThere
    before = SourceStatus(row.status)
    if before == status:
        return None

    row.status, row.since, row.lost = status, asked.exam_at, status == SourceStatus.ALARM
    row.save(update_fields=["status", "since", "lost"])
    cancel(asked, purpose=VaultPurpose.FAULT, subjects=[row.pk])
    told: dict[str, Any] = {"source": row.pk, "source_kind": row.kind, "since": row.since}
    if status == SourceStatus.ALARM:
        return RoomAlarmRaised(**told)
    if status == SourceStatus.FAULT:
        _start_clock(asked, exam, row)
        return RoomWatchFailed(**told)
    return RoomWatchRestored(**told)


@act
def lose_watch(asked: Asked, *, source_id: UUID) -> RoomWatchLost | None:
    """Its minute is over and it did not come back. None when it did."""
    exam = check_open(asked)
    require(asked.actor, Capability.KEEP_VAULT, exam.scope)
    row = RoomSource.objects.select_for_update().filter(pk=source_id, status=SourceStatus.FAULT, lost=False).first()
    if row is None:
        return None

    row.lost = True
    row.save(update_fields=["lost"])

    return RoomWatchLost(source=row.pk, source_kind=row.kind, since=row.since)


def take_signal(exam_id: UUID, *, code: str, secret: str, body: bytes) -> RoomSignal:
    """Record: what came in, byte for byte with its hash. Then what it means is told, as the platform's own act.

    Refuses a stranger, of whom nothing is kept, and what cannot be read, which is kept and shown. Of a body
    with an ID number in it the hash is kept, and not the text.
    """
    unreadable: SignalUnreadable | None = None
    said: SourceStatus | CoverageTold | None = None
    with reading(SYSTEM, exam_id):
        source = RoomSource.objects.filter(exam_id=exam_id, code=code).first()
        if source is None or not check_password(secret, source.secret_hash):
            raise SourceUnknown
        try:
            said = _read(body, kind=SourceKind(source.kind))
        except SignalUnreadable as refusal:
            unreadable = refusal
        signal = _keep(exam_of(exam_id), source, body, refused=unreadable.detail["why"] if unreadable else "")
        if isinstance(said, CoverageTold):
            _keep_coverage(source, said)
    if unreadable is not None:
        raise unreadable
    if isinstance(said, SourceStatus):
        asked = asked_by_system(cause=signal.pk, purpose="vault_signal", exam_id=exam_id)
        report_status(asked, code=code, status=said)
    return signal


def _start_clock(asked: Asked, exam: Exam, row: RoomSource) -> None:
    due_at = asked.exam_at + room_rules().fault_tolerated
    start(asked, scope=exam.scope, deadlines=[Deadline(purpose=VaultPurpose.FAULT, subject=row.pk, due_at=due_at)])


def _keep(exam: Exam, source: RoomSource, body: bytes, *, refused: str) -> RoomSignal:
    at = now()
    return RoomSignal.objects.create(
        exam=exam,
        scope=exam.scope,
        source=source,
        received_at=at,
        exam_at=exam_now(exam.pk, at),
        body=b"" if refused in {"id_number_written", "too_large"} else body,
        body_hash=hashlib.sha256(body).hexdigest(),
        refused=refused,
    )


def _keep_coverage(source: RoomSource, said: CoverageTold) -> None:
    RoomCoverage.objects.create(
        exam_id=source.exam_id,
        scope=source.scope,
        source=source,
        starts_at=said.starts_at,
        ends_at=said.ends_at,
        coverage=said.coverage,
        told_at=exam_now(source.exam_id, now()),
    )


def _read(body: bytes, *, kind: SourceKind) -> SourceStatus | CoverageTold:
    """What a body says. Refuses, saying why, what cannot be understood."""
    if len(body) > room_rules().largest_signal:
        raise SignalUnreadable(why="too_large")
    try:
        text = body.decode()
        check_words(text)
        told = json.loads(text)
    except IdNumberWritten as refusal:
        raise SignalUnreadable(why=refusal.code) from refusal
    except (ValueError, RecursionError) as error:
        raise SignalUnreadable(why="not_json") from error
    if not isinstance(told, dict):
        raise SignalUnreadable(why="not_an_object")
    return _coverage(told) if "coverage" in told else _status(told.get("status"), kind)


def _status(told: object, kind: SourceKind) -> SourceStatus:
    """A camera raises no alarm: it works or it does not."""
    known = {status.value for status in SourceStatus if status != SourceStatus.UNKNOWN}
    if kind != SourceKind.ALARM:
        known.discard(SourceStatus.ALARM.value)
    if not isinstance(told, str) or told not in known:
        raise SignalUnreadable(why="status_unknown")
    return SourceStatus(told)


def _coverage(told: dict[str, Any]) -> CoverageTold:
    coverage = told["coverage"]
    if not isinstance(coverage, int) or isinstance(coverage, bool) or coverage not in COVERAGE_TOLD:
        raise SignalUnreadable(why="coverage_unknown")
    starts_at, ends_at = _moment(told.get("from")), _moment(told.get("until"))
    if starts_at is None or ends_at is None or starts_at >= ends_at:
        raise SignalUnreadable(why="period_unreadable")
    return CoverageTold(starts_at, ends_at, COVERAGE_TOLD[coverage])


def _moment(text: object) -> dt.datetime | None:
    """A moment with its zone; without one nobody knows which moment it is."""
    try:
        moment = parse_datetime(text) if isinstance(text, str) else None
    except ValueError:
        return None
    return moment if moment is not None and moment.tzinfo is not None else None
