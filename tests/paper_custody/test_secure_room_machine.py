"""Whatever is done in whatever order, the room holds papers only when it may, and nobody visits them."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import settings
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test

from kernel.errors import NotNow
from kernel.transitions import after
from paper_custody.errors.secure_room import (
    CertificateNotValid,
    LocksNotChanged,
    RoomHoldsPapers,
    RoomNotReady,
    VisitorsInside,
    VisitWhilePapersStored,
)
from paper_custody.policies.secure_room import check_empty, check_enable, check_takes_papers, check_visited
from paper_custody.states.secure_room import (
    HOLDS_SOMETHING,
    ROOM_TRANSITIONS,
    TAKES_PAPERS,
    Contents,
    RoomNow,
    RoomStatus,
    RoomStep,
)

REFUSED = (
    NotNow, RoomNotReady, CertificateNotValid, LocksNotChanged, RoomHoldsPapers, VisitorsInside, VisitWhilePapersStored,
)  # fmt: skip


class RoomLife(RuleBasedStateMachine):
    """The room by its table and its policies; the bags run ahead of its state, as they do in truth."""

    def __init__(self) -> None:
        super().__init__()
        self.status = RoomStatus.NOT_ENABLED
        self.locks_due = self.certified = self.visited = False
        self.papers = self.answers = self.on_the_road = 0

    @property
    def now(self) -> RoomNow:
        contents = Contents(papers=self.papers, answers=self.answers, out=self.on_the_road)
        return RoomNow(self.status, self.locks_due, self.certified, self.visited, contents)

    def step(self, step: RoomStep) -> None:
        self.status = after(ROOM_TRANSITIONS, self.status, step)

    def tried(self, check: Callable[[RoomNow], None], step: RoomStep | None = None) -> bool:
        """Whether it was done. A refusal changes nothing, and is one of those that there are."""
        before = self.status
        try:
            check(self.now)
            if step is not None:
                self.step(step)
        except REFUSED:
            assert self.status == before
            return False
        return True

    @rule()
    def certify(self) -> None:
        self.certified = True

    @rule()
    def certificate_runs_out(self) -> None:
        self.certified = False

    @rule()
    def accept(self) -> None:
        self.tried(check_empty, RoomStep.ACCEPT)

    @rule()
    def find_wanting(self) -> None:
        self.tried(check_empty, RoomStep.FIND_WANTING)

    @rule()
    def enable(self) -> None:
        self.tried(check_enable, RoomStep.ENABLE)

    @rule()
    def use_otherwise(self) -> None:
        if self.tried(check_empty, RoomStep.USE_OTHERWISE):
            self.locks_due = True

    @rule()
    def change_locks(self) -> None:
        self.locks_due = False

    @rule()
    def retire(self) -> None:
        self.tried(check_empty, RoomStep.RETIRE)

    @rule()
    def receive(self) -> None:
        if self.tried(check_takes_papers):
            assert not self.visited
            self.papers += 1

    @precondition(lambda self: self.papers)
    @rule()
    def give_out(self) -> None:
        self.papers -= 1
        self.on_the_road += 1

    @precondition(lambda self: self.on_the_road)
    @rule()
    def answers_come(self) -> None:
        self.on_the_road -= 1
        self.answers += 1

    @precondition(lambda self: self.answers)
    @rule()
    def hand_on(self) -> None:
        self.answers -= 1

    @rule()
    def follow(self) -> None:
        """The reaction to any of these."""
        step = self.now.contents.step_from(self.status) if self.status in TAKES_PAPERS else None
        if step is not None:
            self.step(step)
        if self.status in TAKES_PAPERS:
            assert (self.status in HOLDS_SOMETHING) == (not self.now.contents.empty)

    @rule()
    def sign_in(self) -> None:
        if self.tried(check_visited):
            self.visited = True

    @rule()
    def sign_out(self) -> None:
        self.visited = False

    @invariant()
    def nobody_visits_papers(self) -> None:
        assert not (self.visited and (self.papers or self.answers))

    @invariant()
    def papers_lie_in_an_enabled_room_under_its_own_locks(self) -> None:
        if self.papers or self.answers:
            assert self.status in TAKES_PAPERS
            assert not self.locks_due


def test_the_room_keeps_its_rules_in_any_order() -> None:
    run_state_machine_as_test(RoomLife, settings=settings(max_examples=60, stateful_step_count=30, deadline=None))


@pytest.mark.long
def test_the_room_keeps_its_rules_for_long() -> None:
    run_state_machine_as_test(RoomLife, settings=settings(max_examples=2_000, stateful_step_count=100, deadline=None))
