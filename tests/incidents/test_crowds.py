"""Many people at once: numbers without gaps, one incident for one finding, one person for one step."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from django.db import connections

from incidents.errors import AlreadyAcknowledged, StepTaken
from incidents.models import Incident, IncidentStep, Origin
from incidents.services import Finding, FirstReport, acknowledge, do_step, open_incident, take_finding
from incidents.states import OriginKind
from kernel.act import Asked, asked_by_system
from kernel.actors import SYSTEM, Actor
from kernel.errors import DomainError
from kernel.scope import reading
from kernel.time import now
from tests.incidents.builders import Desk
from tests.world import World
from venues.events import VenueSilent

PEOPLE = 8


def at_once(work: Callable[[int], object]) -> list[object]:
    """Everybody does it at the same time; a refusal is an answer like another."""

    def one(number: int) -> object:
        try:
            return work(number)
        except DomainError as refusal:
            return type(refusal)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(PEOPLE) as pool:
        return list(pool.map(one, range(PEOPLE)))


def asked(world: World, actor: Actor) -> Asked:
    act_id = uuid.uuid4()
    return Asked(act_id=act_id, actor=actor, exam_id=world.exam.pk, received_at=now(), request_hash=act_id.bytes)


def test_incidents_opened_at_once_are_numbered_without_gaps(committed_world: World) -> None:
    Desk.of(committed_world)
    chen = committed_world.actor("chen")

    at_once(lambda _number: open_incident(asked(committed_world, chen), report=FirstReport(plan="E01")))

    with reading(SYSTEM):
        numbers = list(Incident.objects.order_by("number").values_list("number", flat=True))
    assert numbers == list(range(1, PEOPLE + 1))


def test_one_person_takes_a_step_and_the_others_are_told(committed_world: World) -> None:
    desk = Desk.of(committed_world)
    actors = [committed_world.actor(name) for name in ("chen", "bai")]
    open_incident(asked(committed_world, actors[0]), report=FirstReport(plan="E01"))

    answers = at_once(lambda number: do_step(asked(committed_world, actors[number % 2]), number=1, step=1))

    assert answers.count(StepTaken) == PEOPLE - 1
    with reading(SYSTEM):
        assert IncidentStep.objects.filter(number=1, status="done").count() == 1
    desk.world.settle()


def test_one_person_answers_for_it(committed_world: World) -> None:
    Desk.of(committed_world)
    actors = [committed_world.actor(name) for name in ("chen", "bai", "guo")]
    open_incident(asked(committed_world, actors[0]), report=FirstReport(plan="E01"))

    answers = at_once(lambda number: acknowledge(asked(committed_world, actors[number % 3]), number=1))

    assert answers.count(AlreadyAcknowledged) == PEOPLE - 1


def test_the_same_found_by_many_at_once_is_one_incident(committed_world: World) -> None:
    desk = Desk.of(committed_world)
    causes = [desk.told(VenueSilent(venue="v02", session=f"X{number}")) for number in range(PEOPLE)]

    def find(number: int) -> object:
        finding = Finding(origin=OriginKind.REPORT, kind="venues.venue_silent", place_key="v01", venue="v01")
        request = asked_by_system(cause=causes[number], purpose="tests", exam_id=committed_world.exam.pk)
        return take_finding(request, finding=finding)

    at_once(find)

    with reading(SYSTEM):
        assert Incident.objects.filter(venue__code="v01").count() == 1
        assert Origin.objects.filter(incident__venue__code="v01").count() == PEOPLE
