"""A spare paper or card: asked for in time, approved along the chain, given by two, the old one taken back."""

from __future__ import annotations

import datetime as dt
from typing import Any
from uuid import uuid4

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from incidents.models import Incident
from journal.audit import differences
from kernel.scope import scoped
from paper_custody.models.spares import SpareApproval, SpareGiven, SpareUse
from paper_custody.selectors.spares import spare_register, spares_left
from tests.incidents.builders import Desk
from tests.paper_custody.builders import Papers
from tests.stages import stage
from tests.venues.builders import at
from venues.models import Venue

CHAINS = {1: ["venue_head"], 2: ["venue_head", "county"], 3: ["venue_head", "county", "province"]}
SPARE = {"venue": "v01", "code": "DRILL-A1-v01-S-S", "seal": "DRILL-seal-of-A1-v01-S-S", "reason": "001考场缺页一份"}
GIVEN = {"bag": "DRILL-A1-v01-S-S", "number": "B-901", "old_number": "B-017", "seconds_lost": 240}


@stage
def sitting(papers: Papers) -> Papers:
    """Ten minutes into the session; spares lie in the store of v01."""
    Desk.of(papers.world)
    papers.to_the_venue()
    papers.world.move_to(at(10))
    papers.world.forget()
    return papers


def under_chain(papers: Papers, links: int) -> None:
    exam = papers.world.exam
    exam.rules = {**exam.rules, "spare_use": {**exam.rules["spare_use"], "chain": CHAINS[links]}}
    exam.save(update_fields=["rules"])


def post(papers: Papers, who: str, path: str = "", /, **given: Any) -> Any:
    if isinstance(given.get("second"), str):
        given["second"] = papers.world.second(given["second"])
    return papers.world.client_of(who).post(f"{papers.world.api}/spares/{path}", given)


def ask(papers: Papers, who: str = "sun", **given: Any) -> Any:
    asked = {"venue": "v01", "session": "A1", "room": "001", "material": "papers", "cause": "pages_missing"}
    return post(papers, who, **{**asked, "own_fault": False, "seat": "07", **given})


def decide(papers: Papers, use: str, authority: str, /, who: str = "sun", **given: Any) -> Any:
    told = {
        "authority": authority, "decided_by": f"{authority}值班", "decided_at": papers.world.exam_now.isoformat(),
        "channel": "phone", "document": "0478-8220001",
    }  # fmt: skip
    return post(papers, who, f"{use}/decide/", **{**told, **given})


def asked_use(papers: Papers, **given: Any) -> str:
    return str(ask(papers, **given).json()["fact"]["use"])


@pytest.mark.parametrize("links", [1, 2, 3])
def test_a_spare_follows_the_chain_of_the_preset(sitting: Papers, links: int) -> None:
    under_chain(sitting, links)
    use = asked_use(sitting)

    for number, authority in enumerate(CHAINS[links]):
        early = sitting.post("sun", "open-spare", second="ma", use=use, **SPARE)
        assert early.json()["code"] == "spare_chain_not_complete"
        assert early.json()["detail"]["missing"] == CHAINS[links][number:]
        assert decide(sitting, use, authority).status_code == 200

    assert sitting.post("sun", "open-spare", second="ma", use=use, **SPARE).status_code == 200
    assert post(sitting, "sun", f"{use}/give/", second="ma", **GIVEN).status_code == 200
    assert SpareUse.objects.get().status == "given"
    assert list(differences()) == []


def test_the_chief_alone_opens_by_signing_where_he_alone_decides(sitting: Papers) -> None:
    assert sitting.post("sun", "open-spare", second="ma", **SPARE).status_code == 200


@pytest.mark.parametrize("links", [2, 3])
def test_a_longer_chain_opens_nothing_without_a_use(sitting: Papers, links: int) -> None:
    under_chain(sitting, links)

    answer = sitting.post("sun", "open-spare", second="ma", **SPARE)

    assert answer.json()["detail"]["missing"] == CHAINS[links]


def test_the_chain_is_kept_in_its_order_and_the_paper_follows_the_call(sitting: Papers) -> None:
    under_chain(sitting, 2)
    use = asked_use(sitting)

    early = decide(sitting, use, "county")
    assert (early.json()["code"], early.json()["detail"]["next"]) == ("spare_chain_out_of_order", "venue_head")
    decide(sitting, use, "venue_head", channel="in_person", document="")
    decide(sitting, use, "county")
    venue = Venue.objects.get(code="v01")
    [line] = spare_register(sitting.world.exam, sitting.world.actor("sun"), venue)
    assert (list(line.missing), list(line.waits_for_paper)) == ([], ["county"])

    assert decide(sitting, use, "county", channel="document", document="临招办〔2027〕6号").status_code == 200
    [line] = spare_register(sitting.world.exam, sitting.world.actor("sun"), venue)
    assert list(line.waits_for_paper) == []
    assert [one.channel for one in line.approvals] == ["in_person", "phone", "document"]


def test_only_the_chief_gives_the_chiefs_word(sitting: Papers) -> None:
    use = asked_use(sitting)

    assert decide(sitting, use, "venue_head", who="ma").json()["code"] == "not_permitted"
    assert {decide(sitting, use, "venue_head", who=who).status_code for who in ("zhao", "tao")} == {403}
    assert decide(sitting, use, "venue_head", who="hu").status_code == 404


def test_a_refusal_ends_it(sitting: Papers) -> None:
    use = asked_use(sitting)
    decide(sitting, use, "venue_head", verdict="refused")

    assert post(sitting, "sun", f"{use}/give/", second="ma", **GIVEN).json()["code"] == "spare_chain_not_complete"
    assert decide(sitting, use, "venue_head").json()["code"] == "not_now"


