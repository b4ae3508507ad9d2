"""What went out to a venue is back in the secure room, signed for by two, when it is due; or it is an incident."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.core.exceptions import ObjectDoesNotExist
from django.db import IntegrityError, connection, transaction

from clocks.models import Clock
from exams.gateways.files import Node as CatalogueNode
from exams.gateways.moments import CatalogueError
from exams.gateways.presets import preset, preset_codes, preset_from
from exams.gateways.return_rules import return_rules_from
from exams.models import Session
from incidents.models import Incident
from journal.audit import differences
from kernel.errors import DomainError
from kernel.scope import scoped
from paper_custody.events.returns import ReturnMissed
from paper_custody.models import Bag, Escort, ReturnDue
from paper_custody.services.returns import miss_return
from tests.incidents.builders import Desk
from tests.paper_custody.builders import Papers, bags_of, load, scans_of
from tests.paper_custody.test_pages import page, text
from tests.stages import stage
from tests.venues.builders import at

# A1 ends at T0+150; the minute table has its answers stored at TE+90, and half an hour later they are late.
PLANNED, DUE = at(240), at(270)
SPARE = "DRILL-A1-v01-S-S"


@stage
def out(papers: Papers) -> Papers:
    """All of v01 is in its store; nobody has gone through the day with it."""
    Desk.of(papers.world)
    papers.to_the_venue()
    return papers


def send_back(papers: Papers, **given: Any) -> Any:
    run: dict[str, Any] = {"venue": "v01", "sessions": ["A1"], "vehicle": "CAR-v01", "bags": scans_of("A1", "v01")}
    return papers.post("sun", "return", receiver="li", **{**run, **given})


def store_answers(papers: Papers, **given: Any) -> Any:
    return papers.post("fan", "store-answers", giver="li", **{"bags": scans_of("A1", "v01"), **given})


def missed(papers: Papers) -> list[ReturnMissed]:
    return [fact for fact in papers.world.facts() if isinstance(fact, ReturnMissed)]


def clock() -> Clock:
    return Clock.objects.get(purpose="paper_custody.return")


def test_the_clock_runs_from_the_loading_for_one_venue_and_session(papers: Papers) -> None:
    papers.on_the_road()

    row = ReturnDue.objects.get()
    assert (row.venue.code, row.session.code, row.status, row.due_at) == ("v01", "A1", "out", DUE)
    assert (clock().subject, clock().warn_at, clock().due_at) == (row.pk, PLANNED, DUE)


def test_back_in_time_meets_the_clock_and_nothing_is_told(out: Papers) -> None:
    out.world.move_to(at(200))
    assert send_back(out).status_code == 200
    out.world.move_to(at(215))
    assert clock().status == "running"

    assert store_answers(out).status_code == 200
    out.world.move_to(at(600))

    assert (clock().status, clock().ended_at) == ("met", at(215))
    assert (ReturnDue.objects.get().status, ReturnDue.objects.get().back_at) == ("back", at(215))
    assert missed(out) == []
    assert not Incident.objects.filter(plan_code="B03").exists()


def test_sent_back_and_not_signed_for_in_the_secure_room_is_not_back(out: Papers) -> None:
    """A return without its counter-signature is an open discrepancy, of the run's own incident."""
    out.world.move_to(at(200))
    assert send_back(out, expected_at=at(235).isoformat()).status_code == 200
    out.world.move_to(DUE)

    [fact] = missed(out)
    assert fact.escort == Escort.objects.get(direction="return").pk
    assert set(fact.bags) == {scan["code"] for scan in scans_of("A1", "v01")}
    [incident] = Incident.objects.filter(plan_code="B03")
    # Both are found in the same minute: neither is the first.
    kinds = set(incident.origins.values_list("fact_kind", flat=True))
    assert kinds == {"paper_custody.late_convoy_found", "paper_custody.return_missed"}


