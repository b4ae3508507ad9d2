"""Parts: what goes outside for notices. What is the same is said once; what is of level I never waits (features B9)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from uuid import UUID

from django.conf import settings
from django.db.models import Max

from kernel.time import now
from notices.models import DRILL, Message, Notice
from notices.selectors.channels import channels_for, channels_of
from notices.states import APART, BUNDLE_FOR, DRILL_MARK, MessageStatus, body_of


def send_outside(notices: Sequence[Notice], *, urgent: bool) -> None:
    """Part: put each notice into a message to its person, where he has a channel; else he is told in the app alone.

    Of one person there is at most one notice here. A message of which nothing has gone out yet takes further ones
    along, unless it is urgent.
    """
    channels = channels_of({notice.person_id for notice in notices})
    reached = [one for one in notices if channels_for(channels.get(one.person_id, []), one.exam_kind)]
    if not reached:
        return
    people = {one.person_id for one in reached}
    waiting = {} if urgent else _not_begun(people, reached[0].exam_id)
    alone = [one for one in reached if one.person_id not in waiting]
    due = {} if urgent else _due(people - waiting.keys())
    fresh = Message.objects.bulk_create(_message(one, urgent=urgent, due=due.get(one.person_id)) for one in alone)
    messages = waiting | {message.person_id: message for message in fresh}
    for one in reached:
        one.message = messages[one.person_id]
    Notice.objects.bulk_update(reached, ["message"])


def _not_begun(people: set[UUID], exam_id: UUID | None) -> dict[UUID, Message]:
    """Messages about the same exam that still wait for what else comes. Locked: the sender takes them after us."""
    waiting = Message.objects.select_for_update(of=("self",)).filter(
        person__in=people, exam=exam_id, urgent=False, status=MessageStatus.UNDER_WAY, begun_at=None
    )
    return {message.person_id: message for message in waiting}


def _due(people: set[UUID]) -> dict[UUID, dt.datetime]:
    """When each may be told next: what else comes is waited for, and the last message was a minute ago."""
    first = now() + BUNDLE_FOR
    before = Message.objects.filter(person__in=people, begun_at__gt=first - APART)
    last = dict(before.values("person").annotate(last=Max("begun_at")).values_list("person", "last"))
    return {person: max(first, last[person] + APART) if person in last else first for person in people}


def _message(notice: Notice, *, urgent: bool, due: dt.datetime | None) -> Message:
    """A message with the number of its first notice."""
    mark = DRILL_MARK if notice.exam_kind == DRILL else ""
    return Message(
        exam_id=notice.exam_id,
        exam_kind=notice.exam_kind,
        scope=notice.scope,
        person_id=notice.person_id,
        player_id=notice.player_id,
        number=notice.number,
        body=body_of(notice.number, phone=settings.DUTY_PHONE, mark=mark),
        urgent=urgent,
        made_at=now(),
        next_at=due or now(),
    )
