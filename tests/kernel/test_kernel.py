"""What everything stands on: facts that survive the wire, sealed fields, tables of transitions, refusals."""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import dataclass
from enum import StrEnum

import pytest
from cryptography.exceptions import InvalidTag
from hypothesis import given
from hypothesis import strategies as st

from kernel.errors import DomainError, NotNow
from kernel.events import DomainEvent
from kernel.sealing import lookup_hash, seal, unseal
from kernel.transitions import after
from tests.world import World


@dataclass(frozen=True, slots=True)
class EverythingHappened(DomainEvent):
    """A fact with every kind of field."""

    who: uuid.UUID
    rooms: tuple[str, ...]
    at: dt.datetime
    count: int
    note: str | None
    seen: bool


@given(
    st.builds(
        EverythingHappened,
        who=st.uuids(),
        rooms=st.lists(st.text(max_size=5)).map(tuple),
        at=st.datetimes(timezones=st.just(dt.UTC)),
        count=st.integers(),
        note=st.none() | st.text(max_size=5),
        seen=st.booleans(),
    )
)
def test_a_fact_is_the_same_after_the_wire(fact: EverythingHappened) -> None:
    assert DomainEvent.from_json(fact.kind, fact.as_json()) == fact


def test_a_fact_is_called_by_its_app_and_its_words() -> None:
    assert EverythingHappened.kind == "tests.everything_happened"


@given(st.text(max_size=40))
def test_a_sealed_field_opens_in_its_own_column_only(text: str) -> None:
    sealed = seal(text, column="person.phone")

    assert unseal(sealed, column="person.phone") == text
    if text:
        assert text.encode() not in sealed or len(text) < 3
        with pytest.raises(InvalidTag):
            unseal(sealed, column="person.id_suffix")
        with pytest.raises(InvalidTag):
            unseal(sealed[:-1] + bytes([sealed[-1] ^ 1]), column="person.phone")


def test_the_same_text_is_sealed_differently_each_time_and_still_found() -> None:
    assert seal("13800000000", column="c") != seal("13800000000", column="c")
    assert lookup_hash("13800000000", column="c") == lookup_hash("13800000000", column="c")
    assert lookup_hash("13800000000", column="c") != lookup_hash("13800000000", column="d")


class Light(StrEnum):
    RED = "red"
    GREEN = "green"


class Turn(StrEnum):
    GO = "go"


def test_a_step_that_leads_nowhere_is_refused() -> None:
    table = {(Light.RED, Turn.GO): Light.GREEN}

    assert after(table, Light.RED, Turn.GO) is Light.GREEN
    with pytest.raises(NotNow) as refusal:
        after(table, Light.GREEN, Turn.GO)
    assert refusal.value.detail == {"state": "green", "step": "go"}


def test_no_two_refusals_share_a_code() -> None:
    with pytest.raises(TypeError, match="not_now"):
        type("Again", (DomainError,), {"code": "not_now", "__module__": "elsewhere"})


@pytest.mark.parametrize(
    ("headers", "body", "status", "code"),
    [
        ({"Act-Id": "no uuid"}, "{}", 400, "bad_input"),
        ({}, "{", 400, "parse_error"),
        ({}, "[]", 400, "bad_input"),
        ({}, "{}", 400, "bad_input"),
        ({"Happened-At": "yesterday"}, "{}", 400, "bad_input"),
    ],
)
def test_every_error_of_the_api_has_the_same_shape(
    world: World, headers: dict[str, str], body: str, status: int, code: str
) -> None:
    client = world.client_of("bai")

    answer = client.post("/api/exams/", body, content_type="application/json", headers=headers)

    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert set(answer.json()) == {"code", "message", "detail"}


def test_refusals_speak_the_language_of_the_reader(world: World) -> None:
    client = world.client_of("zhao")
    start = f"{world.api}/timeline/start/"

    chinese = client.post(start, headers={"Accept-Language": "zh-hans"}).json()["message"]
    english = client.post(start, headers={"Accept-Language": "en"}).json()["message"]

    assert "值班长" in chinese
    assert "duty officer" in english
