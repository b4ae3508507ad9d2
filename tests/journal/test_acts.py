"""What ``@act`` promises: one transaction, one fact, one verdict."""

from __future__ import annotations

from dataclasses import replace

import pytest

from journal.audit import differences
from journal.cursors import REACTIONS, react
from journal.models import Entry, Verdict
from kernel.errors import OtherRequest
from organisation.models import Unit
from tests.journal.facts import BellRung, Cracked, Muffled, ring, ring_nothing, ring_within
from tests.world import World


def rings() -> int:
    return Unit.objects.get(code="150821").number - 2


def test_an_act_is_one_fact(county: World) -> None:
    assert ring(county.asked("wang"), bell="great") == BellRung(bell="great")

    assert rings() == 1
    assert county.standing_history() == ["tests.bell_rung"]


def test_a_repeat_is_answered_with_the_first_verdict_and_does_nothing(county: World) -> None:
    asked = county.asked("wang")

    first, again = ring(asked, bell="great"), ring(asked, bell="great")

    assert first == again
    assert rings() == 1
    assert county.standing_history() == ["tests.bell_rung"]


def test_a_known_id_with_other_bytes_is_refused_and_the_first_stands(county: World) -> None:
    asked = county.asked("wang")
    ring(asked, bell="great")

    with pytest.raises(OtherRequest):
        ring(replace(asked, request_hash=b"other"), bell="small")

    assert county.standing_history() == ["tests.bell_rung"]
    assert Verdict.objects.get(pk=asked.act_id).code == "accepted"


def test_a_refusal_moves_nothing_and_stays_refused(county: World) -> None:
    asked = county.asked("wang")

    for _attempt in range(2):
        with pytest.raises(Muffled):
            ring(asked, bell="muffled")

    with pytest.raises(Muffled):
        ring(asked, bell="great")
    assert rings() == 0
    assert county.standing_history() == []
    assert Verdict.objects.get(pk=asked.act_id).code == "tests_muffled"


def test_a_refusal_that_is_a_finding_is_itself_a_fact_once(county: World) -> None:
    asked = county.asked("wang")

    for _attempt in range(2):
        with pytest.raises(Cracked):
            ring(asked, bell="cracked")

    assert rings() == 0
    assert county.standing_history() == ["tests.crack_found"]


def test_a_bug_stores_nothing_and_surfaces(county: World) -> None:
    asked = county.asked("wang")

    with pytest.raises(ZeroDivisionError):
        ring(asked, bell="broken")

    assert rings() == 0
    assert not Verdict.objects.filter(pk=asked.act_id).exists()
    assert ring(asked, bell="great") == BellRung(bell="great")


def test_an_act_that_finds_nothing_to_do_leaves_no_trace(county: World) -> None:
    asked = county.asked("wang")

    assert ring_nothing(asked) is None

    assert Unit.objects.get(code="150821").number == 2
    assert not Verdict.objects.filter(pk=asked.act_id).exists()


def test_acts_do_not_nest(county: World) -> None:
    with pytest.raises(RuntimeError, match="inside the act ring_within"):
        ring_within(county.asked("wang"))

    assert not Entry.objects.exists()


def test_the_journal_of_all_that_is_whole(county: World) -> None:
    for bell in ("one", "two", "three"):
        ring(county.asked("wang"), bell=bell)
    county.settle()

    assert list(differences()) == []


def test_an_answer_has_a_name_of_its_own() -> None:
    """The second under one name would take the first one's place, and its facts would go unanswered."""
    name, reaction = next(iter(REACTIONS.items()))
    with pytest.raises(ValueError, match="has a name of its own"):
        react(reaction.event)(reaction.handler)

    assert REACTIONS[name] is reaction
