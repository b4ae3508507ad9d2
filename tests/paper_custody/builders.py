"""The bags of two venues: of every room a paper bag and a card bag, of every venue a spare; in boxes, under seals."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from exams.models import Exam
from kernel.act import Asked, act
from kernel.actors import Actor
from kernel.events import DomainEvent
from organisation.gateways import roles
from organisation.models import Login, Person, Post, Unit
from paper_custody import services
from paper_custody.selectors.expected import Delivery
from paper_custody.services import BagGiven, load_bags
from paper_custody.states import DRILL_MARK, Aboard, Batch, Duty, Run, Scan
from tests.paper_custody.vault import quiet_room, ready_room
from tests.venues.builders import SEATS, in_act, load_standing, plans_of
from tests.world import LINHE, World
from venues.services import load_room_plans

SIDES = ("giver", "receiver", "second", "approver", "counter")
SUBJECTS = {"A1": "chinese", "A2": "maths", "B2": "foreign_language", "C1": "chemistry", "C2": "geography"}
# More hands than the shared world has: crews of two vehicles, more guards, and the keeper of v01's store.
MORE = {
    "he": ("何押运", LINHE, ["escort"]),
    "qin": ("秦保管", f"{LINHE}v01/", ["venue_keeper"]),
    "gao": ("高守库", LINHE, ["vault_guard"]),
    "xu": ("徐民警", LINHE, ["escort_police"]),
    "shi": ("石驾驶", LINHE, ["escort_driver"]),
    "feng": ("冯押运", LINHE, ["escort_leader"]),
    "yan": ("严押运", LINHE, ["escort"]),
    "cui": ("崔民警", LINHE, ["escort_police"]),
    "ding": ("丁副主考", f"{LINHE}v02/", ["venue_deputy"]),
    # Beside Fan, the guards of the secure room: four without its head.
    "lu": ("卢值守", LINHE, ["vault_guard"]),
    "mao": ("毛值守", LINHE, ["vault_guard"]),
    "nie": ("聂值守", LINHE, ["vault_guard"]),
}

# Who leads the vehicle of each venue, and who rides along: three escorts with the papers, and the driver of the first.
LEADERS = {"v01": "li", "v02": "feng"}
RIDING = {
    "v01": (("he", "escort"), ("xu", "police"), ("shi", "driver")),
    "v02": (("yan", "escort"), ("cui", "police")),
}


def crew_of(venue: str, *, leader: str) -> list[dict[str, str]]:
    """Who rides with the papers of a venue; where one of them leads, Li or Feng takes his place."""
    riding = [(LEADERS[venue] if who == leader else who, duty) for who, duty in RIDING[venue]]
    return [{"person": who, "duty": duty} for who, duty in riding]


def bags_of(session: str, *, mark: str = DRILL_MARK) -> list[BagGiven]:
    """The list of one session: seal numbers are told apart from codes, so that no test can mix them up."""
    rows = []
    for venue, rooms in SEATS.items():
        for number in [*rooms, "S"]:
            kinds = [("P", "paper"), ("C", "card")] if number != "S" else [("S", "spare")]
            for letter, kind in kinds:
                code = f"{session}-{venue}-{number}-{letter}"
                box = f"{session}-{venue}-BX{letter}"
                rows.append(
                    BagGiven(
                        code=mark + code,
                        kind=kind,
                        subject=SUBJECTS[session],
                        session=session,
                        venue=venue,
                        nominal=10 if kind == "spare" else 30,
                        room="" if number == "S" else number,
                        box=mark + box,
                        seal=f"{mark}seal-of-{code}",
                        box_seal=f"{mark}seal-of-{box}",
                    )
                )
    return rows


@dataclass(frozen=True, slots=True)
class ListTaken(DomainEvent):
    """A list of bags was taken in, as the workbook's one act does it."""

    sentence = "A list was taken in"

    new: int
    changed: int
    same: int


@act
def take_list(asked: Asked, *, exam: Exam, rows: list[BagGiven]) -> ListTaken:
    done = load_bags(asked, exam=exam, rows=rows)
    return ListTaken(new=done.new, changed=done.changed, same=done.same)


def load(world: World, rows: list[BagGiven], *, exam: Exam | None = None) -> ListTaken:
    """Load a list into an exam (the drill, unless another is named)."""
    exam = exam or world.exam
    return take_list(world.asked(exam_id=exam.pk), exam=exam, rows=rows)


