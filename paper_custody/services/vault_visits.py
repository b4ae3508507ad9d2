"""Visits to the empty secure room (handbook 0.9): booked, signed in without phones and with somebody, signed out."""

from __future__ import annotations

from uuid import UUID

from kernel.act import Asked, act
from kernel.errors import NotThere
from kernel.transitions import after
from organisation.models import Person
from organisation.policies import require
from organisation.states import Capability
from paper_custody.errors import MomentMissed
from paper_custody.errors.secure_room import PhonesNotSurrendered, ShiftWrong
from paper_custody.events.secure_room import RoomVisitBegun, RoomVisitBooked, RoomVisitCalledOff, RoomVisitEnded
from paper_custody.models.vault_watch import RoomVisit
from paper_custody.policies.secure_room import check_said, check_visited
from paper_custody.selectors.duty_roster import keepers_of
from paper_custody.selectors.secure_room import room_now
from paper_custody.services.handovers import person
from paper_custody.services.secure_room import lock_room
from paper_custody.states.secure_room import VISIT_TRANSITIONS, SignIn, VisitAsked, VisitStep
from venues.policies import check_open


@act
def book_visit(asked: Asked, *, visit: VisitAsked) -> RoomVisitBooked:
    """Book a visit. Refused from the receipt of papers on; names and units only, no ID number."""
    exam = check_open(asked)
    require(asked.actor, Capability.RUN_VAULT, exam.scope)
    state = lock_room(asked, exam)
    check_visited(room_now(exam, state, exam_at=asked.exam_at))
    check_said([visit.visitors, visit.purpose])
    if visit.planned_at < asked.exam_at:
        raise MomentMissed(planned_at=visit.planned_at.isoformat())

    row = RoomVisit.objects.create(
        exam=exam,
        scope=exam.scope,
        visitors=visit.visitors.strip(),
        many=visit.many,
        purpose=visit.purpose.strip(),
        planned_at=visit.planned_at,
        booked_by_id=person(asked.actor),
        booked_at=asked.exam_at,
    )

    return RoomVisitBooked(visit=row.pk, visitors=row.many)


@act
def sign_visitors_in(asked: Asked, *, visit: UUID, told: SignIn) -> RoomVisitBegun:
    """Let visitors in: with somebody of the room, and without their phones. Refused while papers are stored."""
    exam = check_open(asked)
    require(asked.actor, Capability.KEEP_VAULT, exam.scope)
    state = lock_room(asked, exam)
    check_visited(room_now(exam, state, exam_at=asked.exam_at))
    row = _locked(visit)
    if not told.phones_surrendered:
        raise PhonesNotSurrendered
    escort = _escort(asked, told, keepers_of(exam))

    row.status = after(VISIT_TRANSITIONS, row.status, VisitStep.SIGN_IN)
    row.escort, row.phones_surrendered, row.room_status, row.in_at = escort, True, state.status, asked.exam_at
    row.save()

    return RoomVisitBegun(visit=row.pk, escort=escort.pk)


@act
def sign_visitors_out(asked: Asked, *, visit: UUID) -> RoomVisitEnded:
    """Say that the visitors have left."""
    exam = check_open(asked)
    require(asked.actor, Capability.KEEP_VAULT, exam.scope)
    row = _locked(visit)

    row.status = after(VISIT_TRANSITIONS, row.status, VisitStep.SIGN_OUT)
    row.out_at = asked.exam_at
    row.save(update_fields=["status", "out_at"])

    return RoomVisitEnded(visit=row.pk)


@act
def call_visit_off(asked: Asked, *, visit: UUID) -> RoomVisitCalledOff:
    """Say that a visit does not take place."""
    exam = check_open(asked)
    require(asked.actor, Capability.RUN_VAULT, exam.scope)
    row = _locked(visit)

    row.status = after(VISIT_TRANSITIONS, row.status, VisitStep.CALL_OFF)
    row.save(update_fields=["status"])

    return RoomVisitCalledOff(visit=row.pk)


def _locked(visit: UUID) -> RoomVisit:
    row = RoomVisit.objects.select_for_update().filter(pk=visit).first()
    if row is None:
        raise NotThere
    return row


def _escort(asked: Asked, told: SignIn, keepers: list[Person]) -> Person:
    """Who goes with them: the person named, or whoever signs them in. Refuses anybody but a keeper of the room."""
    for one in keepers:
        if one.staff_number == told.escort if told.escort else one.pk == asked.actor.person_id:
            return one
    raise ShiftWrong(people=[told.escort])
