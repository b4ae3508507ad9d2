"""Whatever is done with papers in whatever order: at every instant of its life a bag is answered for by one holder.

Boxes, cabinets and vehicles are packed and unpacked on the way; what happens to a box happens to the bags in it,
except to those that an act names (features C1, C20).
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import replace
from functools import partial
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import initialize, precondition, rule, run_state_machine_as_test

from exams.services import step_timeline
from paper_custody import services
from paper_custody.models import Bag, Escort, Seal
from paper_custody.selectors.expected import Delivery
from paper_custody.states import (
    AT_THE_VENUE,
    DRILL_MARK,
    IN_THE_VAULT,
    ON_THE_ROAD,
    Aboard,
    BagStatus,
    Change,
    Duty,
    FormGiven,
    Material,
    RoomCounted,
    RoomsAsked,
    Run,
    Scan,
    SealState,
    Step,
)
from tests.paper_custody.builders import LEADERS, RIDING, Papers
from tests.paper_custody.histories import History
from tests.venues.builders import SEATS

S = BagStatus
PAIRS = {"v01": ("sun", "ma"), "v02": ("tao", "ding")}
KEEPERS = {"v01": "qin", "v02": "tao"}
UNDER_WAY = (S.CHECKED_OUT, S.IN_TRANSIT)
EVERYWHERE = [status for status in S if status not in {S.REGISTERED, S.VOIDED, S.HANDED_ON}]

venues = st.sampled_from(sorted(SEATS))
# Most of the time everything goes as planned.
some = st.one_of(st.just(frozenset[int]()), st.frozensets(st.integers(0, 6), max_size=2))
closed = st.one_of(st.just(frozenset[str]()), st.frozensets(st.just("001"), max_size=1))
ago = st.integers(0, 40).map(lambda minutes: dt.timedelta(minutes=minutes))


class CustodyHistory(History):
    """A session's papers at two venues, and people who do with them what comes into their heads."""

    @initialize(so_far=st.integers(0, 5))
    def begun_earlier(self, so_far: int) -> None:
        """A history begins anywhere up to the rooms, after what is done on every day."""
        all_of_it: dict[str, Any] = {"but": frozenset(), "boxed": True}
        every_day = [
            partial(self.receive, venue="", **all_of_it),
            partial(self.store, cabinet="CAB-1", **all_of_it),
            partial(self.load, venue="v01", **all_of_it),
            partial(self.arrive, venue="v01", **all_of_it),
            partial(self.issue, venue="v01", closed=frozenset()),
        ]
        for step in every_day[:so_far]:
            step()

    @precondition(lambda self: self.any(S.REGISTERED))
    @rule(venue=venues, but=some, boxed=st.booleans())
    def receive(self, venue: str, but: frozenset[int], boxed: bool) -> None:
        """What has not come yet of a venue, or most of it."""
        whole, bags = self.bags(S.REGISTERED, venue=venue), self.bags(S.REGISTERED, venue=venue, but=but)
        batch = replace(self.batch(bags, whole=whole, boxed=boxed), receivers=[self.proved("fan")])
        delivery = Delivery(session="A1", venue=venue)
        self.tried(services.receive, "wang", bags=bags, giver=self.proved("li"), batch=batch, delivery=delivery)

    @precondition(lambda self: self.any(S.SEALED))
    @rule(but=some, boxed=st.booleans(), cabinet=st.sampled_from(["CAB-1", "CAB-2"]))
    def store(self, but: frozenset[int], boxed: bool, cabinet: str) -> None:
        """Into a cabinet, all or most."""
        bags = self.bags(S.SEALED, but=but)
        batch = self.batch(bags, boxed=boxed)
        self.tried(services.store, "wang", bags=bags, second=self.proved("fan"), batch=batch, cabinet=cabinet)

    @precondition(lambda self: self.any(S.IN_VAULT))
    @rule(venue=venues, but=some, boxed=st.booleans())
    def load(self, venue: str, but: frozenset[int], boxed: bool) -> None:
        """Onto the venue's vehicle."""
        whole, bags = self.bags(S.IN_VAULT, venue=venue), self.bags(S.IN_VAULT, venue=venue, but=but)
        batch = self.batch(bags, whole=whole, boxed=boxed)
        self.tried(services.load, "wang", bags=bags, batch=batch, **self.run_of(venue))

    def run_of(self, venue: str) -> dict[str, Any]:
        """A run of the venue's vehicle, there in half an hour."""
        crew = [Aboard(who, Duty(duty)) for who, duty in RIDING[venue]]
        run = Run(vehicle=f"CAR-{venue}", crew=crew, expected_at=self.now + dt.timedelta(minutes=30))
        return {"receiver": self.proved(LEADERS[venue]), "venue": venue, "sessions": ["A1"], "run": run}

    @precondition(lambda self: self.any(S.CHECKED_OUT))
    @rule(venue=venues)
    def depart(self, venue: str) -> None:
        """A vehicle leaves with what is on it."""
        escort = (
            Escort.objects.filter(venue__code=venue, departed_at=None)
            .order_by("begun_at", "vehicle__code", "direction")
            .last()
        )
        if escort:
            self.tried(services.depart, "wang", escort_id=escort.pk)

    @precondition(lambda self: self.any(*UNDER_WAY))
    @rule(venue=venues, but=some, boxed=st.booleans())
    def arrive(self, venue: str, but: frozenset[int], boxed: bool) -> None:
        """At the venue, out of the hands of whoever has them."""
        whole = self.bags(*UNDER_WAY, venue=venue)
        holder, bags = self.of_one_hand(self.bags(*UNDER_WAY, venue=venue, but=but))
        batch = self.batch(bags, whole=whole, boxed=boxed)
        who, giver = KEEPERS[venue], self.proved(holder)
        self.tried(services.arrive, who, bags=bags, giver=giver, venue=venue, batch=batch)

    @precondition(lambda self: self.any(S.IN_STORE))
    @rule(venue=venues, closed=closed)
    def issue(self, venue: str, closed: frozenset[str]) -> None:
        """To the rooms, all or all but one."""
        self.in_rooms(services.issue_to_rooms, venue, S.IN_STORE, closed=closed)

    @precondition(lambda self: self.any(S.ISSUED))
    @rule(venue=venues, closed=closed, ago=ago)
    def open(self, venue: str, closed: frozenset[str], ago: dt.timedelta) -> None:
        """The papers, entered when it was done or a while afterwards."""
        told: dict[str, Any] = {"material": Material.PAPERS, "kinds": ["paper"]}
        self.in_rooms(services.open_bags, venue, S.ISSUED, closed=closed, done_at=self.now - ago, **told)

    @precondition(lambda self: self.any(S.OPENED))
    @rule(venue=venues)
    def give_out(self, venue: str) -> None:
        """The venue tells that papers were given out."""
        bags = self.bags(S.OPENED, venue=venue)
        if not bags:
            return
        self.tried(services.begin_use, "", bags=bags, venue=venue, session="A1", rooms_except=())

    @precondition(lambda self: self.any(S.ISSUED, S.OPENED, S.IN_USE))
    @rule(venue=venues, closed=closed, ago=ago)
    def collect(self, venue: str, closed: frozenset[str], ago: dt.timedelta) -> None:
        """Out of the rooms, entered when it was done or a while afterwards."""
        states = (S.ISSUED, S.OPENED, S.IN_USE)
        self.in_rooms(services.collect, venue, *states, closed=closed, done_at=self.now - ago)

    @precondition(lambda self: self.any(S.COLLECTED))
    @rule(venue=venues)
    def count_and_accept(self, venue: str) -> None:
        """Two count what was collected, and it is accepted."""
        rooms = sorted({bag.room.number for bag in self.bags(S.COLLECTED, venue=venue) if bag.room})
        if not rooms:
            return
        counted = [RoomCounted(room=room, absent=1) for room in rooms]
        for who in PAIRS[venue]:
            told: dict[str, Any] = {"counter": self.proved(who), "venue": venue, "session": "A1", "rooms": counted}
            self.tried(services.count_rooms, who, **told)
        self.in_rooms(services.accept_rooms, venue, S.COLLECTED)

    def in_rooms(
        self, act: Any, venue: str, *states: BagStatus, closed: frozenset[str] = frozenset(), **given: Any
    ) -> None:
        """An act of the office's pair on all rooms that are ready for it, but those closed."""
        kinds = given.pop("kinds", ["paper", "card"])
        rooms = RoomsAsked(
            venue, "A1", except_rooms=dict.fromkeys(closed, "漏水"), form="F-1", done_at=given.pop("done_at", None)
        )
        there = [bag for bag in self.bags(*states, venue=venue) if bag.room and bag.room.number not in closed]
        bags = [bag for bag in there if bag.kind in kinds]
        if not bags:
            return
        first, second = PAIRS[venue]
        self.tried(act, first, bags=bags, second=self.proved(second), rooms=rooms, **given)

    @precondition(lambda self: self.any(S.ACCEPTED, S.SPARE_OPENED))
    @rule(venue=venues, with_boxes=st.booleans(), left_on=st.booleans())
    def seal(self, venue: str, with_boxes: bool, left_on: bool) -> None:
        """What was accepted, and the boxes that it stands in. A whole seal is left on, or read and replaced."""
        bags = self.bags(S.ACCEPTED, S.SPARE_OPENED, venue=venue)
        if not bags:
            return
        boxes = {bag.container.code for bag in bags if bag.container} if with_boxes else set()
        things = [*(bag.code for bag in bags), *boxes]
        rows = Seal.objects.filter(state=SealState.APPLIED).values_list("bag__code", "container__code", "number")
        whole = {bag or box: number for bag, box, number in rows}
        new = {code: f"{DRILL_MARK}new-{len(self.order)}-{code}" for code in sorted(things)}
        scans = [
            Scan(code, whole[code]) if left_on and code in whole else Scan(code, seal, was=whole.get(code, ""))
            for code, seal in new.items()
        ]
        first, second = PAIRS[venue]
        self.tried(services.seal_bags, first, bags=bags, second=self.proved(second), venue=venue, scans=scans)

    @precondition(lambda self: self.any(S.IN_STORE))
    @rule(venue=venues)
    def open_spare(self, venue: str) -> None:
        """A spare bag, under the chief's eyes."""
        bags = [bag for bag in self.bags(S.IN_STORE, venue=venue) if bag.kind == "spare"]
        if not bags:
            return
        scan = self.batch(bags).scans[0]
        first, second = PAIRS[venue]
        told = {"second": self.proved(second), "venue": venue, "scan": scan, "reason": "缺页"}
        self.tried(services.open_spare, first, bags=bags, **told)

    @precondition(lambda self: self.any(S.IN_STORE, S.RESEALED))
    @rule(venue=venues, but=some, boxed=st.booleans())
    def send_back(self, venue: str, but: frozenset[int], boxed: bool) -> None:
        """What can go, and what stays with a reason."""
        whole = [bag for bag in self.bags(*EVERYWHERE, venue=venue) if bag.node in AT_THE_VENUE]
        bags = self.bags(S.IN_STORE, S.RESEALED, venue=venue, but=but)
        batch = self.batch(bags, whole=whole, boxed=boxed)
        self.tried(services.send_back, KEEPERS[venue], bags=bags, batch=batch, **self.run_of(venue))

    @precondition(lambda self: self.any(S.RETURNING))
    @rule(but=some, boxed=st.booleans())
    def store_answers(self, but: frozenset[int], boxed: bool) -> None:
        """What came back, out of the hands of whoever has it."""
        returning = self.bags(S.RETURNING)
        whole = [bag for bag in returning if bag.escort_id == returning[0].escort_id]
        holder, bags = self.of_one_hand([bag for number, bag in enumerate(whole) if number not in but])
        batch = self.batch(bags, whole=whole, boxed=boxed)
        self.tried(services.store_answers, "fan", bags=bags, giver=self.proved(holder), batch=batch)

    @precondition(lambda self: self.any(S.ANSWERS_STORED))
    @rule(but=some, boxed=st.booleans())
    def hand_on(self, but: frozenset[int], boxed: bool) -> None:
        """To the upper level: here its life in the county ends."""
        bags = self.bags(S.ANSWERS_STORED, but=but)
        told = {"receiver": self.proved("li"), "document": "市考发6号"}
        self.tried(services.hand_on, "wang", bags=bags, batch=self.batch(bags, boxed=boxed), **told)

    # ---- what comes between -----------------------------------------------------------------------------------

    @precondition(lambda self: self.any(*EVERYWHERE))
    @rule(but=some, boxed=st.booleans(), venue=venues)
    def hand_over(self, but: frozenset[int], boxed: bool, venue: str) -> None:
        """From one to another of those who keep them where they are."""
        bags = self.of_one_place(venue, but)
        first, second = self.keepers(bags)
        told = {"receiver": self.proved(second), "batch": self.batch(bags, boxed=boxed)}
        self.tried(services.hand_over, first, bags=bags, **told)

    def of_one_place(self, venue: str, but: frozenset[int] = frozenset()) -> list[Bag]:
        """The bags of a venue that are where the first of them is."""
        there = [bag for bag in self.bags(*EVERYWHERE, venue=venue, but=but) if bag.holder]
        if not there:
            return []
        return [bag for bag in there if (bag.node, bag.holder_id) == (there[0].node, there[0].holder_id)]

    def keepers(self, bags: list[Bag]) -> tuple[str, str]:
        """Who has them, and who else keeps papers there."""
        if not bags or bags[0].node in IN_THE_VAULT:
            return "wang", "fan"
        holder, venue = bags[0].holder, bags[0].venue.code
        assert holder is not None
        if bags[0].node in ON_THE_ROAD:
            mate = RIDING[venue][0][0]
            return holder.staff_number, LEADERS[venue] if holder.staff_number == mate else mate
        return PAIRS[venue]

    @precondition(lambda self: self.any(*UNDER_WAY, S.RETURNING))
    @rule(venue=venues, number=st.integers(1, 3))
    def change_vehicle(self, venue: str, number: int) -> None:
        """On the road everything goes into another vehicle, together with the crew."""
        there = [bag for bag in self.bags(*UNDER_WAY, S.RETURNING, venue=venue) if bag.holder]
        bags = [bag for bag in there if bag.escort_id == there[0].escort_id]
        if not bags:
            return
        giver, receiver = self.keepers(bags)
        change = Change(vehicle=f"CAR-{venue}-{number}", reason="车辆故障")
        told = {"receiver": self.proved(receiver), "escort_id": bags[0].escort_id, "batch": self.batch(bags)}
        self.tried(services.change_vehicle, giver, bags=bags, change=change, **told)

    @precondition(lambda self: self.any(*EVERYWHERE))
    @rule(venue=venues, which=st.integers(0, 6))
    def lock_one(self, venue: str, which: int) -> None:
        """A bag is taken out of the flow where it is."""
        bags = self.of_one_place(venue)[which : which + 1]
        if not bags:
            return
        first, second = self.keepers(bags)
        told = {"second": self.proved(second), "codes": [bags[0].code], "reason": "封签松动"}
        self.tried(services.isolate, first, bags=bags, **told)

    @precondition(lambda self: self.any(S.LOCKED))
    @rule(goes_on=st.booleans())
    def let_go_or_give_up(self, goes_on: bool) -> None:
        """A locked bag goes on, or its life ends here."""
        bags = self.bags(S.LOCKED)[:1]
        if not bags:
            return
        told = {"codes": [bags[0].code], "reason": "经核验"}
        if goes_on:
            first, approver = self.keepers(bags)[0], PAIRS[bags[0].venue.code][0]
            self.tried(services.release, first, bags=bags, approver=self.proved(approver), **told)
        else:
            self.tried(services.void, "wang", bags=bags, second=self.proved("fan"), **told)

    @precondition(lambda self: self.any(*EVERYWHERE))
    @rule(venue=venues, step=st.sampled_from([Step.HAND_OVER, Step.ARRIVE, Step.STORE_ANSWERS]), ago=ago)
    def enter_a_form(self, venue: str, step: Step, ago: dt.timedelta) -> None:
        """What was signed on paper is entered afterwards by two clerks."""
        bags = self.of_one_place(venue)
        form = FormGiven(f"F-{len(self.order)}", step, self.now - ago, ["李押运"], ["秦保管"], venue=venue)
        told = {"second": self.proved("kong"), "form": form, "batch": self.batch(bags)}
        self.tried(services.enter_form, "chen", bags=bags, **told)

    @rule(passed=st.integers(1, 30))
    def time_passes(self, passed: int) -> None:
        """On the exam's clock."""
        world = self.papers.world
        step_timeline(world.asked("bai", exam_id=self.exam), to=self.now + dt.timedelta(minutes=passed))

    @precondition(lambda self: self.any(*EVERYWHERE))
    @rule(venue=venues, act=st.sampled_from(["hand_over", "arrive", "load"]), who=st.sampled_from(["zhao", "hu"]))
    def somebody_not_entitled(self, venue: str, act: str, who: str) -> None:
        """Nobody gets papers who has no duty with them there, or gives them to himself."""
        bags = self.of_one_place(venue)
        batch, first = self.batch(bags), self.keepers(bags)[0]
        before = self.rows
        for giver, receiver in ((first, who), (who, first), (first, first)):
            if act == "hand_over":
                self.tried(services.hand_over, giver, bags=[], receiver=self.proved(receiver), batch=batch)
            elif act == "arrive":
                told: dict[str, Any] = {"giver": self.proved(giver), "venue": venue, "batch": batch}
                self.tried(services.arrive, receiver, bags=[], **told)
            else:
                run = {**self.run_of(venue), "receiver": self.proved(receiver)}
                self.tried(services.load, giver, bags=[], batch=batch, **run)
        assert self.rows == before


