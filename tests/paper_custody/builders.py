"""The bags of two venues: of every room a paper bag and a card bag, of every venue a spare; in boxes, under seals."""

from __future__ import annotations

from dataclasses import dataclass

from exams.models import Exam
from kernel.act import Asked, act
from kernel.events import DomainEvent
from organisation.gateways import roles
from organisation.models import Login, Person, Post, Unit
from paper_custody.services import BagGiven, load_bags
from paper_custody.states import DRILL_MARK
from tests.venues.builders import SEATS, in_act, load_standing, plans_of
from tests.world import LINHE, World
from venues.services import load_room_plans

SUBJECTS = {"A1": "chinese", "A2": "maths", "B2": "foreign_language"}
# More hands than the shared world has: an escort beside Li, and the keeper of v01's store.
MORE = {
    "he": ("何押运", LINHE, ["escort"]),
    "qin": ("秦保管", f"{LINHE}v01/", ["venue_keeper"]),
    "ding": ("丁副主考", f"{LINHE}v02/", ["venue_deputy"]),
}


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
    load_standing(world)
    wanted = sessions or ("A1",)
    load_room_plans(in_act(world, world.exam), exam=world.exam, rows=plans_of(*wanted))
    load(world, [row for session in wanted for row in bags_of(session)])
    return world


def hire(world: World) -> None:
    """The people that only these stories need."""
    for name, (full_name, path, held) in MORE.items():
        unit = Unit.objects.get(path=path)
        person = Person.objects.create(scope=path, staff_number=name, name=full_name, unit=unit, pinyin=name)
        pattern = Post.objects.filter(person=world.wang).get()
        assert set(held) <= set(roles())
        for role in held:
            Post.objects.create(
                scope=path, person=person, unit=unit, role=role, starts_at=pattern.starts_at, ends_at=pattern.ends_at
            )
        Login.objects.create(username=name, person=person, password="!")
        world.people[name] = person
