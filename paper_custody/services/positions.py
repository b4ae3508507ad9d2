"""Who may send positions: the secrecy office's approval, the sources with their secrets, and what rides in what."""

from __future__ import annotations

import hashlib
from uuid import UUID

from exams.models import Exam
from exams.selectors.sessions import exam_of
from kernel.act import Asked, act
from kernel.errors import NotThere
from kernel.words import check_words
from organisation.policies import require
from organisation.states import Capability
from paper_custody.errors.positions import ApprovalPast, DeviceTaken
from paper_custody.events.watch import (
    PositionDeviceBound,
    PositionsApproved,
    PositionSourceClosed,
    PositionSourceOpened,
    PositionsWithdrawn,
)
from paper_custody.models import PositionApproval, PositionDevice, PositionSource
from paper_custody.services.handovers import person
from paper_custody.services.retention import make_days
from paper_custody.services.vault import container_called
from paper_custody.states import ContainerKind
from paper_custody.states.positions import Approval, Feed
from venues.policies import check_open


@act
def approve_positions(asked: Asked, *, approval: Approval) -> PositionsApproved:
    """Record the secrecy office's approval (limits.md 4). Before it, no position is taken, and none after it ends.

    Judged on real time, as every right that ends. Refuses one that has ended, and a second one.
    """
    exam = _decides(asked)
    check_words(approval.document, approval.decided_by)
    in_force = PositionApproval.objects.select_for_update().filter(exam=exam, withdrawn_at=None)
    if approval.valid_until <= asked.at or in_force.filter(valid_until__gt=asked.at).exists():
        raise ApprovalPast
    in_force.update(withdrawn_at=asked.at)
    make_days()
    row = PositionApproval.objects.create(
        exam=exam,
        scope=exam.scope,
        document=approval.document.strip(),
        decided_by=approval.decided_by.strip(),
        decided_on=approval.decided_on,
        valid_until=approval.valid_until,
        recorded_by_id=person(asked.actor),
        recorded_at=asked.at,
        entry_id=asked.act_id,
    )
    digest = hashlib.sha256(f"{row.document}\n{row.decided_by}\n{row.decided_on}".encode()).hexdigest()
    return PositionsApproved(approval=row.pk, document_hash=digest, valid_until=row.valid_until)


@act
def withdraw_positions(asked: Asked) -> PositionsWithdrawn:
    """Take positions no longer, from this moment on."""
    exam = _decides(asked)
    row = PositionApproval.objects.select_for_update().filter(exam=exam, withdrawn_at=None).first()
    if row is None:
        raise NotThere
    row.withdrawn_at = asked.at
    row.save(update_fields=["withdrawn_at"])
    return PositionsWithdrawn(approval=row.pk)


@act
def open_source(asked: Asked, *, name: str, feed: Feed, secret: str) -> PositionSourceOpened:
    """Let a server or telephone send under a secret of its own, of which the hash is kept and nothing else."""
    exam = _plans(asked)
    check_words(name)
    secret_hash = hash_of_secret(secret)
    # Two exams may not share a secret; the constraint sees all of them, this reader his own county's.
    if PositionSource.objects.filter(secret_hash=secret_hash).exists():
        raise DeviceTaken
    row = PositionSource.objects.create(
        exam=exam, scope=exam.scope, name=name.strip(), feed=feed, secret_hash=secret_hash, entry_id=asked.act_id
    )
    return PositionSourceOpened(source=row.pk, feed=feed)


@act
def close_source(asked: Asked, *, source_id: UUID) -> PositionSourceClosed:
    """Let a source send no longer: its secret opens nothing from here on."""
    exam = _plans(asked)
    row = PositionSource.objects.select_for_update().filter(exam=exam, pk=source_id, closed_at=None).first()
    if row is None:
        raise NotThere
    row.closed_at = asked.at
    row.save(update_fields=["closed_at"])
    return PositionSourceClosed(source=row.pk)


@act
def bind_device(asked: Asked, *, source_id: UUID, native_id: str, vehicle: str) -> PositionDeviceBound:
    """Say in which vehicle a device of a source rides. One that rode in another until now rides there no longer."""
    exam = _plans(asked)
    source = PositionSource.objects.select_for_update().filter(exam=exam, pk=source_id, closed_at=None).first()
    if source is None:
        raise NotThere
    bound = PositionDevice.objects.filter(source=source, native_id=native_id, unbound_at=None)
    bound.update(unbound_at=asked.at)
    row = PositionDevice.objects.create(
        exam=exam,
        scope=exam.scope,
        source=source,
        native_id=native_id,
        vehicle=container_called(exam, vehicle, kind=ContainerKind.VEHICLE),
        bound_at=asked.at,
        entry_id=asked.act_id,
    )
    return PositionDeviceBound(device=row.pk, source=source.pk, vehicle=vehicle)


def hash_of_secret(secret: str) -> bytes:
    """What is kept of a secret. It is drawn at random and long: no slow hash is needed, and each fix asks for it."""
    return hashlib.sha256(secret.encode()).digest()


def _decides(asked: Asked) -> Exam:
    """The exam in hand, for whoever may record the word of another office and is one of the few."""
    exam = exam_of(asked.exam_id)
    require(asked.actor, Capability.SEE_ESCORTS, exam.scope)
    require(asked.actor, Capability.RECORD_DECISION, exam.scope)
    return check_open(asked)


def _plans(asked: Asked) -> Exam:
    exam = exam_of(asked.exam_id)
    require(asked.actor, Capability.SEE_ESCORTS, exam.scope)
    require(asked.actor, Capability.RUN_EXAM, exam.scope)
    return check_open(asked)
