"""The reconciliation sheet: every term once it is accepted, and before that only what does not hold."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from paper_custody.selectors.reconciliation import Reconciled, VenueSheet, reconciliation_of
from tests.paper_custody.builders import Papers
from tests.stages import stage
from tests.venues.builders import at


def sheet(papers: Papers, who: str = "wang", session: str = "A1") -> list[VenueSheet]:
    return reconciliation_of(papers.world.exam, session, papers.world.actor(who))


def row(papers: Papers, room: str = "001", material: str = "papers") -> Reconciled:
    (venue,) = [one for one in sheet(papers) if one.venue == "v01"]
    return next(one for one in venue.rows if (one.room, one.material) == (room, material))


def page(papers: Papers, who: str, **asked: Any) -> Any:
    return papers.world.client_of(who).get("/papers/reconciliation/", {"exam": papers.world.exam.pk, **asked})


@stage
def collected(papers: Papers) -> Papers:
    """v01 has collected its papers, and nothing is counted."""
    papers.to_the_venue()
    papers.world.move_to(at(-10))
    papers.rooms("issue")
    papers.rooms("open")
    papers.rooms("open", material="cards")
    papers.world.move_to(at(150))
    papers.rooms("collect")
    return papers


def test_before_the_count_only_the_list_stands_on_it(collected: Papers) -> None:
    one = row(collected)

    assert (one.state, one.listed, one.planned, one.numbers, one.difference) == ("not_counted", 30, 30, {}, None)
    assert [venue.venue for venue in sheet(collected)] == ["v01", "v02"]
    assert [(told.room, told.material) for told in sheet(collected)[1].rows] == [
        ("001", "papers"), ("001", "cards"), ("002", "papers"), ("002", "cards"),
    ]  # fmt: skip


# A count that is off by one in one of its terms: which relation names it.
@pytest.mark.parametrize(
    ("wrong", "named"),
    [
        ({"used_by_present": 28, "surplus_blank": 0}, ("papers", "answers")),
        ({"blank_for_absent": 0, "surplus_blank": 0}, ("papers",)),
        ({"surplus_blank": 1}, ("papers",)),
        ({"voided_replaced": 1}, ("papers",)),
        ({"spare_issued": 1, "surplus_blank": 0}, ("papers",)),
        ({"present": 28, "used_by_present": 29}, ("seats", "answers")),
        ({"present": 28}, ("seats",)),
    ],
)
def test_each_error_is_named_and_no_number_told(
    collected: Papers, wrong: dict[str, int], named: tuple[str, ...]
) -> None:
    collected.count(**wrong)

    one = row(collected)

    assert (one.state, one.wrong, one.numbers) == ("differing", named, {})
    assert row(collected, "002").state == "balanced"
    assert row(collected, "002").numbers == {}


def test_accepted_rooms_show_every_term_and_sums(collected: Papers) -> None:
    collected.count(present=28)
    assert collected.count_together().status_code == 200
    assert collected.rooms("accept", except_rooms=[{"room": "002", "reason": "复核"}]).status_code == 200

    one = row(collected)

    assert one.state == "accepted"
    assert (one.difference, one.recounts) == (0, 1)
    assert one.numbers == {
        "nominal": 30,
        "spare_issued": 0,
        "used_by_present": 29,
        "blank_for_absent": 1,
        "surplus_blank": 0,
        "voided_replaced": 0,
        "seats": 30,
        "present": 29,
        "absent": 1,
    }
    assert row(collected, "002").numbers == {}
    (venue,) = [one for one in sheet(collected, "sun") if one.venue == "v01"]
    assert (venue.accepted, len(venue.rows), venue.done) == (4, 6, False)
    sums = dict(venue.totals)["papers"]
    assert (sums["nominal"], sums["present"], sums["absent"], sums["seats"]) == (60, 56, 2, 58)


def test_the_page_shows_it_and_hides_what_is_not_accepted(collected: Papers) -> None:
    collected.count(used_by_present=17, blank_for_absent=13, present=17, absent=13)

    text = page(collected, "wang", session="A1").content.decode()

    line = text[text.index('data-room="001" data-material="papers"') :]
    assert line.startswith('data-room="001" data-material="papers" data-state="balanced"')
    told = re.sub(r"<[^>]+>", " ", line[line.index(">") + 1 : line.index("</tr>")])
    assert re.findall(r"\d+", told) == ["001", "30", "30"]


def test_it_is_of_the_venues_whose_papers_one_may_see(collected: Papers) -> None:
    assert [venue.venue for venue in sheet(collected, "tao")] == ["v02"]
    assert sheet(collected, "chen") == []
    assert page(collected, "zhao").status_code == 403
    assert page(collected, "hu").status_code == 404
    assert 'data-venue="v01"' not in page(collected, "tao", session="A1").content.decode()


def test_it_takes_six_reads_however_much_is_counted(collected: Papers) -> None:
    collected.count()
    actor = collected.world.actor("wang")
    with CaptureQueriesContext(connection) as captured:
        reconciliation_of(collected.world.exam, "A1", actor)

    assert len(captured) == 6
