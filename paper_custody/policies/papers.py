"""Who may hold, give, receive and see papers, and what refuses a whole batch."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Mapping, Sequence

from django.db.models import Q, QuerySet

from exams.models import Exam
from kernel.act import Asked
from kernel.actors import Actor
from kernel.errors import NotPermitted, NotThere, SecondNotPermitted
from kernel.transitions import after
from kernel.words import check_words
from organisation.errors import SamePerson
from organisation.policies import require
from organisation.states import Capability
from paper_custody.errors import (
    BagNotNow,
    ChiefMissing,
    CountMismatch,
    FormMissing,
    MomentMissed,
    NothingScanned,
    NotTheHolder,
    ReasonMissing,
    ScannedTwice,
    SealMismatch,
    SealMissing,
    SealStillWhole,
    TooManyScans,
    WrongBag,
    WrongSessionBag,
)
from paper_custody.models import Bag, Seal
from paper_custody.states import (
    AT_ONCE,
    BEAR_SEALS,
    DRILL_MARK,
    IN_THE_VAULT,
    MOST_OFF,
    MOST_SCANS,
    ON_THE_ROAD,
    TRANSITIONS,
    BagStatus,
    Batch,
    Node,
    RoomsAsked,
    Scan,
    Step,
)
from venues.models import Venue
from venues.policies import check_open

# Whoever holds one of these at a unit sees the bags of that unit and below: the vault and those who follow the
# convoys the county's, a venue its own (limits.md 4). Everybody sees what he signed for.
SEES_BAGS = frozenset(
    {
        Capability.KEEP_VAULT,
        Capability.SEE_ESCORTS,
        Capability.AUDIT,
        Capability.KEEP_VENUE_STORE,
        Capability.OPEN_PAPERS,
        Capability.COUNT_PAPERS,
    }
)
HANDLES_BAGS = frozenset({Capability.KEEP_VAULT, Capability.CARRY_PAPERS, Capability.KEEP_VENUE_STORE})
FOLLOWS_ESCORTS = frozenset({Capability.KEEP_VAULT, Capability.SEE_ESCORTS, Capability.AUDIT})
MOST_NAMED = 20


def visible_to(bags: QuerySet[Bag], actor: Actor) -> QuerySet[Bag]:
    """The bags that the actor may see one by one. No duty with papers, none."""
    if actor.is_system:
        return bags
    seen = Q(holder_id=actor.person_id)
    for path in sorted({path for held, path in actor.grants if held in SEES_BAGS}):
        seen |= Q(scope__startswith=path)
    return bags.filter(seen)


def follows_escorts(actor: Actor, scope: str) -> bool:
    """Whether the actor is one of the few who may see vehicles, crews and times of escorts there."""
    return any(actor.may(one, scope) for one in FOLLOWS_ESCORTS)


def knows_the_road(bag: Bag, actor: Actor) -> bool:
    """Whether the actor may see who holds a bag and since when: anywhere but on the road, or as one of the few."""
    return bag.node not in ON_THE_ROAD or bag.holder_id == actor.person_id or follows_escorts(actor, bag.scope)


def check_place(asked: Asked, code: str) -> tuple[Exam, Venue]:
    """The exam in hand, still open, and its venue of this code. None there looks like one that is not yours."""
    exam = check_open(asked)
    venue = Venue.objects.filter(scope__startswith=exam.scope, code=code).first()
    if venue is None:
        raise NotPermitted
    return exam, venue


def check_sees_venue(exam: Exam, actor: Actor, code: str) -> Venue:
    """The venue whose papers the actor may see one by one. None there looks like one that is not yours."""
    venue = Venue.objects.filter(scope__startswith=exam.scope, code=code).first()
    if venue is None or not any(actor.may(one, venue.scope) for one in SEES_BAGS):
        raise NotThere
    return venue


def check_works_with_papers(actor: Actor) -> None:
    """Refuse whoever has no duty with papers anywhere, before anything is looked up for him."""
    if not actor.is_system and not any(held in HANDLES_BAGS for held, _path in actor.grants):
        raise NotPermitted


def check_two(first: Actor, second: Actor, *, scope: str, capabilities: tuple[Capability, Capability]) -> None:
    """Refuse unless the first is entitled, the second is another person, and entitled too."""
    require(first, capabilities[0], scope)
    if first.person_id == second.person_id:
        raise SamePerson
    if not second.may(capabilities[1], scope):
        raise SecondNotPermitted


def keeps(node: str) -> Capability:
    """What somebody must hold to hand bags on to another who also holds it, where they are."""
    if node in IN_THE_VAULT or node == Node.N15_KEPT:
        return Capability.KEEP_VAULT
    return Capability.CARRY_PAPERS if node in ON_THE_ROAD else Capability.KEEP_VENUE_STORE


def check_batch(batch: Batch) -> None:
    """Refuse a batch of nothing, of too much, or with a code twice, and a reason that is none."""
    codes = [scan.code for scan in batch.scans]
    if not codes:
        raise NothingScanned
    if len(codes) > MOST_SCANS:
        raise TooManyScans(most=MOST_SCANS)
    check_once(codes)
    check_reasons(batch.left_out)


def check_once(codes: Sequence[str]) -> None:
    """Refuse a code that was read twice."""
    if len(set(codes)) != len(codes):
        raise ScannedTwice(codes=sorted({code for code in codes if codes.count(code) > 1})[:MOST_NAMED])


def check_reasons(reasons: Mapping[str, str]) -> None:
    """Refuse an exception without a reason."""
    if missing := sorted(what for what, reason in reasons.items() if not reason.strip()):
        raise ReasonMissing(about=missing[:MOST_NAMED])
    check_words(*reasons.values())


def check_seals_named(scans: Sequence[Scan]) -> None:
    """Refuse where a new seal was not read, or one number was read twice."""
    for scan in scans:
        if not scan.seal:
            raise SealMissing(things=[scan.code])
    check_once([scan.seal for scan in scans])


def check_known(codes: Collection[str], *, is_drill: bool, node: Node, venue: str) -> None:
    """Refuse codes that are on no list: a drill's in the exam, the exam's in a drill, or nobody's."""
    for code in sorted(codes):
        foreign = code.startswith(DRILL_MARK) != is_drill
        raise WrongBag(bag=code, node=node.value, venue=venue, why="other_exam" if foreign else "unknown")


