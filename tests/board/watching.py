"""Screens on every channel of an exam, held against what a newcomer would see."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from uuid import UUID

from board.models import Channel
from journal.models import Content, Tree
from kernel.actors import SYSTEM
from kernel.scope import reading
from tests.board.builders import number_of, rows_stored
from tests.live import Screen, SocketServer
from tests.world import Browser

CHANNELS = ("wall", "desk", "escort", "restricted", "venue:v01", "venue:v02")


class Watch:
    """For each channel one screen that has been there from the beginning, and one that always asks anew."""

    def __init__(self, exam_id: UUID, old: list[Screen], new: list[Screen]) -> None:
        self.exam_id = exam_id
        self.old = old
        self.new = new
        self._seen = 0

    def differences(self) -> list[str]:
        """Where the old snapshot with the frames since is not the new snapshot, or not what is stored."""
        found = []
        for old, new in zip(self.old, self.new, strict=True):
            number = number_of(self.exam_id, old.channel) if self._is_there(old.channel) else 0
            old.hear_up_to(number)
            new.ask_anew()
            stored = rows_stored(self.exam_id, old.channel)
            if (old.number, old.rows) != (new.number, new.rows) or new.rows != stored:
                found.append(f"{old.channel} at {number}: {_first_difference(old, new)}")
        return found

    def kinds(self) -> list[str]:
        """The kinds of the facts that were numbered since the last time."""
        with reading(SYSTEM):
            entries = Content.objects.filter(entry__leaf__log=self.exam_id, entry__leaf__index__gte=self._seen)
            kinds = list(entries.order_by("entry__leaf__index").values_list("entry__kind", flat=True))
        self._seen += len(kinds)
        return kinds

    def begin_here(self) -> None:
        """Count the kinds of facts from here on."""
        self._seen = Tree.objects.get(pk=self.exam_id).size

    def _is_there(self, channel: str) -> bool:
        with reading(SYSTEM, self.exam_id):
            return Channel.objects.filter(exam_id=self.exam_id, channel=channel).exists()


@contextmanager
def watching(sockets: SocketServer, browser: Browser, exam_id: UUID) -> Iterator[Watch]:
    """Screens that are there before anything happens."""
    with ExitStack() as stack:
        old = [stack.enter_context(sockets.screen(browser, exam_id, name)) for name in CHANNELS]
        new = [stack.enter_context(sockets.screen(browser, exam_id, name)) for name in CHANNELS]
        yield Watch(exam_id, old, new)


def _first_difference(old: Screen, new: Screen) -> str:
    keys = sorted(key for key in old.rows.keys() | new.rows.keys() if old.rows.get(key) != new.rows.get(key))
    return f"{keys[:3]}" if keys else f"numbers {old.number} and {new.number}, or not what is stored"