def with_bags(world: World, *sessions: str) -> World:
    """The drill with venues, rooms, seat plans and the bags of these sessions (A1 unless others are named)."""
    hire(world)
    ready_room(world)
    load_standing(world)
    wanted = sessions or ("A1",)
    load_room_plans(in_act(world, world.exam), exam=world.exam, rows=plans_of(*wanted))
    load(world, [row for session in wanted for row in bags_of(session)])
    return world


def hire(world: World) -> None:
    """The people that only these stories need."""
    for name, (full_name, path, held) in MORE.items():
        unit = Unit.objects.get(path=path)
        home = Unit.objects.get(path=f"{LINHE}police/") if held == ["escort_police"] else unit
        person = Person.objects.create(scope=path, staff_number=name, name=full_name, unit=home, pinyin=name)
        pattern = Post.objects.filter(person=world.wang).get()
        assert set(held) <= set(roles())
        for role in held:
            Post.objects.create(
                scope=path, person=person, unit=unit, role=role, starts_at=pattern.starts_at, ends_at=pattern.ends_at
            )
        Login.objects.create(username=name, person=person, password="!")
        world.people[name] = person


def sealed(*codes: str) -> list[dict[str, str]]:
    """Scans of drill bags or boxes, each with the seal that is on it."""
    return [{"code": DRILL_MARK + code, "seal": f"{DRILL_MARK}seal-of-{code}"} for code in codes]


def scans_of(session: str, venue: str = "", *, but: str = "") -> list[dict[str, str]]:
    """Every bag of a session (at one venue), read off with its seal; ``but`` one."""
    rows = [row for row in bags_of(session) if venue in {"", row.venue} and row.code != DRILL_MARK + but]
    return [{"code": row.code, "seal": row.seal} for row in rows]


def rooms_counted(*rooms: str, absent: int = 1, **given: Any) -> dict[str, Any]:
    """A count of these rooms of v01 (all of them, if none is named); ``given`` is told of the first one's papers."""
    counted: list[dict[str, Any]] = [{"room": room, "absent": absent} for room in rooms or SEATS["v01"]]
    first: dict[str, Any] = {name: given.pop(name) for name in ("present", "room") if name in given}
    told: dict[str, Any] = {"venue": "v01", "session": "A1", "rooms": counted, "exceptions": []}
    if given:
        told["exceptions"] = [{"room": counted[0]["room"], "material": "papers", **given}]
    counted[0].update(first)
    return told


