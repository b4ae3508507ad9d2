"""Two incidents that are one, and two again: no line, no reporter and no minute of either is lost (features A14)."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import IntegrityError, transaction

from clocks.models import Clock
from incidents.models import Incident, LogEntry, Merge, Origin
from incidents.selectors.board import wall_rows
from incidents.states import Purpose
from tests.incidents.builders import Desk, Opened, done
from tests.stages import stage
from venues.events import VenueSilent

MINUTE = dt.timedelta(minutes=1)


@stage
def two(desk: Desk) -> tuple[Opened, Opened]:
    """A power failure that the desk was called about, and the same reported by the venue."""
    first = desk.answered("E01", venue="v01", caller="孙主考 0478-8200001", words="一楼停电")
    return first, desk.opened("E01", by="sun", venue="v01", words="三楼停电")


def merge(two: tuple[Opened, Opened], *, by: str = "chen") -> object:
    return two[1].post(by, "merge/", into=two[0].number, words="同一次停电")


def test_both_timelines_and_both_reporters_stay(two: tuple[Opened, Opened]) -> None:
    first, second = two
    before = (LogEntry.objects.count(), Origin.objects.count())
    own = [len(one.get("chen").json()["log"]) for one in two]

    done(merge(two))

    told = first.get("chen").json()
    assert {line["incident"] for line in told["log"]} == {first.number, second.number}
    assert len(told["log"]) == sum(own) + 2
    assert {(one["kind"], one["person"]) for one in told["origins"]} == {("call", "陈值班"), ("tablet", "孙主考")}
    assert told["merged"] == [second.number]
    assert second.get("chen").json()["merged_into"] == first.number
    assert (LogEntry.objects.count(), Origin.objects.count()) == (before[0] + 2, before[1])


def test_a_round_trip_loses_nothing(two: tuple[Opened, Opened]) -> None:
    first, second = two
    before = [one.get("chen").json() for one in two]

    done(merge(two))
    done(second.post("chen", "unmerge/", words="两处不同原因"))

    for was, one in zip(before, two, strict=True):
        now = one.get("chen").json()
        assert now["log"][: len(was["log"])] == was["log"]
        assert len(now["log"]) == len(was["log"]) + 2
        for same in ("status", "origins", "plan_steps", "clock", "commander", "words", "rung", "merged", "merged_into"):
            assert now[same] == was[same], same
    assert [row.is_merged for row in Merge.objects.order_by("at")] == [True, False]
    assert [kind for kind in first.desk.world.history() if "merged" in kind] == [
        "incidents.incident_merged",
        "incidents.incident_unmerged",
    ]


def test_its_deadlines_stand_still_and_run_on_with_what_was_left(two: tuple[Opened, Opened]) -> None:
    first, second = two
    world, row = first.desk.world, second.now()
    world.fast_forward(minutes=2)
    before = {clock.pk: clock.due_at for clock in running(row)}
    steps = {step.number: step.due_at for step in row.steps.all()}
    assert before

    done(merge(two))
    assert running(row) == []
    world.fast_forward(minutes=60)
    row.refresh_from_db()
    assert row.rung == "duty_clerk"
    assert [line["kind"] for line in second.get("chen").json()["log"]][-1] == "merged"

    done(second.post("chen", "unmerge/", words="两处不同原因"))
    after = {clock.pk: clock.due_at for clock in running(row)}
    assert {pk: due - before[pk] for pk, due in after.items()} == dict.fromkeys(before, 60 * MINUTE)
    for step in row.steps.all():
        was = steps[step.number]
        assert step.due_at == (None if was is None else was + 60 * MINUTE)

    world.fast_forward(minutes=2, seconds=59)
    assert second.now().rung == "duty_clerk"
    world.fast_forward(seconds=1)
    assert second.now().rung == "duty_officer"


def running(row: Incident) -> list[Clock]:
    subjects = [row.pk, *row.steps.values_list("pk", flat=True)]
    return list(Clock.objects.filter(subject__in=subjects, status="running").order_by("pk"))


def test_a_deadline_that_was_paused_before_stays_paused(two: tuple[Opened, Opened]) -> None:
    second, world = two[1], two[0].desk.world
    done(second.post("chen", "clocks/pause/", clock="close", words="道路中断", approver=world.second("guo")))

    done(merge(two))
    done(second.post("chen", "unmerge/", words="两处不同原因"))

    assert second.clock(Purpose.CLOSE).status == "paused"
    assert second.clock(Purpose.ACKNOWLEDGE).status == "running"


def test_the_board_shows_the_one_that_goes_on(two: tuple[Opened, Opened]) -> None:
    first, second = two
    exam = first.now().exam_id
    assert set(wall_rows(exam)) == {first.number, second.number}

    done(merge(two))

    rows = wall_rows(exam)
    assert set(rows) == {first.number}
    assert rows[first.number]["merged"] == [second.number]
    assert [line["number"] for line in first.desk.get("chen").json()] == [first.number]
    done(second.post("chen", "unmerge/", words="两处不同原因"))
    assert set(wall_rows(exam)) == {first.number, second.number}


@pytest.mark.parametrize(
    ("address", "given"),
    [
        ("acknowledge/", {}),
        ("notes/", {"words": "在场"}),
        ("steps/1/done/", {}),
        ("level/", {"level": "I", "words": "扩大"}),
        ("escalate/", {}),
        ("close/propose/", {"words": "已平息"}),
    ],
)
def test_nothing_is_done_on_the_one_that_goes_on_elsewhere(
    two: tuple[Opened, Opened], address: str, given: dict[str, str]
) -> None:
    done(merge(two))

    answer = two[1].post("chen", address, **given).json()

    assert (answer["code"], answer["detail"]) == ("incident_merged", {"into": two[0].number})


def test_the_same_found_again_belongs_to_the_one_that_goes_on(desk: Desk) -> None:
    first = desk.opened("E03", venue="v01")
    desk.told(VenueSilent(venue="v01", session="A1"))
    second = Opened(desk, desk.all()[-1].number)
    done(second.post("chen", "merge/", into=first.number, words="同一次"))

    desk.told(VenueSilent(venue="v01", session="A2"))

    assert len(desk.all()) == 2
    assert first.now().origins.count() == 2


def test_taking_back_is_refused_where_the_same_is_open_anew(desk: Desk) -> None:
    first = desk.answered("E03", venue="v01")
    desk.told(VenueSilent(venue="v01", session="A1"))
    second = Opened(desk, desk.all()[-1].number)
    done(second.post("chen", "merge/", into=first.number, words="同一次"))
    first.finish()
    done(first.post("chen", "close/propose/", words="已恢复"))
    done(first.post("bai", "close/"))

    desk.told(VenueSilent(venue="v01", session="A2"))
    third = desk.all()[-1].number
    refused = second.post("chen", "unmerge/", words="两处不同原因").json()

    assert (refused["code"], refused["detail"]) == ("place_taken", {"number": third})


def refused(answer: object) -> tuple[str, str]:
    told = answer.json()  # type: ignore[attr-defined]  # a test client's response
    return told["code"], told["detail"].get("why", "")


def test_two_that_cannot_go_on_as_one_are_refused(two: tuple[Opened, Opened]) -> None:
    first, second = two
    desk = first.desk

    def onto(number: int, *, of: Opened = second, by: str = "bai") -> tuple[str, str]:
        return refused(of.post(by, "merge/", into=number, words="同一次"))

    assert onto(second.number) == ("merge_not_possible", "itself")
    assert onto(desk.opened("C01", venue="v01").number) == ("merge_not_possible", "level")
    assert onto(desk.opened("F05", venue="v01").number) == ("merge_not_possible", "openness")
    assert onto(99)[0] == "not_there"
    assert onto(desk.opened("E01", venue="v02").number) == ("merge_not_possible", "place")
    assert onto(desk.opened("E01").number) == ("merge_not_possible", "place")
    third = desk.opened("E01", venue="v02")
    done(third.post("guo", "requests/", to="province", matter="other", words="请示"))
    assert onto(first.number, of=third) == ("merge_not_possible", "waits_for_an_answer")
    done(merge(two))
    assert onto(third.number, of=first) == ("merge_not_possible", "holds_others")
    assert refused(second.post("bai", "merge/", into=third.number, words="同一次"))[0] == "incident_merged"
    assert refused(first.post("bai", "unmerge/", words="两处"))[0] == "not_merged"


def test_a_venue_reads_in_its_own_what_it_may_see(desk: Desk) -> None:
    """What the county wrote of its own incident is not the venue's by the merging."""
    own, county = desk.opened("E01", venue="v01"), desk.opened("E01", words="县局来电")
    done(county.post("chen", "merge/", into=own.number, words="同一次停电"))

    assert {line["incident"] for line in own.get("sun").json()["log"]} == {own.number}
    assert {line["incident"] for line in own.get("chen").json()["log"]} == {own.number, county.number}


