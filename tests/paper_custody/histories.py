"""How a random history of papers is tried out: on the real database, each one taken back when it ends."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Sequence
from typing import Any
from uuid import UUID

from django.db import transaction
from hypothesis.stateful import RuleBasedStateMachine, invariant

from exams.models import Exam
from journal.audit import differences
from kernel.act import Asked
from kernel.actors import Actor
from kernel.errors import DomainError
from kernel.events import DomainEvent
from paper_custody.models import Bag, Seal
from paper_custody.states import BagStatus, Batch, ContainerKind, Scan, SealState
from tests.paper_custody.builders import Papers
from tests.paper_custody.lives import Held, Where, bags_told, gaps, lives_kept, place_told, rows_of, told_by


class History(RuleBasedStateMachine):
    """The papers of one session. What acts answer is kept here, and held against the rows after every step."""

    def __init__(self, papers: Papers, done: Counter[str]) -> None:
        super().__init__()
        self.papers = papers
        self.done = done
        self.exam = papers.world.exam.pk
        self.lives: dict[str, list[Held]] = {}
        self.places: dict[str, Where] = dict.fromkeys(Bag.objects.values_list("code", flat=True), "")
        self.order: dict[UUID, int] = {}
        self.begun = transaction.savepoint()
        self.rows = rows_of(self.exam)

    def teardown(self) -> None:
        """The journal says what the rows say; then nothing of it has been."""
        try:
            self.papers.world.settle()
            assert not (found := list(differences())), found
        finally:
            transaction.savepoint_rollback(self.begun)

    @property
    def now(self) -> dt.datetime:
        """What the exam's clock shows."""
        return self.papers.world.exam_now

    def tried(
        self, act: Callable[..., DomainEvent | None], who: str, /, *, bags: Iterable[Bag] = (), **given: Any
    ) -> None:
        """Try an act on these bags. Refused, it has moved nothing; done, it is of these bags and of no other."""
        asked, codes = self.asked(who), {bag.code for bag in bags}
        try:
            fact = act(asked, **given)
        except (DomainError, Exam.DoesNotExist):  # to Hu the exam itself is not there
            assert rows_of(self.exam) == self.rows, f"{act.__name__} was refused and moved something"
            self.done[f"{act.__name__} refused"] += 1
            return
        self.done[act.__name__] += 1
        assert fact is not None
        told = {code for code in bags_told(fact) if code in self.places}
        assert told == codes, f"{act.__name__} of {sorted(codes)} told {sorted(told)}"
        self.rows = rows_of(self.exam)
        self.keep(asked, fact, codes, at=getattr(given.get("rooms"), "done_at", None) or self.now)

    def keep(self, asked: Asked, fact: DomainEvent, codes: Collection[str], *, at: dt.datetime) -> None:
        """Keep what the act answered: who has the bags from now on, and in what they stand."""
        self.order[asked.act_id] = len(self.order)
        for code, held in told_by(fact, entry=asked.act_id, at=at).items():
            if code in self.places:
                self.lives.setdefault(code, []).append(held)
        place = place_told(fact)
        if place is not None:
            self.places.update(dict.fromkeys(codes, place))

    # ---- what holds at every moment ---------------------------------------------------------------------------

    @invariant()
    def every_bag_is_answered_for_by_one(self) -> None:
        """What was signed is what was answered, and covers every life from the receipt on, each instant once."""
        kept = lives_kept(self.exam, self.order)
        assert kept == self.lives, f"signed: {kept}, answered: {self.lives}"
        for bag in self.rows.bags:
            life = kept.get(bag.code, [])
            begun = bag.status not in {BagStatus.REGISTERED, BagStatus.VOIDED}
            assert life or not begun, f"{bag.code} has a state and no holder"
            assert not (found := list(gaps(life, until=self.now))), f"{bag.code}: {found}"
            assert not life or life[-1].by in {bag.holder, None}, f"{bag.code} is with another than signed for it"

    @invariant()
    def every_bag_stands_where_it_was_put(self) -> None:
        """In its box or by itself: containment survives every later act, those on other bags of its box included."""
        for bag in self.rows.bags:
            place, told = self.rows.place_of(bag), self.places[bag.code]
            assert bag.status == BagStatus.VOIDED or place == told, f"{bag.code} stands in {place!r}, told {told!r}"

    # ---- what people see and read -----------------------------------------------------------------------------

    def asked(self, who: str) -> Asked:
        """A request by somebody, or by the system."""
        return self.papers.asked(who) if who else self.papers.world.asked(exam_id=self.exam)

    def proved(self, who: str) -> Actor:
        """Somebody who proved himself."""
        return self.papers.proved(who)

    def any(self, *status: BagStatus) -> bool:
        """Whether there is a bag in one of these states."""
        return any(bag.status in status for bag in self.rows.bags)

    def bags(self, *status: BagStatus, venue: str = "", but: Collection[int] = ()) -> list[Bag]:
        """The bags in these states, but those of these numbers."""
        rows = Bag.objects.filter(status__in=status, venue__code__startswith=venue)
        found = list(rows.select_related("holder", "container", "room").order_by("code"))
        return [bag for number, bag in enumerate(found) if number not in but]

    def batch(self, bags: Sequence[Bag], *, whole: Sequence[Bag] = (), boxed: bool = False) -> Batch:
        """What is read off them, box by box where a box goes whole. What stays of ``whole`` is left out, and said."""
        taken = {bag.code for bag in bags}
        boxes = self.whole_boxes(taken) if boxed else set()
        loose = {bag.code for bag in bags if bag.container is None or bag.container.code not in boxes}
        rows = Seal.objects.filter(state=SealState.APPLIED).values_list("bag__code", "container__code", "number")
        numbers = {bag or box: number for bag, box, number in rows}
        left_out = {bag.code: "袋面破损，另行处理" for bag in whole if bag.code not in taken}
        return Batch([Scan(code, numbers.get(code, "")) for code in sorted(boxes | loose)], left_out=left_out)

    def whole_boxes(self, taken: Collection[str]) -> set[str]:
        """The boxes of which every bag is taken."""
        there = Bag.objects.filter(container__kind=ContainerKind.BOX).exclude(status=BagStatus.VOIDED)
        split = set(there.exclude(code__in=taken).values_list("container__code", flat=True))
        return set(there.filter(code__in=taken).values_list("container__code", flat=True)) - split

    def of_one_hand(self, bags: Sequence[Bag]) -> tuple[str, list[Bag]]:
        """The bags that the holder of the first one has; nobody's, where there are none."""
        if not bags:
            return "li", []
        holder = bags[0].holder
        assert holder is not None
        return holder.staff_number, [bag for bag in bags if bag.holder_id == holder.pk]
