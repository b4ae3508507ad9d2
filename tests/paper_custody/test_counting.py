"""A room is accepted on counts that agree and balance. Each is kept as it was; PostgreSQL knows what balances."""

from __future__ import annotations

import json
from typing import Any
from uuid import uuid4

import pytest
from django.db import IntegrityError, connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from incidents.gateways import plans
from incidents.models import Incident
from incidents.services import load_plans
from paper_custody.models import AcceptedCount, Bag, BlindCount
from paper_custody.states import BagStatus, Counted, Material
from tests.paper_custody.builders import Papers, rooms_counted
from tests.stages import stage
from tests.venues.builders import at


@stage
def collected(papers: Papers) -> Papers:
    """The papers of v01 collected after A1."""
    papers.to_the_venue()
    papers.world.move_to(at(-10))
    papers.rooms("issue")
    papers.rooms("open", material="cards")
    papers.rooms("open")
    papers.world.move_to(at(155))
    assert papers.rooms("collect").status_code == 200
    papers.world.settle()
    papers.world.forget()
    return papers


def test_rooms_that_balance_are_accepted_with_the_chiefs_signature(collected: Papers) -> None:
    counted = collected.count()
    accepted = collected.rooms("accept")

    assert counted.json()["fact"]["agreed"] == ["001", "002", "003"]
    assert accepted.json()["fact"]["rooms"] == ["001", "002", "003"]
    assert AcceptedCount.objects.count() == 6
    assert set(Bag.objects.filter(venue__code="v01", room__isnull=False).values_list("status", flat=True)) == {
        BagStatus.ACCEPTED
    }
    counted_alone = "paper_custody.rooms_counted_alone"
    assert collected.world.history() == [counted_alone, counted_alone, "paper_custody.room_papers_accepted"]


# The six errors of C14, each as both counters found it, and what of the identity does not come out.
ERRORS: dict[str, tuple[dict[str, int], list[str]]] = {
    "a sheet of somebody present is missing": ({"used_by_present": 28, "surplus_blank": 0}, ["nominal", "sheets"]),
    "a blank of an absentee is missing": ({"blank_for_absent": 0, "surplus_blank": 0}, ["nominal"]),
    "there is a surplus sheet too many": ({"surplus_blank": 1}, ["nominal"]),
    "a spare was issued and is not back": ({"spare_issued": 1, "surplus_blank": 0}, ["nominal"]),
    "a voided one was told twice": ({"voided_replaced": 1, "surplus_blank": 0}, ["nominal"]),
    "somebody is neither present nor absent": ({"present": 28, "used_by_present": 29}, ["seats", "sheets"]),
}


@pytest.mark.parametrize("error", ERRORS)
def test_each_error_is_named_to_both_sides_and_blocks_the_room(collected: Papers, error: str) -> None:
    wrong, broken = ERRORS[error]
    counted = collected.count(**wrong)
    refused = collected.rooms("accept")

    assert counted.json()["fact"]["kind"] == "paper_custody.room_count_difference_found"
    assert counted.json()["fact"]["differing"] == ["001"]
    assert refused.json()["code"] == "room_count_difference"
    assert refused.json()["detail"] == {"rooms": ["001"]}
    assert not AcceptedCount.objects.exists()
    path = f"{collected.world.api}/papers/venues/v01/differences/?session=A1"
    for who in ("sun", "bai"):
        told = collected.world.client_of(who).get(path).json()
        papers = next(one for one in told if one["material"] == "papers")
        assert [count["broken"] for count in papers["counts"]] == [broken, broken]
        assert papers["counts"][0]["numbers"].items() >= wrong.items()


def test_two_who_find_different_numbers_differ_even_if_each_balances(collected: Papers) -> None:
    collected.count_alone("sun")
    collected.count_alone("ma", absent=2)

    told = collected.world.client_of("bai").get(f"{collected.world.api}/papers/venues/v01/differences/?session=A1")

    assert [one["room"] for one in told.json()] == ["001", "001", "002", "002", "003", "003"]
    assert told.json()[0]["counts"][0]["broken"] == []
    assert told.json()[0]["counts"][0]["differs"] == ["used_by_present", "blank_for_absent", "present", "absent"]
    assert collected.rooms("accept").json()["code"] == "room_count_difference"


