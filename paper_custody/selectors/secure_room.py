"""Where the secure room stands: its state in an exam, its certificate, what lies in it, and who is inside."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

from django.db.models import Count, Q
from django.utils.timezone import localdate

from exams.models import Exam
from paper_custody.models import Bag
from paper_custody.models.secure_room import RoomCertificate, RoomRecord, SecureRoom, SecureRoomState
from paper_custody.models.vault_watch import RoomVisit
from paper_custody.states import AT_THE_VENUE, ON_THE_ROAD, BagStatus, Node
from paper_custody.states.secure_room import Contents, RoomNow, RoomStatus, VisitStatus

STORED_AT = (Node.N3_RECEIPT, Node.N4_VAULT)


def room_state(exam_id: UUID) -> SecureRoomState | None:
    """The room's state in an exam; None before anybody has looked at it."""
    return SecureRoomState.objects.filter(exam_id=exam_id).first()


def standing_room(exam: Exam) -> SecureRoom | None:
    """The county's secure room as a place, where it was described."""
    return SecureRoom.objects.filter(scope=exam.scope).first()


def certificate_of(exam_id: UUID) -> RoomCertificate | None:
    """The certificate that counts: the newest."""
    return RoomCertificate.objects.filter(exam_id=exam_id).order_by("-at").first()


def certificate_holds(exam_id: UUID, exam_at: dt.datetime) -> bool:
    """Whether that certificate is valid on the day of ``exam_at``."""
    certificate, day = certificate_of(exam_id), localdate(exam_at)
    return certificate is not None and certificate.valid_from <= day <= certificate.valid_until


def contents_of(exam_id: UUID) -> Contents:
    """What lies in the room, by the bags themselves and not by what was last said of them."""
    counted = (
        Bag.objects.filter(exam_id=exam_id)
        .exclude(status=BagStatus.VOIDED)
        .aggregate(
            papers=Count("pk", filter=Q(node__in=STORED_AT)),
            answers=Count("pk", filter=Q(node=Node.N13_ANSWER_STORE)),
            out=Count("pk", filter=Q(node__in=[*ON_THE_ROAD, *AT_THE_VENUE])),
            kept=Count("pk", filter=Q(node=Node.N15_KEPT) & ~Q(status=BagStatus.DESTROYED)),
        )
    )
    return Contents(**counted)


def room_now(exam: Exam, state: SecureRoomState | None, *, exam_at: dt.datetime) -> RoomNow:
    """The room at this moment: ``state`` is its row, locked by whoever is about to act."""
    return RoomNow(
        status=RoomStatus.NOT_ENABLED if state is None else RoomStatus(state.status),
        locks_due=state is not None and state.locks_due,
        certified=certificate_holds(exam.pk, exam_at),
        visited=visitors_inside(exam.pk),
        contents=contents_of(exam.pk),
    )


def visitors_inside(exam_id: UUID) -> bool:
    """Whether visitors went in and have not come out."""
    return RoomVisit.objects.filter(exam_id=exam_id, status=VisitStatus.INSIDE).exists()


def room_records(exam_id: UUID) -> list[RoomRecord]:
    """What was signed about the room, the newest first."""
    return list(RoomRecord.objects.filter(exam_id=exam_id).select_related("first", "second").order_by("-at"))
