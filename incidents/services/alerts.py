"""Warnings of others: who may send them, what is taken, and what is set aside and kept all the same."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from uuid import UUID, uuid5

from exams.models import Exam
from exams.selectors.sessions import exam_of
from exams.states import ExamStatus
from incidents.errors import AlertSecretTaken, AlertSetAside, AlertSourceUnknown
from incidents.events import AlertSourceClosed, AlertSourceOpened, AlertTaken
from incidents.gateways.cap_in import CapRead, CapUnreadable, hazard_of, read_cap
from incidents.models import Alert, AlertReject, AlertSource
from incidents.policies import check_said
from incidents.services.log import person_of
from incidents.states import MOST_ALERT_BYTES, AlertAside, AlertStatus, AlertType
from kernel.act import Asked, act
from kernel.actors import SYSTEM
from kernel.errors import NotThere
from kernel.scope import reading
from kernel.time import now
from organisation.policies import require
from organisation.states import Capability


@dataclass(frozen=True, slots=True)
class Brought:
    """A message as it came, and the source that sent it; none where a person brought it as a file."""

    body: bytes
    source: UUID | None = None

    @property
    def sha256(self) -> bytes:
        """The hash of the bytes."""
        return hashlib.sha256(self.body).digest()


def hash_of_secret(secret: str) -> bytes:
    """What is kept of a secret. It is drawn at random and long: no slow hash is needed."""
    return hashlib.sha256(secret.encode()).digest()


@act
def open_alert_source(asked: Asked, *, name: str, secret: str) -> AlertSourceOpened:
    """Let a service send warnings under a secret of its own, of which the hash is kept and nothing else."""
    exam = exam_of(asked.exam_id)
    require(asked.actor, Capability.RUN_DRILL if exam.is_drill else Capability.RUN_EXAM, exam.scope)
    check_said(name)
    if AlertSource.objects.filter(secret_hash=hash_of_secret(secret)).exists():
        raise AlertSecretTaken

    row = AlertSource.objects.create(
        exam=exam, scope=exam.scope, name=name.strip(), secret_hash=hash_of_secret(secret), entry_id=asked.act_id
    )
    return AlertSourceOpened(source=row.pk)


@act
def close_alert_source(asked: Asked, *, source: UUID) -> AlertSourceClosed:
    """Let it send no longer: its secret opens nothing from here on."""
    exam = exam_of(asked.exam_id)
    require(asked.actor, Capability.RUN_DRILL if exam.is_drill else Capability.RUN_EXAM, exam.scope)
    row = AlertSource.objects.select_for_update().filter(exam=exam, pk=source, closed_at=None).first()
    if row is None:
        raise NotThere
    row.closed_at = asked.at
    row.save(update_fields=["closed_at"])
    return AlertSourceClosed(source=row.pk)


def take_from_source(*, secret: str, body: bytes) -> None:
    """Take what a service sends: on record when this returns. Sent again it is the same act.

    Refuses an unknown secret (nothing of it is kept: anybody could fill the table), and, kept with the reason, what
    cannot be taken.
    """
    with reading(SYSTEM):
        source = AlertSource.objects.filter(secret_hash=hash_of_secret(secret), closed_at=None).first()
    if source is None:
        raise AlertSourceUnknown
    brought = Brought(body, source.pk)
    act_id = uuid5(source.pk, brought.sha256.hex())
    asked = Asked(act_id=act_id, actor=SYSTEM, exam_id=source.exam_id, received_at=now(), request_hash=brought.sha256)
    receive(asked, brought)


def receive(asked: Asked, brought: Brought) -> AlertTaken | None:
    """Read it and take it; or keep it as what was set aside, and refuse. None: it was taken before."""
    try:
        read = read_cap(brought.body)
        return take_alert(asked, brought=brought, read=read)
    except CapUnreadable as unreadable:
        refusal = AlertSetAside(reason=unreadable.why, about=unreadable.detail)
        cause: Exception = unreadable
    except AlertSetAside as refused:
        refusal, cause = refused, refused
    _set_aside(asked, brought, refusal)
    raise refusal from cause


def _set_aside(asked: Asked, brought: Brought, refusal: AlertSetAside) -> None:
    """Record: kept once for each reason."""
    with reading(asked.actor, asked.exam_id):
        exam = exam_of(asked.exam_id)
        if brought.source is None:
            require(asked.actor, Capability.OPEN_INCIDENT, exam.scope)
        AlertReject.objects.get_or_create(
            exam=exam,
            sha256=brought.sha256,
            reason=refusal.detail["reason"],
            defaults={
                "scope": exam.scope,
                "source_id": brought.source,
                "detail": refusal.detail.get("about", ""),
                "received_at": asked.received_at,
                "body": brought.body if len(brought.body) <= MOST_ALERT_BYTES else None,
            },
        )


@act
def take_alert(asked: Asked, *, brought: Brought, read: CapRead) -> AlertTaken | None:
    """Put a warning on record. None where these very bytes are; refused where its number is with other ones.

    An exercise is for a drill alone, and what is real for the real exam. An update or a cancel ends those it names.
    """
    exam = exam_of(asked.exam_id)
    require(asked.actor, Capability.OPEN_INCIDENT, exam.scope)
    check_fits(exam, read)
    known = Alert.objects.filter(exam=exam, sender=read.sender, identifier=read.identifier).first()
    if known is not None and bytes(known.sha256) != brought.sha256:
        raise AlertSetAside(reason=AlertAside.OTHER_CONTENT, about=read.identifier)
    if known is not None:
        return None

    row = _keep(asked, exam, brought, read)
    if read.msg_type != AlertType.ALERT:
        Alert.objects.filter(exam=exam, sender=read.sender, identifier__in=read.replaces, over_by=None).exclude(
            pk=row.pk
        ).update(over_by=row)
    return AlertTaken(
        alert=row.pk,
        identifier=row.identifier,
        msg_type=row.msg_type,
        severity=row.severity,
        hazard=row.hazard,
        sha256=brought.sha256.hex(),
    )


def check_fits(exam: Exam, read: CapRead) -> None:
    """Refuse an exercise in the real exam, what is real in a drill, and anything once the exam is over."""
    if exam.status != ExamStatus.OPEN:
        raise AlertSetAside(reason=AlertAside.EXAM_OVER, about="")
    wanted = AlertStatus.EXERCISE if exam.is_drill else AlertStatus.ACTUAL
    if read.status != wanted:
        raise AlertSetAside(reason=AlertAside.WRONG_STATUS, about=read.status)


def _keep(asked: Asked, exam: Exam, brought: Brought, read: CapRead) -> Alert:
    return Alert.objects.create(
        exam=exam,
        scope=exam.scope,
        source_id=brought.source,
        person_id=person_of(asked) if brought.source is None else None,
        identifier=read.identifier,
        sender=read.sender,
        sent_at=read.sent_at,
        status=read.status,
        msg_type=read.msg_type,
        event=read.event,
        event_code=read.event_code,
        severity=read.severity,
        headline=read.headline,
        area=read.area,
        hazard=hazard_of(read),
        replaces=list(read.replaces),
        sha256=brought.sha256,
        body=brought.body,
        at=asked.at,
        exam_at=asked.exam_at,
        entry_id=asked.act_id,
    )
