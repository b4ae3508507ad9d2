"""The secure room's part: made ready before papers come, and kept by its guards while they lie there."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from drills.gateways import Player
from drills.rehearsal.stage import Stage
from exams.models import Session
from exams.selectors.sessions import sessions_of
from exams.selectors.timelines import exam_clock
from kernel.actors import SYSTEM
from kernel.scope import reading
from kernel.time import now
from organisation.models import Person

LANE = "secure room"
READY_BEFORE = dt.timedelta(minutes=10)
# The guards look at what is owed a little more often than they must walk.
LOOKED_AT_EVERY = dt.timedelta(minutes=25)
SHIFT = dt.timedelta(hours=12)
PAIR = 2
PAIRS = 2
CERTIFIED_FOR = dt.timedelta(days=365)
LIST_VERSION = 1
ISSUERS = ["education", "police", "secrecy"]
UNITS = {"education": "教育局值班员", "police": "公安局值班员", "secrecy": "保密局值班员"}


@dataclass
class Guards:
    """The room's head and its guards, in pairs that take turns."""

    stage: Stage
    head: Player
    pairs: list[tuple[Player, Player]]

    @classmethod
    def of(cls, stage: Stage) -> Guards:
        """Raises ``LookupError`` where a county has fewer than four of them."""
        guards = [stage.one("vault_guard", number=number) for number in range(PAIR * PAIRS)]
        pairs = [(guards[at], guards[at + 1]) for at in range(0, PAIR * PAIRS, PAIR)]
        return cls(stage, stage.one("vault_head"), pairs)

    def make_ready(self, *, until: dt.datetime) -> None:
        """The certificate, the check by two, the roster: without them the room takes no papers."""
        here, second = self.here(), self.pairs[0][0].as_second()
        day = here.date()
        certificate = {
            "number": "演练合格证1号", "issued_by": ISSUERS,
            "valid_from": (day - CERTIFIED_FOR).isoformat(), "valid_until": (day + CERTIFIED_FOR).isoformat(),
        }  # fmt: skip
        self._act(self.head, "certificate", certificate)
        self._act(self.head, "check", {"kind": "acceptance", "version": LIST_VERSION, "second": second})
        self._act(self.head, "enable", {"second": second})
        self._act(self.head, "roster", {"shifts": self._shifts(here, until)})

    def look(self) -> None:
        """Do what is owed now, and look again in time, for as long as anybody else still has something to do."""
        told, here = self.head.read(f"{self.stage.api}/vault/"), self.here()
        owed = {one["duty"]: one for one in told["dues"]}
        guard, other = self._on_post(told, here)
        if "patrol" in owed:
            self._round(guard, other, "patrol")
        if any(_is_open(owed.get(duty), here) for duty in ("playback", "distribution")):
            self._round(guard, other, "playback")
        if _is_open(owed.get("joint_check"), here):
            self._round(guard, other, "joint_check", units=UNITS)
        self._hand_over(told, owed.get("handover"), here)
        if any(move.lane != LANE for move in self.stage.moves):
            self.stage.plan(here + LOOKED_AT_EVERY, "the secure room is looked after", self.look, lane=LANE)

    def _hand_over(self, told: dict[str, Any], owed: dict[str, Any] | None, here: dt.datetime) -> None:
        if owed is None or _moment(owed["due_at"]) > here + LOOKED_AT_EVERY:
            return
        for number, shift in enumerate(told["shifts"]):
            if shift["starts_at"] == owed["due_at"]:
                giver, taker = self._pair(number - 1)[0], self._pair(number)[0]
                self._act(giver, "hand-over", {"shift": shift["id"], "second": taker.as_second()})

    def _on_post(self, told: dict[str, Any], here: dt.datetime) -> tuple[Player, Player]:
        starts = [_moment(shift["starts_at"]) for shift in told["shifts"]]
        return self._pair(max((at for at, start in enumerate(starts) if start <= here), default=0))

    def _pair(self, number: int) -> tuple[Player, Player]:
        return self.pairs[number % PAIRS]

    def _shifts(self, here: dt.datetime, until: dt.datetime) -> list[dict[str, Any]]:
        begins = here - LOOKED_AT_EVERY
        shifts: list[dict[str, Any]] = []
        numbers = self._staff_numbers()
        while begins < until:
            people = [numbers[one.login] for one in self._pair(len(shifts))]
            shifts.append({"starts_at": begins.isoformat(), "ends_at": (begins + SHIFT).isoformat(), "people": people})
            begins += SHIFT
        return shifts

    def _staff_numbers(self) -> dict[str, str]:
        logins = [one.login for pair in self.pairs for one in pair]
        with reading(SYSTEM):
            found = Person.objects.filter(login__username__in=logins)
            return dict(found.values_list("login__username", "staff_number"))

    def _round(self, guard: Player, other: Player, what: str, **given: Any) -> None:
        self._act(guard, "rounds", {"round": what, "second": other.as_second(), **given})

    def _act(self, player: Player, what: str, given: dict[str, Any]) -> None:
        self.stage.act(player, f"/vault/{what}/", given)

    def here(self) -> dt.datetime:
        """What the drill's clock shows."""
        with reading(SYSTEM, self.stage.exam.pk):
            return exam_clock(self.stage.exam.pk, now())


def plan(stage: Stage, sessions: Sequence[Session]) -> None:
    """Make the room ready before the first papers, and look after it from then on."""
    guards = Guards.of(stage)
    with reading(SYSTEM, stage.exam.pk):
        last = max(session.ends_at for session in sessions_of(stage.exam.pk))
    first = min(stage.moves).at
    stage.plan(first - READY_BEFORE, "the secure room is made ready", partial(guards.make_ready, until=last + SHIFT))
    begins = max(first, guards.here()) + LOOKED_AT_EVERY
    stage.plan(begins, "the secure room is looked after", guards.look, lane=LANE)


def _is_open(owed: dict[str, Any] | None, here: dt.datetime) -> bool:
    return owed is not None and _moment(owed["opens_at"]) <= here


def _moment(text: str) -> dt.datetime:
    return dt.datetime.fromisoformat(text)
