"""What went outside, for the county's desk: to whom, by which ways, and whether he looked. Not about what."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from django.db.models import Exists, OuterRef, Prefetch
from django.utils.translation import gettext_lazy as _

from clocks.selectors import Finding
from kernel.time import now
from notices.models import Attempt, Message, Notice, ProviderRest
from notices.selectors.channels import providers
from notices.states import AttemptStatus, MessageStatus, NoticeStatus

MOST = 100
LATE_AFTER = dt.timedelta(seconds=60)


class Reached(StrEnum):
    """How far a message has come."""

    WAITING = "waiting"
    UNDER_WAY = "under_way"
    SENT = "sent"
    UNKNOWN = "unknown"
    SEEN = "seen"
    NOT_NEEDED = "not_needed"
    NOT_REACHED = "not_reached"


@dataclass(frozen=True, slots=True)
class Sent:
    """A message with its attempts, the first tried first."""

    message: Message
    attempts: tuple[Attempt, ...]
    notices: int
    seen: bool

    @property
    def reached(self) -> Reached:
        """What the desk must know of it: not reached means that somebody must call."""
        if self.seen:
            return Reached.SEEN
        if self.message.status == MessageStatus.ENDED:
            return Reached.NOT_NEEDED
        made = {attempt.status for attempt in self.attempts}
        for status, reached in (
            (AttemptStatus.SENDING, Reached.UNDER_WAY),
            (AttemptStatus.SENT, Reached.SENT),
            (AttemptStatus.UNKNOWN, Reached.UNKNOWN),
        ):
            if status in made:
                return reached
        return Reached.NOT_REACHED if self.message.status == MessageStatus.SPENT or made else Reached.WAITING


def sent_messages(scope: str, *, number: str = "") -> list[Sent]:
    """The newest messages of a county; those with this number, by which somebody calls the desk."""
    seen = Notice.objects.filter(message=OuterRef("pk"), status=NoticeStatus.SEEN)
    rows = Message.objects.filter(scope__startswith=scope).annotate(seen=Exists(seen))
    if number:
        numbers = Notice.objects.filter(number=int(number)) if number.isdecimal() else Notice.objects.none()
        rows = rows.filter(notices__in=numbers)
    attempts = Prefetch("attempts", Attempt.objects.order_by("began_at"))
    rows = rows.select_related("person__unit", "exam").prefetch_related(attempts, "notices").order_by("-made_at", "pk")
    return [Sent(row, tuple(row.attempts.all()), len(row.notices.all()), bool(row.seen)) for row in rows[:MOST]]


@dataclass(frozen=True, slots=True)
class ProviderTold:
    """A provider of this node. ``rests_until``: it did not answer, and is left alone."""

    name: str
    rests_until: dt.datetime | None
    last_sent_at: dt.datetime | None


def providers_told() -> list[ProviderTold]:
    """Every provider by name, and whether it answers."""
    rests = dict(ProviderRest.objects.filter(until__gt=now()).values_list("provider", "until"))
    last = {}
    for attempt in (
        Attempt.objects.filter(status=AttemptStatus.SENT).order_by("provider", "-ended_at").distinct("provider")
    ):
        last[attempt.provider] = attempt.ended_at
    return [ProviderTold(name, rests.get(name), last.get(name)) for name in providers()]


def late_messages() -> int:
    """Messages that should have gone out a minute ago and have not: nobody sends."""
    under_way = Message.objects.filter(status=MessageStatus.UNDER_WAY)
    return under_way.filter(next_at__lt=now() - LATE_AFTER).count()


def sending_findings() -> list[Finding]:
    """What the watchman must know: that something should have gone out a minute ago."""
    late = late_messages()
    return [Finding("messages_unsent", _("Messages should have gone out and have not"), (str(late),))] if late else []
