"""As many people of each side as the rule wants, each with a proof of this very act (handbook 2.3, 7.2)."""

from __future__ import annotations

import json
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import IntegrityError, connection, transaction

from organisation.models import Proof
from paper_custody.gateways.sides import rules
from paper_custody.models import Bag, FurtherSigner, Handover
from paper_custody.states import BagStatus, Step
from tests.paper_custody.builders import Papers, scans_of
from tests.paper_custody.test_the_law import COPY


def test_every_rule_names_its_number_and_its_source() -> None:
    numbers = [rule.number for rule in rules().values()]

    assert len(set(numbers)) == len(numbers)
    assert all(rule.source and rule.zh and rule.en for rule in rules().values())
    assert rules()[Step.RECEIVE].receiver.people == 2


def test_one_of_the_secure_room_alone_does_not_receive(papers: Papers) -> None:
    refused = papers.receive(beside=[])

    assert refused.json()["code"] == "not_in_force"
    assert refused.json()["detail"]["rule"] == "N3-01"
    assert "handbook 2.3" in refused.json()["detail"]["source"]
    assert not Handover.objects.exists()
    assert set(Bag.objects.values_list("status", flat=True)) == {BagStatus.REGISTERED}


def test_two_receive_of_whom_one_is_the_head(papers: Papers) -> None:
    received = papers.receive()

    assert received.status_code == 200
    further = FurtherSigner.objects.get()
    assert (further.person, further.side, further.rule) == (papers.world.fan, "receiver", "N3-01")
    assert Proof.objects.filter(act=further.entry).count() == 3


@pytest.mark.parametrize(
    ("beside", "code"),
    [
        (["wang"], "one_person"),
        (["li"], "not_permitted"),
        (["zhao"], "not_permitted"),
        (["hu"], "not_permitted"),
        (["sun"], "not_permitted"),
        (["fan", "fan"], "one_person"),
    ],
)
def test_who_stands_beside_is_another_and_holds_the_duty(papers: Papers, beside: list[str], code: str) -> None:
    assert papers.receive(beside=beside).json()["code"] == code
    assert not Handover.objects.exists()


def test_a_head_there_must_be(papers: Papers) -> None:
    """Fan and another guard, and nobody who heads the room."""
    scans = scans_of("A1")
    asked: dict[str, Any] = {"bags": scans, "bags_counted": 12, "boxes_counted": 6, "session": "A1", "giver": "li"}
    refused = papers.post("fan", "receive", **asked, receivers=[papers.world.second("fan")])

    assert refused.json()["code"] in {"not_in_force", "one_person"}


def test_a_wrong_password_is_no_proof(papers: Papers) -> None:
    papers.world.second("fan")
    wrong = papers.receive(receivers=[{"login": "fan", "password": "not-his"}], beside=[])

    assert wrong.status_code in {400, 403, 409}
    assert not Handover.objects.exists()


def test_a_repeat_of_one_request_is_one_event_and_a_genuine_second_one_is_another(papers: Papers) -> None:
    """A retry storm collapses; the same bags given again later, as a shift ends, is a new fact (C21)."""
    papers.in_the_vault()
    act = str(uuid4())
    given: dict[str, Any] = {"receiver": papers.world.second("fan"), "bags": scans_of("A1", "v01")}
    answers = [papers.post("wang", "hand-over", headers={"Act-Id": act}, **given) for _time in range(100)]

    assert {answer.content for answer in answers} == {answers[0].content}
    assert Handover.objects.filter(step="hand_over").values("entry").distinct().count() == 1
    assert papers.post("wang", "hand-over", headers={"Act-Id": str(uuid4())}, **given).status_code == 200
    assert Handover.objects.filter(step="hand_over").values("entry").distinct().count() == 2


@pytest.mark.parametrize(
    ("change", "constraint"),
    [
        ({"person_id": "zhao"}, "person_proved"),
        ({"entry_id": "load"}, "person_proved"),
        ({"person_id": "wang", "side": "giver"}, "person_proved"),
        ({"person_id": "zhao", "side": "first"}, "further_side_is_known"),
        ({}, "signs_once_beside_the_first"),
    ],
)
def test_who_stands_beside_is_held_to_his_proof(papers: Papers, change: dict[str, Any], constraint: str) -> None:
    papers.on_the_road()
    row = FurtherSigner.objects.get()
    load = Handover.objects.filter(step="load").values_list("entry_id", flat=True)[0]
    known = {"zhao": papers.world.zhao.pk, "wang": papers.world.wang.pk, "load": load}
    told = {name: known.get(value, value) for name, value in change.items()}

    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        write(row.pk, told)


def write(pattern: UUID, change: dict[str, Any]) -> None:
    told = json.dumps({"id": uuid4(), **change}, default=str)
    with connection.cursor() as cursor:
        cursor.execute(COPY.format(table="paper_custody_furthersigner"), [told, pattern])
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
