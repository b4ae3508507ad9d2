"""An exam day in chapters, for the live rule: every act is a step after which the screens are looked at."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from incidents.events import (
    AlertTaken,
    DeadlineNear,
    EverybodyTold,
    FallbackCalled,
    FindingAttached,
    LiaisonReplaced,
    NothingLearnt,
    RoleTakenOver,
    RungFoundEmpty,
    told_as,
)
from incidents.models import Incident
from incidents.states import Openness
from kernel.events import DomainEvent
from paper_custody.events import (
    EscortDeviated,
    EscortEarly,
    EscortSilent,
    EscortStopped,
    GateMissed,
    LeftoversDestroyed,
    VoiceCheckKept,
    VoiceCheckMissed,
)
from paper_custody.events.inward import InwardConvoyArrived, InwardConvoyMissed
from paper_custody.gateways.points import handover_points
from paper_custody.models import Escort
from paper_custody.states import DRILL_MARK
from tests.board.running import (
    a_lock_is_forced,
    departments_answer,
    it_ends,
    it_is_run,
    its_alarm_is_silenced,
    reports_come_late,
    two_are_one,
)
from tests.incidents.builders import Desk, Opened, done, tell
from tests.incidents.test_upward import FROM_ABOVE
from tests.paper_custody.builders import Papers, bags_of, load, scans_of, sealed, with_bags
from tests.paper_custody.vault import Vault, shifts
from tests.venues.builders import at, in_act, nil_report, post, reach
from tests.venues.test_reports import FLASH, report
from tests.world import HOUR, T0, World
from venues.services import prepare_venues

# What a step does is told by its name; what follows from it is the product's business.
Chapter = Iterator[str]


@dataclass(frozen=True)
class Day:
    """The drill's day, with everything that its chapters need."""

    world: World
    desk: Desk
    papers: Papers

    @classmethod
    def prepared(cls, world: World) -> Day:
        """Venues, seat plans, bags and contingency plans are there; the clock stands before the first line."""
        for person in ("fan", "li", "ma", "guo", "tao", "kong", "jin", "bai", "chen"):
            world.second(person)  # a password set later would end its owner's sockets
        with_bags(world, "A1")
        load(world, bags_of("A2"))
        load(world, bags_of("A1", mark=""), exam=world.real)
        prepare_venues(in_act(world, world.exam), exam=world.exam)
        desk = Desk.of(world)
        for person in ("ding", "qin", "he", "lu", "mao", "xu", "feng"):
            world.second(person)
        return cls(world, desk, Papers(world))

    def told(self, fact: DomainEvent) -> None:
        """A fact that no act of this day leads to, told by itself."""
        tell(self.world.asked(exam_id=self.world.exam.pk), fact=fact)


def the_room_is_ready(day: Day) -> Chapter:
    """The secure room used for something else, accepted anew, enabled; its alarm and camera heard."""
    world, vault = day.world, Vault(day.world)
    done(vault.post("wang", "retire", second="fan"))
    yield "out of use"
    done(vault.check())
    yield "accepted again"
    done(vault.post("wang", "used-otherwise", second="fan", words="借作档案室"))
    yield "used for something else"
    done(vault.post("wang", "locks-changed", second="fan", words="锁具密码已换"))
    yield "other locks"
    done(vault.check("cameras"))
    yield "found wanting"
    done(vault.check())
    yield "found in order"
    done(vault.post("wang", "enable", second="fan"))
    yield "enabled"
    planned = [
        {"starts_at": one.starts_at.isoformat(), "ends_at": one.ends_at.isoformat(), "people": list(one.people)}
        for one in shifts(world.exam_now - HOUR)
    ]
    done(vault.post("wang", "roster", shifts=planned))
    yield "a roster"
    for code, kind in {"IR-1": "alarm", "CAM-1": "camera"}.items():
        done(vault.post("wang", "sources", code=code, name=code, kind=kind, secret="a-secret-of-the-device"))
    done(vault.post("fan", "sources/IR-1/status", status="alarm"))
    yield "an alarm"
    done(vault.post("fan", "sources/IR-1/status", status="ok"))
    done(vault.post("fan", "sources/CAM-1/status", status="fault"))
    yield "a camera fails"
    world.fast_forward(minutes=1)
    yield "it does not come back"
    done(vault.post("fan", "sources/CAM-1/status", status="ok"))
    waived = {"document": "省考院1号", "decided_by": "省教育考试院", "decided_at": world.exam_now.isoformat()}
    done(vault.post("bai", "waivers", **waived))
    yield "a waiver"


