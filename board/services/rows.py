"""What a batch of facts touches, and the writing of it at the end of the batch."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from uuid import UUID

from django.db.models import Q

from board.models import Channel
from board.selectors.bodies import Bodies, Touched, bodies_of
from board.services.frames import differing, lock_channels, send
from board.services.stream import Told, stream_changes
from board.states import RowKind
from exams.models import Exam
from exams.states import ExamStatus
from journal.content import Recorded
from journal.models import STANDING_LOG

# Kinds whose rows are what the lower apps say at this moment. The stream has a history of its own.
DRAWN = (RowKind.EXAM, RowKind.VENUE, RowKind.INCIDENT, RowKind.VAULT, RowKind.SILENCED)


class ChannelRows:
    """Collects which rows a batch of facts touches; ``write`` then draws each of them once.

    A row is drawn from what the lower apps hold at that moment, which may be a little ahead of the
    fact in hand. It is never behind it: a fact is seen only when its rows are committed.
    """

    def __init__(self, exam_id: UUID | None) -> None:
        self.exam_id = exam_id
        self.told: list[Told] = []
        self._recorded: Recorded | None = None
        self._touched: dict[RowKind, set[str] | None] = {}

    def turn_to(self, recorded: Recorded) -> None:
        """Take note of the entry in hand."""
        self._recorded = recorded

    @property
    def recorded(self) -> Recorded:
        """The entry in hand."""
        if self._recorded is None:
            raise RuntimeError("no entry is in hand")
        return self._recorded

    def touch(self, kind: RowKind, *keys: str) -> None:
        """The rows of these keys may read otherwise now."""
        known = self._touched.setdefault(kind, set())
        if known is not None:
            known.update(keys)

    def touch_all_of(self, *kinds: RowKind) -> None:
        """Any row of these kinds may read otherwise now."""
        self._touched.update(dict.fromkeys(kinds))

    def touch_everything(self) -> None:
        """Any row may read otherwise now."""
        self.touch_all_of(*DRAWN)

    def tell(self, audience: str | None, *, venue: str | None = None) -> None:
        """Put the fact in hand into the stream of those who may hear of it."""
        self.told.append(Told(self.recorded, audience, venue))

    def write(self) -> None:
        """Draw what was touched, and send one frame on each channel that reads otherwise now."""
        if self.exam_id is not None and (self._touched or self.told):
            self._write(self.exam_id)
        elif self.exam_id is None and self._touched:
            for exam_id in Exam.objects.filter(status=ExamStatus.OPEN).values_list("pk", flat=True):
                self._write(exam_id)

    def _write(self, exam_id: UUID) -> None:
        channels = lock_channels(exam_id)
        changes: Bodies = {}
        if touched := self._drawn_together():
            changes = differing(exam_id, bodies_of(exam_id, touched), of=_rows_of(touched))
        if exam_id == self.exam_id:
            self._add_facts(exam_id, changes, channels)
        send(exam_id, channels, changes)

    def _drawn_together(self) -> Touched:
        """What was touched, and the papers of every venue that was."""
        if RowKind.VENUE not in self._touched:
            return self._touched
        return {**self._touched, RowKind.PAPERS: self._touched[RowKind.VENUE]}

    def _add_facts(self, exam_id: UUID, changes: Bodies, channels: dict[str, Channel]) -> None:
        heard = defaultdict[str, list[Told]](list)
        for told in self.told:
            for name in told.channels():
                heard[name].append(told)
        for name, facts in heard.items():
            channel = channels.setdefault(name, Channel(exam_id=exam_id, channel=name))
            for key, body in stream_changes(facts, before=channel.facts_told).items():
                changes.setdefault(name, {})[RowKind.FACT, key] = body
            channel.facts_told += len(facts)


def _rows_of(touched: Touched) -> Q:
    rows = Q()
    for kind, keys in touched.items():
        rows |= Q(kind=kind) if keys is None else Q(kind=kind, key__in=keys)
    return rows


@contextmanager
def open_rows(log: UUID) -> Iterator[ChannelRows]:
    """The rows of a log's exam; of every open exam for the standing log, whose facts no stream tells."""
    rows = ChannelRows(None if log == STANDING_LOG else log)
    yield rows
    rows.write()
