"""Is this the bag? What was read is held against the plan: session, subject, set, venue and room (handbook 2.5 e)."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from exams.models import Exam
from exams.selectors.sessions import rules_of, session_called
from exams.states import SecondScan
from kernel.act import Asked, act
from kernel.errors import NotPermitted
from organisation.policies import require
from organisation.states import Capability
from paper_custody.errors import WrongBag
from paper_custody.errors.identity import PaperSetUnknown, PaperSetUnnamed, SecondScanMissing
from paper_custody.events.identity import PaperSetNamed
from paper_custody.models import Bag
from paper_custody.models.identity import SetInUse
from paper_custody.policies import check_belong
from paper_custody.policies.decisions import check_decision_told
from paper_custody.selectors.identity import sets_in_use
from paper_custody.services.decisions import decided
from paper_custody.services.scanning import Scanned, lock_scanned
from paper_custody.states import NODE_OF, Batch, RoomsAsked, Scan, Step
from paper_custody.states.decisions import DecisionTold, words_hash
from venues.models import Venue
from venues.policies import check_open


@dataclass(frozen=True)
class Planned:
    """What a step on rooms is about: ``bags`` are those of the rooms asked for, of the set in use."""

    exam: Exam
    place: Venue
    step: Step
    rooms: RoomsAsked
    bags: Sequence[Bag]

    @property
    def subjects(self) -> dict[str, set[object]]:
        """The subjects of each room."""
        found: dict[str, set[object]] = {}
        for bag in self.bags:
            if bag.room is not None:
                found.setdefault(bag.room.number, set()).add(bag.subject_id)
        return found


@act
def name_paper_set(
    asked: Asked, *, session: str, subject: str, paper_set: str, decision: DecisionTold
) -> PaperSetNamed:
    """Write down which set of papers is used for a subject, as those above decided. The county chooses none.

    Refuses a set that no bag of the subject is of. The newest decision holds.
    """
    exam = check_open(asked)
    require(asked.actor, Capability.RECORD_DECISION, exam.scope)
    check_decision_told(decision, exam_at=asked.exam_at)
    row = session_called(exam.pk, session).subjects.filter(code=subject).first()
    if row is None:
        raise NotPermitted
    if not Bag.objects.filter(exam=exam, subject=row, paper_set=paper_set).exists():
        raise PaperSetUnknown(session=session, subject=subject)

    SetInUse.objects.create(
        exam=exam,
        scope=exam.scope,
        session_id=row.session_id,
        subject=row,
        paper_set=paper_set,
        **decided(asked, decision),
    )

    return PaperSetNamed(session=session, subject=subject, paper_set=paper_set, words_hash=words_hash(decision))


def of_the_set_in_use(exam: Exam, bags: Sequence[Bag]) -> list[Bag]:
    """Part: these bags without those of a set that is not used. They stay where they are, sealed.

    Refuses where there are bags of two sets and nobody has said which is used.
    """
    marked = {bag.subject_id for bag in bags if bag.paper_set}
    if not marked:
        return list(bags)
    used = sets_in_use(exam.pk, marked)
    for subject_id in marked - set(used):
        there = {bag.paper_set for bag in bags if bag.subject_id == subject_id and bag.paper_set}
        if len(there) > 1:
            raise PaperSetUnnamed(sets=sorted(there))
    return [bag for bag in bags if _is_of(bag, used)]


def _is_of(bag: Bag, used: dict[object, str]) -> bool:
    return not bag.paper_set or used.get(bag.subject_id, bag.paper_set) == bag.paper_set


def check_identity(plan: Planned, scans: Sequence[Scan]) -> Scanned:
    """Part: refuse the first label that is not what is planned here, with the reason why.

    Of another venue, of another session (a later day's), of another set, of another subject, of another room.
    """
    scanned = lock_scanned(plan.exam, Batch(scans=scans), node=NODE_OF[plan.step], venue=plan.place.code)
    check_belong(scanned.bags, node=scanned.node, venue=plan.place.code, sessions=[plan.rooms.session])
    used = sets_in_use(plan.exam.pk, {bag.subject_id for bag in scanned.bags})
    for bag in scanned.bags:
        if not _is_of(bag, used):
            raise WrongBag(bag=bag.code, node=scanned.node.value, venue=plan.place.code, why="wrong_set")
        _check_room(plan, bag, read_in=scanned.scans[bag.code].room if bag.code in scanned.scans else "")
    return scanned


def _check_room(plan: Planned, bag: Bag, *, read_in: str) -> None:
    """Refuse a bag that was read at another room's table, or of a room that is not asked for."""
    number = "" if bag.room is None else bag.room.number
    asked_for: Collection[str] = {read_in} if read_in else plan.rooms.only
    if not asked_for or number in asked_for:
        return
    subjects = set().union(*(plan.subjects.get(room, set()) for room in asked_for))
    why = "other_room" if not subjects or bag.subject_id in subjects else "wrong_subject"
    raise WrongBag(bag=bag.code, node=NODE_OF[plan.step].value, venue=plan.place.code, why=why)


def check_read_again(plan: Planned) -> None:
    """Part: a second person read every label again before it was cut, and both read the same.

    Whether that is asked for is the preset's to say. Where no label was read, "all rooms as planned" is one act of
    the office's pair (limits.md 15).
    """
    rooms, rule = plan.rooms, rules_of(plan.exam).identity_check.second_scan
    if rule == SecondScan.NEVER or (rule == SecondScan.WHERE_SCANNED and not rooms.scans):
        return
    if not rooms.scans or not rooms.rescans:
        raise SecondScanMissing(venue=plan.place.code, session=rooms.session)
    again = check_identity(plan, rooms.rescans)
    if differing := sorted({scan.code for scan in rooms.scans} ^ again.scans.keys()):
        raise WrongBag(bag=differing[0], node=NODE_OF[plan.step].value, venue=plan.place.code, why="scans_differ")