@pytest.mark.parametrize(("person", "code"), [("sun", "not_permitted"), ("zhao", "not_there"), ("hu", "not_there")])
def test_who_does_not_work_for_the_whole_county_merges_nothing(
    two: tuple[Opened, Opened], person: str, code: str
) -> None:
    assert refused(merge(two, by=person))[0] == code
    assert two[1].now().merged_into is None


def test_an_incident_for_named_roles_is_not_told_apart_by_merging(desk: Desk) -> None:
    hidden, other = desk.opened("F05", venue="v01"), desk.opened("E01", venue="v01")

    assert refused(other.post("chen", "merge/", into=hidden.number, words="同一次"))[0] == "not_there"


def test_the_database_keeps_it_from_itself_and_what_is_on_record(two: tuple[Opened, Opened]) -> None:
    row = two[1].now()
    with pytest.raises(IntegrityError), transaction.atomic():
        Incident.objects.filter(pk=row.pk).update(merged_into=row.pk)


def test_the_page_offers_it_and_takes_it_back(two: tuple[Opened, Opened]) -> None:
    first, second = two
    client, exam = first.desk.world.client_of("chen"), {"exam": str(first.desk.world.exam.pk)}

    page = client.get(f"/incidents/{second.number}/", exam).content.decode()
    assert f"{second.number}/merge/" in page
    done(merge(two))

    page = client.get(f"/incidents/{second.number}/", exam).content.decode()
    assert f"{second.number}/unmerge/" in page
    assert "acknowledge/" not in page
    assert f"#{second.number}" in client.get(f"/incidents/{first.number}/", exam).content.decode()
