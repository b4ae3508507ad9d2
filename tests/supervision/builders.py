"""What stories of supervision share: acts through the API, and real time that passes."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from clocks.models import Clock
from kernel.actors import SYSTEM
from kernel.scope import reading
from kernel.time import now
from organisation.models import Person
from supervision.models import CorrectiveAction
from tests.incidents.builders import Desk, Opened, done
from tests.world import World

DAY = dt.timedelta(days=1)


@dataclass
class Register:
    """The register in a story."""

    desk: Desk

    @property
    def world(self) -> World:
        """The county."""
        return self.desk.world

    def post(self, by: Person | str, address: str = "", **given: Any) -> Any:
        """An act. ``address`` is what follows the register's own."""
        return self.world.client_of(by).post(f"/api/corrective-actions/{address}", given)

    def get(self, by: Person | str, address: str = "", **query: str) -> Any:
        """A read."""
        return self.world.client_of(by).get(f"/api/corrective-actions/{address}", query)

    def page(self, by: Person | str, address: str = "", **query: str) -> Any:
        """A page."""
        return self.world.client_of(by).get(f"/supervision/{address}", query)

    def raised(self, words: str = "各考点增配发电机", *, by: Person | str = "bai") -> Listed:
        """One entered by hand."""
        return Listed(self, done(self.post(by, words=words)).json()["fact"]["number"])

    def assigned(self, words: str = "各考点增配发电机", *, days: float = 10) -> Listed:
        """One that Jin of the police owns, due in so many days."""
        listed = self.raised(words)
        done(listed.assign(days=days))
        return listed

    def learnt(self, plan: str = "E01", words: str = "发电机应每日试运行", *, by: str = "bai") -> Listed:
        """One that follows from a lesson of an incident."""
        incident = self.desk.answered(plan, by=by)
        return self.lesson_of(incident, words, by=by)

    def lesson_of(self, incident: Opened, words: str, *, by: str = "bai") -> Listed:
        """What follows from one more lesson of an incident."""
        done(incident.post(by, "lessons/", words=words))
        self.world.settle()
        with reading(SYSTEM):
            return Listed(self, CorrectiveAction.objects.latest("number").number)


@dataclass
class Listed:
    """One action in a story."""

    register: Register
    number: int

    def post(self, by: Person | str, address: str, **given: Any) -> Any:
        """An act on it."""
        return self.register.post(by, f"{self.number}/{address}/", **given)

    def assign(self, *, days: float, by: str = "bai", **owner: Any) -> Any:
        """Assign it, to Jin of the police unless another is named."""
        owner = owner or {"unit": "police", "person": str(self.register.world.jin.pk)}
        return self.post(by, "assign", due_at=later(days), **owner)

    def now(self) -> CorrectiveAction:
        """Its row, after everything followed."""
        self.register.world.settle()
        with reading(SYSTEM):
            return CorrectiveAction.objects.get(number=self.number)

    def told(self, by: str = "bai") -> Any:
        """All of it that the person is told."""
        return self.register.get(by, f"{self.number}/").json()

    def lines(self) -> list[str]:
        """The kinds of the lines of its log."""
        row = self.now()
        return list(row.lines.order_by("at").values_list("kind", flat=True))

    def time_passes(self, *, days: float) -> None:
        """As if so many days had passed: all that is due of it comes nearer by them."""
        row, by = self.now(), dt.timedelta(days=days)
        row.assign_by -= by
        if row.due_at is not None:
            row.due_at -= by
        row.save(update_fields=["assign_by", "due_at"])
        for clock in Clock.objects.filter(subject=row.pk, status="running"):
            clock.due_at, clock.first_due_at = clock.due_at - by, clock.first_due_at - by
            clock.warn_at = None if clock.warn_at is None else clock.warn_at - by
            clock.save(update_fields=["due_at", "first_due_at", "warn_at"])
        self.register.world.settle()


def later(days: float) -> str:
    """A time that lies ahead (or, below zero, behind), as the API takes it."""
    return (now() + days * DAY).isoformat()
