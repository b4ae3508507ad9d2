"""Records: which message goes by which channel now, and what came of it.

An attempt is written before the provider is asked and again after, each in a transaction of its own. Whoever died
between the two has left an attempt under way; when its lease is over nobody knows whether the message went out: it is
shown so, and the next channel is taken. Nothing waits in a queue: what is due is a row.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from uuid import UUID

from django.db.models import Q

from incidents.states import OPEN, UNANSWERED
from kernel.actors import SYSTEM
from kernel.scope import reading
from kernel.time import now
from notices.gateways import address_at
from notices.models import Attempt, Channel, Message, Notice, ProviderRest
from notices.selectors.channels import channels_for, channels_of
from notices.states import (
    CALLS_FOR_ANSWER,
    LANE,
    LEASE,
    NEXT_CHANNEL_AFTER,
    REST,
    TRIES,
    TRY_AGAIN_AFTER,
    Answered,
    AttemptStatus,
    MessageStatus,
    NoticeStatus,
    Outgoing,
    Why,
)

MOST = 500
# A channel that may have brought it is not used again for the same message.
MAY_HAVE_COME = {AttemptStatus.SENT, AttemptStatus.UNKNOWN, AttemptStatus.SENDING}


@dataclass
class Round:
    """One look at what is due: which providers can take more, and what was claimed."""

    at: dt.datetime
    away: dict[str, dt.datetime]
    taken: Counter[str] = field(default_factory=Counter)
    attempts: list[Attempt] = field(default_factory=list)
    outgoing: list[Outgoing] = field(default_factory=list)

    def free_from(self, provider: str) -> dt.datetime:
        """When this provider can take a message."""
        if provider in self.away:
            return self.away[provider]
        return self.at if self.taken[provider] < LANE else self.at + dt.timedelta(seconds=1)


def claim_due() -> list[Outgoing]:
    """Record: take what is due, the urgent first, and write an attempt for each. No two senders take the same.

    A provider that is being asked, or that did not answer lately, is given nothing: it holds up nobody else.
    """
    at = now()
    with reading(SYSTEM):
        _give_up_on_the_dead(at)
        look = Round(at, _away(at))
        due = Message.objects.filter(status=MessageStatus.UNDER_WAY, next_at__lte=at).order_by("-urgent", "next_at")
        messages = list(due.select_for_update(of=("self",), skip_locked=True)[:MOST])
        _choose(messages, look)
        Attempt.objects.bulk_create(look.attempts)
        Message.objects.bulk_update(messages, ["status", "next_at", "begun_at", "ended_at"])
    return look.outgoing


def _give_up_on_the_dead(at: dt.datetime) -> None:
    dead = Attempt.objects.filter(status=AttemptStatus.SENDING, lease_until__lte=at).select_for_update(of=("self",))
    left = {attempt.pk: attempt.message_id for attempt in dead}
    Attempt.objects.filter(pk__in=left).update(status=AttemptStatus.UNKNOWN, why=Why.SENDER_DIED, ended_at=at)
    Message.objects.filter(pk__in=left.values(), status=MessageStatus.UNDER_WAY).update(next_at=at)


def _away(at: dt.datetime) -> dict[str, dt.datetime]:
    """Providers that can take nothing now: one that rests, and one that is being asked by another sender."""
    busy = Attempt.objects.filter(status=AttemptStatus.SENDING).values_list("provider", "lease_until")
    rests = ProviderRest.objects.filter(until__gt=at).values_list("provider", "until")
    soon = at + dt.timedelta(seconds=1)
    return {provider: min(until, soon) for provider, until in busy} | dict(rests)


def _choose(messages: Sequence[Message], look: Round) -> None:
    wanted = _wanted(messages)
    channels = channels_of({message.person_id for message in messages})
    tried: dict[UUID, list[Attempt]] = defaultdict(list)
    for attempt in Attempt.objects.filter(message__in=messages).order_by("began_at"):
        tried[attempt.message_id].append(attempt)
    for message in messages:
        if message.pk not in wanted:
            message.status, message.ended_at = MessageStatus.ENDED, look.at
            continue
        left = _left(channels_for(channels.get(message.person_id, []), message.exam_kind), tried[message.pk])
        _take_next(message, left, look)


def _wanted(messages: Sequence[Message]) -> set[UUID]:
    """Messages of which somebody still needs something: asked of the incidents themselves, and not of who was told.

    An answer given a moment ago, on any screen, stops what would go out now.
    """
    calling = Q(kind__in=CALLS_FOR_ANSWER)
    still = (
        (calling & Q(incident__status__in=UNANSWERED)) | (~calling & Q(incident__status__in=OPEN)) | Q(incident=None)
    )
    is_open = Notice.objects.filter(still, message__in=messages, status=NoticeStatus.OPEN)
    return {message for message in is_open.values_list("message", flat=True) if message is not None}


def _left(channels: Sequence[Channel], attempts: Sequence[Attempt]) -> list[tuple[dt.datetime | None, Channel]]:
    """The channels that may still be used, those not tried yet first, each with the time of its last failure."""
    failed, last = Counter[UUID](), dict[UUID, dt.datetime]()
    spent = {attempt.channel_id for attempt in attempts if attempt.status in MAY_HAVE_COME}
    for attempt in attempts:
        if attempt.status == AttemptStatus.FAILED and attempt.why != Why.NOT_TRIED:
            failed[attempt.channel_id] += 1
            last[attempt.channel_id] = attempt.ended_at or attempt.began_at
    left = [one for one in channels if one.pk not in spent and failed[one.pk] < TRIES]
    return [(last.get(one.pk), one) for one in sorted(left, key=lambda one: failed[one.pk])]


def _take_next(message: Message, left: Sequence[tuple[dt.datetime | None, Channel]], look: Round) -> None:
    """Give the message to the first channel that can take it; wait where none can; it is spent where none is left."""
    soonest: list[dt.datetime] = []
    for failed_at, channel in left:
        free = look.free_from(channel.provider)
        if failed_at is not None:
            free = max(free, failed_at + TRY_AGAIN_AFTER)
        if free <= look.at:
            _claim(message, channel, look)
            return
        soonest.append(free)
    if soonest:
        message.next_at = min(soonest)
    else:
        message.status, message.ended_at = MessageStatus.SPENT, look.at


def _claim(message: Message, channel: Channel, look: Round) -> None:
    attempt = Attempt(
        exam_id=message.exam_id,
        exam_kind=message.exam_kind,
        scope=message.scope,
        message=message,
        person_id=message.person_id,
        channel=channel,
        own_id=channel.person_id,
        provider=channel.provider,
        began_at=look.at,
        lease_until=look.at + LEASE,
    )
    message.next_at = attempt.lease_until
    message.begun_at = message.begun_at or look.at
    look.taken[channel.provider] += 1
    look.attempts.append(attempt)
    address = address_at(channel.provider, channel.address)
    look.outgoing.append(Outgoing(attempt.pk, channel.provider, address, message.body))


def note_answer(answered: Answered) -> None:
    """Record: what became of an attempt. One whose sender was given up stays unknown, whatever he says now.

    Sent is not seen: where the person does not look within the minute, the next channel is used.
    """
    at = now()
    with reading(SYSTEM):
        attempt = Attempt.objects.select_for_update(of=("self",)).get(pk=answered.attempt)
        if attempt.status != AttemptStatus.SENDING:
            return
        attempt.status, attempt.why, attempt.ended_at = answered.status, answered.why, at
        attempt.save(update_fields=["status", "why", "ended_at"])
        next_at = at + NEXT_CHANNEL_AFTER if answered.status == AttemptStatus.SENT else at
        Message.objects.filter(pk=attempt.message_id, status=MessageStatus.UNDER_WAY).update(next_at=next_at)
        if answered.why == Why.NO_ANSWER:
            until = at + REST
            ProviderRest.objects.update_or_create(provider=attempt.provider, defaults={"until": until})
