"""The only file that speaks to providers of messages, through Apprise. It is given words, and knows no row.

Every provider has a lane of its own, a thread: one that hangs keeps nobody else waiting. Redirects are not followed and
nothing is tried again behind our back: the next attempt is a row, too.
"""

from __future__ import annotations

import queue
import threading
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cache
from time import monotonic
from typing import Any
from urllib.parse import quote

from django.conf import settings

from notices.states import Answered, AttemptStatus, Outgoing, Why

# Seconds. A provider that takes longer to connect or to answer has not answered. A lane begins nothing after its time:
# what is left of it is due again at once, so that a slow provider keeps no worker. All is waited for until every lane
# must have ended, which is before the lease of an attempt is over.
CONNECT_WITHIN, ANSWER_WITHIN = 4.0, 5.0
LANE_FOR, WAIT_FOR = 8.0, 20.0
# Whose answer came after so long did not refuse: it hung.
HUNG_AFTER = 3.5
TO = "{to}"
# A mail has a line above its text, which says the same.
WITH_SUBJECT = ("mailto", "mailtos")


def address_at(provider: str, to: str) -> str:
    """The Apprise address of somebody at a provider; empty where the node has no such provider any more."""
    return settings.NOTICE_PROVIDERS.get(provider, "").replace(TO, quote(to, safe=""))


def wants_address(provider: str) -> bool:
    """Whether the provider needs to be told where the person is; a group's own address is all of it."""
    return TO in settings.NOTICE_PROVIDERS[provider]


def can_reach(provider: str, to: str) -> bool:
    """Whether Apprise knows what to do with the address, and finds somebody in it where there must be one."""
    service = _service(address_at(provider, to))
    return service is not None and (not to or bool(getattr(service, "targets", True)))


def send_all(outgoing: Sequence[Outgoing]) -> Iterator[Answered]:
    """Send, each provider in a lane of its own, and tell of each as soon as it is known."""
    lanes: dict[str, list[Outgoing]] = defaultdict(list)
    for one in outgoing:
        lanes[one.provider].append(one)
    told: queue.SimpleQueue[Answered] = queue.SimpleQueue()
    for lane in lanes.values():
        threading.Thread(target=_run_lane, args=(lane, told), daemon=True).start()
    yield from _until_all_is_told({one.attempt for one in outgoing}, told)


def _until_all_is_told(left: set[Any], told: queue.SimpleQueue[Answered]) -> Iterator[Answered]:
    """Whatever is not told in time hangs where no timeout reaches it: nobody knows whether it went out."""
    give_up = monotonic() + WAIT_FOR
    while left:
        try:
            answered = told.get(timeout=max(give_up - monotonic(), 0.01))
        except queue.Empty:
            break
        left.discard(answered.attempt)
        yield answered
    for attempt in left:
        yield Answered(attempt, AttemptStatus.UNKNOWN, Why.NO_ANSWER)


def _run_lane(lane: Sequence[Outgoing], told: queue.SimpleQueue[Answered]) -> None:
    """One after the other; after one that hung, the others are not even tried here: they go by their next channel."""
    end, hung = monotonic() + LANE_FOR, False
    for one in lane:
        if hung or monotonic() > end:
            told.put(Answered(one.attempt, AttemptStatus.FAILED, Why.NOT_TRIED))
            continue
        answered = send(one)
        hung = answered.why == Why.NO_ANSWER
        told.put(answered)


def send(outgoing: Outgoing) -> Answered:
    """Send one message and say whether the provider took it."""
    service = _service(outgoing.address)
    if service is None:
        return Answered(outgoing.attempt, AttemptStatus.FAILED, Why.UNREADABLE)
    title = outgoing.body if outgoing.address.partition(":")[0] in WITH_SUBJECT else ""
    began = monotonic()
    if service.notify(body=outgoing.body, title=title, body_format="text"):
        return Answered(outgoing.attempt, AttemptStatus.SENT)
    why = Why.NO_ANSWER if monotonic() - began > HUNG_AFTER else Why.REFUSED
    return Answered(outgoing.attempt, AttemptStatus.FAILED, why)


def _service(address: str) -> Any:
    """What Apprise makes of an address, with our limits; None where it cannot read it."""
    from apprise import Apprise, NotifyFormat

    service = Apprise.instantiate(address, asset=_asset(), suppress_exceptions=True) if address else None
    if service is not None:
        service.socket_connect_timeout, service.socket_read_timeout = CONNECT_WITHIN, ANSWER_WITHIN
        service.retry, service.redirects, service.notify_format = 0, False, NotifyFormat.TEXT
    return service


@cache
def _asset() -> Any:
    """Our name in place of the library's, and nothing that it would say or load of its own."""
    from apprise import AppriseAsset

    return AppriseAsset(app_id="ExamOps", app_desc="ExamOps", app_url="", plugin_paths=[], async_mode=False)
