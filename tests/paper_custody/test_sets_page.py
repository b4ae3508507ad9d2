"""Which set of papers is used: what waits for a decision is red, and the decision received is recorded on the page."""

from __future__ import annotations

from typing import Any

import pytest

from paper_custody.models.identity import SetInUse
from tests.paper_custody.builders import Papers
from tests.paper_custody.test_identity import name_set, with_two_sets
from tests.stages import stage
from tests.venues.builders import at


@stage
def two(papers: Papers) -> Papers:
    """Two sets of the first subject lie in the county; nobody has said which is used."""
    papers.to_the_venue()
    with_two_sets(papers)
    papers.world.move_to(at(-45))
    return papers


def shown(papers: Papers, who: str) -> Any:
    return papers.world.client_of(who).get(f"/papers/sets/?exam={papers.world.exam.pk}")


def text(papers: Papers, who: str) -> str:
    response = shown(papers, who)
    assert response.status_code == 200, response.status_code
    return str(response.content.decode())


def test_two_sets_wait_for_a_decision_and_the_desk_records_it_here(two: Papers) -> None:
    page = text(two, "bai")

    assert "尚未确定" in page
    assert f'data-act="/api/exams/{two.world.exam.pk}/papers/set-in-use/"' in page
    assert 'value="MNOP"' in page
    assert "/papers/sets/" in two.world.client_of("bai").get(f"/papers/?exam={two.world.exam.pk}").content.decode()


def test_once_it_is_decided_the_page_says_which_and_by_whom(two: Papers) -> None:
    name_set(two)
    decision = SetInUse.objects.get()

    page = text(two, "bai")

    assert f"使用{decision.paper_set}套" in page.replace(" ", "")
    assert decision.decided_by in page
    assert "尚未确定" not in page


def test_the_secure_room_sees_it_and_records_nothing(two: Papers) -> None:
    page = text(two, "wang")

    assert "尚未确定" in page
    assert "set-in-use" not in page


@pytest.mark.parametrize(("who", "status"), [("sun", 403), ("zhao", 403), ("hu", 404)])
def test_a_venue_learns_it_by_what_it_may_issue(two: Papers, who: str, status: int) -> None:
    assert shown(two, who).status_code == status


def test_where_no_bag_names_a_set_there_is_nothing_to_decide(papers: Papers) -> None:
    assert "没有卷袋注明套号" in text(papers, "bai")
