"""From the city to the county (N2): the 2-3-2 rule, a clock that needs no position, and who may know of it."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from incidents.models import Incident
from journal.audit import differences
from organisation.models import Post, Unit
from paper_custody.models import InwardConvoy, InwardCrew
from tests.incidents.builders import Desk
from tests.paper_custody.builders import Papers
from tests.venues.builders import at

VAN = [{"person": "he", "duty": "escort"}, {"person": "shi", "duty": "driver"}]
GUARD = [
    {"person": "xu", "duty": "police", "vehicle": "GUARD-1"},
    {"person": "cui", "duty": "police", "vehicle": "GUARD-1"},
]


def told(papers: Papers, who: str = "bai", **given: Any) -> Any:
    """Somebody keys in that papers left the city; they are expected in two hours."""
    convoy = {
        "leader": "li",
        "vehicle": "VAN-1",
        "crew": [*VAN, *GUARD],
        "sessions": ["A1", "A2"],
        "document": "市发〔2027〕1号",
        "expected_at": (papers.world.exam_now + dt.timedelta(hours=2)).isoformat(),
        **given,
    }
    return papers.post(who, "inward", **convoy)


def came(papers: Papers, who: str = "wang", giver: str = "li") -> Any:
    """Somebody says that it stands at the secure room."""
    return papers.post(who, f"inward/{InwardConvoy.objects.get().pk}/arrived", giver=papers.world.second(giver))


def test_a_convoy_leaves_the_city_and_stands_at_the_secure_room(papers: Papers) -> None:
    assert told(papers).status_code == 200
    convoy = InwardConvoy.objects.get()
    assert (convoy.status, convoy.leader, convoy.sessions) == ("under_way", papers.world.li, ["A1", "A2"])
    aboard = set(InwardCrew.objects.values_list("person__staff_number", "duty", "vehicle"))
    assert aboard == {
        ("li", "leader", "VAN-1"), ("he", "escort", "VAN-1"), ("shi", "driver", "VAN-1"),
        ("xu", "police", "GUARD-1"), ("cui", "police", "GUARD-1"),
    }  # fmt: skip

    papers.world.move_to(papers.world.exam_now + dt.timedelta(minutes=110))
    assert came(papers).status_code == 200

    papers.world.fast_forward(hours=3)
    assert papers.world.history() == ["paper_custody.inward_convoy_left", "paper_custody.inward_convoy_arrived"]
    assert InwardConvoy.objects.get().status == "arrived"
    assert list(differences()) == []


def test_a_convoy_that_is_expected_and_not_there_is_an_incident_for_the_few(papers: Papers) -> None:
    desk = Desk.of(papers.world)
    told(papers)

    papers.world.fast_forward(hours=2, minutes=9)
    assert not Incident.objects.exists()
    papers.world.fast_forward(minutes=2)

    incident = Incident.objects.get()
    assert (incident.plan_code, incident.openness, incident.number) == ("A04", "escort", 9001)
    assert InwardConvoy.objects.get().status == "overdue"
    assert [line["number"] for line in desk.get("bai").json()] == [9001]
    assert desk.get("chen").json() == []
    assert came(papers).status_code == 200
    assert InwardConvoy.objects.get().status == "arrived"


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"crew": VAN}, "crew_too_small"),
        ({"crew": [*VAN, GUARD[0]]}, "crew_too_small"),
        ({"crew": [*VAN, *GUARD, {"person": "zhao", "duty": "escort"}]}, "no_passengers"),
        ({"crew": [*VAN, *GUARD, {"person": "hu", "duty": "escort"}]}, "no_passengers"),
        ({"crew": [*VAN, *GUARD, {"person": "shi", "duty": "escort"}]}, "already_aboard"),
        ({"leader": "shi", "crew": GUARD}, "no_passengers"),
        ({"leader": "he"}, "already_aboard"),
        ({"sessions": ["Z9"]}, "not_there"),
        ({"document": " 　"}, "bad_input"),
        ({"expected_at": at(-600).isoformat()}, "expected_in_the_past"),
    ],
)
def test_what_does_not_fit_is_refused_and_nothing_is_on_record(
    papers: Papers, given: dict[str, Any], code: str
) -> None:
    assert told(papers, **given).json()["code"] == code
    assert not InwardConvoy.objects.exists()
    assert papers.world.history() == []


def test_the_rule_is_named_with_its_numbers(papers: Papers) -> None:
    detail = told(papers, crew=VAN).json()["detail"]

    assert (detail["rule"], detail["vehicle"], detail["aboard"], detail["needed"]) == ("2-3-2", "VAN-1", 2, 3)


@pytest.mark.parametrize("who", ["chen", "wang", "li", "kong", "sun", "zhao", "hu"])
def test_only_the_desk_that_follows_convoys_keys_one_in(papers: Papers, who: str) -> None:
    assert told(papers, who).json()["code"] in {"not_permitted", "not_there"}
    assert not InwardConvoy.objects.exists()


@pytest.mark.parametrize(
    ("who", "giver", "code"),
    [
        ("wang", "he", "not_its_leader"),
        ("wang", "wang", "one_person"),
        ("bai", "li", "not_permitted"),
        ("li", "wang", "not_permitted"),
        ("hu", "li", "not_permitted"),
    ],
)
def test_keeper_and_leader_say_together_that_it_is_there(papers: Papers, who: str, giver: str, code: str) -> None:
    told(papers)

    assert came(papers, who, giver).json()["code"] in {code, "not_there"}
    assert InwardConvoy.objects.get().status == "under_way"


def test_it_comes_once(papers: Papers) -> None:
    told(papers)
    came(papers)

    assert came(papers).json()["code"] == "not_now"


def test_an_issue_list_of_the_city_is_brought_once(papers: Papers) -> None:
    told(papers)

    assert told(papers).json()["code"] == "list_brought_already"
    assert told(papers, document="市发〔2027〕2号").status_code == 200


def test_nobody_but_the_few_learns_that_papers_move(papers: Papers) -> None:
    told(papers)
    venue = Unit.objects.get(path__endswith="/v02/")
    pattern = Post.objects.filter(person=papers.world.li).get()
    held = {"scope": venue.path, "unit": venue, "starts_at": pattern.starts_at, "ends_at": pattern.ends_at}
    Post.objects.create(person=papers.world.jin, role="escort_police", **held)

    def seen(who: str) -> int:
        answer = papers.world.client_of(who).get(f"{papers.world.api}/papers/inward/")
        return len(answer.json()) if answer.status_code == 200 else 0

    assert [seen(who) for who in ("bai", "guo", "wang", "xu")] == [1, 1, 1, 1]
    assert [seen(who) for who in ("jin", "chen", "kong", "sun", "zhao", "hu")] == [0] * 6


def test_the_page_shows_it_and_offers_what_each_may_do(papers: Papers) -> None:
    told(papers)

    def page(who: str) -> str:
        answer = papers.world.client_of(who).get("/escorts/", {"exam": str(papers.world.exam.pk)})
        return answer.content.decode() if answer.status_code == 200 else ""

    desk, vault = page("bai"), page("wang")
    assert 'data-status="under_way"' in desk
    assert '/papers/inward/"' in desk
    assert "/arrived/" not in desk
    assert "/arrived/" in vault
    assert '/papers/inward/"' not in vault
    assert page("chen") == ""


def test_postgresql_keeps_the_law(papers: Papers) -> None:
    told(papers)

    for wrong in ({"status": "lost"}, {"status": "arrived"}, {"document": ""}, {"vehicle": ""}):
        with pytest.raises(IntegrityError), transaction.atomic():
            InwardConvoy.objects.update(**wrong)
    with pytest.raises(DatabaseError), transaction.atomic():
        InwardCrew.objects.update(vehicle="OTHER")
    papers.world.settle()
    InwardConvoy.objects.update(document="另一张")
    assert [one for one in differences() if "is not as it left" in one]
