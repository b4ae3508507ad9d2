"""A corrective action from its raising to its re-check, each step by who may."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from clocks.models import Clock
from kernel.time import now
from supervision.models import ActionLine, CorrectiveAction
from supervision.states import ActionStatus, Purpose, Source
from tests.incidents.builders import done
from tests.supervision.builders import Register, later


def test_a_lesson_becomes_an_action_by_itself(register: Register) -> None:
    row = register.learnt(words="发电机应每日试运行").now()

    assert (row.number, row.status, row.words) == (1, ActionStatus.RAISED, "发电机应每日试运行")
    # The story's exam is a drill; what it taught is put right in the real world.
    assert (row.source, row.exam) == (Source.DRILL, register.world.exam)
    assert row.raised_by == register.world.bai
    assert register.world.standing_history() == ["supervision.action_raised"]


def test_each_lesson_becomes_one_action_and_none_none(register: Register) -> None:
    incident = register.desk.answered("E01")
    done(incident.post("bai", "lessons/none/", words="处置顺畅"))
    register.lesson_of(incident, "联络表应每日核对")
    register.lesson_of(incident, "备用电源应先切换")

    rows = CorrectiveAction.objects.order_by("number")
    assert [row.words for row in rows] == ["联络表应每日核对", "备用电源应先切换"]


def test_its_whole_way(register: Register) -> None:
    listed = register.assigned()
    done(listed.post("jin", "done", words="已采购两台，验收单3号"))
    done(listed.post("guo", "confirm", words="现场核验属实"))

    row = listed.now()
    assert (row.status, row.done_by, row.checked_by) == (
        ActionStatus.CLOSED,
        register.world.jin,
        register.world.guo,
    )
    assert row.evidence == "已采购两台，验收单3号"
    assert listed.lines() == ["raised", "assigned", "done", "closed"]
    assert not Clock.objects.filter(subject=row.pk, status="running").exists()


def test_an_owner_is_a_person_or_a_post(register: Register) -> None:
    listed = register.raised()
    done(listed.assign(days=5, unit="v01", role="venue_head"))

    assert listed.post("ma", "done", words="已整改").json()["code"] == "not_there"  # the deputy of the same venue
    assert listed.post("tao", "done", words="已整改").json()["code"] == "not_there"  # the same post, elsewhere
    done(listed.post("sun", "done", words="已整改"))


@pytest.mark.parametrize(
    "owner",
    [
        {"unit": "nowhere", "role": "venue_head"},
        {"unit": "150302", "role": "duty_officer"},
        {"unit": "v01"},
        {"unit": "v01", "role": "king"},
        {"unit": "v01", "person": "00000000-0000-4000-8000-000000000000"},
    ],
)
def test_an_owner_is_of_the_county(register: Register, owner: dict[str, str]) -> None:
    listed = register.raised()

    assert listed.assign(days=5, **owner).json()["code"] == "owner_unknown"
    assert listed.now().status == ActionStatus.RAISED


def test_what_is_due_lies_ahead(register: Register) -> None:
    assert register.raised().assign(days=-1).json()["code"] == "due_too_early"


@pytest.mark.parametrize("person", ["chen", "wang", "zhao", "hu"])
def test_who_does_not_supervise_here_raises_and_assigns_nothing(register: Register, person: str) -> None:
    listed = register.raised()

    if person != "hu":
        assert register.post(person, words="越权").json()["code"] == "not_permitted"
    assert listed.assign(days=5, by=person).json()["code"] in {"not_permitted", "not_there"}
    assert listed.now().status == ActionStatus.RAISED


def test_another_county_has_a_register_of_its_own(register: Register) -> None:
    register.raised("临河的事")
    done(register.post("hu", words="海勃湾的事"))

    assert [one["words"] for one in register.get("hu").json()] == ["海勃湾的事"]
    assert [(one["number"], one["words"]) for one in register.get("bai").json()] == [(1, "临河的事")]


def test_nobody_rechecks_what_he_owns_or_reported(register: Register) -> None:
    own = register.raised()
    done(own.assign(days=5, unit="150821", person=str(register.world.guo.pk)))
    done(own.post("bai", "done", words="郭主任电话报办结"))  # entered for the owner

    for person in ("guo", "bai"):
        assert own.post(person, "confirm").json()["code"] == "recheck_takes_another"
        assert own.post(person, "send-back", words="不实", due_at=later(5)).json()["code"] == "recheck_takes_another"
    done(own.post("kong", "confirm"))


def test_the_database_keeps_the_recheck_to_another(register: Register) -> None:
    listed = register.assigned()
    done(listed.post("jin", "done", words="已整改"))

    with pytest.raises(IntegrityError, match="action_is_rechecked_by_another"), transaction.atomic():
        CorrectiveAction.objects.update(status="closed", checked_by=register.world.jin, checked_at=now())


def test_what_was_not_done_is_sent_back_and_due_again(register: Register) -> None:
    listed = register.assigned(days=1)
    done(listed.post("jin", "done", words="已整改"))
    done(listed.post("bai", "send-back", words="缺验收单", due_at=later(20)))

    row = listed.now()
    assert (row.status, row.sent_back, row.evidence, row.done_by) == (ActionStatus.ASSIGNED, 1, "", None)
    assert listed.told()["tone"] == "behind"
    assert Clock.objects.get(subject=row.pk, status="running").purpose == Purpose.DUE
    assert listed.post("bai", "confirm").json()["code"] == "not_now"
    done(listed.post("jin", "done", words="验收单3号"))
    done(listed.post("bai", "confirm"))


def test_more_time_takes_a_reason_and_another_persons_word(register: Register) -> None:
    listed, world = register.assigned(days=5), register.world
    before = listed.now().due_at
    given = {"due_at": later(15), "words": "设备未到货", "approver": world.second("guo")}

    done(listed.post("bai", "extend", **given))

    row = listed.now()
    assert before is not None
    assert row.due_at is not None
    assert row.due_at > before
    line = ActionLine.objects.get(action=row, kind="extended")
    assert (line.words, line.person, line.approver) == ("设备未到货", world.bai, world.guo)
    assert Clock.objects.get(subject=row.pk, status="running").due_at == row.due_at


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"approver": "bai"}, "one_person"),
        ({"approver": "chen"}, "not_permitted"),
        ({"approver": "hu"}, "not_permitted"),
        ({"due_at": later(2)}, "due_too_early"),
        ({"words": ""}, "bad_input"),
    ],
)
def test_more_time_is_not_had_otherwise(register: Register, change: dict[str, str], code: str) -> None:
    listed = register.assigned(days=5)
    before = listed.now().due_at
    approver = register.world.second(change.get("approver", "guo"))
    given = {"due_at": later(15), "words": "设备未到货"} | change | {"approver": approver}

    assert listed.post("bai", "extend", **given).json()["code"] == code
    assert listed.now().due_at == before


def test_what_is_put_aside_stays_in_the_register_with_its_reason(register: Register) -> None:
    listed = register.raised()
    done(listed.post("bai", "drop", words="与前项重复", approver=register.world.second("guo")))

    assert listed.now().status == ActionStatus.DROPPED
    assert register.get("bai").json() == []
    assert [one["number"] for one in register.get("bai", state="all").json()] == [1]
    assert listed.assign(days=5).json()["code"] == "not_now"


def test_no_line_of_a_log_is_ever_changed(register: Register) -> None:
    register.raised()

    with pytest.raises(DatabaseError), transaction.atomic():
        ActionLine.objects.update(words="改")
    with pytest.raises(DatabaseError), transaction.atomic():
        CorrectiveAction.objects.all().delete()


def test_an_id_number_is_kept_out(register: Register) -> None:
    assert register.post("bai", words="联系150821200001011234").json()["code"] == "id_number_written"