def the_room_is_kept(day: Day) -> Chapter:
    """Rounds of the room, and a shift handed over."""
    vault = Vault(day.world)
    done(vault.patrol())
    yield "a patrol"
    done(vault.patrol(amiss="窗栏松动"))
    yield "a patrol that found something"
    done(vault.post("fan", "hand-over", second="mao", shift=vault.told()["shifts"][1]["id"]))
    yield "a shift is handed over"


def papers_come(day: Day) -> Chapter:
    """From the receipt to the venues' stores, with what goes wrong on the way."""
    world, papers = day.world, day.papers
    first = scans_of("A1")[0]
    papers.receive(bags=[{**first, "seal": "DRILL-other"}, *scans_of("A1")[1:]])
    yield "a wrong seal at the receipt"
    papers.receive(bags_counted=99)
    yield "a wrong count at the receipt"
    for point, step in {"seals": "a broken seal at the receipt", "spares": "a spare bag less at the receipt"}.items():
        papers.receive(points={"version": handover_points().version, "amiss": {point: "与清单不符"}})
        yield step
    done(papers.receive())
    yield "the receipt"
    done(papers.store())
    yield "the cabinet"
    papers.load(bags=[*scans_of("A1", "v01"), {"code": "DRILL-A1-v02-001-P", "seal": "DRILL-1"}])
    yield "another venue's bag at the vehicle"
    papers.load(bags=[*scans_of("A1", "v01"), *sealed("A2-v01-001-P")])
    yield "another session's bag at the vehicle"
    world.move_to(T0 - 4 * HOUR - dt.timedelta(minutes=30))
    yield "the minute table begins"
    done(papers.load("v01"))
    done(papers.load("v02"))
    yield "two vehicles are loaded"
    for escort in Escort.objects.filter(exam=world.exam):
        done(papers.post("wang", f"escorts/{escort.pk}/depart"))
    yield "they leave"
    papers.post("he", "hand-over", receiver="li", bags=sealed("A1-v01-001-P"))
    yield "somebody gives what another holds"
    done(papers.post("li", "hand-over", receiver="he", bags=scans_of("A1", "v01")))
    yield "the crew changes"
    change = {"vehicle": "CAR-9", "reason": "爆胎", "receiver": "xu", "bags": scans_of("A1", "v01")}
    run = Escort.objects.get(exam=world.exam, venue__code="v01")
    done(papers.post("he", f"escorts/{run.pk}/change-vehicle", **change))
    yield "the vehicle is changed on the road"
    done(papers.arrive("v01", giver="xu"))
    done(reach(world, "sun", "papers_at_venue"))
    yield "papers at v01"
    world.move_to(at(-105))
    yield "v02 waits in vain"
    done(papers.arrive("v02"))
    yield "papers at v02"


