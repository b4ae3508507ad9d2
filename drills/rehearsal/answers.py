"""The county's part: incidents are answered, worked through and closed by people, some minutes after they open."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from functools import partial
from typing import Any

from drills.gateways import Player
from drills.rehearsal.handling import IDLE_FOR, Handling, Question, Raised, handling_of
from drills.rehearsal.stage import Stage
from exams.selectors.timelines import exam_clock
from incidents.states import ABOVE_COUNTY, FIRST_ESCORT_NUMBER, UNANSWERED, Authority, Matter, Outcome
from kernel.actors import SYSTEM
from kernel.scope import reading
from kernel.time import now
from venues.selectors.places import venue_called

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
                self.known.add(number)
                self._plan(number, handling_of(line["plan"]), self._exam_now())

    def _plan(self, number: int, how: Handling, seen: dt.datetime) -> None:
        at = seen + how.answered_after
        for step in how.on_the_spot:
            self.stage.plan(seen, f"incident {number} step {step} on the spot", partial(self.enter, number, step))
        self.stage.plan(at, f"incident {number} answered", partial(self.answer, number))
        if how.idle:
            at += IDLE_FOR
            self.stage.plan(at, f"incident {number} answered again", partial(self.answer_again, number))
        self.stage.plan(at + how.worked_after, f"incident {number} worked on", partial(self.work, number, how))
        if how.raised is not None:
            raised = partial(self.raise_level, number, how.raised)
            self.stage.plan(at + how.raised.after, f"incident {number} raised", raised)
        self.stage.plan(at + how.closed_after, f"incident {number} closed", partial(self.close, number))

    def enter(self, number: int, step: int) -> None:
        """The venue's office enters what was done at once: what protects people waits for nobody."""
        with reading(SYSTEM, self.stage.exam.pk):
            place = venue_called(self.stage.exam.scope, self._told(number)["venue"])
        office = self.stage.one("venue_office", place.scope)
        self._act(office, number, f"steps/{step}/done", {"words": "现场已处置"})

    def answer(self, number: int) -> None:
        """The clerk answers for it, or who follows the escorts where it is of one."""
        if self._told(number)["status"] in UNANSWERED:
            self._act(self._handling(number), number, "acknowledge")

    def answer_again(self, number: int) -> None:
        """The clerk's answer has lapsed, since he did nothing: the officer takes it over."""
        status = self._told(number)["status"]
        self.stage.check(that=status in UNANSWERED, says=f"incident {number} should have lapsed and is {status}")
        self._act(self.officer, number, "acknowledge")

    def work(self, number: int, how: Handling) -> None:
        """What does not apply is waived with its reason; what is asked above is asked; the other steps are done."""
        for step, reason in how.waived.items():
            self._act(self.officer, number, "steps/waive", {"steps": [step], "words": reason})
        if how.question is not None:
            self._ask(number, how.question)
        self._do_steps(number, but=how.saved)
        if any(left["kind"] == "report_upward" for left in self._told(number)["left"]):
            self._act(self.officer, number, "reports", {"to": Authority.CITY, "words": "已电话报告市考试机构"})

    def raise_level(self, number: int, raised: Raised) -> None:
        """It is graver than it looked: the county's own level goes up, and the step that says so is done."""
        self._act(self.officer, number, "level", {"level": raised.level, "words": raised.words})
        self._act(self.officer, number, f"steps/{raised.step}/done")

    def close(self, number: int) -> None:
        """The officer proposes, the chief closes: never the one who answered for it."""
        self._do_steps(number, but=frozenset())
        self._ring_up_departments(number)
        if any(left["kind"] == "lessons" for left in self._told(number)["left"]):
            self._act(self.officer, number, "lessons/none", {"words": "按预案处置，无需改进"})
        self._act(self.officer, number, "close/propose", {"words": "处置完毕，秩序正常"})
        self._act(self.chief, number, "close")

    def _ring_up_departments(self, number: int) -> None:
        """Departments that were called and have not confirmed are rung up, and what they say is keyed in."""
        for left in self._told(number)["left"]:
            if left["kind"] == "call_out":
                spoken = {"caller": "部门值班室", "phone": "0478-8200000", "at": self._exam_now().isoformat()}
                self._act(self.officer, number, f"call-outs/{left['number']}/by-phone", spoken)

    def _do_steps(self, number: int, *, but: Collection[int]) -> None:
        """Every step: asked above where it must be, decided there, done here."""
        for step in self._told(number)["plan_steps"]:
            if step["number"] in but:
                continue
            for _round in range(ROUNDS):
                step = next(one for one in self._told(number)["plan_steps"] if one["number"] == step["number"])
                if step["status"] != "open" or not step["waits_for"]:
                    break
                self._ask_above(number, step)
            if step["status"] == "open":
                self._act(self._handling(number), number, f"steps/{step['number']}/done")

    def _ask(self, number: int, question: Question) -> None:
        """What the county may not decide (limits.md 8): a request, and the decision as it was received."""
        given = {"to": question.to, "matter": question.matter, "words": question.words}
        asked = self._act(self.officer, number, "requests", given)
        decision = {
            "authority": question.to,
            "matter": question.matter,
            "outcome": question.outcome,
            "decided_by": "省教育考试院值班领导",
            "decided_at": self._exam_now().isoformat(),
            "document": f"演练〔2027〕省复{number}号",
            "request": asked.get("request"),
        }
        self._act(self.officer, number, "decisions", decision)

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