def test_a_third_person_settles_a_difference_by_another_count(collected: Papers) -> None:
    collected.count_alone("sun", used_by_present=28)
    collected.count_alone("ma")
    third = collected.count_alone_in("qin", "001")

    assert third.json()["fact"]["agreed"] == ["001"]
    assert BlindCount.objects.filter(room__number="001", material="papers").count() == 3
    assert list(
        BlindCount.objects.filter(room__number="001", material="papers")
        .order_by("at")
        .values_list("balanced", flat=True)
    ) == [False, True, True]
    assert collected.rooms("accept").status_code == 200


def test_a_third_count_that_is_nobodys_settles_nothing_and_both_together_do(collected: Papers) -> None:
    collected.count_alone("sun", used_by_present=28)
    collected.count_alone("ma", surplus_blank=3)
    third = collected.count_alone_in("qin", "001", absent=4)
    assert third.json()["fact"]["kind"] == "paper_custody.rooms_counted_alone"
    assert third.json()["fact"]["agreed"] == []

    together = collected.count_together()

    assert together.json()["fact"]["kind"] == "paper_custody.rooms_counted"
    assert collected.rooms("accept").status_code == 200
    assert AcceptedCount.objects.filter(count__isnull=False).count() == 2


def test_a_difference_is_told_once_and_is_one_incident(collected: Papers) -> None:
    load_plans(collected.world.asked(), plans=list(plans().values()))
    collected.count(surplus_blank=3)
    collected.count_alone_in("qin", "001", surplus_blank=5)
    collected.world.settle()

    found = [fact for fact in collected.world.facts() if fact.kind == "paper_custody.room_count_difference_found"]
    assert len(found) == 1
    incident = Incident.objects.get(plan_code="B01")
    assert incident.origins.count() == 1


def test_together_counts_only_what_differs(collected: Papers) -> None:
    assert collected.count_together().json()["code"] == "count_alone_first"
    collected.count_alone("sun")
    assert collected.count_together().json()["code"] == "count_alone_first"


def test_no_fact_of_a_count_tells_a_number(collected: Papers) -> None:
    for answer in (collected.count_alone("sun", used_by_present=27), collected.count_alone("ma")):
        assert not [value for value in answer.json()["fact"].values() if isinstance(value, int)]


def test_other_rooms_go_on_while_one_is_excepted(collected: Papers) -> None:
    collected.count(surplus_blank=3)

    accepted = collected.rooms("accept", except_rooms=[{"room": "001", "reason": "复点中，B01"}])

    assert accepted.json()["fact"]["rooms"] == ["002", "003"]


def test_what_only_one_counted_is_not_accepted(collected: Papers) -> None:
    assert collected.rooms("accept").json()["code"] == "counts_missing"
    collected.count_alone("sun")
    assert collected.rooms("accept", only=["001"]).json()["code"] == "counts_missing"


def test_one_person_counts_a_room_once(collected: Papers) -> None:
    collected.count_alone("sun")

    again = collected.count_alone("sun", surplus_blank=3)

    assert again.json()["code"] == "counted_by_you"
    assert BlindCount.objects.count() == 6
    collected.count_alone("ma")
    assert collected.count_alone("qin").json()["code"] == "counts_agree_already"


def test_a_count_entered_wrongly_is_declared_and_stays(collected: Papers) -> None:
    wrong = collected.count_alone("sun", surplus_blank=3).json()["entry"]
    declared = {"venue": "v01", "entry": wrong, "reason": "多点一份，已与马副主考核对"}

    assert collected.post("ma", "count-wrong", second="sun", **declared).json()["code"] == "not_your_count"
    assert collected.post("sun", "count-wrong", second="ma", **{**declared, "reason": " "}).status_code == 400
    done = collected.post("sun", "count-wrong", second="ma", **declared)
    again = collected.post("sun", "count-wrong", second="ma", **declared)

    assert done.json()["fact"]["rooms"] == ["001", "002", "003"]
    assert again.json()["code"] == "not_your_count"
    assert BlindCount.objects.filter(entry=wrong).count() == 6
    collected.count()
    assert collected.rooms("accept").status_code == 200
    history = collected.world.client_of("sun").get(f"{collected.world.api}/papers/bags/DRILL-A1-v01-001-P/").json()
    counts = [one for one in history["moments"] if one["what"] == "count"]
    assert [one["wrong"] for one in counts].count(True) == 1
    assert "多点一份" in next(one["reason"] for one in counts if one["wrong"])


