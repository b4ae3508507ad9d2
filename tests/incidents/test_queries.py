"""Lists, pages and boards ask the database a fixed number of times, however much there is."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from incidents.selectors.board import open_incidents
from tests.incidents.builders import Desk, done

# A ratchet: a lower number may replace the one here, a higher one needs a reason.
# The board's fourth is which incidents go on as which.
# Most of it is the session, the rights of the actor, and the read transaction with its scope.
# Who was called out is one read more of every list; on the page of one stand roles, calls, reports, decisions, files.
MOST = {"list": 19, "one": 26, "list page": 29, "page of one": 43, "board": 5}


def asked(read: Callable[[], Any]) -> int:
    with CaptureQueriesContext(connection) as seen:
        read()
    return len(seen)


def reads(desk: Desk) -> dict[str, Callable[[], Any]]:
    client, exam = desk.world.client_of("bai"), {"exam": str(desk.world.exam.pk)}
    return {
        "list": lambda: done(client.get(desk.api)),
        "one": lambda: done(client.get(f"{desk.api}1/")),
        "list page": lambda: done(client.get("/incidents/", exam)),
        "page of one": lambda: done(client.get("/incidents/1/", exam)),
        "board": lambda: open_incidents(desk.world.exam.pk),
    }


@pytest.mark.parametrize("what", MOST)
def test_a_read_does_not_ask_more_the_more_there_is(desk: Desk, what: str) -> None:
    desk.answered("E01", venue="v01")
    read = reads(desk)[what]
    read()
    few = asked(read)
    for number in range(6):
        desk.opened("F05" if number == 3 else "E01", venue="v01" if number % 2 else "v02")
    for step in (1, 2, 3):
        done(desk.post("chen", f"1/steps/{step}/done/", words="完成"))
    done(desk.post("guo", "1/requests/", to="province", matter="other", words="请示"))

    assert asked(read) == few
    assert few <= MOST[what], few