# Shrinking replays a history hundreds of times on the database; as it was found it can be read well enough.
PHASES = [Phase.explicit, Phase.reuse, Phase.generate]


def lived(papers: Papers, **given: Any) -> Counter[str]:
    """So many random histories. Returns how often each act was done."""
    done: Counter[str] = Counter()
    for_one_test = settings(
        deadline=None, phases=PHASES, report_multiple_bugs=False, suppress_health_check=list(HealthCheck), **given
    )
    begin: Any = partial(CustodyHistory, papers, done)  # called as the class itself would be
    run_state_machine_as_test(begin, settings=for_one_test)
    return done


ACTS = {
    "receive", "store", "load", "depart", "arrive", "issue_to_rooms", "open_bags", "begin_use", "collect",
    "accept_rooms", "seal_bags", "open_spare", "send_back", "store_answers", "hand_on", "hand_over",
    "change_vehicle", "isolate", "release", "void", "enter_form",
}  # fmt: skip


def test_every_bag_is_answered_for_at_every_instant(papers: Papers) -> None:
    """The same few histories in every run: what they come to is known, and none of them is all refusals."""
    done = lived(papers, max_examples=12, stateful_step_count=30, derandomize=True, database=None)

    assert set(done) >= {"receive", "store", "load", "arrive", "issue_to_rooms", "hand_over", "isolate"}, done


@pytest.mark.long
def test_every_bag_is_answered_for_in_long_histories(papers: Papers) -> None:
    done = lived(papers, max_examples=400, stateful_step_count=120)

    assert done.keys() >= ACTS