def test_what_is_still_out_when_it_is_due_opens_b03_and_names_every_bag(out: Papers) -> None:
    world = out.world
    world.move_to(PLANNED)
    assert "clocks.clock_warned" in world.history()
    world.move_to(DUE - dt.timedelta(seconds=1))
    assert missed(out) == []
    world.move_to(DUE)

    [fact] = missed(out)
    codes = {scan["code"] for scan in scans_of("A1", "v01")}
    assert (fact.venue, fact.session, fact.due_at, fact.escort) == ("v01", "A1", DUE, None)
    assert set(fact.bags) == codes
    incident = Incident.objects.get(plan_code="B03")
    assert (incident.openness, incident.plan_version.number, incident.venue) == ("escort", 3, None)
    assert codes <= set(incident.words.split())
    # An open incident that names a bag holds it.
    assert {code for fact in world.facts() if fact.kind.endswith("bags_held") for code in fact.bags} == codes  # type: ignore[attr-defined]
    assert list(differences()) == []


def test_one_bag_left_behind_with_a_reason_is_still_waited_for(out: Papers) -> None:
    left = [{"code": SPARE, "reason": "备用袋另行回送"}]
    without = scans_of("A1", "v01", but="A1-v01-S-S")
    out.world.move_to(at(200))
    assert send_back(out, bags=without, left_out=left).status_code == 200
    assert store_answers(out, bags=without).status_code == 200
    assert clock().status == "running"

    out.world.move_to(DUE)

    [fact] = missed(out)
    assert (fact.bags, fact.escort) == ((SPARE,), None)


def test_what_comes_late_is_back_and_stays_missed(out: Papers) -> None:
    out.world.move_to(DUE)
    assert send_back(out, expected_at=at(300).isoformat()).status_code == 200
    assert store_answers(out).status_code == 200

    row = ReturnDue.objects.get()
    assert (row.status, row.missed_at, row.back_at) == ("back", DUE, DUE)
    out.world.settle()
    out.world.move_to(at(900))
    assert len(missed(out)) == 1
    assert list(differences()) == []


def test_a_bag_that_is_declared_void_is_waited_for_no_more(out: Papers) -> None:
    without = scans_of("A1", "v01", but="A1-v01-S-S")
    out.world.move_to(at(200))
    send_back(out, bags=without, left_out=[{"code": SPARE, "reason": "破损"}])
    store_answers(out, bags=without)
    assert out.post("qin", "isolate", second="sun", codes=[SPARE], reason="破损").status_code == 200
    assert clock().status == "running"

    assert out.post("wang", "void", second="fan", codes=[SPARE], reason="作废").status_code == 200

    assert clock().status == "met"


def test_what_was_left_in_the_secure_room_and_goes_out_later_is_waited_for_anew(papers: Papers) -> None:
    papers.in_the_vault()
    but = scans_of("A1", "v01", but="A1-v01-S-S")
    [spare] = [scan for scan in scans_of("A1", "v01") if scan["code"] == SPARE]
    papers.load(bags=but, left_out=[{"code": SPARE, "reason": "袋面破损"}])
    papers.arrive(bags=but)
    send_back(papers, bags=but)
    store_answers(papers, bags=but)
    assert ReturnDue.objects.get().status == "back"

    assert papers.load(bags=[spare]).status_code == 200

    assert ReturnDue.objects.get().status == "out"
    assert sorted(Clock.objects.filter(purpose="paper_custody.return").values_list("status", flat=True)) == [
        "met",
        "running",
    ]


def test_a_second_vehicle_of_one_session_starts_no_second_clock(papers: Papers) -> None:
    papers.in_the_vault()
    but = scans_of("A1", "v01", but="A1-v01-S-S")
    [spare] = [scan for scan in scans_of("A1", "v01") if scan["code"] == SPARE]

    papers.load(bags=but, left_out=[{"code": SPARE, "reason": "第二车"}])
    second = papers.load(bags=[spare], receiver="feng", vehicle="CAR-2", crew=[
        {"person": "yan", "duty": "escort"}, {"person": "cui", "duty": "police"},
    ])  # fmt: skip

    assert second.status_code == 200
    assert Clock.objects.filter(purpose="paper_custody.return").count() == ReturnDue.objects.count() == 1


