"""Both sides go through the ten points of a handover: all in order, except what they say (handbook 2.5, 2.6)."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import DatabaseError, transaction

from incidents.models import Incident
from journal.audit import differences
from paper_custody.gateways.points import handover_points
from paper_custody.models import Bag, Handover, HandoverCheck
from paper_custody.states import BagStatus
from tests.incidents.builders import Desk
from tests.paper_custody.builders import Papers, scans_of
from tests.paper_custody.test_pages import page, text
from tests.paper_custody.test_printing import entry_of, paper, printed, words
from tests.venues.builders import at

VERSION = handover_points().version


def told(**amiss: str) -> dict[str, Any]:
    return {"version": VERSION, "amiss": amiss}


def test_the_handbook_has_ten_points_each_with_its_source() -> None:
    listed = handover_points().points

    assert [point.number for point in listed] == list("abcdefghij")
    assert all(point.source and point.zh and point.en for point in listed)


def test_all_in_order_is_kept_with_the_handover_and_stands_on_form_and_way(papers: Papers) -> None:
    assert papers.receive(points=told()).status_code == 200

    check = HandoverCheck.objects.get()
    assert (check.step, check.node, check.amiss) == ("receive", "N3", {})
    assert set(Handover.objects.values_list("entry_id", flat=True)) == {check.entry_id}
    assert "十项核对：全部正常" in text(page(papers, "wang", "/papers/bag/DRILL-A1-v01-001-P/"))
    papers.world.settle()
    form = words(paper(printed(papers, "wang", f"/papers/print/handover/?entry={entry_of('receive')}")))
    assert "十项核对：全部正常" in form
    assert list(differences()) == []


def test_a_late_vehicle_is_received_all_the_same_and_the_remark_stays(papers: Papers) -> None:
    papers.on_the_road()

    answer = papers.arrive(points=told(window="绕行，晚到12分钟"))

    assert answer.status_code == 200
    assert HandoverCheck.objects.get().amiss == {"window": "绕行，晚到12分钟"}
    way = text(page(papers, "wang", "/papers/bag/DRILL-A1-v01-001-P/"))
    assert "十项核对：除 (a) 绕行，晚到12分钟 外均正常" in way
    form = words(paper(printed(papers, "wang", f"/papers/print/handover/?entry={entry_of('arrive')}")))
    assert "绕行，晚到12分钟" in form
    assert "其余各项" in form


def test_where_nobody_told_of_the_points_form_and_way_say_so(papers: Papers) -> None:
    papers.receive()

    assert not HandoverCheck.objects.exists()
    assert "十项核对" not in text(page(papers, "wang", "/papers/bag/DRILL-A1-v01-001-P/"))
    papers.world.settle()
    assert "未填" in words(paper(printed(papers, "wang", f"/papers/print/handover/?entry={entry_of('receive')}")))


@pytest.mark.parametrize(
    ("amiss", "code", "kind", "plan"),
    [
        ({"seals": "一枚断裂"}, "handover_seals_amiss", "handover_seals_amiss_found", "A02"),
        ({"outside": "箱角破损"}, "handover_seals_amiss", "handover_seals_amiss_found", "A02"),
        ({"spares": "备用袋少一"}, "handover_counts_amiss", "handover_counts_amiss_found", "A01"),
        ({"differences": "多一袋", "window": "晚"}, "handover_counts_amiss", "handover_counts_amiss_found", "A01"),
        ({"boxes": "多一箱", "seals": "断裂"}, "handover_seals_amiss", "handover_seals_amiss_found", "A02"),
        ({"camera": "未开"}, "handover_point_amiss", "handover_point_amiss_found", ""),
    ],
)
def test_a_point_that_is_not_in_order_stops_the_handover(
    papers: Papers, amiss: dict[str, str], code: str, kind: str, plan: str
) -> None:
    Desk.of(papers.world)
    answer = papers.receive(points=told(**amiss))
    papers.world.settle()

    assert answer.json()["code"] == code
    assert papers.world.history()[0] == f"paper_custody.{kind}"
    assert not set(amiss.values()) & set(str(papers.world.facts()[0].as_json()).split("'"))
    assert set(Bag.objects.filter(exam=papers.world.exam).values_list("status", flat=True)) == {BagStatus.REGISTERED}
    assert not HandoverCheck.objects.exists()
    opened = Incident.objects.filter(exam=papers.world.exam).values_list("plan_code", flat=True)
    assert list(opened) == ([plan] if plan else [])


def test_on_the_road_the_incident_is_for_the_few(papers: Papers) -> None:
    Desk.of(papers.world)
    papers.to_the_venue()
    run: dict[str, Any] = {"venue": "v01", "sessions": ["A1"], "vehicle": "CAR-v01", "bags": scans_of("A1", "v01")}

    assert papers.post("sun", "return", receiver="li", points=told(outside="受潮"), **run).status_code == 409
    papers.world.settle()

    [incident] = Incident.objects.filter(exam=papers.world.exam)
    assert (incident.plan_code, incident.openness, incident.venue) == ("A02", "escort", None)


@pytest.mark.parametrize(
    ("points", "code"),
    [
        ({"version": VERSION + 1}, "handover_points_unknown"),
        ({"version": VERSION, "amiss": {"weather": "雨"}}, "handover_points_unknown"),
        ({"version": VERSION, "amiss": {"window": "  "}}, "custody_reason_missing"),
        ({"version": VERSION, "amiss": {"window": "150821199001011234"}}, "id_number_written"),
        ({"version": VERSION, "amiss": {"window": "x" * 201}}, "bad_input"),
        ({"amiss": {}}, "bad_input"),
    ],
)
def test_what_cannot_be_read_moves_nothing(papers: Papers, points: dict[str, Any], code: str) -> None:
    assert papers.receive(points=points).json()["code"] == code
    assert not Handover.objects.exists()


def test_what_stands_on_a_paper_form_is_kept_and_refuses_nothing(papers: Papers) -> None:
    papers.in_the_vault()
    papers.world.move_to(at(-150))
    form = {
        "form": "YJ-9", "step": "hand_over", "signed_at": papers.world.exam_now.isoformat(), "givers": ["王守库"],
        "receivers": ["范守库"], "bags": scans_of("A1", "v01"), "points": told(camera="断电，以手持设备录像"),
    }  # fmt: skip

    assert papers.post("chen", "forms", second="kong", **form).status_code == 200

    assert HandoverCheck.objects.get().amiss == {"camera": "断电，以手持设备录像"}
    assert "断电，以手持设备录像" in text(page(papers, "wang", "/papers/bag/DRILL-A1-v01-001-P/"))


@pytest.mark.parametrize("path", ["?step=receive", "?step=load&venue=v01&session=A1", "?step=hand_on"])
def test_the_ten_points_stand_on_the_screen_of_a_handover(papers: Papers, path: str) -> None:
    shown = text(page(papers, "wang", f"/papers/handover/{path}"))

    assert shown.count('name="points.amiss.') == 10
    assert "外包装完好" in shown


def test_storing_is_no_handover_and_the_blank_form_lists_the_points(papers: Papers) -> None:
    assert "points.amiss" not in text(page(papers, "wang", "/papers/handover/?step=store"))
    blank = words(paper(printed(papers, "wang", "/papers/print/handover/?step=receive")))
    assert "全程录像已开启" in blank


def test_what_was_found_is_never_changed(papers: Papers) -> None:
    papers.receive(points=told())

    with pytest.raises(DatabaseError), transaction.atomic():
        HandoverCheck.objects.update(amiss={})