def the_morning(day: Day) -> Chapter:
    """Gates, rooms and equipment; lines told, forgotten, corrected; a late start feared; a silent venue."""
    world = day.world
    done(post(world, "sun", "venues/v01/gates/", gate="water", state="ready", expires_at=at(-95).isoformat()))
    yield "a gate is set"
    done(post(world, "sun", "venues/v01/equipment/test/", equipment_kind="camera", failed=[]))
    yield "equipment is tested"
    silent = {"asset_code": "v01-CAM-1", "since": world.exam_now.isoformat(), "fault": "画面中断"}
    done(post(world, "sun", "venues/v01/equipment/silent/", **silent))
    yield "a camera goes silent"
    rooms = {"checklist": "room", "version": 1, "rooms": ["001", "002", "003"]}
    done(post(world, "sun", "venues/v01/rooms/accept/", **rooms))
    yield "rooms are looked at"
    for minutes, milestone in {-90: "staff_on_post", -59: "bags_issued", -30: "candidates_enter"}.items():
        world.move_to(at(minutes))
        reach(world, "sun", milestone)
        yield f"v01 tells of {milestone}"
    nil_report(world, "sun", "R0")
    yield "v01 is ready"
    world.move_to(at(-14))
    yield "v02 tells nothing"
    world.move_to(at(-10))
    yield "ten minutes before the start"
    done(reach(world, "sun", "papers_opened", except_rooms=[{"room": "002", "reason": "换封签"}]))
    yield "opened, except one room"
    line = {"session": "A1", "milestone": "papers_opened"}
    done(post(world, "sun", "venues/v01/milestones/catch-up/", **line, room="002"))
    yield "the room catches up"
    corrected = {**line, "reached_at": at(-10).isoformat(), "reason": "按下晚了"}
    done(post(world, "sun", "venues/v01/milestones/correct/", **corrected))
    yield "a moment is corrected"


def the_rooms(day: Day) -> Chapter:
    """Bags issued, opened, in use, collected, counted, accepted and sealed again."""
    papers, world = day.papers, day.world
    done(papers.rooms("issue", "v01", done_at=at(-20).isoformat()))
    yield "issued"
    done(papers.rooms("open", "v01", done_at=at(-10).isoformat(), only=["001", "003"]))
    yield "opened in the window"
    done(papers.rooms("open", "v01", done_at=at(-12).isoformat(), only=["002"]))
    yield "opened outside the window"
    done(papers.rooms("open", "v01", material="cards"))
    yield "cards opened"
    world.move_to(at(-5))
    done(reach(world, "sun", "papers_distributed"))
    yield "given out"
    spare: dict[str, Any] = {
        "code": f"{DRILL_MARK}A1-v01-S-S",
        "seal": f"{DRILL_MARK}seal-of-A1-v01-S-S",
        "reason": "污损一份",
    }
    papers.post("sun", "open-spare", second="ma", venue="v01", **spare)
    yield "a spare bag"
    wanted = {"room": "001", "material": "papers", "cause": "soiled", "own_fault": True}
    done(world.client_of("sun").post(f"{world.api}/spares/", {"venue": "v01", "session": "A1", **wanted}))
    yield "a spare paper is asked for"
    lock = {"code": "v01-BOX", "kind": "box", "place": "试卷箱", "venue": "v01", "second": world.second("ma")}
    done(world.client_of("sun").post(f"{world.api}/keys/locks/", lock))
    failed = done(world.client_of("sun").post(f"{world.api}/locks/failures/", {"lock": "v01-BOX", "cause": "jammed"}))
    yield "a lock does not open"
    yield from a_lock_is_forced(papers, failed.json()["fact"]["failure"])
    world.move_to(at(1))
    reach(world, "sun", "start_bell", reached_at=at(0, 20))
    yield "a bell twenty seconds late"


def the_reports(day: Day) -> Chapter:
    """Reports sent, keyed, confirmed, corrected and missing."""
    world = day.world
    world.move_to(at(30))
    sent = done(report(world)).json()["fact"]["report"]
    yield "v01 reports"
    done(post(world, "sun", f"reports/{sent}/correct/", entered={**FLASH, "present": 84, "absent": 4}, reason="漏记"))
    yield "corrected"
    world.move_to(at(45))
    yield "v02 reports nothing"
    call = {"caller": "陶主考", "number": "0478-5550102", "at": at(44).isoformat()}
    told = {"session": "A1", "kind": "R1", "nil": True, "call": call}
    keyed = done(post(world, "chen", "venues/v02/reports/keyed/", **told)).json()["fact"]["report"]
    yield "keyed after a call"
    done(post(world, "tao", f"reports/{keyed}/confirm/"))
    yield "confirmed"