def test_a_session_that_goes_back_with_another_is_due_with_it(papers: Papers) -> None:
    Session.objects.filter(exam=papers.world.exam, code="A1").update(returned_with="A2")
    planned = papers.world.session("A2").plan.get(code="answers_stored").planned_at

    papers.on_the_road()

    assert ReturnDue.objects.get().due_at == planned + dt.timedelta(minutes=30)


def test_handovers_entered_from_paper_start_and_meet_the_clock(papers: Papers) -> None:
    papers.in_the_vault()
    world = papers.world
    on_paper: dict[str, Any] = {"venue": "v01", "sessions": ["A1"], "bags": scans_of("A1", "v01")}
    for number, step in enumerate(("load", "arrive", "return", "store_answers")):
        vehicle = {"vehicle": "CAR-v01"} if step in {"load", "return"} else {}
        names = {"givers": ["王守库"], "receivers": ["李押运"]}
        form = {"form": f"YJ-{number}", "step": step, "signed_at": world.exam_now.isoformat(), **names}
        answer = papers.post("chen", "forms", second="kong", **on_paper, **form, **vehicle)
        assert answer.status_code == 200, answer.json()
        assert clock().status == ("met" if step == "store_answers" else "running")


def test_the_page_of_papers_tells_those_who_follow_escorts_what_is_not_back(out: Papers) -> None:
    out.world.move_to(DUE)

    shown = text(page(out, "wang", "/papers/"))
    lines = out.world.client_of("wang").get(f"{out.world.api}/papers/lines/").json()
    own = out.world.client_of("sun").get(f"{out.world.api}/papers/lines/").json()

    assert "7 袋逾期未回" in shown
    assert [(line["worst"], line["not_back"]) for line in lines if line["venue"] == "v01"] == [("red", 7)]
    # The venue sees its own bags; what is late on the road is for the few.
    assert [line["not_back"] for line in own] == [0]
    assert out.world.client_of("hu").get(f"{out.world.api}/papers/lines/").status_code == 404


def test_nobody_but_the_platform_says_that_a_return_is_missed(out: Papers) -> None:
    row = ReturnDue.objects.get()
    for who in ("zhao", "sun", "li", "hu"):
        asked = out.world.asked(who, exam_id=out.world.exam.pk)
        with pytest.raises((DomainError, ObjectDoesNotExist)):
            miss_return(asked, due=row.pk)
    assert ReturnDue.objects.get().status == "out"


@pytest.mark.parametrize(
    "change",
    [
        "status = 'missed'",
        "status = 'back'",
        "back_at = due_at",
        "status = 'lost'",
    ],
)
def test_postgres_keeps_a_return_whole(out: Papers, change: str) -> None:
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"UPDATE paper_custody_returndue SET {change}")  # noqa: S608


def test_another_county_sees_no_return(out: Papers) -> None:
    assert ReturnDue.objects.exists()
    with scoped(out.world.actor("hu"), out.world.exam.pk):
        assert not ReturnDue.objects.exists()


def test_every_preset_says_when_a_return_is_late_and_an_older_exam_goes_by_what_is_shipped() -> None:
    for code in preset_codes():
        assert preset(code).returns.late_after == dt.timedelta(minutes=30)
        assert "B03" in preset(code).returns.source
    older = {key: told for key, told in preset("hainan").composed.items() if key != "returns"}
    assert preset_from(older).returns.late_after == dt.timedelta(minutes=30)


@pytest.mark.parametrize("told", [{"late_after": "30", "source": "P"}, {"late_after": "30m", "sorce": "P"}])
def test_a_wrong_rule_of_returns_is_named(told: dict[str, str]) -> None:
    with pytest.raises(CatalogueError):
        return_rules_from(CatalogueNode(told, "returns"))


def test_two_sessions_out_are_two_clocks(papers: Papers) -> None:
    load(papers.world, bags_of("A2"))
    papers.on_the_road()
    papers.in_the_vault("A2")
    second = papers.load(session="A2", receiver="li", vehicle="CAR-v01")

    assert second.status_code == 200
    assert set(ReturnDue.objects.values_list("session__code", flat=True)) == {"A1", "A2"}
    assert Bag.objects.filter(node="N5").count() == 14
