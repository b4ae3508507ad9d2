"""Who is let in, where a candidate is, and which count is wrong. Pure: a tablet is held to the same vectors."""

from __future__ import annotations

import datetime as dt
import json
from itertools import pairwise
from typing import Any

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from check_in.states.counts import Count, Extra, Heard, extended, heard, own_end, room_end, wrong_counts
from check_in.states.places import Place, Stay, Step, moved, place_of
from check_in.states.scans import (
    Admission,
    Conflict,
    Door,
    Doors,
    Listening,
    Reason,
    Roster,
    RosterMode,
    Seat,
    Standing,
    Times,
    conflicts,
    decided,
    verdict_of,
)
from check_in.templatetags.check_in_words import scan_sentence
from examops.places import BASE
from kernel.errors import NotNow

SCANS = json.loads((BASE / "tests" / "vectors" / "check_in.json").read_text(encoding="utf-8"))["scans"]
STARTS = dt.datetime(2027, 6, 7, 9, tzinfo=dt.UTC)
ENDS = STARTS + dt.timedelta(minutes=150)


def _at(text: str) -> dt.datetime:
    return dt.datetime.fromisoformat(f"2027-06-07T{text}+08:00")


def _times(said: dict[str, str]) -> Times:
    moments = {name: _at(text) for name, text in said.items() if name.endswith("_at")}
    return Times(**moments, listening=Listening(said.get("listening", "none")), doors=Doors(said.get("doors", "open")))


def _seat(said: dict[str, str]) -> Seat:
    words = {"standing": Standing(said.get("standing", "valid")), "place": Place(said.get("place", "outside"))}
    return Seat(**{**said, **words})  # type: ignore[arg-type] # the words are of their own kinds by now


@pytest.mark.parametrize("case", [pytest.param(case, id=case["says"]) for case in SCANS])
def test_a_scan_has_one_reason(case: dict[str, Any]) -> None:
    # The roster knows one ticket; an ID number would be found in it, were it looked for.
    seats = {ticket: [_seat(case["seat"])] for ticket in ("27150103", "110101200801010012")}
    roster = Roster(mode=RosterMode(case.get("mode", "roster")), seats=seats)

    reason = decided(
        case["code"], door=Door(**case["door"]), times=_times(case["times"]), roster=roster, at=_at(case["at"])
    )

    assert (reason, verdict_of(reason)) == (case["is"], case["verdict"])


def test_every_reason_has_a_case_and_a_sentence_in_both_languages() -> None:
    assert {case["is"] for case in SCANS} == set(Reason)
    for language in ("en", "zh-hans"):
        with translation.override(language):
            assert len({scan_sentence(reason) for reason in Reason}) == len(Reason)


def test_two_devices_that_let_the_same_ticket_in_are_both_named() -> None:
    north = Admission("27150103", "A1", "north", _at("08:45:00"))
    south = Admission("27150103", "A1", "south", _at("08:46:00"))
    other = Admission("27150103", "A2", "south", _at("14:45:00"))
    found = (Conflict("27150103", "A1", "north", "south"),)

    assert conflicts([north, south, other]) == conflicts([other, south, south, north]) == found
    assert conflicts([north, north, other]) == ()


@given(st.lists(st.sampled_from(Step), max_size=20))
def test_a_candidate_is_in_one_place_at_a_time(steps: list[Step]) -> None:
    stays: tuple[Stay, ...] = ()
    for minute, step in enumerate(steps):
        try:
            came = moved(stays, step, at=STARTS + dt.timedelta(minutes=minute))
        except NotNow:
            continue
        assert place_of(stays) is not Place.LEFT
        assert len(came) == len(stays) + 1
        stays = came

    assert [stay.until is None for stay in stays] == [False] * (len(stays) - 1) + [True] * bool(stays)
    assert all(before.until == after.since for before, after in pairwise(stays))


@pytest.mark.parametrize("off", [-1, 1])
@pytest.mark.parametrize("wrong", Count)
def test_the_count_that_is_off_by_one_is_named(wrong: Count, off: int) -> None:
    counts = {count.value: 30 + off * (count is wrong) for count in Count}

    assert wrong_counts(**counts) == (wrong,)


def test_counts_that_agree_name_nothing_and_three_that_do_not_name_all() -> None:
    assert wrong_counts(heads=30, scans=30, sheets=30) == ()
    assert wrong_counts(heads=30, scans=29, sheets=28) == tuple(Count)


@pytest.mark.parametrize(
    ("absent", "minutes", "says"),
    [
        (None, 29, Heard.AWAITED),
        (None, 30, Heard.SILENT),
        (0, 30, Heard.NONE_ABSENT),
        (2, 30, Heard.SOME_ABSENT),
    ],
)
def test_nothing_heard_is_not_nobody_absent(absent: int | None, minutes: int, says: Heard) -> None:
    assert heard(absent, starts_at=STARTS, at=STARTS + dt.timedelta(minutes=minutes)) == says


def test_a_room_ends_with_its_last_candidate() -> None:
    ends = [own_end(STARTS, ENDS, extra) for extra in Extra]

    assert [(end - ENDS).total_seconds() / 60 for end in ends] == [0, 45, 75]
    assert room_end(ENDS, ends) == ENDS + dt.timedelta(minutes=75)
    assert room_end(ENDS, []) == ENDS


@pytest.mark.parametrize(("minutes", "number"), [(31, "8"), (0, "8"), (-5, "8"), (10, ""), (10, "  ")])
def test_an_extension_without_approval_or_over_its_cap_is_refused(minutes: int, number: str) -> None:
    with pytest.raises(NotNow):
        extended(ENDS, by=dt.timedelta(minutes=minutes), approval_number=number)


def test_an_approved_extension_reaches_to_its_cap() -> None:
    half = dt.timedelta(minutes=30)

    assert extended(ENDS, by=half, approval_number="招考〔2027〕8号") == ENDS + half
