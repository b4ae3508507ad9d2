"""Chapters of how an incident is run: its departments, roles, decisions and reports; and of a lock forced under one."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from board.selectors.alarms import sounding
from kernel.actors import SYSTEM
from kernel.scope import reading
from tests.incidents.builders import Desk, Opened, done
from tests.incidents.test_files import LETTER, add
from tests.paper_custody.builders import Papers
from tests.paper_custody.test_forced_opening import FORCE, decision, locks

# What a step does is told by its name, as in ``chapters``.
Chapter = Iterator[str]


def departments_answer(opened: Opened, officer: str) -> Chapter:
    """One by its liaison, one by telephone, and one is not reached."""
    if "police" not in _calls(opened, officer):  # the plan itself may have called it
        done(opened.post(officer, "call-outs/", parties=["police"]))
    calls = _calls(opened, officer)
    done(opened.post(officer, f"call-outs/{calls['petitions']['number']}/unreachable/", words="无人接听"))
    yield "not reached"
    done(
        opened.post(
            officer, "call-outs/waive/", calls=[calls["petitions"]["number"]], words="信访局未派员，已由公安代管"
        )
    )
    yield "waived"
    done(opened.desk.world.client_of("jin").post(f"{opened.desk.world.api}/call-outs/{calls['police']['id']}/confirm/"))
    yield "confirmed by the liaison"
    spoken = {"caller": "王局长", "phone": "8210000", "at": opened.desk.world.exam_now.isoformat()}
    done(opened.post(officer, f"call-outs/{calls['power']['number']}/by-phone/", **spoken))
    yield "confirmed by telephone"


def its_alarm_is_silenced(opened: Opened, officer: str) -> Chapter:
    """Where it sounds: an incident of the road is on no wall."""
    world = opened.desk.world
    with reading(SYSTEM, world.exam.pk):
        stage = sounding(world.exam.pk).get(opened.number)
    if stage is not None:
        heard = {"incident": opened.number, "stage": stage}
        done(world.client_of(officer).post(f"{world.api}/alarms/silence/", {"alarms": [heard]}))
        yield "its alarm is silenced"


def _calls(opened: Opened, officer: str) -> dict[str, Any]:
    return {call["party"]: call for call in done(opened.desk.get(officer, f"{opened.number}/call-outs/")).json()}


def it_is_run(opened: Opened, officer: str, chief: str) -> Chapter:
    """Roles that pass from hand to hand, and the county's own decisions."""
    done(opened.post(officer, "roles/take/", role="recorder"))
    yield "a role is taken"
    done(opened.post(officer, "roles/hand-over/", role="recorder", receiver=opened.desk.world.second(chief)))
    yield "a role is handed over"
    done(opened.post(chief, "roles/lay-down/", role="recorder", words="由值班员兼"))
    yield "a role is laid down"
    choice = {
        "matter": "是否转场",
        "options": ["等待", "转场"],
        "chosen": 2,
        "reason": "照度不足",
        "risk": "耗时八分钟",
    }
    done(opened.post(officer, "choices/", **choice))
    yield "the county decides"
    done(opened.post(officer, "choices/1/correct/", **{**choice, "risk": "耗时十分钟"}))
    yield "its record is corrected"
    done(opened.post(chief, "choices/2/review/", words="妥当"))
    yield "its decision is reviewed"
    done(add(opened, LETTER, by=officer))
    yield "a file is added"


def reports_come_late(opened: Opened, officer: str) -> Chapter:
    """At level I a quarter of an hour is too long."""
    opened.desk.world.fast_forward(minutes=15)
    yield "no situation report"
    for kind in ("tactical", "command"):
        done(opened.post(officer, "situations/", kind=kind, standing="扩大", doing="转场"))
    yield "the reports"


def two_are_one(again: Opened, opened: Opened, officer: str) -> Chapter:
    """One that goes on as another, comes apart, and goes on with it after all."""
    done(again.post(officer, "merge/", into=opened.number, words="同一事件"))
    yield "the same as another"
    done(again.post(officer, "unmerge/", words="两处不同原因"))
    yield "two after all"
    done(again.post(officer, "merge/", into=opened.number, words="同一事件"))


def it_ends(opened: Opened, officer: str, chief: str) -> Chapter:
    """Proposed, withdrawn, closed by another, reviewed and put away."""
    done(opened.post(officer, "close/propose/", words="已恢复"))
    yield "proposed"
    done(opened.post(officer, "close/withdraw/", words="又有情况"))
    yield "withdrawn"
    done(opened.post(officer, "close/propose/", words="已恢复"))
    done(opened.post(chief, "close/"))
    yield "closed"
    done(opened.post(officer, "review/", words="应预置备用电源"))
    yield "reviewed"
    done(opened.post(chief, "archive/"))
    yield "archived"


def told_to_the_desk(desk: Desk) -> Chapter:
    """What nobody judges in time, and is no incident after all."""
    tips = f"{desk.world.api}/tips/"
    done(desk.world.client_of("chen").post(tips, {"kind": "call", "reference": "0478-1", "words": "考点外聚集"}))
    desk.world.fast_forward(minutes=11)
    yield "nobody has judged it"
    done(desk.world.client_of("chen").post(f"{tips}1/answer/", {"words": "系家长送考，已散"}))
    yield "it is none"


def a_lock_is_forced(papers: Papers, failure: str) -> Chapter:
    """On the county's word, before a witness."""
    now = papers.world.exam_now.isoformat()
    done(locks(papers, "bai", f"{failure}/decisions/", **decision(papers, asked_at=now)))
    yield "forcing is allowed"
    done(locks(papers, "sun", f"{failure}/force/", second="ma", **FORCE))
    yield "a lock is forced"
