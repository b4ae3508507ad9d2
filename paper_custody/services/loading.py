"""Part of the county workbook's one act: bags in their boxes, under their seals. Re-import only before receipt."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from exams.models import Exam, Session, Subject
from kernel.act import Asked
from organisation.services import Loaded
from paper_custody.errors import BagHasMoved, BagListWrong
from paper_custody.models import Bag, Container, Seal
from paper_custody.states import DRILL_MARK, BagGiven, BagKind, BagStatus, ContainerKind, SealState
from venues.models import Room, Venue
from venues.selectors.places import rooms_of, venues_of

BATCH = 2_000
COLUMNS = (
    "kind", "subject_id", "session_id", "paper_set", "venue_id", "room_id", "nominal", "container_id", "scope",
)  # fmt: skip
FIELDS = [name.removesuffix("_id") for name in COLUMNS]


@dataclass(frozen=True)
class _Known:
    """All that the rows refer to, read once."""

    exam: Exam
    sessions: Mapping[str, Session]
    subjects: Mapping[str, Subject]
    venues: Mapping[str, Venue]
    rooms: Mapping[tuple[str, str], Room]
    boxes: dict[str, Container] = field(default_factory=dict)


def load_bags(asked: Asked, *, exam: Exam, rows: Sequence[BagGiven]) -> Loaded:
    """Part: the exam's bags, boxes and seals, in a number of statements that does not grow with the list.

    A bag that a newer list leaves out stays: it is declared void by two people, or comes after all. Refuses
    (``bag_has_moved``) a change of a bag that was received, and (``bag_list_wrong``) a list that does not fit.
    """
    _check_codes(exam, rows)
    known = _read(exam)
    _make_boxes(known, rows)
    there = Bag.objects.filter(exam=exam, code__in=[row.code for row in rows])
    bags = {bag.code: bag for bag in there.select_related("container")}
    new, changed = _sorted_out(known, bags, rows)
    Bag.objects.bulk_create(new, batch_size=BATCH)
    Bag.objects.bulk_update(changed, FIELDS, batch_size=BATCH)
    bags.update((bag.code, bag) for bag in new)

    touched = {bag.pk for bag in changed} | _apply_seals(asked, known, bags, rows)
    return Loaded(new=len(new), changed=len(touched), same=len(rows) - len(new) - len(touched))


def _check_codes(exam: Exam, rows: Sequence[BagGiven]) -> None:
    codes = [row.code for row in rows]
    boxes = {row.box for row in rows if row.box}
    of_boxes = {row.box: row.box_seal for row in rows if row.box_seal}
    seals = [row.seal for row in rows if row.seal] + list(of_boxes.values())
    for why, several in (("bag_twice", codes), ("seal_twice", seals)):
        if len(set(several)) != len(several):
            raise BagListWrong(why=why, rows=_repeated(several))
    if taken := sorted(boxes & set(codes)):
        raise BagListWrong(why="box_has_the_code_of_a_bag", rows=taken[:10])
    marked = {code.startswith(DRILL_MARK) for code in (*codes, *boxes, *seals)}
    if marked - {exam.is_drill}:
        raise BagListWrong(why="drill_mark", rows=[])
    if empty := [row.code for row in rows if row.nominal < 1]:
        raise BagListWrong(why="nominal", rows=empty[:10])


def _repeated(several: Sequence[str]) -> list[str]:
    return sorted(one for one, times in Counter(several).items() if times > 1)[:10]


def _read(exam: Exam) -> _Known:
    return _Known(
        exam=exam,
        sessions={session.code: session for session in Session.objects.filter(exam=exam)},
        subjects={subject.code: subject for subject in Subject.objects.filter(exam=exam)},
        venues={venue.code: venue for venue in venues_of(exam.scope)},
        rooms={(room.venue.code, room.number): room for room in rooms_of(exam.scope)},
    )


def _make_boxes(known: _Known, rows: Sequence[BagGiven]) -> None:
    wanted = {row.box: row for row in rows if row.box}
    known.boxes.update(
        (box.code, box) for box in Container.objects.filter(exam=known.exam, code__in=wanted, kind=ContainerKind.BOX)
    )
    new = [
        Container(
            exam=known.exam,
            scope=known.venues[row.venue].scope,
            code=code,
            kind=ContainerKind.BOX,
            venue=known.venues[row.venue],
            session=known.sessions[row.session],
        )
        for code, row in wanted.items()
        if code not in known.boxes
    ]
    Container.objects.bulk_create(new, batch_size=BATCH)
    known.boxes.update((box.code, box) for box in new)
    for row in rows:
        box = known.boxes.get(row.box)
        if box and (box.venue_id, box.session_id) != (known.venues[row.venue].pk, known.sessions[row.session].pk):
            raise BagListWrong(why="box_of_another_venue_or_session", rows=[row.code])


def _sorted_out(known: _Known, bags: Mapping[str, Bag], rows: Sequence[BagGiven]) -> tuple[list[Bag], list[Bag]]:
    """The bags to be made, and those that differ from their row."""
    new, changed = [], []
    for row in rows:
        bag = bags.get(row.code)
        if bag is None:
            new.append(_fill(known, Bag(exam=known.exam, code=row.code), row))
        elif _differs(bag, _fill(known, Bag(exam=known.exam, code=row.code), row)):
            _check_may_change(bag)
            changed.append(_fill(known, bag, row))
    return new, changed


def _fill(known: _Known, bag: Bag, row: BagGiven) -> Bag:
    venue = known.venues[row.venue]
    bag.scope = venue.scope
    bag.kind = BagKind(row.kind)
    bag.subject = known.subjects[row.subject]
    bag.session = known.sessions[row.session]
    bag.paper_set = row.paper_set
    bag.venue = venue
    bag.room = known.rooms[row.venue, row.room] if row.room else None
    bag.nominal = row.nominal
    bag.container = known.boxes.get(row.box)
    return bag


def _differs(bag: Bag, wanted: Bag) -> bool:
    # What was received and stands by itself now is in no box of the list any more.
    stands_alone = bag.status != BagStatus.REGISTERED and bag.box_id is None
    columns = [name for name in COLUMNS if not (stands_alone and name == "container_id")]
    return any(getattr(bag, name) != getattr(wanted, name) for name in columns)


def _check_may_change(bag: Bag) -> None:
    if bag.status != BagStatus.REGISTERED:
        raise BagHasMoved(bag=bag.code)


def _apply_seals(asked: Asked, known: _Known, bags: Mapping[str, Bag], rows: Sequence[BagGiven]) -> set[UUID]:
    """The seals of bags and boxes. Returns the bags of which only the seal was changed."""
    moved = {bag.pk: bag.code for bag in bags.values() if bag.status != BagStatus.REGISTERED}
    unpacked = {
        bag.container_id: bag.code for bag in bags.values() if bag.container_id and bag.status != BagStatus.REGISTERED
    }
    of_bags = {bags[row.code].pk: row.seal for row in rows if row.seal}
    of_boxes = {known.boxes[row.box].pk: row.box_seal for row in rows if row.box and row.box_seal}
    _put_seals(asked, known, key="container_id", wanted=of_boxes, fixed=unpacked)
    return _put_seals(asked, known, key="bag_id", wanted=of_bags, fixed=moved)


def _put_seals(
    asked: Asked, known: _Known, *, key: str, wanted: Mapping[UUID, str], fixed: Mapping[UUID, str]
) -> set[UUID]:
    """Seals of things by their key. ``fixed`` are those that were received: a list changes their seals no more."""
    there: dict[UUID, dict[str, Seal]] = defaultdict(dict)
    for seal in Seal.objects.filter(exam=known.exam, **{f"{key}__in": list(wanted)}):
        there[getattr(seal, key)][seal.number] = seal
    new, changed = [], []
    for pk, number in wanted.items():
        if number in there[pk]:
            continue
        if pk in fixed:
            raise BagHasMoved(bag=fixed[pk])
        whole = next((seal for seal in there[pk].values() if seal.state == SealState.APPLIED), None)
        if whole is None:
            new.append(_seal(asked, known, number, **{key: pk}))
        else:
            whole.number = number
            changed.append(whole)
    Seal.objects.bulk_create(new, batch_size=BATCH)
    Seal.objects.bulk_update(changed, ["number"], batch_size=BATCH)
    return {getattr(seal, key) for seal in changed}


def _seal(asked: Asked, known: _Known, number: str, **what: UUID) -> Seal:
    return Seal(
        exam=known.exam,
        scope=known.exam.scope,
        number=number,
        entry_id=asked.act_id,
        applied_at=asked.exam_at,
        **what,
    )
