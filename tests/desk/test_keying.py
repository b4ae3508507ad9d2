"""What venues tell by phone is keyed in at the desk, and stands in one table by subject and venue."""

from __future__ import annotations

import io
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from tests.venues.builders import at, kinds_of, open_quiet_day, post
from tests.world import World
from venues.models import MilestoneTelling

CALL = {"caller": "孙主考", "number": "0478-5550101"}


@pytest.fixture
def day(world: World) -> World:
    open_quiet_day(world, "papers_distributed", "R1")
    return world


def key(world: World, who: str, milestone: str, **given: Any) -> Any:
    call = {**CALL, "at": (world.exam_now).isoformat()}
    told = {"session": "A1", "milestone": milestone, "call": call, **given}
    return post(world, who, "venues/v01/milestones/keyed/", **told)


def page(world: World, who: str, address: str) -> Any:
    mark = "&" if "?" in address else "?"
    return world.client_of(who).get(f"{address}{mark}exam={world.exam.pk}")


def test_a_milestone_told_by_phone_is_kept_with_its_caller_and_number(day: World) -> None:
    day.move_to(at(-4))

    assert key(day, "chen", "papers_distributed", call={**CALL, "caller": " "}).status_code == 400
    to_come = {**CALL, "at": at(30).isoformat()}
    assert key(day, "chen", "papers_distributed", call=to_come).json()["code"] == "moment_does_not_fit"
    strangers = {"sun": 403, "zhao": 403, "hu": 404}  # to Hu the exam itself is not there
    assert {who: key(day, who, "papers_distributed").status_code for who in strangers} == strangers
    answer = key(day, "chen", "papers_distributed", reached_at=at(-5).isoformat())

    assert answer.status_code == 200
    assert ("milestone_reached", "papers_distributed") in kinds_of(day, "v01")
    telling = MilestoneTelling.objects.get(milestone__code="papers_distributed")
    assert (telling.caller, telling.told_by, telling.reached_at) == ("孙主考", day.chen, at(-5))
    assert b"5550101" not in bytes(telling.call_number_sealed)


def test_the_desk_has_a_line_for_each_venue_and_never_the_way_of_papers(day: World) -> None:
    day.move_to(at(36))
    call = {**CALL, "at": at(35).isoformat()}
    post(day, "chen", "venues/v01/reports/keyed/", session="A1", kind="R1", nil=True, call=call)
    chen = day.client_of("chen")
    with CaptureQueriesContext(connection) as asked:
        shown = chen.get(f"/desk/?exam={day.exam.pk}").content.decode()

    assert len(asked) == 31
    assert 'data-venue="v01" data-name="临河一中" data-initials="lhyz" data-seats="88"' in shown
    assert 'data-kind="confirm"' in shown
    assert "0478-5550102" in shown
    assert 'value="papers_distributed"' in shown
    assert not [code for code in ("papers_at_venue", "convoy_left") if f'value="{code}"' in shown]
    assert 'value="convoy_left"' in page(day, "bai", "/desk/").content.decode()
    assert [page(day, who, "/desk/").status_code for who in ("sun", "wang", "zhao")] == [403, 403, 403]


def test_figures_stand_by_subject_and_venue_with_their_sums_and_as_a_file(day: World) -> None:
    day.move_to(at(36))
    call = {**CALL, "at": at(35).isoformat()}
    entered = {"present": 86, "absent": 2}
    post(day, "chen", "venues/v01/reports/keyed/", session="A1", kind="R1", nil=True, entered=entered, call=call)

    shown = page(day, "chen", "/desk/figures/").content.decode()
    file = b"".join(page(day, "chen", "/desk/figures/export.xlsx").streaming_content)

    assert "语文" in shown
    assert "R1" in shown
    rows = list(load_workbook(io.BytesIO(file)).worksheets[0].iter_rows(values_only=True))
    assert rows[2][2:8] == ("v01", "临河一中", 88, 86, 2, 0)
    assert rows[3][3:6] == ("临河二中", 47, None)
    assert rows[4][3:8] == ("小计", 135, 86, 2, 0)
    assert rows[4][-1] == "已报 1 / 2"
    assert {page(day, who, "/desk/figures/export.xlsx").status_code for who in ("sun", "wang")} == {403}
