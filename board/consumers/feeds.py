"""One channel in a socket process: a copy of its rows, its last frames, and those who hear it."""

from __future__ import annotations

import asyncio
import json
from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from board.consumers.listeners import Listener, Message, text_message
from board.selectors.channels import ChannelKey, Sent, Stored, WireRow

KEPT = 200

RowKey = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Frame:
    """A frame read once, and as it goes to every socket."""

    number: int
    previous: int
    rows: tuple[WireRow, ...]
    message: Message

    @staticmethod
    def read(text: str) -> Frame:
        """Read the text of a frame."""
        told: dict[str, Any] = json.loads(text)
        return Frame(told["number"], told["previous"], tuple(told["rows"]), text_message(text))

    def touches(self, kind: str) -> bool:
        """Whether a row of this kind is in it."""
        return any(row["kind"] == kind for row in self.rows)


class Feed:
    """What the sockets of one channel have been told so far.

    ``lock`` is held while the channel is read from the database; frames that come in meanwhile are
    held back and taken afterwards, so that nobody hears one twice or misses one.
    """

    def __init__(self, key: ChannelKey) -> None:
        self.key = key
        self.number: int | None = None
        self.lock = asyncio.Lock()
        self.listeners: set[Listener] = set()
        self._rows: dict[RowKey, WireRow] = {}
        self._last: deque[Frame] = deque(maxlen=KEPT)
        self._held: list[Frame] = []
        self._rows_text: str | None = None

    def restart(self, stored: Stored) -> None:
        """Begin afresh from what is stored."""
        self.number = stored.number
        self._rows = {(row["kind"], row["key"]): row for row in stored.rows}
        self._last.clear()
        self._last.extend(_unbroken(stored.frames))
        self._rows_text = None

    def hold(self, frame: Frame) -> None:
        """Keep a frame until the reading under way is done."""
        self._held.append(frame)

    def held(self) -> list[Frame]:
        """The frames held back, which are the caller's now."""
        held, self._held = self._held, []
        return held

    def take(self, frame: Frame) -> bool:
        """Pass a frame on to everybody. False where frames before it are missing, and nothing was passed on."""
        if self.number is None or frame.number <= self.number:
            return True
        if frame.previous != self.number:
            return False
        self.number = frame.number
        for row in frame.rows:
            if row["body"] is None:
                self._rows.pop((row["kind"], row["key"]), None)
            else:
                self._rows[row["kind"], row["key"]] = row
        self._last.append(frame)
        self._rows_text = None
        self.tell(frame.message)
        return True

    def follow(self, stored: Stored) -> bool:
        """Pass on the frames stored that were not heard. False where they do not lead from here to there."""
        missed = [Frame.read(sent.text) for sent in stored.frames if sent.number > (self.number or 0)]
        return all(self.take(frame) for frame in missed) and self.number == stored.number

    def tell(self, message: Message) -> None:
        """Write the same message to every socket of the channel."""
        for listener in self.listeners:
            listener.put(message)

    def since(self, number: int | None) -> list[Message] | None:
        """The frames after ``number``. None where some of them are kept no longer, or it is not one of ours."""
        if number is None or self.number is None or number > self.number:
            return None
        missing = [frame for frame in self._last if frame.number > number]
        return [frame.message for frame in missing] if len(missing) == self.number - number else None

    def snapshot(self, times: dict[str, Any]) -> Message:
        """All rows, at the number that stands now."""
        if self._rows_text is None:
            self._rows_text = json.dumps(list(self._rows.values()), ensure_ascii=False, separators=(",", ":"))
        head = {"type": "snapshot", "channel": self.key[1], "number": self.number, **times}
        return text_message(f'{json.dumps(head)[:-1]},"rows":{self._rows_text}}}')


def _unbroken(frames: Iterable[Sent]) -> list[Frame]:
    """The last of the frames that follow one another: a channel that was rebuilt has a hole before them."""
    run: list[Frame] = []
    for sent in frames:
        if run and sent.number != run[-1].number + 1:
            run.clear()
        run.append(Frame.read(sent.text))
    return run
