"""Parts: who boards and leaves a run's vehicles, under the 2-3-2 rule; and the act of changing vehicles on the road."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from django.db.models import Q, QuerySet

from exams.models import Exam
from exams.selectors.sessions import exam_of, rules_of
from kernel.act import Asked, act
from kernel.actors import Actor
from kernel.errors import NotThere
from organisation.models import Person
from organisation.states import Capability
from paper_custody.errors import WrongBag
from paper_custody.errors.road import SameVehicle
from paper_custody.events import VehicleChanged
from paper_custody.models import CrewMember, Escort, VehicleUse
from paper_custody.policies import (
    check_complete,
    check_counts,
    check_hands,
    check_reasons,
    check_two,
    check_works_with_papers,
)
from paper_custody.policies.crews import check_boards_once, check_crew, check_duties, check_named_once
from paper_custody.selectors.crews import vehicles_together
from paper_custody.selectors.expected import codes_of, to_arrive
from paper_custody.services.handovers import pass_bags, person
from paper_custody.services.scanning import Scanned, check_seals, lock_scanned
from paper_custody.services.vault import container_called, put_into
from paper_custody.states import ON_THE_ROAD, Aboard, Batch, Change, ContainerKind, Duty, EscortStatus, Node, Step
from venues.policies import check_open


def board(asked: Asked, escort: Escort, *, leader: Actor, crew: Sequence[Aboard]) -> tuple[UUID, ...]:
    """Part: the crew takes its places, the leader first. Refuses whoever may not ride along, and a crew too small."""
    exam = exam_of(asked.exam_id)
    known = Person.objects.select_related("unit").filter(
        Q(staff_number__in=[one.person for one in crew]) | Q(pk=person(leader))
    )
    people = {one.staff_number: one for one in known}
    leading = next(number for number, one in people.items() if one.pk == leader.person_id)
    riding = [Aboard(leading, Duty.LEADER), *crew]
    check_named_once([one.person for one in riding])
    check_duties(riding, people, scope=escort.scope, at=asked.at)
    places = {people[one.person].pk: one.vehicle or escort.vehicle.code for one in riding}
    check_boards_once(asked, escort, places)

    _take_places(asked, exam, escort, riding=riding, people=people)
    check_together(exam, escort)
    return tuple(places)


def _take_places(
    asked: Asked, exam: Exam, escort: Escort, *, riding: Sequence[Aboard], people: dict[str, Person]
) -> None:
    others = {one.vehicle for one in riding} - {"", escort.vehicle.code}
    cars = {code: container_called(exam, code, kind=ContainerKind.VEHICLE) for code in sorted(others)}
    CrewMember.objects.bulk_create(
        CrewMember(
            exam=exam,
            scope=escort.scope,
            escort=escort,
            vehicle=cars.get(one.vehicle, escort.vehicle),
            person=people[one.person],
            duty=one.duty,
            aboard_from=asked.exam_at,
            entry_id=asked.act_id,
        )
        for one in riding
    )
    VehicleUse.objects.create(
        exam=exam,
        scope=escort.scope,
        escort=escort,
        vehicle=escort.vehicle,
        began_at=asked.exam_at,
        entry_id=asked.act_id,
    )


def check_together(exam: Exam, escort: Escort) -> None:
    """Refuse a run whose vehicles, with those of its convoy that are loaded, do not carry enough escorts.

    A run that is said to go in a convoy is loaded as one of several; whether the others are there is asked
    when it leaves.
    """
    vehicles = vehicles_together(escort)
    alone = len(vehicles) == 1 and (not escort.convoy or escort.departed_at is not None)
    check_crew(rules_of(exam).escort.crew, vehicles, carrying=escort.vehicle.code, alone=alone)


def leave(asked: Asked, escort: Escort, *, reason: str = "") -> None:
    """Part: everybody leaves the run's vehicles, and the one with the papers is closed."""
    CrewMember.objects.filter(escort=escort, aboard_until=None).update(aboard_until=asked.exam_at)
    VehicleUse.objects.filter(escort=escort, ended_at=None).update(ended_at=asked.exam_at, reason=reason)


