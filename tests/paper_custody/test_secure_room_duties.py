"""While papers lie in the room everything is owed by a clock: done starts the next, missed is red and an incident."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from clocks.models import Clock
from paper_custody.events.secure_room import VaultDutyMissed
from paper_custody.models.secure_room import VaultDue, VaultRound
from paper_custody.states.secure_room import VaultPurpose
from tests.incidents.builders import Desk
from tests.paper_custody.builders import Papers, with_bags
from tests.paper_custody.vault import Vault
from tests.stages import stage
from tests.world import HOUR, T0, World

MINUTE = dt.timedelta(minutes=1)
GRACE = 2
UNITS = {"education": "陶某", "police": "郑某", "secrecy": "杨某"}


@stage
def stored(papers: Papers) -> Vault:
    """Papers came in at 04:00, five hours before A1."""
    assert papers.receive().status_code == 200
    papers.world.settle()
    papers.world.forget()
    return Vault(papers.world)


def missed(world: World, duty: str = "patrol") -> list[VaultDutyMissed]:
    return [fact for fact in world.facts() if isinstance(fact, VaultDutyMissed) and fact.duty == duty]


def walks(vault: Vault, until: dt.datetime) -> None:
    """Patrols every 25 minutes until then."""
    while vault.world.exam_now + 25 * MINUTE < until:
        vault.world.fast_forward(minutes=25)
        assert vault.patrol().status_code == 200
    vault.world.move_to(until)


def test_everything_is_owed_from_the_receipt_on(stored: Vault) -> None:
    came = stored.world.exam_now

    dues = stored.dues()

    assert dues["patrol"] == came + 30 * MINUTE
    assert dues["playback"] == T0 - 3 * HOUR  # 06:00
    assert dues["joint_check"] == T0 + 3 * HOUR  # 12:00, the end of the half day
    assert dues["handover"] == came + 11 * HOUR
    assert "storage" not in dues  # A1 begins before two days are over


def test_a_patrol_left_out_is_red_at_thirty_minutes_and_the_grace(stored: Vault) -> None:
    world = stored.world
    world.fast_forward(minutes=25)
    assert stored.patrol().status_code == 200

    world.fast_forward(minutes=30 + GRACE, seconds=-1)
    assert stored.told()["wrong"] == []
    assert missed(world) == []
    world.fast_forward(seconds=1)

    told = stored.told()
    assert told["wrong"] == ["patrol"]
    assert [(gap["duty"], gap["minutes"], gap["open"]) for gap in told["gaps"]] == [("patrol", GRACE, True)]
    assert len(missed(world)) == 1


def test_one_gap_opens_one_incident_however_long_it_lasts(world: World) -> None:
    with_bags(world)
    desk = Desk.of(world)
    Papers(world).receive()
    world.settle()

    world.fast_forward(minutes=90)
    a05 = [one for one in desk.all() if one.plan_code == "A05"]
    assert [(one.place_key, one.origins.count()) for one in a05] == [("secure room patrol", 1)]

    vault = Vault(world)
    assert vault.patrol().json()["fact"]["gap"] == 60
    assert vault.told()["wrong"] == []
    world.fast_forward(minutes=40)

    again = [one for one in desk.all() if one.plan_code == "A05" and one.place_key == "secure room patrol"]
    assert [one.origins.count() for one in again] == [2]
    assert {"A05"} == {one.plan_code for one in again}


def test_a_patrol_starts_the_next_from_when_it_was_made(stored: Vault) -> None:
    stored.world.fast_forward(minutes=20)
    now = stored.world.exam_now

    fact = stored.patrol().json()["fact"]

    assert (fact["round"], fact["late"], fact["gap"]) == ("patrol", False, 0)
    assert stored.dues()["patrol"] == now + 30 * MINUTE
    assert Clock.objects.filter(purpose=VaultPurpose.DUTY, status="met").count() == 1


def test_what_was_walked_and_is_entered_afterwards_is_marked_and_closes_the_gap_without_hiding_it(
    stored: Vault,
) -> None:
    world = stored.world
    came = world.exam_now
    world.fast_forward(minutes=50)
    walked = {"done_at": (came + 28 * MINUTE).isoformat()}

    assert stored.patrol(**walked).json()["code"] == "round_form_missing"
    fact = stored.patrol(form="巡-003", **walked).json()["fact"]

    assert (fact["late"], fact["gap"]) == (True, 0)
    (gap,) = [gap for gap in stored.told()["gaps"] if gap["duty"] == "patrol"]
    assert (gap["open"], gap["late_entry"]) == (False, True)
    assert len(missed(world)) == 1
    assert stored.dues()["patrol"] == came + 58 * MINUTE


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"second": "fan"}, "one_person"),
        ({"second": "zhao"}, "not_permitted"),
        ({"second": "hu"}, "not_permitted"),
        ({"second": "li"}, "not_permitted"),
        ({"second": None}, "bad_input"),
        ({"second": {"login": "lu", "password": "wrong"}}, "proof_refused"),
        ({"done_at": (T0 + HOUR).isoformat()}, "custody_moment_wrong"),
        ({"done_at": (T0 - 40 * HOUR).isoformat(), "form": "x"}, "custody_moment_wrong"),
        ({"amiss": "有人 150821199001011234"}, "id_number_written"),
        ({"round": "dance"}, "bad_input"),
        ({"round": "joint_check"}, "units_missing"),
        ({"round": "joint_check", "units": {**UNITS, "police": " "}}, "units_missing"),
    ],
)
def test_what_a_round_refuses(stored: Vault, given: dict[str, Any], code: str) -> None:
    asked = {"second": "lu", "round": "patrol"}

    assert stored.post("fan", "rounds", **{**asked, **given}).json()["code"] == code
    assert VaultRound.objects.count() == 0


def test_nobody_walks_round_a_room_that_is_not_enabled(papers: Papers) -> None:
    assert Vault(papers.world, real=True).patrol().json()["code"] == "not_now"


def test_the_recording_is_looked_at_at_its_hours(stored: Vault) -> None:
    world = stored.world
    six = T0 - 3 * HOUR
    early = stored.post("fan", "rounds", second="lu", round="playback")
    assert early.status_code == 200
    assert stored.dues()["playback"] == six  # what was looked at before six is not six o'clock's

    walks(stored, six + 10 * MINUTE)
    assert stored.post("fan", "rounds", second="lu", round="playback").status_code == 200
    assert stored.dues()["playback"] == six + 6 * HOUR
    row = VaultRound.objects.filter(round="playback").latest("at")
    assert row.covers_from is not None

    walks(stored, six + 7 * HOUR)
    assert len(missed(world, "playback")) == 1
    assert stored.dues()["playback"] == six + 12 * HOUR
    assert "playback" in stored.told()["wrong"]


def test_papers_given_out_are_looked_at_right_afterwards(papers: Papers) -> None:
    world, vault = papers.world, Vault(papers.world)
    papers.in_the_vault()
    papers.load("v01")
    world.settle()
    given_out = world.exam_now
    assert vault.dues()["distribution"] == given_out + HOUR
    papers.load("v02")
    world.settle()
    assert vault.dues() == {"distribution": given_out + HOUR}  # the room is empty; the recording is still owed

    world.fast_forward(minutes=60)
    assert len(missed(world, "distribution")) == 1
    assert vault.post("fan", "rounds", second="lu", round="playback").status_code == 200
    assert vault.told()["wrong"] == []


def test_a_look_within_the_hour_is_enough_also_when_the_room_is_empty_by_then(papers: Papers) -> None:
    world, vault = papers.world, Vault(papers.world)
    papers.in_the_vault()
    papers.load("v01")
    papers.load("v02")
    world.settle()
    world.fast_forward(minutes=10)

    assert vault.post("fan", "rounds", second="lu", round="playback").status_code == 200
    assert vault.dues() == {}
    world.fast_forward(hours=1)

    assert missed(world, "distribution") == []


def test_a_joint_check_is_owed_every_half_day(stored: Vault) -> None:
    fact = stored.post("fan", "rounds", second="lu", round="joint_check", units=UNITS).json()["fact"]

    assert fact["round"] == "joint_check"
    assert stored.dues()["joint_check"] == T0 + 15 * HOUR  # midnight
    assert VaultRound.objects.get().units == UNITS


def test_what_a_round_finds_is_an_incident_of_its_own(world: World) -> None:
    with_bags(world)
    desk = Desk.of(world)
    Papers(world).receive()
    world.settle()

    Vault(world).patrol(amiss="外门锁芯有撬痕")
    world.settle()

    assert [one.plan_code for one in desk.all()] == ["A06"]
    assert "paper_custody.vault_round_found_amiss" in world.history()


def test_clearing_the_room_ends_what_is_owed(papers: Papers) -> None:
    world, vault = papers.world, Vault(papers.world)
    papers.receive()
    papers.store()
    papers.load("v01")
    papers.load("v02")
    world.settle()
    vault.post("fan", "rounds", second="lu", round="playback")
    world.forget()

    world.fast_forward(hours=8)

    assert vault.dues() == {}
    assert [fact for fact in world.facts() if isinstance(fact, VaultDutyMissed)] == []
    assert not VaultDue.objects.filter(status="running").exists()


WAIVER = {"document": "省考院〔2027〕5号", "decided_by": "省教育考试院", "decided_at": (T0 - 97 * HOUR).isoformat()}


@stage
def early(world: World) -> Vault:
    """A drill whose papers come four days before the exam."""
    from exams.models import Exam
    from exams.selectors.plans import reference_of
    from exams.services import make_drill, opening
    from kernel.actors import SYSTEM
    from kernel.scope import reading

    with reading(SYSTEM):
        reference = reference_of(world.real.pk)
    drill = make_drill(opening(world.asked("bai")), reference=reference, name="早到演练", starts_from=T0 - 96 * HOUR)
    world.settle()
    world.exam = Exam.objects.get(pk=drill.exam)
    with_bags(world)
    world.settle()
    assert Papers(world).receive().status_code == 200
    world.settle()
    return Vault(world)


def test_papers_lie_two_days_before_the_exam_and_then_it_is_red(early: Vault) -> None:
    world = early.world
    assert early.dues()["storage"] == T0 - 48 * HOUR

    world.move_to(T0 - 48 * HOUR)

    assert "storage" in early.told()["wrong"]
    assert len(missed(world, "storage")) == 1
    world.move_to(T0)
    assert "storage" not in early.told()["wrong"]


def test_the_provinces_word_is_recorded_and_lifts_the_limit(early: Vault) -> None:
    refused = [
        early.post("wang", "waivers", **WAIVER),
        early.post("bai", "waivers", **{**WAIVER, "document": ""}),
        early.post("bai", "waivers", **{**WAIVER, "decided_at": T0.isoformat()}),
        early.post("hu", "waivers", **WAIVER),
    ]
    assert [one.json()["code"] for one in refused] == ["not_permitted", "bad_input", "waiver_wrong", "not_there"]

    until = T0 - 30 * HOUR
    assert early.post("bai", "waivers", until=until.isoformat(), **WAIVER).status_code == 200
    assert early.dues()["storage"] == until
    assert early.post("bai", "waivers", **WAIVER).status_code == 200
    assert "storage" not in early.dues()

    early.world.move_to(T0 - 20 * HOUR)
    assert missed(early.world, "storage") == []
