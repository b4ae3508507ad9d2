"""What answers facts: a failing answer holds up nobody else, is set aside, and can be given again."""

from __future__ import annotations

from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command

from journal.cursors import REACTIONS, Reaction, deliver_all
from journal.models import STANDING_LOG, Cursor, Parked
from kernel.act import Asked
from tests.journal.facts import BellRung, ring
from tests.world import World, number_now

NAME = "tests.handlers.echo"


class Echo:
    """Answers each ringing; the cracked ear cannot."""

    def __init__(self) -> None:
        self.heard: list[str] = []
        self.deaf = {"two"}

    def __call__(self, fact: BellRung, asked: Asked) -> None:
        if fact.bell in self.deaf:
            raise ZeroDivisionError
        self.heard.append(fact.bell)


@pytest.fixture
def echo(monkeypatch: pytest.MonkeyPatch) -> Echo:
    echo = Echo()
    handler: Any = echo
    monkeypatch.setitem(REACTIONS, NAME, Reaction(name=NAME, event=BellRung, handler=handler))
    return echo


def ring_three(county: World) -> None:
    for bell in ("one", "two", "three"):
        ring(county.asked("wang"), bell=bell)
    number_now()


def standing() -> tuple[int, int]:
    return Cursor.objects.values_list("position", "attempts").get(consumer=NAME, log=STANDING_LOG)


def test_an_answer_that_fails_is_tried_again_then_set_aside_and_the_next_are_given(county: World, echo: Echo) -> None:
    ring_three(county)
    first = 0

    for attempt in (1, 2):
        deliver_all()
        position, attempts = standing()
        first = first or position
        assert (echo.heard, position, attempts) == (["one"], first, attempt), "what was answered is not answered again"
    deliver_all()

    assert echo.heard == ["one", "three"]
    assert "ZeroDivisionError" in Parked.objects.get().failure
    assert standing()[1] == 0


def test_what_was_set_aside_is_answered_when_asked_again(county: World, echo: Echo) -> None:
    ring_three(county)
    for _attempt in range(3):
        deliver_all()

    with pytest.raises(SystemExit):
        call_command("retry_parked", stdout=StringIO())
    assert Parked.objects.count() == 1
    echo.deaf.clear()
    said = StringIO()
    call_command("retry_parked", stdout=said)

    assert echo.heard == ["one", "three", "two"]
    assert not Parked.objects.exists()
    assert "1" in said.getvalue()