@pytest.mark.parametrize(("seconds", "code"), [(-1, ""), (0, "card_change_too_late"), (1, "card_change_too_late")])
def test_no_card_is_changed_in_the_last_minutes(sitting: Papers, seconds: int, code: str) -> None:
    world = sitting.world
    session = world.session()
    assert session.last_card_change_at == session.ends_at - dt.timedelta(minutes=15)
    world.move_to(session.last_card_change_at + dt.timedelta(seconds=seconds))

    assert ask(sitting, material="cards").json().get("code", "") == code
    assert ask(sitting, material="papers").status_code == 200


def test_asking_opens_one_incident_of_the_session(sitting: Papers) -> None:
    ask(sitting)
    ask(sitting, room="002")
    sitting.world.settle()

    assert [incident.plan_code for incident in Incident.objects.all()] == ["C01"]
    assert list(SpareUse.objects.order_by("number").values_list("number", flat=True)) == [1, 2]


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"second": "sun"}, "one_person"),
        ({"second": "zhao"}, "not_permitted"),
        ({"bag": "DRILL-A1-v01-001-P"}, "bag_not_now"),
        ({"bag": "DRILL-A1-v02-S-S"}, "bag_not_now"),
        ({"old_number": ""}, "bad_input"),
    ],
)
def test_it_is_given_by_two_out_of_an_opened_spare_bag(sitting: Papers, given: dict[str, Any], code: str) -> None:
    use = asked_use(sitting)
    decide(sitting, use, "venue_head")
    sitting.post("sun", "open-spare", second="ma", use=use, **SPARE)

    answer = post(sitting, "sun", f"{use}/give/", **{"second": "ma", **GIVEN, **given})

    assert answer.json()["code"] == code
    assert not SpareGiven.objects.exists()


def test_who_has_no_duty_in_the_rooms_asks_for_nothing(sitting: Papers) -> None:
    assert {ask(sitting, who).status_code for who in ("zhao", "chen", "tao", "qin")} == {403}
    assert ask(sitting, "hu").status_code == 404
    assert ask(sitting, room="777").json()["code"] == "not_there"
    assert ask(sitting, seat="15082119900101123X").json()["code"] in {"bad_input", "id_number_written"}


def given_one(sitting: Papers) -> str:
    use = asked_use(sitting, own_fault=True, cause="soiled")
    decide(sitting, use, "venue_head")
    sitting.post("sun", "open-spare", second="ma", use=use, **SPARE)
    assert post(sitting, "sun", f"{use}/give/", second="ma", **GIVEN).status_code == 200
    return use


def test_the_register_tells_all_that_the_form_asks_for(sitting: Papers) -> None:
    given_one(sitting)
    venue = Venue.objects.get(code="v01")

    [line] = spare_register(sitting.world.exam, sitting.world.actor("sun"), venue, "A1")

    assert (line.cause, line.own_fault, line.seat, line.room) == ("soiled", True, "07", "001")
    assert line.given is not None
    assert (line.given.number, line.given.old_number, line.given.seconds_lost) == ("B-901", "B-017", 240)
    assert (line.given.first, line.given.second) == (sitting.world.sun, sitting.world.ma)
    assert spares_left(sitting.world.exam, venue, "A1").left == 9
    assert spare_register(sitting.world.exam, sitting.world.actor("tao"), venue) == []


def test_plain_sql_gives_no_spare_without_approval_or_alone(sitting: Papers) -> None:
    given_one(sitting)
    other = asked_use(sitting)
    copy = (
        "INSERT INTO paper_custody_sparegiven (id, exam_id, scope, use_id, approval_id, verdict, bag_id, number,"
        " old_number, seconds_lost, first_id, first_side, second_id, second_side, entry_id, at, exam_at)"
        " SELECT %s, exam_id, scope, %s, approval_id, verdict, bag_id, number, old_number, seconds_lost, first_id,"
        " first_side, {second}, second_side, entry_id, at, exam_at FROM paper_custody_sparegiven"
    )

    for second, refused in (
        ("second_id", "given_on_an_approval_that_granted_it"),
        ("first_id", "spare_takes_two_people"),
    ):
        with pytest.raises(IntegrityError, match=refused):
            at_once(copy.format(second=second), [uuid4(), other])
    for table in ("spareapproval", "sparegiven"):
        with pytest.raises(DatabaseError, match=r"permission denied|never changed"):
            at_once(f"UPDATE paper_custody_{table} SET at = at", [])  # noqa: S608 - names of our own
    with scoped(sitting.world.actor("hu"), sitting.world.exam.pk):
        assert not any(model.objects.exists() for model in (SpareUse, SpareApproval, SpareGiven))


def at_once(statement: str, values: list[Any]) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, values)
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def shown(papers: Papers, who: str) -> Any:
    return papers.world.client_of(who).get(f"/venue/v01/spares/?exam={papers.world.exam.pk}&session=A1")


def test_the_page_asks_for_what_is_next_and_shows_the_register(sitting: Papers) -> None:
    assert "/spares/" in shown(sitting, "sun").content.decode()
    use = asked_use(sitting)
    assert f"{use}/decide/" in shown(sitting, "sun").content.decode()
    decide(sitting, use, "venue_head")
    assert f"{use}/give/" in shown(sitting, "sun").content.decode()
    sitting.post("sun", "open-spare", second="ma", use=use, **SPARE)
    post(sitting, "sun", f"{use}/give/", second="ma", **GIVEN)

    told = shown(sitting, "sun").content.decode()
    assert "B-901" in told
    assert "B-017" in told
    assert {shown(sitting, who).status_code for who in ("zhao", "tao", "hu")} == {404}