@dataclass(frozen=True)
class Papers:
    """What people do with papers in these stories, in the order of a day. Each returns the answer."""

    world: World

    def post(self, who: str, path: str, /, **given: Any) -> Any:
        """An act by this person; a name under one of ``SIDES`` proves himself."""
        headers = given.pop("headers", {})
        if path in {"load", "return"} and isinstance(given.get("receiver"), str) and given.get("venue") in RIDING:
            given.setdefault("crew", crew_of(given["venue"], leader=given["receiver"]))
        for side in SIDES:
            if isinstance(given.get(side), str):
                given[side] = self.world.second(given[side])
        client = self.world.client_of(who)
        return client.post(f"{self.world.api}/papers/{path}/", given, headers=headers)

    def receive(self, session: str = "A1", **given: Any) -> Any:
        """Wang receives what Li brings, with Fan beside him: the whole session."""
        scans = given.pop("bags", scans_of(session))
        counted = {"bags_counted": len(scans), "boxes_counted": 6, "session": session, "giver": "li"}
        counted["receivers"] = [self.world.second(name) for name in given.pop("beside", ["fan"])]
        return self.post("wang", "receive", **{**counted, "bags": scans, **given})

    def store(self, session: str = "A1", **given: Any) -> Any:
        """Wang and Fan put them into the cabinet."""
        scans = given.pop("bags", scans_of(session))
        return self.post("wang", "store", **{"second": "fan", "cabinet": "CAB-1", "bags": scans, **given})

    def load(self, venue: str = "v01", session: str = "A1", **given: Any) -> Any:
        """Wang gives a venue's bags to Li (those of v02 to Feng)."""
        scans = given.pop("bags", scans_of(session, venue))
        run = {"venue": venue, "sessions": [session], "vehicle": f"CAR-{venue}"}
        asked = {"receiver": LEADERS[venue], **run, "bags": scans}
        return self.post("wang", "load", **{**asked, **given})

    def arrive(self, venue: str = "v01", session: str = "A1", **given: Any) -> Any:
        """The venue's keeper takes them from Li (those of v02 from Feng)."""
        who = given.pop("who", {"v01": "qin", "v02": "tao"}[venue])
        scans = given.pop("bags", scans_of(session, venue))
        return self.post(who, "arrive", **{"giver": LEADERS[venue], "venue": venue, "bags": scans, **given})

    def rooms(self, act: str, venue: str = "v01", session: str = "A1", **given: Any) -> Any:
        """One of the acts on rooms, by the venue office's pair."""
        who, second = {"v01": ("sun", "ma"), "v02": ("tao", "ding")}[venue]
        asked = {"second": second, "venue": venue, "session": session, "form": "F-1"}
        return self.post(who, act, **{**asked, **given})

    def count_alone(self, who: str, /, *, absent: int = 1, **given: Any) -> Any:
        """This person's own count of every room of v01, one absent in each; ``given`` changes the first count."""
        return self.post(who, "count", **rooms_counted(absent=absent, **given))

    def count_alone_in(self, who: str, /, *rooms: str, **given: Any) -> Any:
        """This person's own count of these rooms of v01."""
        return self.post(who, "count", **rooms_counted(*rooms, **given))

    def count(self, /, **given: Any) -> Any:
        """Every room of v01 counted by Sun, then by Ma, who find the same; ``given`` is told by both."""
        self.count_alone("sun", **given)
        return self.count_alone("ma", **given)

    def count_together(self, /, **given: Any) -> Any:
        """Sun and Ma count the first room of v01 together."""
        return self.post("sun", "count-together", second="ma", **rooms_counted("001", **given))

    def new_seals(self, venue: str = "v01", session: str = "A1", *, spares: bool = False) -> list[dict[str, str]]:
        """New seals for all bags of the rooms of a session."""
        rows = [row for row in bags_of(session) if row.venue == venue and (spares or row.room)]
        return [{"code": row.code, "seal": f"{DRILL_MARK}again-{row.code}"} for row in rows]

    def in_the_vault(self, session: str = "A1") -> None:
        """Everything up to the cabinet. What a story begins with is done below the API: its proofs take their time.

        The watch of the secure room is another story (``tests/paper_custody/vault.py``): its clocks stand still here.
        """
        batch = Batch([Scan(**scan) for scan in scans_of(session)])
        services.receive(
            self.asked("wang"),
            giver=self.proved("li"),
            batch=replace(batch, receivers=[self.proved("fan")]),
            delivery=Delivery(session=session),
        )
        services.store(self.asked("wang"), second=self.proved("fan"), batch=batch, cabinet="CAB-1")
        self._begin_the_story()

    def on_the_road(self, venue: str = "v01", session: str = "A1") -> None:
        """Everything up to the vehicle."""
        self.in_the_vault(session)
        services.load(
            self.asked("wang"),
            receiver=self.proved(LEADERS[venue]),
            venue=venue,
            sessions=[session],
            batch=Batch([Scan(**scan) for scan in scans_of(session, venue)]),
            run=Run(vehicle=f"CAR-{venue}", crew=[Aboard(who, Duty(duty)) for who, duty in RIDING[venue]]),
        )
        self._begin_the_story()

    def to_the_venue(self, venue: str = "v01", session: str = "A1") -> None:
        """Everything up to the venue's store."""
        self.on_the_road(venue, session)
        keeper = self.asked({"v01": "qin", "v02": "tao"}[venue])
        batch = Batch([Scan(**scan) for scan in scans_of(session, venue)])
        services.arrive(keeper, giver=self.proved(LEADERS[venue]), venue=venue, batch=batch)
        self._begin_the_story()

    def asked(self, who: str) -> Asked:
        return self.world.asked(who, exam_id=self.world.exam.pk)

    def proved(self, who: str) -> Actor:
        return replace(self.world.actor(who), proved_by="password")

    def _begin_the_story(self) -> None:
        self.world.settle()
        quiet_room(self.world)
        self.world.forget()
