"""Who touched this between 5:57 and 6:29: every act, for those who may know of it, at the same cost for any number."""

from __future__ import annotations

from typing import Any

from django.db import connection
from django.test.utils import CaptureQueriesContext

from paper_custody.models import Seal
from tests.paper_custody.builders import Papers, bags_of, load, sealed
from tests.stages import stage
from tests.venues.builders import at

CODE = "DRILL-A1-v01-001-P"
SEAL = "DRILL-seal-of-A1-v01-001-P"
BOX_SEAL = "DRILL-seal-of-A1-v01-BXP"


def find(papers: Papers, who: str, **asked: Any) -> Any:
    return papers.world.client_of(who).get(f"{papers.world.api}/papers/touched/", asked).json()


def told(papers: Papers, who: str, **asked: Any) -> list[tuple[str, str]]:
    return [(one["what"], one["step"]) for one in find(papers, who, oldest_first="1", **asked)["rows"]]


def page(papers: Papers, who: str, **asked: Any) -> Any:
    return papers.world.client_of(who).get("/papers/touched/", {"exam": papers.world.exam.pk, **asked})


@stage
def opened(papers: Papers) -> Papers:
    """v01's first room has opened its papers; the third was left out."""
    papers.to_the_venue()
    papers.world.move_to(at(-50))
    papers.rooms("issue", except_rooms=[{"room": "003", "reason": "漏水"}])
    papers.world.move_to(at(-10))
    papers.rooms("open", only=["001"])
    papers.count(present=28)
    return papers


def test_every_act_on_a_bag_is_told_with_who_signed(opened: Papers) -> None:
    told_in_order = told(opened, "wang", bag=CODE)

    assert [one for one in told_in_order if one[0] in {"handover", "step"}] == [
        ("handover", "receive"),
        ("step", "store"),
        ("handover", "load"),
        ("handover", "arrive"),
        ("step", "issue"),
        ("step", "open"),
    ]
    assert sorted(one for one in told_in_order if one[0] not in {"handover", "step"}) == [
        ("count", "alone"),
        ("count", "alone"),
        ("seal", "applied"),
        ("seal", "broken"),
    ]
    issued = next(one for one in find(opened, "wang", bag=CODE)["rows"] if one["step"] == "issue")
    assert issued["people"] == ["孙主考", "马副主考"]


def test_a_window_shows_what_was_done_in_it_and_nothing_else(opened: Papers) -> None:
    asked = {"bag": CODE, "since": at(-55).isoformat(), "until": at(-45).isoformat()}

    assert told(opened, "wang", **asked) == [("step", "issue")]
    assert find(opened, "wang", **{**asked, "since": at(-44).isoformat()})["total"] == 0


def test_the_newest_stands_first_unless_the_oldest_is_asked_for(opened: Papers) -> None:
    newest = [one["exam_at"] for one in find(opened, "wang", venue="v01")["rows"]]

    assert newest == sorted(newest, reverse=True)
    oldest = [one["exam_at"] for one in find(opened, "wang", venue="v01", oldest_first="1")["rows"]]
    assert oldest == sorted(newest)


def test_parts_put_together_are_the_whole(opened: Papers) -> None:
    every = find(opened, "wang", limit=500)
    parts = [
        row for start in range(0, every["total"], 20) for row in find(opened, "wang", start=start, limit=20)["rows"]
    ]

    assert len(every["rows"]) == every["total"] == len(parts)
    assert [one["exam_at"] for one in parts] == [one["exam_at"] for one in every["rows"]]
    assert sorted(map(str, parts)) == sorted(map(str, every["rows"]))


def test_a_seal_answers_only_when_it_closes_nothing_more(opened: Papers) -> None:
    whole = Seal.objects.filter(bag__code="DRILL-A1-v01-002-P").values_list("number", flat=True)[0]

    assert find(opened, "wang", seal=whole)["total"] == find(opened, "wang", seal="no such seal")["total"] == 0
    assert told(opened, "wang", seal=BOX_SEAL) == [("seal", "applied"), ("seal", "broken")]
    assert sorted(told(opened, "wang", seal=SEAL)) == [
        ("handover", "arrive"),
        ("handover", "load"),
        ("handover", "receive"),
        ("seal", "applied"),
        ("seal", "broken"),
    ]
    broken = next(one for one in find(opened, "wang", seal=SEAL)["rows"] if one["step"] == "broken")
    assert (broken["seal"], broken["people"], broken["thing"]) == (SEAL, ["孙主考", "马副主考"], CODE)


