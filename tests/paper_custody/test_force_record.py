"""What remains of a lock opened by force: on its incident, as a form, and in the evidence pack."""

from __future__ import annotations

from typing import Any

import pytest

from incidents.models import Incident, LogEntry
from journal.audit import differences
from paper_custody.gateways.evidence import wrong_with
from paper_custody.models.failures import ForcedOpening
from tests.incidents.builders import Desk
from tests.paper_custody.builders import Papers
from tests.paper_custody.locks import with_locks
from tests.paper_custody.test_evidence import audits, files_of, given, kinds_of
from tests.paper_custody.test_forced_opening import FORCE, decision, locks, reported
from tests.paper_custody.test_printing import paper, printed, words
from tests.stages import stage
from tests.venues.builders import at


@stage
def forced(papers: Papers) -> Papers:
    """26 minutes before the start the box of v01 was cut open by Sun and Ma, on the county's word."""
    Desk.of(papers.world)
    papers.to_the_venue()
    with_locks(papers)
    papers.world.move_to(at(-45))
    failure = str(reported(papers).json()["fact"]["failure"])
    papers.world.settle()
    locks(papers, "bai", f"{failure}/decisions/", **decision(papers))
    papers.world.move_to(at(-26))
    assert locks(papers, "sun", f"{failure}/force/", second="ma", **FORCE).status_code == 200
    papers.world.settle()
    return papers


def record(papers: Papers, who: str) -> Any:
    return printed(papers, who, f"/vault/locks/{ForcedOpening.objects.get().failure_id}/print/")


def test_the_incident_is_told_by_whom_on_whose_word_and_who_watched(forced: Papers) -> None:
    line = LogEntry.objects.get(kind="noted")

    assert line.incident == Incident.objects.get(plan_code="A06")
    assert (line.code, line.person) == ("lock_forced", None)
    told = ["孙主考", "马副主考", "郭主任", "0478-8220001", "v01-CAM-1 08:27-08:34", "S-100", "省巡视员 牛巡视"]
    assert [word for word in told if word not in line.words] == []
    assert "S-101" not in line.words
    shown = forced.world.client_of("bai").get(f"/incidents/{line.incident.number}/?exam={forced.world.exam.pk}")
    assert "双人强行开启锁具" in shown.content.decode()
    assert list(differences()) == []


def test_no_fact_says_who_watched(forced: Papers) -> None:
    facts = [repr(fact) for fact in forced.world.facts()]

    assert [fact for fact in facts if "牛巡视" in fact or "CAM-1" in fact or "S-100" in fact] == []


def test_the_record_prints_with_lines_for_the_witnesses(forced: Papers) -> None:
    text = words(paper(record(forced, "sun")))

    told = [
        "强行开启锁具记录", "v01-BOX", "LOT-7", "定时锁", "郭主任", "0478-8220001", "孙主考、马副主考",
        "v01-CAM-108:27-08:34", "S-100", "牛巡视", "省巡视员", "【演练】",
    ]  # fmt: skip
    assert [word for word in told if word not in text] == []
    assert "S-101" not in text


@pytest.mark.parametrize(("who", "status"), [("ma", 200), ("bai", 200), ("tao", 404), ("zhao", 404), ("hu", 404)])
def test_the_record_is_for_those_who_see_the_lock(forced: Papers, who: str, status: int) -> None:
    assert record(forced, who).status_code == status


def test_a_lock_that_was_not_forced_has_no_record(papers: Papers) -> None:
    papers.to_the_venue()
    with_locks(papers)
    papers.world.move_to(at(-45))
    failure = reported(papers).json()["fact"]["failure"]

    assert printed(papers, "sun", f"/vault/locks/{failure}/print/").status_code == 404


def test_the_pages_name_the_two_and_the_witnesses(forced: Papers) -> None:
    venue = printed(forced, "sun", "/venue/v01/locks/").content.decode()
    county = printed(forced, "bai", "/vault/locks/").content.decode()

    for page in (venue, county):
        assert "牛巡视" in page
        assert f"/vault/locks/{ForcedOpening.objects.get().failure_id}/print/" in page
        assert "S-101" not in page
    [told] = forced.world.client_of("bai").get(f"{forced.world.api}/locks/failures/").json()
    assert told["forced"]["witnesses"] == FORCE["witnesses"]
    assert "S-10" not in str(told["forced"])


def test_the_pack_of_the_session_holds_the_fact_and_the_record(forced: Papers) -> None:
    audits(forced.world)
    pack = given(forced, "bai")

    assert wrong_with(pack) == []
    assert {"lock_failed", "forced_opening_decided", "lock_forced"} <= set(kinds_of(pack))
    assert files_of(pack)["forms/forced-openings.pdf"].startswith(b"%PDF")
    assert "forms/spares.pdf" not in files_of(pack)
    assert "forms/forced-openings.pdf" not in files_of(given(forced, "bai", "v02"))