def check_belong(bags: Iterable[Bag], *, node: Node, venue: str = "", sessions: Collection[str] = ()) -> None:
    """Refuse a bag of another venue, or of another session, where these are named."""
    for bag in bags:
        if venue and bag.venue.code != venue:
            raise WrongBag(bag=bag.code, node=node.value, venue=venue, why="other_venue")
        if sessions and bag.session.code not in sessions:
            raise WrongSessionBag(bag=bag.code, node=node.value, venue=bag.venue.code, session=bag.session.code)


def check_counts(bags: Sequence[Bag], batch: Batch, *, node: Node, venue: str = "") -> None:
    """Refuse what was counted by hand where it is not what was scanned."""
    boxes = {bag.box_id for bag in bags} - {None}
    for what, counted, scanned in (
        ("bags", batch.bags_counted, len(bags)),
        ("boxes", batch.boxes_counted, len(boxes)),
    ):
        if counted is not None and counted != scanned:
            raise CountMismatch(node=node.value, venue=venue, what=what, missing=())


def check_complete(expected: Collection[str], bags: Iterable[Bag], *, batch: Batch, node: Node, venue: str) -> None:
    """Refuse a batch that lacks what the list has and nobody has left out."""
    missing = set(expected) - {bag.code for bag in bags}
    if strangers := sorted(set(batch.left_out) - missing):
        raise BagNotNow(bag=strangers[0], step="leave_out")
    if unsaid := sorted(missing - set(batch.left_out)):
        raise CountMismatch(node=node.value, venue=venue, what="missing", missing=tuple(unsaid[:MOST_NAMED]))


def check_hands(bags: Iterable[Bag], giver: Actor) -> None:
    """Refuse where somebody else signed for a bag on the road. In vault and store those on duty keep together."""
    for bag in bags:
        if bag.node in ON_THE_ROAD and bag.holder_id != giver.person_id:
            raise NotTheHolder(bag=bag.code, node=bag.node, venue=bag.venue.code)


def check_seal(code: str, *, read: str, whole: Seal | None, about: Bag, node: Node) -> None:
    """Refuse a seal other than the one on record, and none where there is one. The expected number is never told."""
    if read != (whole.number if whole else ""):
        raise SealMismatch(bag=code, node=node.value, venue=about.venue.code, session=about.session.code)


def check_comes_sealed(code: str, *, read: str, about: Bag) -> None:
    """Refuse what neither the list has a seal for, nor bears one, where one belongs: on what is secret until opened."""
    if not read and about.kind in BEAR_SEALS:
        told = {"bag": code, "node": Node.N3_RECEIPT.value, "venue": about.venue.code}
        raise SealMismatch(**told, session=about.session.code)


def check_old_seal(code: str, *, scan: Scan, whole: Seal | None, about: Bag) -> None:
    """Refuse a new seal over a whole one that was not read, and an old one other than that on record."""
    left_on = whole is not None and scan.seal == whole.number and not scan.was
    if whole is not None and not left_on and not scan.was:
        raise SealStillWhole(things=[code])
    if not left_on:
        check_seal(code, read=scan.was, whole=whole, about=about, node=Node.N11_ACCEPTANCE)


def results_of(bags: Iterable[Bag], step: Step) -> dict[str, BagStatus]:
    """What the step makes of each state in the batch. Refuses (``bag_not_now``) where it leads nowhere."""
    results: dict[str, BagStatus] = {}
    for bag in bags:
        if bag.status not in results:
            if (BagStatus(bag.status), step) not in TRANSITIONS:
                raise BagNotNow(bag=bag.code, step=step.value)
            result = after(TRANSITIONS, bag.status, step)
            results[bag.status] = after(TRANSITIONS, result, AT_ONCE[step]) if step in AT_ONCE else result
    return results


def check_form(rooms: RoomsAsked) -> None:
    """Refuse where nobody says on which form the invigilators signed."""
    if not rooms.form.strip():
        raise FormMissing


def check_done_at(rooms: RoomsAsked, *, exam_at: dt.datetime) -> dt.datetime:
    """When it was done: now, unless it is entered afterwards. Refuses a moment to come, and one long past."""
    if rooms.done_at is None:
        return exam_at
    if rooms.done_at > exam_at or exam_at - rooms.done_at > MOST_OFF:
        raise MomentMissed(done_at=rooms.done_at.isoformat())
    return rooms.done_at


def check_chief(first: Actor, second: Actor, scope: str) -> None:
    """Refuse unless the chief examiner or a deputy is one of the two."""
    if not any(one.may(Capability.RUN_VENUE, scope) for one in (first, second)):
        raise ChiefMissing
