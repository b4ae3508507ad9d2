"""What stories of a county's own texts share."""

from __future__ import annotations

import copy
from typing import Any

from incidents.gateways import plans, procedures
from incidents.gateways.ladder import ladder_text
from organisation.models import Post
from tests.incidents.builders import Desk, done
from tests.world import LINHE

OWN = "/api/catalogue/own/"
WORDS = "按县招委办〔2027〕3号修订"


def plan_text(code: str = "E01") -> dict[str, Any]:
    """The shipped text of a plan, to be changed."""
    return copy.deepcopy((plans() | procedures())[code].raw)


def clocks_text() -> dict[str, Any]:
    """The shipped table of clocks, to be changed."""
    return copy.deepcopy(ladder_text())


def read(desk: Desk, person: str, address: str = "", **query: str) -> Any:
    """A read of the county's own texts."""
    return desk.world.client_of(person).get(f"{OWN}{address}", query)


def post(desk: Desk, person: str, address: str, **given: Any) -> Any:
    """An act on them."""
    return desk.world.client_of(person).post(f"{OWN}{address}", given)


def propose(desk: Desk, told: dict[str, Any], *, by: str = "kong", subject: str = "") -> Any:
    """Propose a text as the county's own."""
    return post(desk, by, f"{subject or told['code']}/", content=told, words=WORDS)


def in_force(desk: Desk, told: dict[str, Any], *, subject: str = "") -> int:
    """Proposed by Kong, approved by Bai and Guo: its number."""
    number: int = done(propose(desk, told, subject=subject)).json()["fact"]["number"]
    for person in ("bai", "guo"):
        done(post(desk, person, f"{subject or told['code']}/{number}/approve/"))
    return number


def second_officer(desk: Desk, person: str = "zhao") -> str:
    """Somebody else of the county who approves."""
    one = desk.world.people[person]
    like = Post.objects.filter(role="duty_officer", unit__path=LINHE).first()
    assert like is not None
    Post.objects.create(
        scope=LINHE, person=one, unit=like.unit, role="duty_officer", starts_at=like.starts_at, ends_at=like.ends_at
    )
    return person