def papers_return(day: Day) -> Chapter:
    """Counted, accepted, sealed, back to the county and handed on; something locked, let go and voided."""
    papers, world = day.papers, day.world
    world.move_to(world.session("A1").ends_at + dt.timedelta(minutes=12))
    done(papers.rooms("collect", "v01"))
    yield "collected"
    done(papers.count(surplus_blank=3))
    yield "a room does not balance"
    done(papers.count_together())
    yield "it balances"
    done(papers.rooms("accept", "v01"))
    yield "accepted"
    bag = f"{DRILL_MARK}A1-v02-001-P"
    done(papers.post("tao", "isolate", second="ding", codes=[bag], reason="封签疑似破损"))
    yield "a bag is locked"
    done(papers.post("tao", "release", approver="guo", codes=[bag], reason="省招办批复"))
    yield "it is let go"
    done(papers.post("tao", "isolate", second="ding", codes=[bag], reason="再次发现"))
    done(papers.post("wang", "void", second="fan", codes=[bag], reason="作废"))
    yield "it is void"
    done(papers.post("sun", "seal", second="ma", venue="v01", bags=papers.new_seals("v01")))
    yield "sealed again"
    spare = [{"code": f"{DRILL_MARK}A1-v01-S-S", "reason": "备用袋另行回送"}]
    run: dict[str, Any] = {"venue": "v01", "sessions": ["A1"], "vehicle": "CAR-v01", "bags": papers.new_seals("v01")}
    done(papers.post("sun", "return", receiver="li", left_out=spare, **run))
    yield "on the way back"
    world.fast_forward(hours=3)
    yield "nobody has come"
    done(papers.post("wang", "store-answers", giver="li", bags=papers.new_seals("v01")))
    yield "in the secure room"
    form = {"form": "YJ-01", "step": "hand_over", "signed_at": world.exam_now.isoformat(), "givers": ["王守库"]}
    bags = papers.new_seals("v01")
    done(papers.post("chen", "forms", second="kong", receivers=["范守库"], bags=bags, **form))
    yield "entered from paper"
    answers = [scan for scan in papers.new_seals("v01") if scan["code"].endswith("-C")]
    done(papers.post("wang", "hand-on", receiver="li", bags=answers, document="移交单1"))
    yield "handed on"


def an_incident(day: Day, plan: str, officers: tuple[str, str, str]) -> Chapter:
    """One incident from its opening to its end: told by ``officers``, of whom the last closes."""
    desk, world = day.desk, day.world
    clerk, officer, chief = officers
    opened = Opened(desk, done(desk.post(clerk, plan=plan, venue="v01", words="现场来电")).json()["fact"]["number"])
    yield "opened"
    again = Opened(desk, done(desk.post(clerk, plan=plan, venue="v01", words="又一来电")).json()["fact"]["number"])
    yield from two_are_one(again, opened, officer)
    done(opened.post(officer, "call-outs/", parties=["power", "petitions"]))
    yield "departments are called"
    world.fast_forward(minutes=11)
    yield "nobody answers"
    yield from its_alarm_is_silenced(opened, officer)
    yield from departments_answer(opened, officer)
    done(opened.post(officer, "acknowledge/"))
    yield "acknowledged"
    world.fast_forward(minutes=20)
    yield "nothing is done"
    done(opened.post(officer, "acknowledge/"))
    done(opened.post(officer, "notes/", words="已到现场"))
    yield "acknowledged again, and acted on"
    yield from it_is_run(opened, officer, chief)
    done(opened.post(officer, "steps/1/done/"))
    yield "a step"
    done(opened.post(officer, "level/", level="I", words="扩大"))
    yield "a worse level"
    yield from reports_come_late(opened, officer)
    pause = {"clock": "close", "words": "道路中断", "approver": world.second(chief)}
    done(opened.post(officer, "clocks/pause/", **pause))
    yield "a deadline stands still"
    done(opened.post(officer, "clocks/resume/", clock="close"))
    yield "it runs again"
    done(opened.post(officer, "reports/", to="city", words="电话报市值班室"))
    yield "reported upward"
    done(opened.post(chief, "requests/", to="province", matter="more_time", words="请示延长"))
    yield "asked"
    done(opened.post("bai", "decisions/", **{**FROM_ABOVE, "authority": "province", "level": "III", "request": 1}))
    yield "decided"
    done(opened.post(officer, "lessons/", words="应预置备用电源"))
    yield "a lesson"
    opened.finish(by=officer)
    yield "nothing is left"
    yield from it_ends(opened, officer, chief)


