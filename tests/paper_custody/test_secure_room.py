"""The secure room takes papers when it is accepted, certified and enabled, and follows its bags from then on."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.utils.timezone import localdate

from kernel.transitions import after
from paper_custody.gateways.secure_room import room_rules
from paper_custody.models.secure_room import RoomRecord, SecureRoomState
from paper_custody.states.secure_room import (
    ROOM_TRANSITIONS,
    VISITED_IN,
    CheckKind,
    RoomStatus,
    RoomStep,
)
from tests.paper_custody.builders import Papers, bags_of, hire, load, scans_of
from tests.paper_custody.vault import Vault, certificate
from tests.stages import stage
from tests.venues.builders import at, in_act, load_standing, plans_of
from tests.world import World
from venues.services import load_room_plans


@stage
def bare(world: World) -> Papers:
    """Bags on the list, and a room that nobody has looked at yet."""
    hire(world)
    load_standing(world)
    load_room_plans(in_act(world, world.exam), exam=world.exam, rows=plans_of("A1"))
    load(world, bags_of("A1"))
    world.settle()
    world.forget()
    return Papers(world)


def status(world: World) -> str:
    world.settle()
    return SecureRoomState.objects.get(exam=world.exam).status


def code(answer: Any) -> str:
    return str(answer.json().get("code", answer.status_code))


def enabled(vault: Vault) -> None:
    done = [vault.certify(), vault.check(), vault.post("wang", "enable", second="fan")]
    assert [answer.status_code for answer in done] == [200] * 3, [answer.json() for answer in done]


def test_papers_come_into_an_accepted_certified_enabled_room_and_into_no_other(bare: Papers) -> None:
    vault = Vault(bare.world)

    told = [bare.receive()]
    assert vault.check().status_code == 200
    told += [bare.receive(), vault.post("wang", "enable", second="fan")]
    assert vault.certify().status_code == 200
    assert vault.post("wang", "enable", second="fan").status_code == 200

    assert [code(one) for one in told] == ["secure_room_not_ready", "secure_room_not_ready", "certificate_not_valid"]
    assert told[1].json()["detail"] == {"state": "accepted"}
    assert bare.receive().status_code == 200


def test_a_certificate_that_has_run_out_keeps_papers_out_of_the_cabinet_too(bare: Papers) -> None:
    vault = Vault(bare.world)
    day = localdate(bare.world.exam_now)
    enabled(vault)
    assert bare.receive().status_code == 200

    vault.certify(valid_from="2026-01-01", valid_until=(day - dt.timedelta(days=1)).isoformat())

    assert code(bare.store()) == "certificate_not_valid"
    assert vault.told()["certified"] is False
    vault.certify(valid_until=day.isoformat(), valid_from=day.isoformat())
    assert bare.store().status_code == 200


@pytest.mark.parametrize(
    "given",
    [
        {"issued_by": ["education", "police"]},
        {"number": " "},
        {"valid_from": "2027-06-08", "valid_until": "2027-06-07"},
        {"valid_until": "sometime"},
        {"number": "150821199001011234"},
    ],
)
def test_what_is_no_certificate(bare: Papers, given: dict[str, Any]) -> None:
    answer = Vault(bare.world).certify(**given)

    assert code(answer) in {"certificate_wrong", "bad_input", "id_number_written"}
    assert bare.world.history() == []


def test_a_point_that_is_not_in_order_is_a_fact_and_the_room_is_not_accepted(bare: Papers) -> None:
    vault = Vault(bare.world)

    fact = vault.check("cameras", "locks").json()["fact"]

    assert fact["kind"] == "paper_custody.secure_room_found_wanting"
    assert fact["points"] == ["cameras", "locks"]
    assert status(bare.world) == RoomStatus.NOT_ENABLED
    assert RoomRecord.objects.get().points == {"cameras": "不符合要求", "locks": "不符合要求"}
    assert vault.check().json()["fact"]["kind"] == "paper_custody.secure_room_checked"
    assert status(bare.world) == RoomStatus.ACCEPTED


def test_a_fault_two_weeks_before_takes_an_empty_room_out_of_readiness(bare: Papers) -> None:
    vault = Vault(bare.world)
    enabled(vault)

    assert vault.check("doors_windows", kind="before_exam").status_code == 200

    assert status(bare.world) == RoomStatus.NOT_ENABLED
    assert code(bare.receive()) == "secure_room_not_ready"


@pytest.mark.parametrize(
    ("given", "refused"),
    [
        ({"faults": {"moat": "没有护城河"}}, "check_point_unknown"),
        ({"faults": {"doors_windows": "x"}}, "check_point_unknown"),  # looked at before the exam, not at acceptance
        ({"faults": {"locks": " "}}, "bad_input"),
        ({"faults": {"locks": "150821199001011234"}}, "id_number_written"),
        ({"version": 99}, "check_point_unknown"),
        ({"second": "wang"}, "one_person"),
        ({"second": "li"}, "not_permitted"),
        ({"second": "zhao"}, "not_permitted"),
        ({"second": "hu"}, "not_permitted"),
    ],
)
def test_what_a_check_refuses(bare: Papers, given: dict[str, Any], refused: str) -> None:
    assert code(Vault(bare.world).check(**given)) == refused
    assert bare.world.history() == []


@pytest.mark.parametrize(
    ("who", "refused"),
    [("fan", "not_permitted"), ("hu", "not_there"), ("zhao", "not_permitted"), ("chen", "not_permitted")],
)
def test_only_the_head_signs_for_the_room_itself(bare: Papers, who: str, refused: str) -> None:
    vault = Vault(bare.world)
    words = {"second": "fan" if who != "fan" else "lu", "words": "x"}

    acts: dict[str, dict[str, Any]] = {
        "check": {"second": words["second"], "kind": "acceptance", "version": 1},
        "enable": {"second": words["second"]},
        "used-otherwise": words,
        "locks-changed": words,
        "retire": {"second": words["second"]},
    }
    for path, given in acts.items():
        assert code(vault.post(who, path, **given)) == refused, path
    assert bare.world.history() == []


def test_a_room_used_for_something_else_needs_other_locks_and_a_new_acceptance(bare: Papers) -> None:
    vault = Vault(bare.world)
    enabled(vault)

    assert vault.post("wang", "used-otherwise", second="fan", words="3月借作档案室").status_code == 200
    refused = [bare.receive()]
    vault.check()
    refused.append(vault.post("wang", "enable", second="fan"))
    assert vault.told()["locks_due"] is True
    assert vault.post("wang", "locks-changed", second="fan", words="内门两把锁及密码均已更换").status_code == 200
    assert vault.post("wang", "enable", second="fan").status_code == 200

    assert [code(one) for one in refused] == ["locks_not_changed", "locks_not_changed"]
    assert bare.receive().status_code == 200
    assert code(vault.post("wang", "used-otherwise", second="fan", words="x")) == "secure_room_holds_papers"
    assert code(vault.post("wang", "retire", second="fan")) == "secure_room_holds_papers"
    assert code(vault.check()) == "secure_room_holds_papers"


def test_the_state_follows_the_bags_and_nobody_tells_it(papers: Papers) -> None:
    world = papers.world
    seen = [status(world)]
    papers.receive()
    seen.append(status(world))
    papers.store()
    papers.load("v01")
    seen.append(status(world))
    papers.load("v02")
    seen.append(status(world))

    assert seen == ["enabled", "papers_stored", "papers_stored", "cleared"]
    # What was given out comes back: the room is not given up before.
    assert code(Vault(world).post("wang", "retire", second="fan")) == "secure_room_holds_papers"
    assert code(Vault(world).post("wang", "used-otherwise", second="fan", words="x")) == "secure_room_holds_papers"


def test_a_room_without_papers_is_taken_out_of_use_and_accepted_again(papers: Papers) -> None:
    world, vault = papers.world, Vault(papers.world)

    assert vault.post("wang", "retire", second="fan").status_code == 200
    assert code(papers.receive()) == "secure_room_not_ready"
    assert status(world) == RoomStatus.RETIRED
    assert vault.check().status_code == 200
    assert status(world) == RoomStatus.ACCEPTED


def test_answers_alone_are_another_state_than_papers(papers: Papers) -> None:
    world = papers.world
    papers.to_the_venue()
    papers.post("sun", "return", receiver="li", venue="v01", sessions=["A1"], vehicle="CAR", bags=scans_of("A1", "v01"))
    assert status(world) == RoomStatus.PAPERS_STORED  # v02's papers still lie there

    papers.post("wang", "store-answers", giver="li", bags=scans_of("A1", "v01"))
    papers.load("v02")
    assert status(world) == RoomStatus.ANSWERS_ONLY

    papers.post("wang", "hand-on", receiver="li", bags=scans_of("A1", "v01"), document="移交1")
    assert status(world) == RoomStatus.CLEARED
    assert world.history().count("paper_custody.secure_room_followed") == 2


def test_a_drills_room_and_the_real_one_are_two(papers: Papers) -> None:
    world = papers.world
    real = Vault(world, real=True)

    assert Vault(world).told()["status"] == "enabled"
    assert real.told()["status"] == "not_enabled"
    assert code(Vault(world).post("wang", "describe", name="县保密室")) == "not_permitted"
    assert code(real.post("fan", "describe", name="县保密室")) == "not_permitted"
    assert real.post("wang", "describe", name="县保密室", place="县教体局办公楼三层").status_code == 200


@pytest.mark.parametrize(("who", "sees"), [("fan", 200), ("bai", 200), ("li", 200), ("zhao", 403), ("sun", 403)])
def test_who_sees_how_the_room_stands(papers: Papers, who: str, sees: int) -> None:
    assert Vault(papers.world).get(who).status_code == sees


def test_another_county_finds_nothing_there(papers: Papers) -> None:
    assert Vault(papers.world).get("hu").status_code == 404
    assert code(Vault(papers.world).post("hu", "certificate", number="1", issued_by=[], valid_from="2027-01-01",
                                         valid_until="2027-12-31")) == "not_there"  # fmt: skip


def test_the_table_leads_through_the_whole_life_and_visits_end_before_papers_come() -> None:
    life = [
        RoomStep.ACCEPT,
        RoomStep.ENABLE,
        RoomStep.HOLD_PAPERS,
        RoomStep.HOLD_ANSWERS,
        RoomStep.CLEAR,
        RoomStep.RETIRE,
    ]
    here, seen = RoomStatus.NOT_ENABLED, [RoomStatus.NOT_ENABLED]
    for step in life:
        here = after(ROOM_TRANSITIONS, here, step)
        seen.append(here)

    assert seen == list(RoomStatus)
    assert set(seen[:3]) == VISITED_IN


def test_every_point_has_its_source_and_the_certificate_is_checked_again() -> None:
    rules = room_rules()

    assert all(point.source and point.zh and point.en for point in rules.points)
    assert len({point.code for point in rules.points}) == len(rules.points)
    assert "certificate" in {point.code for point in rules.points_of(CheckKind.BEFORE_EXAM)}
    acceptance = {point.code for point in rules.points_of(CheckKind.ACCEPTANCE)}
    assert {"floor", "three_iron", "locks", "alarm", "cameras", "rules_on_wall", "record_books"} <= acceptance


def test_the_journal_finds_a_signature_on_the_room_that_was_changed(papers: Papers) -> None:
    from paper_custody.events.secure_room import SecureRoomEnabled
    from paper_custody.handlers.secure_room import the_room_is_as_signed

    row = RoomRecord.objects.get(kind="enabled")
    fact = SecureRoomEnabled(first=row.first_id, second=row.second_id)
    other = SecureRoomEnabled(first=row.second_id, second=row.first_id)

    assert list(the_room_is_as_signed(fact, row.entry_id)) == []
    assert list(the_room_is_as_signed(other, row.entry_id)) != []
    assert certificate(at(0).date()).number
