"""Locks with their keys and holders, and who received a code, as far as somebody may see them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Prefetch

from exams.models import Exam
from kernel.actors import Actor
from organisation.states import Capability
from paper_custody.models.keys import CodeReceipt, Key, Lock
from paper_custody.policies.keys import locks_seen
from venues.models import Venue


@dataclass(frozen=True, slots=True)
class KeyTold:
    """A key: where it is, and who holds it since when."""

    code: str
    form: str
    status: str
    holder: str
    since: dt.datetime | None
    mine: bool


@dataclass(frozen=True, slots=True)
class CodeKnown:
    """Somebody who received the code in force."""

    person: str
    channel: str
    received_at: dt.datetime


@dataclass(frozen=True, slots=True)
class LockTold:
    """A lock as a list shows it."""

    code: str
    kind: str
    place: str
    venue: str
    batch: str
    keys: Sequence[KeyTold]
    codes: Sequence[CodeKnown]


def locks_told(exam: Exam, actor: Actor) -> list[LockTold]:
    """The locks that the actor may see, the county's first, in four reads."""
    keys = Prefetch("keys", Key.objects.select_related("holder").order_by("code"))
    codes = Prefetch(
        "code_receipts", CodeReceipt.objects.filter(ended_entry=None).select_related("receiver").order_by("received_at")
    )
    locks = locks_seen(exam, actor).select_related("venue").prefetch_related(keys, codes)
    return [_told(lock, actor) for lock in locks.order_by("scope", "place", "code")]


def _told(lock: Lock, actor: Actor) -> LockTold:
    return LockTold(
        code=lock.code,
        kind=lock.kind,
        place=lock.place,
        venue="" if lock.venue is None else lock.venue.code,
        batch=lock.batch,
        keys=[
            KeyTold(
                code=key.code,
                form=key.form,
                status=key.status,
                holder="" if key.holder is None else key.holder.name,
                since=key.since,
                mine=key.holder_id is not None and key.holder_id == actor.person_id,
            )
            for key in lock.keys.all()
        ],
        codes=[
            CodeKnown(person=one.receiver.name, channel=one.channel, received_at=one.received_at)
            for one in lock.code_receipts.all()
        ],
    )


def keeps_some_lock(actor: Actor) -> bool:
    """Whether the actor's duty lets him give or receive keys anywhere."""
    duties = {Capability.KEEP_VAULT, Capability.KEEP_VENUE_STORE, Capability.CARRY_PAPERS}
    return any(held in duties for held, _path in actor.grants)


def lock_choices(exam: Exam, venue: Venue) -> list[tuple[str, str]]:
    """The locks of a venue, to choose from."""
    locks = Lock.objects.filter(exam=exam, venue=venue).order_by("code").values_list("code", "place")
    return [(code, f"{code} {place}") for code, place in locks]