def told_alone(day: Day) -> Chapter:
    """Facts to which no act of these chapters leads."""
    row = Incident.objects.filter(exam=day.world.exam).first()
    assert row is not None
    attached = FindingAttached(incident=row.pk, number=row.number, origin="custody", cause=row.pk, words_hash="0" * 64)
    named: dict[str, Any] = {"incident": row.pk, "number": row.number, "rung": "duty_clerk"}
    stands_in: dict[str, Any] = {"role": "duty_clerk", "fallback": "duty_officer"}
    told_of_rungs = [
        FallbackCalled(**named, **stands_in),
        RungFoundEmpty(**named, **stands_in),
        EverybodyTold(incident=row.pk, number=row.number, told=("duty_clerk", "city")),
        DeadlineNear(**named, purpose="incidents.close", person=None),
    ]
    run: dict[str, Any] = {"escort": row.pk, "venue": "v01"}
    on_the_road = (EscortDeviated, EscortStopped, EscortSilent, VoiceCheckMissed)
    found = [
        *(fact(**run, node="N6") for fact in on_the_road),
        GateMissed(**run, node="N6", gate=1, not_after=at(-140)),
        EscortEarly(**run, node="N6", gate=1, seconds=1),
        InwardConvoyArrived(convoy=row.pk, giver=row.pk, receiver=row.pk),
        InwardConvoyArrived(convoy=row.pk, giver=row.pk, receiver=row.pk),
        InwardConvoyMissed(convoy=row.pk, node="N2", expected_at=at(-300)),
        AlertTaken(alert=row.pk, identifier="1", msg_type="Alert", severity="Minor", hazard="", sha256="0" * 64),
        VoiceCheckKept(**run, answer="all_well", spoke_with=row.pk, gate=None, gate_status=""),
    ]
    openness = (Openness.OPEN, Openness.RESTRICTED, Openness.ESCORT)
    of_it: dict[str, Any] = {"incident": row.pk, "number": row.number, "before": row.pk, "person": row.pk}
    rare = [
        attached,
        *told_of_rungs,
        NothingLearnt(incident=row.pk, number=row.number, lesson=1, words_hash="0" * 64),
        RoleTakenOver(**of_it, role="recorder", approver=row.pk, words_hash="0" * 64),
        LiaisonReplaced(**of_it, call=1, party="police"),
    ]
    for fact in (*(told_as(one, fact) for fact in rare for one in openness), *found):
        day.told(fact)
        yield fact.kind


def the_end_of_the_papers(day: Day) -> Chapter:
    """What is left, and no open incident names, is kept. Half a year later it is destroyed, which is only told here."""
    world = day.world
    bags = [scan for scan in day.papers.new_seals("v01") if scan["code"].endswith("-003-P")]
    kept = {"second": world.second("fan"), "cabinet": "CAB-9", "bags": bags}
    done(world.client_of("wang").post(f"{world.api}/leftovers/keep/", kept))
    yield "kept"
    told: dict[str, Any] = {"certificate": "1号", "witnesses_hash": "0" * 64}
    codes = tuple(scan["code"] for scan in bags)
    day.told(LeftoversDestroyed(**told, bags=codes, venues=("v01",), first=world.wang.pk, second=world.fan.pk))
    yield "destroyed"