@act
def change_vehicle(asked: Asked, *, receiver: Actor, escort_id: UUID, batch: Batch, change: Change) -> VehicleChanged:
    """Go on in another vehicle (plan A03, step 6): every bag on the run, its seal read, signed for by both.

    Bags stay in their boxes; the actor who signed for them gives, ``receiver`` leads from here on. Refuses a
    bag that is missing or of another run, a wrong seal, the same vehicle, and a crew too small for the new one.
    """
    check_works_with_papers(asked.actor)
    exam = check_open(asked)
    check_reasons({"change_vehicle": change.reason})
    runs = Escort.objects.filter(pk=escort_id).exclude(status=EscortStatus.ARRIVED).select_related("venue", "vehicle")
    pair = (Capability.CARRY_PAPERS, Capability.CARRY_PAPERS)
    told = _there(runs)
    check_two(asked.actor, receiver, scope=told.scope, capabilities=pair)
    # Bags before their escort, as in every act (``lock_together``).
    scanned = lock_scanned(exam, batch, node=Node.N6_ROAD, venue=told.venue.code)
    escort = _there(runs.select_for_update(of=("self",)))
    if change.vehicle == escort.vehicle.code:
        raise SameVehicle
    _check_everything(escort, scanned, batch, giver=asked.actor)
    left, crew = escort.vehicle.code, change.crew or _everybody(escort, but=receiver)

    leave(asked, escort, reason=change.reason.strip())
    escort.vehicle = container_called(exam, change.vehicle, kind=ContainerKind.VEHICLE)
    escort.leader_id = person(receiver)
    escort.save(update_fields=["vehicle", "leader"])
    aboard = board(asked, escort, leader=receiver, crew=crew)
    put_into(escort.vehicle, scanned.bags)
    pass_bags(asked, scanned, step=Step.HAND_OVER, giver=asked.actor, receiver=receiver, escort=escort)

    return VehicleChanged(
        escort=escort.pk,
        venue=escort.venue.code,
        node=scanned.bags[0].node,
        left=left,
        vehicle=change.vehicle,
        bags=scanned.codes,
        giver=person(asked.actor),
        receiver=person(receiver),
        crew=aboard,
    )


def _there(runs: QuerySet[Escort]) -> Escort:
    escort = runs.first()
    if escort is None:
        raise NotThere
    return escort


def _check_everything(escort: Escort, scanned: Scanned, batch: Batch, *, giver: Actor) -> None:
    """Refuse unless this is what is on the run: whole, in the giver's hands, and nothing else with it."""
    venue = escort.venue.code
    for bag in scanned.bags:
        if bag.escort_id != escort.pk or bag.node not in ON_THE_ROAD:
            raise WrongBag(bag=bag.code, node=scanned.node.value, venue=venue, why="not_listed")
    check_hands(scanned.bags, giver)
    check_seals(scanned)
    check_complete(codes_of(to_arrive(escort.pk)), scanned.bags, batch=batch, node=scanned.node, venue=venue)
    check_counts(scanned.bags, batch, node=scanned.node, venue=venue)


def _everybody(escort: Escort, *, but: Actor) -> list[Aboard]:
    """Who is aboard now, each in his place; the old leader goes on as one of the escorts."""
    aboard = CrewMember.objects.filter(escort=escort, aboard_until=None).exclude(person_id=person(but))
    rows = aboard.values_list("person__staff_number", "duty", "vehicle__code")
    return [
        Aboard(
            number,
            Duty.ESCORT if duty == Duty.LEADER else Duty(duty),
            "" if vehicle == escort.vehicle.code else vehicle,
        )
        for number, duty, vehicle in rows
    ]