def test_what_two_agreed_on_falls_with_a_count_declared_wrong(collected: Papers) -> None:
    collected.count_alone("sun")
    wrong = collected.count_alone("ma").json()["entry"]
    collected.post("ma", "count-wrong", second="sun", venue="v01", entry=wrong, reason="看错行")

    assert collected.rooms("accept").json()["code"] == "counts_missing"
    collected.count_alone("qin")
    assert collected.rooms("accept").status_code == 200
    late = collected.post("qin", "count-wrong", second="sun", venue="v01", entry=wrong, reason="看错行")
    assert late.json()["code"] == "not_your_count"


def test_acceptance_takes_the_chief_or_a_deputy_and_the_form(collected: Papers) -> None:
    collected.count()
    asked: dict[str, Any] = {"venue": "v01", "session": "A1", "form": "F-2"}

    assert collected.post("qin", "accept", second="fan", **asked).json()["code"] == "chief_missing"
    assert collected.post("qin", "accept", second="ma", **{**asked, "form": ""}).json()["code"] == "form_missing"
    assert collected.post("qin", "accept", second="qin", **asked).json()["code"] == "one_person"
    assert collected.post("qin", "accept", second="ma", **asked).status_code == 200


def test_an_accepted_room_is_not_counted_again(collected: Papers) -> None:
    collected.count()
    collected.rooms("accept")

    again = collected.count_alone("qin")

    assert again.json()["code"] == "room_already_accepted"
    assert BlindCount.objects.count() == 12


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"room": "077"}, "room_not_there"),
        ({"subject": "maths", "surplus_blank": 1}, "room_not_there"),
        ({"room": "002"}, "scanned_twice"),
        ({"material": "barcodes"}, "bad_input"),
        ({"present": -1}, "bad_input"),
        ({"present": "many"}, "bad_input"),
        ({"absent": 1001}, "bad_input"),
    ],
)
def test_a_count_of_what_is_not_there_is_refused(collected: Papers, change: dict[str, Any], code: str) -> None:
    assert collected.count_alone("sun", **change).json()["code"] == code
    assert not BlindCount.objects.exists()


@pytest.mark.parametrize("who", ["chen", "tao", "hu", "zhao"])
def test_who_may_not_count_does_not(collected: Papers, who: str) -> None:
    assert collected.count_alone(who).json()["code"] in {"not_permitted", "not_there"}
    refused = collected.post("sun", "count", counter=who, **rooms_counted())
    assert refused.json()["code"] == "not_permitted"
    assert not BlindCount.objects.exists()


NEAR = st.integers(min_value=0, max_value=3)


@stage
def a_count(collected: Papers) -> BlindCount:
    """A count that balances, as a pattern for others."""
    collected.count_alone("sun")
    return BlindCount.objects.get(room__number="001", material="papers")


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    nominal=NEAR, spare=NEAR, used=NEAR, blank=NEAR, surplus=NEAR, voided=NEAR, seats=NEAR, present=NEAR, absent=NEAR
)
def test_postgresql_calls_balanced_exactly_what_balances(a_count: BlindCount, **numbers: int) -> None:
    counted = Counted(
        room="001",
        material=Material.PAPERS,
        spare_issued=numbers["spare"],
        used_by_present=numbers["used"],
        blank_for_absent=numbers["blank"],
        surplus_blank=numbers["surplus"],
        voided_replaced=numbers["voided"],
        present=numbers["present"],
        absent=numbers["absent"],
    )
    truth = counted.balances(nominal=numbers["nominal"], seats=numbers["seats"])

    assert is_taken(a_count, numbers, balanced=truth)
    assert not is_taken(a_count, numbers, balanced=not truth)


def is_taken(pattern: BlindCount, numbers: dict[str, int], *, balanced: bool) -> bool:
    """Whether the app's own role may write this count."""
    try:
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute(
                    "INSERT INTO paper_custody_blindcount SELECT (jsonb_populate_record(kept, %s::jsonb)).*"
                    " FROM paper_custody_blindcount kept WHERE id = %s",
                    [
                        # Only what the property is about differs from the pattern.
                        json.dumps(
                            {
                                "id": str(uuid4()),
                                "nominal": numbers["nominal"],
                                "spare_issued": numbers["spare"],
                                "used_by_present": numbers["used"],
                                "blank_for_absent": numbers["blank"],
                                "surplus_blank": numbers["surplus"],
                                "voided_replaced": numbers["voided"],
                                "seats": numbers["seats"],
                                "present": numbers["present"],
                                "absent": numbers["absent"],
                                "balanced": balanced,
                            }
                        ),
                        pattern.pk,
                    ],
                )
            transaction.set_rollback(True)
    except IntegrityError as refused:
        return "blind_count_is_balanced_when_it_balances" not in str(refused)
    return True
