"""The right bag, in its window: what two people read must agree with the plan before anything is cut."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest

from exams.gateways.presets import preset, preset_from
from exams.models import Session
from exams.states import SecondScan
from incidents.models import Incident
from paper_custody.models import Bag, Seal
from paper_custody.states import DRILL_MARK, BagStatus
from tests.incidents.builders import Desk
from tests.paper_custody.builders import Papers, bags_of, load, sealed
from tests.stages import stage
from tests.venues.builders import at
from tests.world import World

ONE = "A1-v01-001-P"
OPEN: dict[str, Any] = {"only": ["001"]}
SECOND = dt.timedelta(seconds=1)


@stage
def issued(papers: Papers) -> Papers:
    """Ten minutes before the start, papers lie in the rooms of v01."""
    papers.to_the_venue()
    papers.world.move_to(at(-20))
    papers.rooms("issue")
    papers.world.move_to(at(-10))
    papers.world.forget()
    return papers


def opened(papers: Papers, **given: Any) -> Any:
    return papers.rooms("open", **given)


def test_both_read_the_same_and_the_bag_is_opened(issued: Papers) -> None:
    answer = opened(issued, **OPEN, bags=sealed(ONE), bags_again=sealed(ONE))

    assert answer.status_code == 200
    assert Bag.objects.get(code=DRILL_MARK + ONE).status == BagStatus.OPENED


def test_where_labels_are_read_a_second_person_reads_them_again(issued: Papers) -> None:
    answer = opened(issued, **OPEN, bags=sealed(ONE))

    assert (answer.status_code, answer.json()["code"]) == (400, "second_scan_missing")
    assert issued.world.history() == []


def test_without_a_scanner_all_rooms_as_planned_is_one_act(issued: Papers) -> None:
    assert opened(issued, except_rooms=[{"room": "003", "reason": "漏水"}]).status_code == 200


@pytest.mark.parametrize(
    ("rule", "given", "code"),
    [
        ("always", {}, "second_scan_missing"),
        ("always", {"bags": sealed(ONE)}, "second_scan_missing"),
        ("always", {"bags": sealed(ONE), "bags_again": sealed(ONE)}, ""),
        ("never", {"bags": sealed(ONE)}, ""),
    ],
)
def test_whether_a_second_scan_is_asked_for_is_the_presets_to_say(
    issued: Papers, rule: str, given: dict[str, Any], code: str
) -> None:
    exam = issued.world.exam
    exam.rules = {**exam.rules, "identity_check": {"second_scan": rule, "source": "P"}}
    exam.save(update_fields=["rules"])

    assert opened(issued, **OPEN, **given).json().get("code", "") == code


def test_an_exam_of_before_the_rule_goes_by_the_default() -> None:
    composed = {key: told for key, told in preset("ministry").composed.items() if key != "identity_check"}

    assert preset_from(composed).identity_check.second_scan == SecondScan.WHERE_SCANNED


@pytest.mark.parametrize(
    ("code", "refused", "why"),
    [
        ("A1-v01-002-P", "wrong_bag", "other_room"),
        ("A1-v02-001-P", "wrong_bag", "other_venue"),
        ("A1-v01-777-P", "wrong_bag", "unknown"),
        ("A2-v01-001-P", "wrong_session_bag", None),
    ],
)
@pytest.mark.parametrize("place", ["bags", "bags_again"])
def test_another_bag_is_refused_with_its_reason_and_opens_an_incident(
    issued: Papers, place: str, code: str, refused: str, why: str | None
) -> None:
    Desk.of(issued.world)
    load(issued.world, bags_of("A2"))
    scans = {"bags": sealed(ONE), "bags_again": sealed(ONE), place: sealed(code)}

    answer = opened(issued, **OPEN, **scans)
    issued.world.settle()

    assert (answer.json()["code"], answer.json()["detail"].get("why")) == (refused, why)
    assert Bag.objects.get(code=DRILL_MARK + ONE).status == BagStatus.ISSUED
    incident = Incident.objects.get()
    assert (incident.plan_code, incident.condition) == ("A07", "not_opened")


def test_two_who_read_different_bags_of_the_room_are_refused(issued: Papers) -> None:
    two = {"only": ["001", "002"], "bags": sealed(ONE, "A1-v01-002-P")}

    answer = opened(issued, **two, bags_again=sealed(ONE))

    assert answer.json()["detail"]["why"] == "scans_differ"
    assert issued.world.history() == ["paper_custody.wrong_bag_found"]


def test_a_bag_read_at_another_rooms_table_is_refused(issued: Papers) -> None:
    swapped = [{**sealed(ONE)[0], "room": "002"}, {**sealed("A1-v01-002-P")[0], "room": "001"}]

    answer = opened(issued, only=["001", "002"], bags=swapped, bags_again=swapped)

    assert answer.json()["detail"]["why"] == "other_room"


def test_a_bag_of_another_subject_is_told_apart(issued: Papers) -> None:
    maths = issued.world.exam.subjects.get(code="maths")
    Bag.objects.filter(code=f"{DRILL_MARK}A1-v01-002-P").update(subject=maths)
    wrong = sealed("A1-v01-002-P")

    answer = opened(issued, **OPEN, bags=wrong, bags_again=wrong)

    assert answer.json()["detail"]["why"] == "wrong_subject"


# Two sets of one subject: those above say which is used, and the other cannot be handed out.


def with_two_sets(papers: Papers) -> None:
    rows = [replace(row, paper_set="QRST") for row in bags_of("A1")]
    for row in rows:
        Bag.objects.filter(code=row.code).update(paper_set="QRST")
    spares = [
        replace(row, code=f"{row.code}-2", seal=f"{row.seal}-2", paper_set="MNOP")
        for row in rows
        if row.kind == "paper"
    ]
    load(papers.world, spares)


def name_set(papers: Papers, who: str = "bai", **given: Any) -> Any:
    decision = {
        "authority": "province", "decided_by": "省教育考试院", "channel": "document", "document": "河考院〔2027〕9号",
        "decided_at": papers.world.exam_now.isoformat(),
    }  # fmt: skip
    return papers.post(
        who, "set-in-use", **{"session": "A1", "subject": "chinese", "paper_set": "QRST", **decision, **given}
    )


def test_of_two_sets_none_is_issued_before_those_above_named_one(papers: Papers) -> None:
    papers.to_the_venue()
    with_two_sets(papers)
    Bag.objects.filter(paper_set="MNOP").update(status=BagStatus.IN_STORE)
    papers.world.move_to(at(-20))

    assert papers.rooms("issue").json()["code"] == "paper_set_unnamed"
    assert {name_set(papers, who).status_code for who in ("zhao", "sun")} == {403}
    assert name_set(papers, "hu").status_code == 404
    assert name_set(papers, paper_set="XYZ").json()["code"] == "paper_set_unknown"
    assert name_set(papers, document="").json()["code"] == "decision_unproved"
    assert name_set(papers, decided_by="密码 3825").json()["code"] == "lock_code_written"
    assert name_set(papers).status_code == 200

    assert papers.rooms("issue").status_code == 200
    assert set(Bag.objects.filter(paper_set="MNOP", venue__code="v01").values_list("status", flat=True)) == {"in_store"}
    wrong = {"code": f"{DRILL_MARK}{ONE}-2", "seal": f"{DRILL_MARK}seal-of-{ONE}-2"}
    refused = opened(papers, **OPEN, bags=[wrong], bags_again=[wrong])
    assert refused.json()["detail"]["why"] == "wrong_set"
    assert Seal.objects.get(number=wrong["seal"]).state == "applied"


# The window: five numbers, each its own; a second early or late is told at once.


@pytest.mark.parametrize(
    ("offset", "kind"),
    [
        (-SECOND, "paper_custody.opened_outside_window"),
        (0 * SECOND, "paper_custody.bags_opened"),
        (SECOND, "paper_custody.bags_opened"),
    ],
)
@pytest.mark.parametrize("end", ["opening_from", "opening_until"])
def test_a_second_outside_the_window_alarms(papers: Papers, end: str, offset: dt.timedelta, kind: str) -> None:
    Desk.of(papers.world)
    papers.to_the_venue()
    papers.world.move_to(at(-20))
    papers.rooms("issue")
    session = papers.world.session()
    off = offset if end == "opening_from" else -offset
    papers.world.move_to(getattr(session, end) + off)
    papers.world.forget()

    fact = opened(papers).json()["fact"]

    assert fact["kind"] == kind
    assert fact.get("seconds_off", 0) == (off.total_seconds() if kind.endswith("window") else 0)
    alarm = ["incidents.incident_opened"] if kind.endswith("window") else []
    assert [one for one in papers.world.history() if one == "incidents.incident_opened"] == alarm
    if alarm:
        incident = Incident.objects.get(plan_code="A07")
        assert incident.condition == ("" if off < 0 * SECOND else "right_bag_late")
        assert incident.opened_at == papers.world.exam_now


def test_the_windows_are_those_of_the_preset(world: World) -> None:
    plain, foreign = (Session.objects.get(exam=world.exam, code=code) for code in ("A1", "B2"))
    minute = dt.timedelta(minutes=1)

    assert plain.opening_from == plain.starts_at - 11 * minute
    assert plain.opening_until == plain.starts_at - 9 * minute
    wall = foreign.starts_at.astimezone(dt.timezone(dt.timedelta(hours=8)))
    assert foreign.opening_from.astimezone(wall.tzinfo).strftime("%H:%M") == "14:49"
    assert foreign.opening_until.astimezone(wall.tzinfo).strftime("%H:%M") == "14:51"


@pytest.mark.parametrize("moved", ["opening", "foreign_language_opening", "distribution", "latecomers"])
def test_no_window_follows_from_another(moved: str) -> None:
    composed = preset("ministry").composed
    windows = {**composed["windows"], moved: {"at": "T0-7", "tolerance": "2m", "source": "P"}}

    changed = preset_from({**composed, "windows": windows}).windows

    assert [name for name, window in changed.items() if window != preset("ministry").windows[name]] == [moved]
