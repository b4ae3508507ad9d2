"""The county's part: incidents are answered, worked through and closed by people, some minutes after they open."""

from __future__ import annotations

import datetime as dt
from functools import partial
from typing import Any

from drills.gateways import Player
from drills.rehearsal.stage import Stage
from exams.selectors.timelines import exam_clock
from incidents.states import ABOVE_COUNTY, FIRST_ESCORT_NUMBER, UNANSWERED, Authority, Matter, Outcome
from kernel.actors import SYSTEM
from kernel.scope import reading
from kernel.time import now

# The first one is left alone so long that it climbs; the others are answered in time.
FIRST_ANSWERED_AFTER = dt.timedelta(minutes=14)
ANSWERED_AFTER = dt.timedelta(minutes=2)
WORKED_AFTER = dt.timedelta(minutes=2)
CLOSED_AFTER = dt.timedelta(minutes=20)
ROUNDS = 3


class Desk:
    """The duty clerk, the duty officer and the district chief at their desks."""

    def __init__(self, stage: Stage) -> None:
        self.stage = stage
        self.clerk = stage.one("duty_clerk")
        self.officer = stage.one("duty_officer")
        self.chief = stage.one("district_chief")
        self.known: set[int] = set()

    def look(self) -> None:
        """Plan what is to be done about incidents that have opened since the last look."""
        for line in self.officer.read(f"{self.stage.api}/incidents/"):
            number = line["number"]
            if number not in self.known:
                wait = ANSWERED_AFTER if self.known else FIRST_ANSWERED_AFTER
                self.known.add(number)
                self._plan(number, self._exam_now() + wait)

    def _plan(self, number: int, at: dt.datetime) -> None:
        self.stage.plan(at, f"incident {number} answered", partial(self.answer, number))
        self.stage.plan(at + WORKED_AFTER, f"incident {number} worked on", partial(self.work, number))
        self.stage.plan(at + CLOSED_AFTER, f"incident {number} closed", partial(self.close, number))

    def answer(self, number: int) -> None:
        """The clerk answers for it, or who follows the escorts where it is of one."""
        if self._told(number)["status"] in UNANSWERED:
            self._act(self._handling(number), number, "acknowledge")

    def work(self, number: int) -> None:
        """Every step: asked above where it must be, decided there, done here."""
        for step in self._told(number)["plan_steps"]:
            for _round in range(ROUNDS):
                step = next(one for one in self._told(number)["plan_steps"] if one["number"] == step["number"])
                if step["status"] != "open" or not step["waits_for"]:
                    break
                self._ask_above(number, step)
            if step["status"] == "open":
                self._act(self._handling(number), number, f"steps/{step['number']}/done")
        if any(left["kind"] == "report_upward" for left in self._told(number)["left"]):
            self._act(self.officer, number, "reports", {"to": Authority.CITY, "words": "已电话报告市考试机构"})

    def close(self, number: int) -> None:
        """The officer proposes, the chief closes: never the one who answered for it."""
        if self._told(number)["status"] in UNANSWERED:
            self.answer(number)
        self.work(number)
        if any(left["kind"] == "lessons" for left in self._told(number)["left"]):
            self._act(self.officer, number, "lessons/none", {"words": "按预案处置，无需改进"})
        self._act(self.officer, number, "close/propose", {"words": "处置完毕，秩序正常"})
        self._act(self.chief, number, "close")

    def _handling(self, number: int) -> Player:
        return self.clerk if number < FIRST_ESCORT_NUMBER else self.officer

    def _ask_above(self, number: int, step: dict[str, Any]) -> None:
        """A request, and the answer as it comes back with its document number."""
        to = Authority(step["waits_for"])
        given = {"to": to, "matter": Matter.STEP, "step": step["number"], "words": "请予批复"}
        asked = self._act(self.officer, number, "requests", given)
        if to not in ABOVE_COUNTY:
            self._act(self.chief, number, f"steps/{step['number']}/approve", {"outcome": Outcome.GRANTED})
            return
        decision = {
            "authority": to,
            "matter": Matter.STEP,
            "outcome": Outcome.GRANTED,
            "decided_by": "值班领导",
            "decided_at": self._exam_now().isoformat(),
            "document": f"演练〔2027〕{number}-{step['number']}号",
            "request": asked["request"],
            "step": step["number"],
        }
        self._act(self.officer, number, "decisions", decision)

    def _act(self, player: Player, number: int, what: str, given: dict[str, Any] | None = None) -> dict[str, Any]:
        answer = self.stage.act(player, f"/incidents/{number}/{what}/", given)
        return answer.body.get("fact") or {}

    def _told(self, number: int) -> dict[str, Any]:
        told: dict[str, Any] = self.officer.read(f"{self.stage.api}/incidents/{number}/")
        return told

    def _exam_now(self) -> dt.datetime:
        with reading(SYSTEM, self.stage.exam.pk):
            return exam_clock(self.stage.exam.pk, now())
