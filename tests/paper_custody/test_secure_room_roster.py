"""Who keeps the secure room: a team of four without its heads, two on post at any moment, and shifts handed over."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from organisation.models import Post
from organisation.services import end_post
from paper_custody.models.secure_room import DutyRoster, ShiftHandover
from paper_custody.services.duty_roster import set_roster
from tests.paper_custody.builders import Papers
from tests.paper_custody.test_secure_room_duties import missed, walks
from tests.paper_custody.vault import TEAM, Vault, asked_in, shifts
from tests.stages import stage
from tests.world import HOUR


def as_json(planned: Any) -> list[dict[str, Any]]:
    return [
        {"starts_at": one.starts_at.isoformat(), "ends_at": one.ends_at.isoformat(), "people": list(one.people)}
        for one in planned
    ]


@stage
def vault(papers: Papers) -> Vault:
    return Vault(papers.world)


def plan(vault: Vault, *pairs: tuple[str, ...], who: str = "wang", many: int = 14) -> Any:
    planned = shifts(vault.world.exam_now - HOUR, pairs or TEAM, many=many)
    return vault.post(who, "roster", shifts=as_json(planned))


@pytest.mark.parametrize(
    ("pairs", "code"),
    [
        ([("fan", "lu"), ("mao", "fan")], "roster_too_small"),
        ([("fan", "lu"), ("mao", "wang")], "roster_too_small"),  # the head is not counted
        ([("fan", "lu"), ("mao", "nie"), ("fan",)], "shift_too_small"),
        ([("fan", "lu"), ("mao", "nie"), ("fan", "fan")], "shift_too_small"),
        ([("fan", "lu"), ("mao", "zhao")], "shift_wrong"),
        ([("fan", "lu"), ("mao", "hu")], "shift_wrong"),
        ([("fan", "lu"), ("mao", "nobody")], "shift_wrong"),
    ],
)
def test_what_a_roster_refuses(vault: Vault, pairs: list[tuple[str, ...]], code: str) -> None:
    before = DutyRoster.objects.count()

    answer = plan(vault, *pairs)

    assert answer.json()["code"] == code
    assert DutyRoster.objects.count() == before
    assert vault.world.history() == []


@pytest.mark.parametrize(
    ("who", "code"),
    [("fan", "not_permitted"), ("zhao", "not_permitted"), ("bai", "not_permitted"), ("hu", "not_there")],
)
def test_only_the_head_plans(vault: Vault, who: str, code: str) -> None:
    assert plan(vault, who=who).json()["code"] == code


def test_a_shift_that_ends_before_it_starts_is_none(vault: Vault) -> None:
    (planned,) = shifts(vault.world.exam_now, [("fan", "lu", "mao", "nie")], many=1, last=-HOUR)

    assert vault.post("wang", "roster", shifts=as_json([planned])).json()["code"] == "shift_wrong"


def test_the_roster_tells_who_is_on_post_now(vault: Vault) -> None:
    told = vault.told()

    assert told["on_post"] == ["范守库", "卢值守"]
    assert told["too_few"] == []
    vault.world.fast_forward(hours=11)
    assert vault.told()["on_post"] == ["毛值守", "聂值守"]


def test_nobody_on_post_between_two_shifts_is_a_gap_and_one_on_post_is_one_too(vault: Vault) -> None:
    start = vault.world.exam_now
    planned = [
        *shifts(start - HOUR, [("fan", "lu")], many=1, last=3 * HOUR),
        *shifts(start + 3 * HOUR, [("mao", "nie")], many=1, last=30 * HOUR),
    ]
    vault.post("wang", "roster", shifts=as_json(planned))

    (gap,) = vault.told()["too_few"]

    assert (dt.datetime.fromisoformat(gap["starts_at"]), dt.datetime.fromisoformat(gap["ends_at"])) == (
        start + 2 * HOUR,
        start + 3 * HOUR,
    )
    assert gap["many"] == 0


def test_one_on_post_while_papers_lie_there_is_told_when_it_begins_and_once(papers: Papers, vault: Vault) -> None:
    world = vault.world
    papers.receive()
    world.settle()
    lu = Post.objects.get(person=world.people["lu"], role="vault_guard")
    end_post(world.asked(), post_id=lu.pk)

    assert vault.told()["on_post"] == ["范守库"]
    assert vault.told()["wrong"] == ["on_post"]
    assert vault.told()["too_few"][0]["many"] == 1
    world.fast_forward(minutes=20)
    vault.patrol("fan", "mao")
    world.settle()
    assert len(missed(world, "on_post")) == 1
    world.fast_forward(minutes=20)
    vault.patrol("fan", "mao")
    world.settle()
    assert len(missed(world, "on_post")) == 1


def test_a_post_that_ended_at_midnight_no_longer_counts(vault: Vault) -> None:
    midnight = vault.world.exam_now.replace(hour=16) + 24 * HOUR  # 00:00 on the county's walls
    Post.objects.filter(person=vault.world.people["mao"]).update(ends_at=midnight)

    gaps = vault.told()["too_few"]

    assert [(dt.datetime.fromisoformat(gap["starts_at"]), gap["many"]) for gap in gaps] == [(midnight, 1)]


def test_papers_in_a_room_without_a_roster_are_an_alarm_at_once(papers: Papers, vault: Vault) -> None:
    set_roster(
        asked_in(vault.world, "wang", vault.world.exam),
        shifts=shifts(vault.world.exam_now - 40 * HOUR, TEAM, many=2, last=HOUR),
    )

    papers.receive()
    vault.world.settle()

    assert len(missed(vault.world, "on_post")) == 1
    assert vault.told()["wrong"] == ["on_post"]


def test_a_shift_is_handed_over_by_one_of_each(papers: Papers, vault: Vault) -> None:
    papers.receive()
    vault.world.settle()
    shift = vault.told()["shifts"][1]["id"]
    codes = [
        vault.post("fan", "hand-over", second="lu", shift=shift).json()["code"],
        vault.post("wang", "hand-over", second="mao", shift=shift).json()["code"],
        vault.post("fan", "hand-over", second="mao", shift=vault.told()["shifts"][0]["id"]).json()["code"],
        vault.post("fan", "hand-over", second="hu", shift=shift).json()["code"],
        vault.post("zhao", "hand-over", second="mao", shift=shift).json()["code"],
    ]
    assert codes == ["not_of_the_shift", "not_of_the_shift", "not_there", "not_permitted", "not_permitted"]

    assert vault.post("fan", "hand-over", second="mao", shift=shift, words="钥匙、封签、登记簿齐").status_code == 200
    assert vault.post("fan", "hand-over", second="mao", shift=shift).json()["code"] == "not_there"

    assert ShiftHandover.objects.get().words == "钥匙、封签、登记簿齐"
    assert vault.told()["shifts"][1]["handed_over"] is True
    assert vault.dues()["handover"] == vault.world.exam_now + 23 * HOUR


def test_a_shift_that_is_not_handed_over_is_missed_ten_minutes_after_it_began(papers: Papers, vault: Vault) -> None:
    papers.receive()
    vault.world.settle()
    begins = vault.world.exam_now + 11 * HOUR
    walks(vault, begins + dt.timedelta(minutes=10))

    assert len(missed(vault.world, "handover")) == 1
    assert "handover" in vault.told()["wrong"]
    shift = vault.told()["shifts"][1]["id"]
    assert vault.post("fan", "hand-over", second="mao", shift=shift).status_code == 200
    assert "handover" not in vault.told()["wrong"]
