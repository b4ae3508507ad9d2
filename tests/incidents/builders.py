"""What stories of incidents share: people who act through the API, and the row as it stands now."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

from clocks.models import Clock
from incidents.gateways import shipped
from incidents.models import Incident, IncidentStep
from incidents.services import load_plans
from incidents.states import AWAITED, Purpose
from kernel.act import Asked, act, asked_by_system
from kernel.actors import SYSTEM
from kernel.events import DomainEvent
from kernel.scope import reading
from organisation.models import Person
from tests.world import World


@act
def tell(asked: Asked, *, fact: DomainEvent) -> DomainEvent:
    """Let a lower app have told this fact."""
    return fact


@dataclass
class Desk:
    """The county's desk in a story: every verb goes through the API as the person named."""

    world: World

    @classmethod
    def of(cls, world: World) -> Desk:
        """With the shipped plans and procedures on record."""
        load_plans(asked_by_system(cause=uuid4(), purpose="tests", exam_id=None), plans=shipped())
        world.settle()
        world.forget()
        return cls(world)

    @property
    def api(self) -> str:
        """The address of the exam's incidents."""
        return f"{self.world.api}/incidents/"

    def post(self, by: Person | str, address: str = "", **given: Any) -> Any:
        """An act. ``address`` is what follows the incidents' own."""
        client = self.world.client_of(by)
        return client.post(self.api + address, given, content_type="application/json")

    def get(self, by: Person | str, address: str = "", **query: str) -> Any:
        """A read."""
        return self.world.client_of(by).get(self.api + address, query)

    def told(self, fact: DomainEvent) -> UUID:
        """Something that a lower app found out; everything follows. Returns its entry."""
        asked = self.world.asked(exam_id=self.world.exam.pk)
        tell(asked, fact=fact)
        self.world.settle()
        return asked.act_id

    def all(self) -> list[Incident]:
        """Every incident of the exam."""
        return list(Incident.objects.filter(exam=self.world.exam).order_by("number"))

    def clock_of(self, purpose: Purpose, subject: UUID) -> Clock:
        """The clock of a purpose and subject that was not put aside; the newest, where some were met before."""
        kept = Clock.objects.filter(purpose=purpose, subject=subject).exclude(status="cancelled")
        return kept.latest("started_at")

    def clock_count(self, purpose: Purpose) -> int:
        """How many clocks of a purpose are running."""
        return Clock.objects.filter(purpose=purpose, status="running").count()

    def opened(self, plan: str = "E01", *, by: Person | str = "chen", **given: Any) -> Opened:
        """An incident on somebody's word. E01 is of level III: five minutes to answer."""
        response = self.post(by, plan=plan, **given)
        assert response.status_code == 200, response.content.decode()
        return Opened(self, response.json()["fact"]["number"])

    def answered(self, plan: str = "E01", *, by: Person | str = "chen", **given: Any) -> Opened:
        """One that somebody answers for and has acted on."""
        incident = self.opened(plan, **given)
        assert incident.post(by, "acknowledge/").status_code == 200
        assert incident.post(by, "notes/", words="已电话核实").status_code == 200
        return incident


@dataclass
class Opened:
    """One incident in a story."""

    desk: Desk
    number: int

    def post(self, by: Person | str, address: str, **given: Any) -> Any:
        """An act on it."""
        return self.desk.post(by, f"{self.number}/{address}", **given)

    def get(self, by: Person | str) -> Any:
        """All of it that the person is told."""
        return self.desk.get(by, f"{self.number}/")

    def now(self) -> Incident:
        """Its row, after everything followed."""
        self.desk.world.settle()
        with reading(SYSTEM):
            return Incident.objects.get(exam=self.desk.world.exam, number=self.number)

    def step(self, number: int) -> IncidentStep:
        """A step of it."""
        return IncidentStep.objects.get(incident=self.now(), number=number)

    def clock(self, purpose: Purpose) -> Clock:
        """Its newest clock of this purpose."""
        return self.desk.clock_of(purpose, self.now().pk)

    def finish(self, *, by: Person | str = "bai", but: Sequence[int] = ()) -> None:
        """Everything that stands between it and its end, save the steps named."""
        incident = self.now()
        with reading(SYSTEM):
            left = [step.number for step in incident.steps.filter(status="open") if step.number not in but]
        if left:
            done(self.post(by, "steps/waive/", steps=left, words="现场已处置"))
        with reading(SYSTEM):
            calls = list(incident.calls.filter(status__in=AWAITED).values_list("number", flat=True))
        if calls:
            done(self.post(by, "call-outs/waive/", calls=calls, words="现场已处置，无需到场"))
        if self.now().reported_at is None:
            done(self.post(by, "reports/", to="city", words="已电话报市值班室"))
        row = self.now()
        with reading(SYSTEM):
            has_lessons = row.lessons.exists()
        if not has_lessons:
            done(self.post(by, "lessons/none/", words="处置顺畅，无需改进"))


def done(response: Any) -> Any:
    """Fail with the answer where an act was refused."""
    assert response.status_code == 200, response.content.decode()
    return response
