"""Records: what was seen, and what is of no use any more. Either way nothing of it goes out any more (features B8)."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from django.db.models import QuerySet

from incidents.models import CallOut, Incident
from journal.models import Leaf
from kernel.act import Asked
from kernel.actors import SYSTEM, Actor
from kernel.scope import reading
from kernel.time import now
from kernel.transitions import after
from notices.models import Message, Notice
from notices.policies import own
from notices.states import NOTICE_TRANSITIONS, MessageStatus, NoticeKind, NoticeStatus, NoticeStep


def see(actor: Actor, *, notices: Collection[UUID]) -> int:
    """Record: the person has seen these notices of his own. Returns how many were new to him."""
    with reading(SYSTEM):
        return _end(own(Notice.objects.all(), actor).filter(pk__in=notices), NoticeStep.SEE)


def stop_incident(asked: Asked, *, incident_id: UUID, but: Collection[NoticeKind] = ()) -> int:
    """Record: somebody answers for the incident, wherever he said so, or it is over: nobody is called any more.

    Its row is locked, as when it is told of: a notice is made before, and is stopped here, or is not made. What was
    told of what came after the answer (it lapsed, the next rung is called) stays.
    """
    with reading(SYSTEM, asked.exam_id):
        Incident.objects.select_for_update().get(pk=incident_id)
        answered = Leaf.objects.get(entry=asked.cause).index
        before = Notice.objects.filter(incident=incident_id, cause__leaf__index__lt=answered)
        return stop(before.exclude(kind__in=but))


def stop_calls(asked: Asked, *, incident_id: UUID, calls: Collection[int]) -> int:
    """Record: a unit has confirmed, by its liaison or by telephone, or need not: who was called for it is no more."""
    with reading(SYSTEM, asked.exam_id):
        called = CallOut.objects.filter(incident=incident_id, number__in=calls).values("liaison")
        return stop(Notice.objects.filter(incident=incident_id, kind=NoticeKind.CALLED_OUT, person__in=called))


def stop(notices: QuerySet[Notice]) -> int:
    """Part: end what is still open of these."""
    return _end(notices, NoticeStep.STOP)


def _end(notices: QuerySet[Notice], step: NoticeStep) -> int:
    status = after(NOTICE_TRANSITIONS, NoticeStatus.OPEN, step)
    is_open = notices.filter(status=NoticeStatus.OPEN).order_by("pk").select_for_update(of=("self",))
    ended = {notice.pk: notice.message_id for notice in is_open}
    Notice.objects.filter(pk__in=ended).update(status=status, ended_at=now())
    _end_messages({message for message in ended.values() if message is not None})
    return len(ended)


def _end_messages(messages: set[UUID]) -> None:
    """Part: messages none of whose notices is wanted any more.

    Locked first and looked through in a statement of its own: a notice that is put into one meanwhile is seen.
    """
    locked = Message.objects.filter(pk__in=messages).exclude(status=MessageStatus.ENDED).order_by("pk")
    left = [message.pk for message in locked.select_for_update(of=("self",))]
    wanted = Notice.objects.filter(message__in=left, status=NoticeStatus.OPEN).values_list("message", flat=True)
    Message.objects.filter(pk__in=set(left) - set(wanted)).update(status=MessageStatus.ENDED, ended_at=now())
