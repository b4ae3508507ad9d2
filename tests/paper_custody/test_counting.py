"""A room is accepted on a count that balances. A count is kept as it was, and PostgreSQL knows what balances."""

from __future__ import annotations

import json
from typing import Any
from uuid import uuid4

import pytest
from django.db import IntegrityError, connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from paper_custody.models import AcceptedCount, Bag, RoomCount
from paper_custody.states import BagStatus, Counted, Material
from tests.paper_custody.builders import Papers
from tests.venues.builders import at


@pytest.fixture
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

    assert counted.json()["fact"]["kind"] == "paper_custody.rooms_counted"
    assert accepted.json()["fact"]["rooms"] == ["001", "002", "003"]
    assert AcceptedCount.objects.count() == 6
    assert set(Bag.objects.filter(venue__code="v01", room__isnull=False).values_list("status", flat=True)) == {
        BagStatus.ACCEPTED
    }
    assert collected.world.history() == ["paper_custody.rooms_counted", "paper_custody.room_papers_accepted"]


@pytest.mark.parametrize(
    "wrong",
    [
        {"used_by_present": 28},
        {"used_by_present": 30},
        {"blank_for_absent": 2},
        {"surplus_blank": 1},
        {"spare_issued": 1},
        {"voided_replaced": 1},
        {"present": 28},
        {"absent": 0},
        {"present": 30, "absent": 0},
        {"used_by_present": 28, "blank_for_absent": 2},
    ],
)
def test_a_difference_of_one_is_a_finding_and_blocks_the_room(collected: Papers, wrong: dict[str, int]) -> None:
    counted = collected.count(**wrong)
    refused = collected.rooms("accept")

    assert counted.status_code == 200
    assert counted.json()["fact"]["kind"] == "paper_custody.room_count_difference_found"
    assert counted.json()["fact"]["differing"] == ["001"]
    assert refused.json()["code"] == "room_count_difference"
    assert refused.json()["detail"] == {"rooms": ["001"]}
    assert not AcceptedCount.objects.exists()


def test_no_fact_of_a_count_tells_a_number(collected: Papers) -> None:
    fact = collected.count(used_by_present=27).json()["fact"]

    assert not [value for value in fact.values() if isinstance(value, int)]


def test_a_wrong_count_stays_and_the_one_that_follows_it_counts(collected: Papers) -> None:
    collected.count(used_by_present=28)
    collected.count()

    assert collected.rooms("accept").status_code == 200
    assert RoomCount.objects.filter(room__number="001", material="papers").count() == 2
    assert list(
        RoomCount.objects.filter(room__number="001", material="papers")
        .order_by("at")
        .values_list("balanced", flat=True)
    ) == [False, True]


def test_the_last_count_counts_even_if_an_earlier_one_balanced(collected: Papers) -> None:
    collected.count()
    collected.count(present=28)

    assert collected.rooms("accept").json()["code"] == "room_count_difference"


def test_other_rooms_go_on_while_one_is_excepted(collected: Papers) -> None:
    collected.count(present=28)

    accepted = collected.rooms("accept", except_rooms=[{"room": "001", "reason": "复点中，B01"}])

    assert accepted.json()["fact"]["rooms"] == ["002", "003"]


def test_what_nobody_counted_is_not_accepted(collected: Papers) -> None:
    assert collected.rooms("accept").json()["code"] == "counts_missing"
    count = {"material": "papers", "used_by_present": 29, "blank_for_absent": 1, "surplus_blank": 0, "present": 29,
             "absent": 1}  # fmt: skip
    collected.post("sun", "count", second="ma", venue="v01", session="A1", counts=[{"room": "001", **count}])
    assert collected.rooms("accept", only=["001"]).json()["code"] == "counts_missing"


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

    again = collected.count()

    assert again.json()["code"] == "room_already_accepted"
    assert RoomCount.objects.count() == 6


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"room": "077"}, "room_not_there"),
        ({"subject": "maths"}, "room_not_there"),
        ({"room": "002"}, "scanned_twice"),
        ({"material": "barcodes"}, "bad_input"),
        ({"present": -1}, "bad_input"),
        ({"present": "many"}, "bad_input"),
    ],
)
def test_a_count_of_what_is_not_there_is_refused(collected: Papers, change: dict[str, Any], code: str) -> None:
    assert collected.count(**change).json()["code"] == code
    assert not RoomCount.objects.exists()


def test_who_may_not_count_does_not(collected: Papers) -> None:
    assert collected.post("chen", "count", second="ma", venue="v01", session="A1", counts=[COUNT]).json()["code"] == (
        "not_permitted"
    )
    assert collected.post("tao", "count", second="ma", venue="v01", session="A1", counts=[COUNT]).json()["code"] == (
        "not_permitted"
    )


COUNT = {"room": "001", "material": "papers", "used_by_present": 1, "blank_for_absent": 1, "surplus_blank": 1,
         "present": 1, "absent": 1}  # fmt: skip
NEAR = st.integers(min_value=0, max_value=3)


@pytest.fixture
def a_count(collected: Papers) -> RoomCount:
    """A count that balances, as a pattern for others."""
    collected.count()
    return RoomCount.objects.get(room__number="001", material="papers")


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    nominal=NEAR, spare=NEAR, used=NEAR, blank=NEAR, surplus=NEAR, voided=NEAR, seats=NEAR, present=NEAR, absent=NEAR
)
def test_postgresql_calls_balanced_exactly_what_balances(a_count: RoomCount, **numbers: int) -> None:
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


def is_taken(pattern: RoomCount, numbers: dict[str, int], *, balanced: bool) -> bool:
    """Whether the app's own role may write this count."""
    try:
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute(
                    "INSERT INTO paper_custody_roomcount SELECT (jsonb_populate_record(kept, %s::jsonb)).*"
                    " FROM paper_custody_roomcount kept WHERE id = %s",
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
        return "count_is_balanced_when_it_balances" not in str(refused)
    return True
