"""A spare paper or card for one seat: asked for, approved along the chain, given by two (handbook 2.7, plan C01)."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Max

from exams.models import Exam
from exams.selectors.sessions import rules_of
from exams.states import Approver
from kernel.act import Asked, act
from kernel.actors import Actor
from kernel.errors import NotPermitted, NotThere
from kernel.transitions import after
from kernel.words import check_words
from organisation.policies import require
from organisation.services import record_proofs
from organisation.states import Capability, Side
from paper_custody.errors import BagNotNow
from paper_custody.errors.spares import CardChangeTooLate, ChainNotComplete, ChainOutOfOrder
from paper_custody.events.spares import SpareAsked, SpareDecided, SpareUsed
from paper_custody.models import Bag
from paper_custody.models.spares import SpareApproval, SpareGiven, SpareUse
from paper_custody.policies import check_place, check_two
from paper_custody.policies.decisions import check_decision_told
from paper_custody.services.decisions import decided
from paper_custody.services.handovers import person
from paper_custody.services.steps import signed
from paper_custody.states import BagKind, BagStatus, Material, Step
from paper_custody.states.decisions import DecisionTold, Verdict, words_hash
from paper_custody.states.spares import SPARE_TRANSITIONS, SpareAsk, SpareHanded, SpareStatus, SpareStep
from venues.models import Room, Venue
from venues.policies import check_open

PAIR = (Capability.OPEN_PAPERS, Capability.OPEN_PAPERS)


@act
def ask_spare(asked: Asked, *, venue: str, spare: SpareAsk) -> SpareAsked:
    """Ask for a spare paper or card for one seat. Refuses a card in the last minutes, as the preset has it."""
    exam, place = check_place(asked, venue)
    require(asked.actor, Capability.OPEN_PAPERS, place.scope)
    check_words(spare.seat)
    session = exam.sessions.filter(code=spare.session).first()
    room = Room.objects.filter(venue=place, number=spare.room).first()
    if session is None or room is None:
        raise NotThere
    if spare.material == Material.CARDS and asked.exam_at >= session.last_card_change_at:
        raise CardChangeTooLate(until=session.last_card_change_at.isoformat())

    # Two who ask at once wait for each other: the register has no gap and no number twice.
    Venue.objects.select_for_update(no_key=True).get(pk=place.pk)
    last = SpareUse.objects.filter(exam=exam, venue=place).aggregate(last=Max("number"))["last"]
    use = SpareUse.objects.create(
        exam=exam,
        scope=place.scope,
        number=(last or 0) + 1,
        venue=place,
        session=session,
        room=room,
        seat=spare.seat.strip(),
        material=spare.material,
        cause=spare.cause,
        own_fault=spare.own_fault,
        asked_by_id=person(asked.actor),
        asked_at=asked.exam_at,
        entry_id=asked.act_id,
    )

    return SpareAsked(
        use=use.pk,
        venue=place.code,
        session=session.code,
        room=room.number,
        material=use.material,
        cause=use.cause,
        own_fault=use.own_fault,
    )


@act
def decide_spare(asked: Asked, *, use_id: UUID, decision: DecisionTold) -> SpareDecided:
    """Record a link of the chain: the chief's word under his own login, the county's and the province's as received.

    By telephone first; the written record follows as a row of its own. Refuses who is not next in the chain.
    """
    use = _use(asked, use_id)
    if decision.authority == Approver.VENUE_HEAD:
        require(asked.actor, Capability.APPROVE, use.scope)
    elif not any(asked.actor.may(one, use.scope) for one in (Capability.OPEN_PAPERS, Capability.RECORD_DECISION)):
        raise NotPermitted
    check_decision_told(decision, exam_at=asked.exam_at)
    granted, missing = decision.verdict == Verdict.GRANTED, missing_of(use)
    is_writing_of_it = granted and decision.authority in _granted_by(use)
    if not is_writing_of_it:
        if not missing or decision.authority != missing[0]:
            raise ChainOutOfOrder(next=missing[0] if missing else "")
        if not granted or len(missing) == 1:
            _step(use, SpareStep.APPROVE if granted else SpareStep.REFUSE)

    SpareApproval.objects.create(exam_id=use.exam_id, scope=use.scope, use=use, **decided(asked, decision))

    return SpareDecided(
        use=use.pk,
        venue=use.venue.code,
        session=use.session.code,
        authority=decision.authority.value,
        verdict=decision.verdict.value,
        words_hash=words_hash(decision),
    )


@act
def give_spare(asked: Asked, *, use_id: UUID, second: Actor, spare: SpareHanded) -> SpareUsed:
    """Give the spare out of an opened spare bag, carried by the two who sign, and take the old one back.

    Refuses before the chain is complete. Both numbers are those printed or written on paper or card.
    """
    use = _use(asked, use_id)
    check_two(asked.actor, second, scope=use.scope, capabilities=PAIR)
    check_words(spare.number, spare.old_number)
    if use.status != SpareStatus.APPROVED:
        raise ChainNotComplete(missing=missing_of(use))
    bag = Bag.objects.filter(exam=use.exam_id, venue=use.venue, session=use.session, code=spare.bag).first()
    if bag is None or bag.kind != BagKind.SPARE or bag.status != BagStatus.SPARE_OPENED:
        raise BagNotNow(bag=spare.bag, step=Step.OPEN_SPARE.value)

    _step(use, SpareStep.GIVE)
    record_proofs(asked, sides=[(Side.FIRST, asked.actor), (Side.SECOND, second)])
    SpareGiven.objects.create(
        exam_id=use.exam_id,
        scope=use.scope,
        use=use,
        approval=use.approvals.filter(verdict=Verdict.GRANTED).latest("at"),
        bag=bag,
        number=spare.number.strip(),
        old_number=spare.old_number.strip(),
        seconds_lost=spare.seconds_lost,
        **signed(asked, second),
    )

    return SpareUsed(
        use=use.pk,
        venue=use.venue.code,
        session=use.session.code,
        room=use.room.number,
        bag=bag.code,
        first=person(asked.actor),
        second=person(second),
    )


def check_chain(exam: Exam, place: Venue, use_id: UUID | None) -> None:
    """Part: refuse to open a spare bag before the chain of the use that it is opened for is complete.

    Where the chief alone decides, his signature on the opening is his word.
    """
    chain = rules_of(exam).spare_use.chain
    if use_id is None and len(chain) > 1:
        raise ChainNotComplete(missing=[one.value for one in chain])
    if use_id is not None:
        use = SpareUse.objects.filter(exam=exam, venue=place, pk=use_id).select_related("exam").first()
        if use is None:
            raise NotThere
        if use.status != SpareStatus.APPROVED:
            raise ChainNotComplete(missing=missing_of(use))


def missing_of(use: SpareUse) -> list[str]:
    """Who of the chain has still to approve, in order."""
    granted = _granted_by(use)
    return [one.value for one in rules_of(use.exam).spare_use.chain if one not in granted]


def _granted_by(use: SpareUse) -> set[str]:
    return set(use.approvals.filter(verdict=Verdict.GRANTED).values_list("authority", flat=True))


def _use(asked: Asked, use_id: UUID) -> SpareUse:
    exam = check_open(asked)
    rows = SpareUse.objects.select_for_update(of=("self",)).select_related("venue", "session", "room", "exam")
    use = rows.filter(exam=exam, pk=use_id).first()
    if use is None:
        raise NotPermitted
    return use


def _step(use: SpareUse, step: SpareStep) -> None:
    use.status = after(SPARE_TRANSITIONS, use.status, step)
    use.save(update_fields=["status"])
