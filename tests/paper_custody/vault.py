"""The secure room in stories: accepted, certified, enabled and kept by two shifts; and what people do there."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from clocks.services import cancel
from exams.models import Exam
from kernel.act import Asked
from kernel.actors import Actor
from kernel.time import exam_now, now
from paper_custody.gateways.secure_room import room_rules
from paper_custody.models.secure_room import VaultDue
from paper_custody.services import duty_roster, secure_room
from paper_custody.states.secure_room import CertificateGiven, CheckKind, DueStatus, ShiftGiven, VaultPurpose
from tests.world import HOUR, World

ISSUERS = ["education", "police", "secrecy"]
TEAM = (("fan", "lu"), ("mao", "nie"))
SHIFT = 12 * HOUR
SHIFTS = 14


def asked_in(world: World, who: str, exam: Exam) -> Asked:
    """A request by this person in an exam, below the API."""
    return world.asked(who, exam_id=exam.pk)


def proved(world: World, who: str) -> Actor:
    """The person as the second of two, below the API."""
    return replace(world.actor(who), proved_by="password")


def shifts(
    starts_at: dt.datetime, pairs: Sequence[Iterable[str]] = TEAM, *, many: int = SHIFTS, last: dt.timedelta = SHIFT
) -> list[ShiftGiven]:
    """Shifts one after the other, the pairs taking turns."""
    return [
        ShiftGiven(starts_at + number * last, starts_at + (number + 1) * last, tuple(pairs[number % len(pairs)]))
        for number in range(many)
    ]


def certificate(day: dt.date) -> CertificateGiven:
    """A certificate that holds for a year around this day."""
    year = dt.timedelta(days=180)
    return CertificateGiven("县保密合格证〔2027〕1号", ISSUERS, day - year, day + year)


def ready_room(world: World, exam: Exam | None = None) -> None:
    """The room of an exam (the drill) accepted, certified, enabled, and with a roster for a week: ready for papers."""
    exam = exam or world.exam
    at = exam_now(exam.pk, now())
    fan = proved(world, "fan")
    secure_room.record_certificate(asked_in(world, "wang", exam), given=certificate(at.date()))
    secure_room.check_room(
        asked_in(world, "wang", exam), second=fan, kind=CheckKind.ACCEPTANCE, version=room_rules().version, wrong={}
    )
    secure_room.enable_room(asked_in(world, "wang", exam), second=fan)
    duty_roster.set_roster(asked_in(world, "wang", exam), shifts=shifts(at - HOUR))


def quiet_room(world: World, exam: Exam | None = None) -> None:
    """The room's duties stand still, for a story about something else."""
    exam = exam or world.exam
    dues = VaultDue.objects.filter(exam=exam, status=DueStatus.RUNNING).values_list("pk", flat=True)
    asked = replace(asked_in(world, "wang", exam), at=now(), exam_at=exam_now(exam.pk, now()))
    cancel(asked, purpose=VaultPurpose.DUTY, subjects=list(dues))


@dataclass(frozen=True)
class Vault:
    """What people do at the room, through the API. Each returns the answer."""

    world: World
    real: bool = False

    @property
    def api(self) -> str:
        """The address of the room."""
        exam = self.world.real if self.real else self.world.exam
        return f"/api/exams/{exam.pk}/vault"

    def post(self, who: str, path: str, /, **given: Any) -> Any:
        """An act by this person; a name under ``second`` proves himself."""
        if isinstance(given.get("second"), str):
            given["second"] = self.world.second(given["second"])
        return self.world.client_of(who).post(f"{self.api}/{path}/", given)

    def get(self, who: str) -> Any:
        """How the room stands."""
        return self.world.client_of(who).get(f"{self.api}/")

    def told(self) -> Any:
        """The same as its head sees it."""
        return self.get("wang").json()

    def patrol(self, who: str = "fan", second: str = "lu", **given: Any) -> Any:
        """Two walk round the room."""
        return self.post(who, "rounds", second=second, round="patrol", **given)

    def check(self, *wrong: str, kind: str = "acceptance", **given: Any) -> Any:
        """Wang and Fan go through the room; the points named are not in order."""
        faults = dict.fromkeys(wrong, "不符合要求")
        asked = {"second": "fan", "kind": kind, "version": room_rules().version, "faults": faults}
        return self.post("wang", "check", **{**asked, **given})

    def certify(self, **given: Any) -> Any:
        """Wang enters the certificate."""
        told = certificate(self.world.exam_now.date())
        days = {"valid_from": told.valid_from.isoformat(), "valid_until": told.valid_until.isoformat()}
        return self.post("wang", "certificate", **{"number": told.number, "issued_by": ISSUERS, **days, **given})

    def dues(self) -> dict[str, dt.datetime]:
        """What is owed, and when."""
        return {one["duty"]: dt.datetime.fromisoformat(one["due_at"]) for one in self.told()["dues"]}
