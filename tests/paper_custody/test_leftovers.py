"""What is left after the exam is kept until its day, and destroyed by two before witnesses (N15)."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils.timezone import get_current_timezone

from exams.gateways.files import Node
from exams.gateways.leftover_rules import leftover_rules_from
from exams.gateways.presets import preset, preset_from
from exams.models import Exam
from incidents.models import Incident
from journal.audit import differences
from kernel.scope import scoped
from kernel.time import now
from paper_custody.events.leftovers import LeftoversDue
from paper_custody.models import Bag, BagHold, BagStep, DestroyedBag, Destruction, KeptBag, Seal
from paper_custody.selectors.leftovers import leftovers_told
from paper_custody.states import BagStatus
from tests.incidents.builders import Desk, Opened
from tests.paper_custody.builders import Papers, scans_of
from tests.paper_custody.test_pages import page, text
from tests.stages import stage

DAY = dt.datetime(2027, 12, 25, tzinfo=get_current_timezone())
WITNESSES = [{"name": "保密甲", "unit": "县保密局"}, {"name": "公安乙", "unit": "县公安局"}]
LEFT = [scan["code"] for scan in scans_of("A1", "v01") if not scan["code"].endswith("-C")]


@stage
def back(papers: Papers) -> Papers:
    """All of v01 is back in the secure room, unopened."""
    Desk.of(papers.world)
    papers.to_the_venue()
    run: dict[str, Any] = {"venue": "v01", "sessions": ["A1"], "vehicle": "CAR-v01", "bags": scans_of("A1", "v01")}
    assert papers.post("sun", "return", receiver="li", **run).status_code == 200
    assert papers.post("fan", "store-answers", giver="li", bags=scans_of("A1", "v01")).status_code == 200
    papers.world.settle()
    papers.world.forget()
    return papers


def post(papers: Papers, who: str, path: str, /, **given: Any) -> Any:
    if isinstance(given.get("second"), str):
        given["second"] = papers.world.second(given["second"])
    return papers.world.client_of(who).post(f"{papers.world.api}/leftovers/{path}/", given)


def keep(papers: Papers, who: str = "wang", **given: Any) -> Any:
    scans = [{"code": code} for code in LEFT]
    return post(papers, who, "keep", **{"second": "fan", "cabinet": "CAB-9", "bags": scans, **given})


def destroy(papers: Papers, who: str = "wang", **given: Any) -> Any:
    told = {"certificate": "销毁证〔2027〕1号", "place": "省定点销毁中心", "witnesses": WITNESSES, "sessions": ["A1"]}
    return post(papers, who, "destroy", **{"second": "fan", **told, **given})


def came(papers: Papers) -> None:
    """Kept, and the day has come."""
    assert keep(papers).status_code == 200
    papers.world.move_to(DAY)
    papers.world.forget()


def states(papers: Papers) -> set[str]:
    return set(Bag.objects.filter(exam=papers.world.exam, code__in=LEFT).values_list("status", flat=True))


def test_what_is_left_is_kept_until_its_day_and_then_destroyed(back: Papers) -> None:
    world = back.world
    kept = keep(back, pieces=[{"code": LEFT[0], "pieces": 29, "reason": "考中作废一份另存"}], bags_counted=len(LEFT))
    assert kept.status_code == 200, kept.json()
    assert kept.json()["fact"]["differing"] == [LEFT[0]]
    assert states(back) == {BagStatus.KEPT}
    told = leftovers_told(world.exam, exam_at=world.exam_now)
    assert (told.until.day.isoformat(), told.until.announced) == ("2027-12-25", False)
    assert (told.bags, told.pieces, told.answers, told.waiting) == (4, 30 * 3 - 1 + 10, 3, 0)

    world.move_to(DAY - dt.timedelta(seconds=1))
    early = destroy(back)
    assert (early.json()["code"], early.json()["detail"]) == ("retention_not_over", {"kept_until": "2027-12-25"})
    assert not leftovers_told(world.exam, exam_at=world.exam_now).due

    world.move_to(DAY)
    assert [fact.bags for fact in world.facts() if isinstance(fact, LeftoversDue)] == [4]
    assert leftovers_told(world.exam, exam_at=world.exam_now).due
    done = destroy(back)

    assert done.status_code == 200, done.json()
    assert "保密甲" not in str(done.json()["fact"])
    assert states(back) == {BagStatus.DESTROYED}
    assert set(Seal.objects.filter(bag__code__in=LEFT).values_list("state", flat=True)) == {"broken"}
    assert DestroyedBag.objects.count() == 4
    assert list(BagStep.objects.filter(bag__code=LEFT[0]).order_by("at").values_list("step", flat=True))[-2:] == [
        "keep",
        "destroy",
    ]
    assert list(differences()) == []
    assert destroy(back, certificate="另一号").json()["code"] == "nothing_scanned"


def test_the_announced_day_goes_before_the_expected_one(back: Papers) -> None:
    keep(back)

    early = post(back, "bai", "results-day", day="2027-06-01", document="省考院公告")
    silent = post(back, "bai", "results-day", day="2027-07-10", document=" ")
    assert [early.json()["code"], silent.json()["code"]] == ["results_day_wrong", "bad_input"]
    assert post(back, "zhao", "results-day", day="2027-07-10", document="公告").status_code == 403
    assert post(back, "hu", "results-day", day="2027-07-10", document="公告").status_code == 404
    assert post(back, "bai", "results-day", day="2027-07-10", document="省考院公告〔2027〕8号").status_code == 200

    back.world.move_to(DAY)
    assert destroy(back).json()["detail"] == {"kept_until": "2028-01-10"}
    assert not [fact for fact in back.world.facts() if isinstance(fact, LeftoversDue)]
    back.world.move_to(dt.datetime(2028, 1, 10, tzinfo=get_current_timezone()))
    assert [fact.kept_until for fact in back.world.facts() if isinstance(fact, LeftoversDue)] == [dt.date(2028, 1, 10)]
    assert list(differences()) == []


@pytest.mark.parametrize(
    ("results", "months", "until"),
    [
        ((2027, 6, 25), 6, (2027, 12, 25)),
        ((2027, 6, 30), 8, (2028, 2, 29)),
        ((2027, 8, 31), 1, (2027, 9, 30)),
        ((2027, 12, 1), 12, (2028, 12, 1)),
        ((2027, 11, 30), 1, (2027, 12, 30)),
    ],
)
def test_months_are_counted_on_the_calendar(
    results: tuple[int, int, int], months: int, until: tuple[int, int, int]
) -> None:
    node = preset("ministry").composed["leftovers"]
    rules = leftover_rules_from(_node({**node, "months_after_results": months}))

    assert rules.kept_until(dt.date(*results)) == dt.date(*until)


def test_an_exam_made_before_there_was_such_a_rule_goes_by_what_is_shipped() -> None:
    composed = {key: told for key, told in preset("ministry").composed.items() if key != "leftovers"}

    assert preset_from(composed).leftovers.months_after_results == 6


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"bags": [{"code": "DRILL-A1-v01-001-C"}]}, "answers_are_not_kept"),
        ({"bags": [{"code": "DRILL-A1-v02-001-P"}]}, "bag_not_now"),
        ({"bags": [{"code": "A1-v01-001-P"}]}, "wrong_bag"),
        ({"bags": []}, "nothing_scanned"),
        ({"bags_counted": 5}, "count_mismatch"),
        ({"pieces": [{"code": "DRILL-A1-v01-001-C", "pieces": 1, "reason": "x"}]}, "pieces_wrong"),
        ({"pieces": [{"code": LEFT[0], "pieces": 1, "reason": "  "}]}, "bad_input"),
        ({"pieces": [{"code": LEFT[0], "pieces": -1, "reason": "x"}]}, "bad_input"),
        ({"pieces": [{"code": LEFT[0], "pieces": 29, "reason": "150821199001011234"}]}, "id_number_written"),
        ({"second": "wang"}, "one_person"),
        ({"second": "li"}, "not_permitted"),
        ({"second": "hu"}, "not_permitted"),
    ],
)
def test_what_keeping_refuses(back: Papers, given: dict[str, Any], code: str) -> None:
    assert keep(back, **given).json()["code"] == code
    assert states(back) == {BagStatus.ANSWERS_STORED}
    assert not KeptBag.objects.exists()


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"sessions": [], "bags": [{"code": "DRILL-A1-v01-001-C"}]}, "bag_not_now"),
        ({"sessions": [], "bags": [{"code": "DRILL-A1-v02-001-P"}]}, "bag_not_now"),
        ({"sessions": []}, "nothing_scanned"),
        ({"witnesses": WITNESSES[:1]}, "witnesses_missing"),
        ({"witnesses": [WITNESSES[0], WITNESSES[0]]}, "witnesses_missing"),
        ({"witnesses": [WITNESSES[0], {"name": "范守库", "unit": "县考试院"}]}, "witnesses_missing"),
        ({"witnesses": [WITNESSES[0], {"name": "公安乙", "unit": " "}]}, "bad_input"),
        ({"certificate": "", "place": "x"}, "bad_input"),
        ({"certificate": "150821199001011234"}, "id_number_written"),
        ({"second": "wang"}, "one_person"),
        ({"second": "li"}, "not_permitted"),
        ({"second": "hu"}, "not_permitted"),
    ],
)
def test_what_destroying_refuses(back: Papers, given: dict[str, Any], code: str) -> None:
    came(back)

    assert destroy(back, **given).json()["code"] == code
    assert states(back) == {BagStatus.KEPT}
    assert not Destruction.objects.exists()


@pytest.mark.parametrize(("who", "status"), [("li", 403), ("bai", 403), ("zhao", 403), ("hu", 404)])
def test_only_keepers_of_the_room_keep_and_destroy(back: Papers, who: str, status: int) -> None:
    assert keep(back, who).status_code == status
    came(back)
    assert destroy(back, who).status_code == status


def test_some_may_stay_and_a_certificate_is_used_once(back: Papers) -> None:
    came(back)

    assert destroy(back, but=[LEFT[0]]).json()["fact"]["bags"] == sorted(LEFT[1:])
    assert destroy(back).json()["code"] == "certificate_taken"
    assert destroy(back, certificate="2号", sessions=[], bags=[{"code": LEFT[0]}]).status_code == 200
    assert states(back) == {BagStatus.DESTROYED}


def test_a_locked_bag_is_kept_and_not_destroyed(back: Papers) -> None:
    came(back)
    assert back.post("wang", "isolate", second="fan", codes=[LEFT[0]], reason="封签疑似破损").status_code == 200

    assert destroy(back).json()["detail"]["bag"] == LEFT[0]
    assert destroy(back, but=[LEFT[0]]).status_code == 200
    assert back.post("wang", "release", approver="guo", codes=[LEFT[0]], reason="核验无误").status_code == 200
    assert destroy(back, certificate="2号").json()["fact"]["bags"] == [LEFT[0]]


def test_an_incident_that_names_a_bag_holds_it_until_it_is_closed(back: Papers) -> None:
    desk = Desk(back.world)
    back.post("wang", "hand-on", receiver="li", document="1", bags=[{"code": LEFT[0], "seal": "DRILL-x"}])
    back.world.settle()
    number = Incident.objects.get(exam=back.world.exam, plan_code="A02").number
    by_phone = desk.post("chen", plan="A02", words=f"来电称 {LEFT[1]}、{LEFT[0]} 封签异常").json()["fact"]["number"]
    came(back)

    assert sorted(destroy(back).json()["detail"]["bags"]) == sorted(LEFT[:2])
    assert BagHold.objects.filter(lifted_at=None).count() == 3
    _end(Opened(desk, number))
    assert sorted(destroy(back).json()["detail"]["bags"]) == sorted(LEFT[:2])
    _end(Opened(desk, by_phone))
    back.world.settle()

    assert destroy(back).status_code == 200
    assert list(differences()) == []
    way = text(page(back, "wang", f"/papers/bag/{LEFT[0]}/"))
    assert "未结事件涉及" in way
    assert "保密甲（县保密局）" in way
    assert "销毁证〔2027〕1号" in way


def _end(incident: Opened) -> None:
    assert incident.post("bai", "acknowledge/").status_code == 200
    incident.finish(by="bai")
    assert incident.post("bai", "close/propose/", words="已核实").status_code == 200
    assert incident.post("guo", "close/").status_code == 200
    incident.desk.world.settle()


def test_the_end_comes_when_the_exam_is_long_closed(back: Papers) -> None:
    assert keep(back).status_code == 200
    back.world.move_to(DAY)
    Exam.objects.filter(pk=back.world.exam.pk).update(status="closed", closed_at=now())

    assert destroy(back).status_code == 200


def test_the_page_tells_what_is_kept_and_what_is_due(back: Papers) -> None:
    sorting = text(page(back, "wang", "/papers/leftovers/"))
    assert "留存资料入柜" in sorting
    keep(back)
    quiet = text(page(back, "bai", "/papers/leftovers/"))
    assert 'data-kept="A1-paper"' in quiet
    assert "2027-12-25" in quiet
    assert "登记成绩公布日" in quiet
    assert "/leftovers/destroy/" not in quiet
    assert LEFT[0] in text(page(back, "wang", "/papers/leftovers/?list=codes"))
    back.world.move_to(DAY)
    due = text(page(back, "wang", "/papers/leftovers/"))
    assert "留存期已满" in due
    assert "/leftovers/destroy/" in due
    destroy(back)
    assert 'data-certificate="销毁证〔2027〕1号"' in text(page(back, "wang", "/papers/leftovers/"))
    assert "留存或销毁" in text(page(back, "wang", "/papers/"))


def test_the_page_reads_as_often_for_many_bags_as_for_one(back: Papers) -> None:
    keep(back, bags=[{"code": LEFT[0]}])
    with CaptureQueriesContext(connection) as one:
        page(back, "wang", "/papers/leftovers/")
    keep(back, bags=[{"code": code} for code in LEFT[1:]])
    with CaptureQueriesContext(connection) as many:
        page(back, "wang", "/papers/leftovers/")

    assert len(many) <= len(one)


@pytest.mark.parametrize("who", ["zhao", "sun", "li", "chen"])
def test_whoever_does_not_keep_audit_or_decide_sees_nothing(back: Papers, who: str) -> None:
    assert page(back, who, "/papers/leftovers/").status_code == 403
    assert back.world.client_of(who).get(f"{back.world.api}/leftovers/").status_code == 403
    assert back.world.client_of("hu").get(f"{back.world.api}/leftovers/").status_code == 404


def test_the_api_tells_the_same(back: Papers) -> None:
    came(back)

    told = back.world.client_of("wang").get(f"{back.world.api}/leftovers/").json()

    assert (told["kept_until"], told["due"], told["bags"]) == ("2027-12-25", True, 4)


def test_the_room_is_clear_of_what_needs_a_watch_but_not_empty(back: Papers) -> None:
    for code in [scan["code"] for scan in scans_of("A1", "v02")]:
        Bag.objects.filter(code=code).update(status="voided")
    answers = [scan for scan in scans_of("A1", "v01") if scan["code"].endswith("-C")]
    assert back.post("wang", "hand-on", receiver="li", document="1", bags=answers).status_code == 200
    keep(back)
    back.world.settle()

    vault = f"{back.world.api}/vault"
    client = back.world.client_of("wang")
    assert client.get(f"{vault}/").json()["status"] == "cleared"
    refused = client.post(f"{vault}/retire/", {"second": back.world.second("fan")})
    assert refused.json()["code"] == "secure_room_holds_papers"


def test_postgresql_keeps_the_law(back: Papers) -> None:
    came(back)
    destroy(back)
    row = Destruction.objects.get()

    with pytest.raises(IntegrityError), transaction.atomic():
        Destruction.objects.create(
            exam_id=row.exam_id, scope=row.scope, certificate="3号", place="x", witnesses=WITNESSES[:1],
            first_id=row.first_id, second_id=row.second_id, entry_id=row.entry_id, at=row.at, exam_at=row.exam_at,
        )  # fmt: skip
    with pytest.raises(IntegrityError), transaction.atomic():
        Destruction.objects.create(
            exam_id=row.exam_id, scope=row.scope, certificate="3号", place="x", witnesses=WITNESSES,
            first_id=row.first_id, second_id=row.first_id, entry_id=row.entry_id, at=row.at, exam_at=row.exam_at,
        )  # fmt: skip
    for model in (KeptBag, Destruction, DestroyedBag):
        with pytest.raises(DatabaseError), transaction.atomic():
            model.objects.all().delete()
    with scoped(back.world.actor("hu"), back.world.exam.pk):
        assert not KeptBag.objects.exists()
        assert not BagHold.objects.exists()


def _node(told: dict[str, Any]) -> Any:
    return Node(told, "leftovers")