def test_a_seal_that_gave_way_to_another_answers_and_the_other_does_not(opened: Papers) -> None:
    again = [{"code": "DRILL-A1-v01-BXS", "seal": "DRILL-box-again", "was": "DRILL-seal-of-A1-v01-BXS"}]
    assert opened.post("sun", "seal", second="ma", venue="v01", bags=again).status_code == 200

    assert sorted(told(opened, "wang", seal="DRILL-seal-of-A1-v01-BXS")) == [("seal", "applied"), ("seal", "replaced")]
    assert find(opened, "wang", seal="DRILL-box-again")["total"] == 0
    assert "DRILL-box-again" not in str(find(opened, "wang", limit=500))


def test_a_person_a_room_a_cabinet_and_a_vehicle_have_their_histories(opened: Papers) -> None:
    assert set(told(opened, "wang", person="秦保管")) == {("handover", "arrive")}
    assert set(told(opened, "wang", person="qin")) == {("handover", "arrive")}
    assert ("count", "alone") in told(opened, "wang", person="孙主考")
    assert ("seal", "broken") in told(opened, "wang", person="孙主考")
    room = find(opened, "wang", venue="v01", room="003", limit=500)["rows"]
    assert {(one["room"], one["venue"]) for one in room} == {("003", "v01")}
    assert ("left_out", "漏水") in [(one["what"], one["reason"]) for one in room]
    assert set(told(opened, "wang", container="CAR-v01", limit=500)) == {("handover", "load"), ("handover", "arrive")}
    # It left the cabinet long ago.
    assert ("step", "store") in told(opened, "wang", container="CAB-1", bag=CODE)
    assert {one[0] for one in told(opened, "wang", container="DRILL-A1-v01-BXP", limit=500)} >= {"handover", "seal"}


def test_a_venue_sees_its_own_and_nothing_of_the_road(opened: Papers) -> None:
    rows = find(opened, "sun", limit=500)["rows"]

    assert {one["venue"] for one in rows} == {"v01"}
    assert "load" not in {one["step"] for one in rows}
    assert find(opened, "sun", container="CAR-v01")["total"] == 0
    assert {one["venue"] for one in find(opened, "tao", limit=500)["rows"]} == {"v02"}
    assert {one["step"] for one in find(opened, "li", person="李押运", limit=500)["rows"]} >= {"load", "arrive"}


def test_whoever_has_no_duty_with_papers_finds_nothing(opened: Papers) -> None:
    assert find(opened, "zhao", bag=CODE) == {"total": 0, "rows": []}
    assert find(opened, "chen", limit=500)["total"] == 0
    assert opened.world.client_of("hu").get(f"{opened.world.api}/papers/touched/").status_code == 404
    assert page(opened, "zhao").status_code == 403
    assert page(opened, "hu").status_code == 404


def test_no_answer_tells_a_whole_seal_or_a_number_of_a_count(opened: Papers) -> None:
    whole = list(Seal.objects.filter(state="applied").values_list("number", flat=True))
    text = str(find(opened, "wang", limit=500)) + page(opened, "wang", bag=CODE).content.decode()

    assert [number for number in whole if f"'{number}'" in text or f">{number}<" in text] == []
    assert "28" not in {
        str(value) for row in find(opened, "wang", room="001", limit=500)["rows"] for value in row.values()
    }


def test_a_moment_that_is_none_is_refused_by_name(opened: Papers) -> None:
    answer = opened.world.client_of("wang").get(f"{opened.world.api}/papers/touched/", {"since": "gestern"})

    assert answer.status_code == 400
    assert answer.json()["detail"]["fields"].keys() == {"since"}
    assert page(opened, "wang", since="gestern", until="2027-99-99T00:00").status_code == 200


def test_the_page_asks_first_and_then_answers(opened: Papers) -> None:
    assert 'data-what="step"' not in page(opened, "wang").content.decode()

    text = page(opened, "wang", bag=CODE, since="2027-06-07T08:45", until="2027-06-07T08:55").content.decode()

    assert 'data-step="open"' in text
    assert 'data-step="issue"' not in text


def test_it_costs_the_same_however_much_was_done(papers: Papers) -> None:
    papers.in_the_vault()

    def statements() -> int:
        client = papers.world.client_of("wang")
        with CaptureQueriesContext(connection) as captured:
            assert client.get(f"{papers.world.api}/papers/touched/").status_code == 200
        return len(captured)

    few = statements()
    load(papers.world, bags_of("A2"))
    papers.in_the_vault("A2")
    papers.load(bags=sealed("A1-v01-BXP", "A1-v01-BXC", "A1-v01-BXS"))

    assert statements() == few <= 32
