"""The county's secure room: what comes in is counted and stored, what is over goes to the upper level (N3, N4, N14)."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import OuterRef, QuerySet, Subquery

from exams.models import Exam
from kernel.act import Asked, act
from kernel.actors import Actor
from organisation.states import Capability
from paper_custody.events import BagsHandedOn, BagsReceived, BagsStored
from paper_custody.models import Bag, Container
from paper_custody.models.secure_room import SecureRoomState
from paper_custody.policies import check_belong, check_complete, check_counts, check_two, results_of
from paper_custody.policies.secure_room import check_takes_papers
from paper_custody.selectors.expected import Delivery, codes_of, to_be_received
from paper_custody.selectors.secure_room import room_now
from paper_custody.services.handovers import leave_out, pass_bags, person
from paper_custody.services.scanning import apply_seals, check_seals, lock_scanned
from paper_custody.services.steps import step_bags
from paper_custody.states import BagStatus, Batch, ContainerKind, Node, Step
from paper_custody.states.secure_room import RoomNow
from venues.policies import check_open


@act
def receive(asked: Asked, *, giver: Actor, batch: Batch, delivery: Delivery) -> BagsReceived:
    """Receive a delivery at the county (N3), counted bag by bag and box by box. The actor receives.

    ``delivery`` says which list it is held against: all that is still to come, or that of a venue or a
    session. Refuses a bag that does not belong to it, a wrong seal, and a count that is off by one; and
    everything while the secure room is not enabled or its certificate not valid.
    """
    exam = check_open(asked)
    pair = (Capability.KEEP_VAULT, Capability.CARRY_PAPERS)
    check_two(asked.actor, giver, scope=exam.scope, capabilities=pair)
    check_takes_papers(_room_locked(asked, exam))
    scanned = lock_scanned(exam, batch, node=Node.N3_RECEIPT, venue=delivery.venue)
    sessions = [delivery.session] if delivery.session else []
    check_belong(scanned.bags, node=scanned.node, venue=delivery.venue, sessions=sessions)
    results_of(scanned.bags, Step.RECEIVE)
    check_seals(scanned)
    expected = codes_of(to_be_received(exam.pk, delivery))
    check_complete(expected, scanned.bags, batch=batch, node=scanned.node, venue=delivery.venue)
    check_counts(scanned.bags, batch, node=scanned.node, venue=delivery.venue)

    if scanned.unlisted:
        apply_seals(asked, scanned, to=scanned.unlisted)
    pass_bags(asked, scanned, step=Step.RECEIVE, giver=giver, receiver=asked.actor)
    leave_out(asked, exam, batch, step=Step.RECEIVE)

    return BagsReceived(
        bags=scanned.codes,
        boxes=len({bag.box_id for bag in scanned.bags} - {None}),
        giver=person(giver),
        receiver=person(asked.actor),
    )


@act
def store(asked: Asked, *, second: Actor, batch: Batch, cabinet: str) -> BagsStored:
    """Put received bags into a cabinet of the secure room (N4), two people together."""
    exam = check_open(asked)
    check_two(asked.actor, second, scope=exam.scope, capabilities=(Capability.KEEP_VAULT, Capability.KEEP_VAULT))
    check_takes_papers(_room_locked(asked, exam))
    scanned = lock_scanned(exam, batch, node=Node.N4_VAULT)
    results_of(scanned.bags, Step.STORE)
    check_counts(scanned.bags, batch, node=scanned.node)

    put_into(container_called(exam, cabinet, kind=ContainerKind.CABINET), scanned.bags)
    step_bags(asked, scanned.bags, step=Step.STORE, second=second)

    return BagsStored(bags=scanned.codes, cabinet=cabinet, first=person(asked.actor), second=person(second))


@act
def hand_on(asked: Asked, *, receiver: Actor, batch: Batch, document: str) -> BagsHandedOn:
    """Hand bags on to the upper level or the marking point (N14). ``document`` is the list's number."""
    exam = check_open(asked)
    pair = (Capability.KEEP_VAULT, Capability.CARRY_PAPERS)
    check_two(asked.actor, receiver, scope=exam.scope, capabilities=pair)
    scanned = lock_scanned(exam, batch, node=Node.N14_HANDED_ON)
    results_of(scanned.bags, Step.HAND_ON)
    check_seals(scanned)
    check_counts(scanned.bags, batch, node=scanned.node)

    put_into(None, scanned.bags)
    pass_bags(asked, scanned, step=Step.HAND_ON, giver=asked.actor, receiver=receiver)

    return BagsHandedOn(
        bags=scanned.codes, document=document.strip(), giver=person(asked.actor), receiver=person(receiver)
    )


def container_called(exam: Exam, code: str, *, kind: ContainerKind) -> Container:
    """Part: the exam's cabinet or vehicle of this code, made where it is named for the first time."""
    row, _made = Container.objects.get_or_create(exam=exam, code=code, kind=kind, defaults={"scope": exam.scope})
    return row


def put_into(place: Container | None, bags: Iterable[Bag]) -> None:
    """Part: their boxes now stand in ``place`` (None: in nothing); a bag without a box stands there itself.

    A bag of such a box that does not go with it is in it no more: it stands by itself where the box stood.
    """
    boxed, taken, loose = set(), [], []
    for bag in bags:
        if bag.box_id is not None:
            boxed.add(bag.box_id)
            taken.append(bag.pk)
        else:
            loose.append(bag.pk)
    if boxed:
        stood = Container.objects.filter(pk=OuterRef("container")).values("inside")
        stays = Bag.objects.filter(container__in=boxed).exclude(pk__in=taken).exclude(status=BagStatus.VOIDED)
        stays.update(container=Subquery(stood))
        _containers(boxed).update(inside=place)
    if loose:
        Bag.objects.filter(pk__in=loose).update(container=place)


def _room_locked(asked: Asked, exam: Exam) -> RoomNow:
    """The secure room, locked: whoever signs visitors in at the same moment waits, and is refused."""
    state = SecureRoomState.objects.select_for_update().filter(exam=exam).first()
    return room_now(exam, state, exam_at=asked.exam_at)


def _containers(keys: Iterable[object]) -> QuerySet[Container]:
    return Container.objects.filter(pk__in=list(keys))
