"""Custody as EPCIS 2.0: what we export is valid and tells no name and no seal; what is wrong is named by its path."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from journal.models import Entry
from organisation.models import Person
from paper_custody.gateways.epcis import wrong_in
from paper_custody.models import Seal
from tests.paper_custody.builders import Papers
from tests.paper_custody.test_evidence import audits
from tests.stages import stage
from tests.venues.builders import at

EXAMPLES = sorted((Path(__file__).parent / "epcis").glob("*.jsonld"))
CODE = "DRILL-A1-v01-001-P"


def export(papers: Papers, who: str) -> Any:
    return papers.world.client_of(who).get("/papers/epcis/", {"exam": str(papers.world.exam.pk)})


@stage
def day(papers: Papers) -> Papers:
    """v01's day, miscounted by two and then counted together; Bai audits."""
    papers.to_the_venue()
    papers.world.move_to(at(-10))
    papers.rooms("issue")
    papers.rooms("open")
    papers.world.move_to(at(151))
    papers.rooms("collect")
    papers.count(present=28)
    papers.world.fast_forward(minutes=2)
    assert papers.count_together().status_code == 200
    papers.world.settle()
    audits(papers.world)
    return papers


@stage
def over(day: Papers) -> Papers:
    """The last session has ended."""
    last = max(session.ends_at for session in day.world.exam.sessions.all())
    day.world.move_to(last)
    return day


@pytest.fixture
def events(over: Papers) -> list[dict[str, Any]]:
    answer = export(over, "bai")
    assert answer.status_code == 200, answer.content.decode()
    assert wrong_in(answer.content) == []
    listed: list[dict[str, Any]] = json.loads(answer.content)["epcisBody"]["eventList"]
    return listed


# ---- what we export


def test_a_bags_day_is_told_in_order(events: list[dict[str, Any]]) -> None:
    told = [
        (event["type"], event["bizStep"])
        for event in events
        if any(uri.endswith(f"/bag/{CODE}") for uri in [*event.get("epcList", ()), *event.get("childEPCs", ())])
        or event.get("parentID", "").endswith(f"/bag/{CODE}")
    ]

    assert sorted(told[:3]) == [
        ("AggregationEvent", "packing"),
        ("AssociationEvent", "assembling"),
        ("ObjectEvent", "commissioning"),
    ]
    assert [step for kind, step in told[3:] if kind == "ObjectEvent"] == [
        "receiving", "storing", "shipping", "receiving", "picking", "inspecting", "collecting", "cycle_counting",
        "cycle_counting", "cycle_counting", "cycle_counting", "cycle_counting",
    ]  # fmt: skip
    assert ("AssociationEvent", "disassembling") in told


def test_an_event_is_our_record_with_its_leaf_and_its_two_people(over: Papers, events: list[dict[str, Any]]) -> None:
    (loaded,) = [event for event in events if event["bizStep"] == "shipping"]

    entry = Entry.objects.get(pk=loaded["eventID"].removeprefix("urn:uuid:"))
    assert entry.kind == "paper_custody.bags_loaded"
    assert loaded["examops:record"] == entry.leaf.index
    assert len(loaded["examops:leafHash"]) == 64
    assert loaded["eventTime"].endswith("+08:00")
    assert loaded["eventTimeZoneOffset"] == "+08:00"
    source, destination = loaded["sourceList"][0], loaded["destinationList"][0]
    assert source["type"] == destination["type"] == "possessing_party"
    assert source["source"] != destination["destination"]
    assert str(over.world.wang.pk) not in source["source"]
    assert {event["examops:drill"] for event in events} == {True}


def test_a_miscount_stays_and_is_declared_an_error_beside_it(events: list[dict[str, Any]]) -> None:
    counts = [event for event in events if event["bizStep"] == "cycle_counting"]

    by_one, declared, by_the_other, also_declared, together = counts
    for told, error in ((by_one, declared), (by_the_other, also_declared)):
        assert "errorDeclaration" not in told
        assert {**error, "errorDeclaration": None} == {**told, "errorDeclaration": None}
        assert error["errorDeclaration"]["correctiveEventIDs"] == [together["eventID"]]
    assert "errorDeclaration" not in together
    said = [event["disposition"] for event in (by_one, by_the_other, together)]
    assert said == ["in_progress", "mismatch_quantity", "completeness_verified"]


def test_no_name_no_seal_and_no_vehicle_leaves(over: Papers) -> None:
    text = export(over, "bai").content.decode()

    assert [name for name in Person.objects.values_list("name", flat=True) if name in text] == []
    assert [str(pk) for pk in Person.objects.values_list("pk", flat=True) if str(pk) in text] == []
    assert [number for number in Seal.objects.values_list("number", flat=True) if number in text] == []
    assert "CAR-v01" not in text
    assert "sgtin" not in text


def test_before_the_last_session_has_ended_nothing_leaves(day: Papers, tmp_path: Path) -> None:
    early = export(day, "bai")

    assert early.status_code == 409
    assert "custody_still_under_way" in early.content.decode()
    with pytest.raises(CommandError, match="custody_still_under_way"):
        call_command("export_epcis", str(day.world.exam.pk), str(tmp_path / "early.jsonld"))
    assert not (tmp_path / "early.jsonld").exists()


@pytest.mark.parametrize(("who", "status"), [("wang", 403), ("sun", 403), ("tao", 403), ("zhao", 403), ("hu", 404)])
def test_it_is_the_auditors_alone(over: Papers, who: str, status: int) -> None:
    assert export(over, who).status_code == status


def test_the_commands_write_and_check_a_file(over: Papers, tmp_path: Path, capsys: Any) -> None:
    file = tmp_path / "custody.jsonld"

    call_command("export_epcis", str(over.world.exam.pk), str(file))
    call_command("validate_epcis", str(file))
    assert "valid." in capsys.readouterr().out

    file.write_text(file.read_text().replace('"shipping"', '"shippping"'))
    with pytest.raises(CommandError):
        call_command("validate_epcis", str(file))
    assert "bizStep" in capsys.readouterr().out


# ---- what is valid, and what is not


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda path: path.stem)
def test_every_official_example_is_accepted(example: Path) -> None:
    assert wrong_in(example.read_bytes()) == []


def test_there_are_examples() -> None:
    assert len(EXAMPLES) == 13


HANDOVER: dict[str, Any] = {
    "type": "ObjectEvent",
    "eventID": "urn:uuid:f81d4fae-7dec-11d0-a765-00a0c91e6bf6",
    "eventTime": "2027-06-07T05:57:00.000+08:00",
    "eventTimeZoneOffset": "+08:00",
    "action": "OBSERVE",
    "bizStep": "shipping",
    "disposition": "in_transit",
    "epcList": ["https://examops.example/exams/1/bag/A1-001"],
    "sourceList": [{"type": "possessing_party", "source": "https://examops.example/exams/1/person/7"}],
    "bizTransactionList": [{"type": "po", "bizTransaction": "https://examops.example/exams/1/handover/3"}],
    "persistentDisposition": {"set": ["completeness_verified"]},
    "errorDeclaration": {"declarationTime": "2027-06-07T06:29:00+08:00", "reason": "incorrect_data"},
}


def document(*events: dict[str, Any]) -> dict[str, Any]:
    return {
        "@context": ["https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld"],
        "type": "EPCISDocument",
        "schemaVersion": "2.0",
        "creationDate": "2027-06-10T20:00:00+08:00",
        "epcisBody": {"eventList": list(events)},
    }


def put(*path: Any, value: Any = None) -> Callable[[dict[str, Any]], None]:
    """Put a value at a place of the document; without one, take away what is there."""

    def change(told: dict[str, Any]) -> None:
        place: Any = told
        for part in path[:-1]:
            place = place[part]
        if value is None:
            del place[path[-1]]
        else:
            place[path[-1]] = value

    return change


EVENT = ("epcisBody", "eventList", 0)
AT = "$.epcisBody.eventList[0]"

BROKEN: dict[str, tuple[Callable[[dict[str, Any]], None], str, str]] = {
    "step": (put(*EVENT, "bizStep", value="shippping"), f"{AT}.bizStep", "'shippping' is no word"),
    "step_as_address": (
        put(*EVENT, "bizStep", value="https://ref.gs1.org/cbv/BizStep-shippping"),
        f"{AT}.bizStep",
        "'shippping' is no word",
    ),
    "step_as_old_urn": (put(*EVENT, "bizStep", value="urn:epcglobal:cbv:bizstep:x"), f"{AT}.bizStep", "no word"),
    "disposition": (put(*EVENT, "disposition", value="lost"), f"{AT}.disposition", "'lost' is no word"),
    "disposition_as_address": (
        put(*EVENT, "disposition", value="https://ref.gs1.org/cbv/Disp-lost"),
        f"{AT}.disposition",
        "'lost' is no word",
    ),
    "lasting": (
        put(*EVENT, "persistentDisposition", "set", 0, value="whole"),
        f"{AT}.persistentDisposition.set[0]",
        "'whole' is no word",
    ),
    "party": (put(*EVENT, "sourceList", 0, "type", value="owner"), f"{AT}.sourceList[0].type", "'owner' is no word"),
    "transaction": (
        put(*EVENT, "bizTransactionList", 0, "type", value="form"),
        f"{AT}.bizTransactionList[0].type",
        "'form' is no word",
    ),
    "reason": (
        put(*EVENT, "errorDeclaration", "reason", value="oops"),
        f"{AT}.errorDeclaration.reason",
        "'oops' is no word",
    ),
    "no_offset": (put(*EVENT, "eventTime", value="2027-06-07T05:57:00"), f"{AT}.eventTime", "says its offset"),
    "no_such_day": (put(*EVENT, "eventTime", value="2027-06-31T05:57:00+08:00"), f"{AT}.eventTime", "no moment"),
    "a_day_only": (put(*EVENT, "eventTime", value="2027-06-07"), f"{AT}.eventTime", "no moment"),
    "record_time": (put(*EVENT, "recordTime", value="05:57"), f"{AT}.recordTime", "no moment"),
    "declared_when": (
        put(*EVENT, "errorDeclaration", "declarationTime", value="yesterday"),
        f"{AT}.errorDeclaration.declarationTime",
        "no moment",
    ),
    "zone": (put(*EVENT, "eventTimeZoneOffset", value="CST"), f"{AT}.eventTimeZoneOffset", "does not match"),
    "no_zone": (put(*EVENT, "eventTimeZoneOffset"), AT, "'eventTimeZoneOffset' is a required property"),
    "no_time": (put(*EVENT, "eventTime"), AT, "'eventTime' is a required property"),
    "action": (put(*EVENT, "action", value="MOVE"), f"{AT}.action", "'MOVE' is not one of"),
    "no_action": (put(*EVENT, "action"), AT, "'action' is a required property"),
    "epc": (put(*EVENT, "epcList", 0, value="bag one"), f"{AT}.epcList[0]", "address"),
    "epcs": (put(*EVENT, "epcList", value="A1-001"), f"{AT}.epcList", "is not of type 'array'"),
    "no_source": (put(*EVENT, "sourceList", 0, "source"), f"{AT}.sourceList[0]", "'source' is a required property"),
    "own_field": (put(*EVENT, "seal", value="77"), AT, "seal"),
    "kind": (put(*EVENT, "type", value="HandoverEvent"), f"{AT}.type", "HandoverEvent"),
    "version": (put("schemaVersion"), "$", "'schemaVersion' is a required property"),
    "no_context": (put("@context"), "$", "'@context' is a required property"),
    "created": (put("creationDate", value="today"), "$.creationDate", "no moment"),
    "no_body": (put("epcisBody"), "$", "'epcisBody' is a required property"),
}


def test_what_the_broken_ones_are_made_of_is_valid() -> None:
    assert wrong_in(json.dumps(document(HANDOVER))) == []


@pytest.mark.parametrize("name", BROKEN)
def test_what_is_wrong_is_named_with_its_place(name: str) -> None:
    change, path, reason = BROKEN[name]
    told = document(copy.deepcopy(HANDOVER))
    change(told)

    found = wrong_in(json.dumps(told))

    assert [wrong for wrong in found if wrong.path == path and reason in wrong.reason], [str(one) for one in found]


def test_an_event_told_twice_is_named_unless_it_declares_its_error() -> None:
    plain = {name: value for name, value in HANDOVER.items() if name != "errorDeclaration"}

    assert [wrong.path for wrong in wrong_in(json.dumps(document(plain, plain)))] == [
        "$.epcisBody.eventList[1].eventID"
    ]
    assert wrong_in(json.dumps(document(plain, HANDOVER))) == []


@pytest.mark.parametrize("text", ["", "[]", "{", "7", '{"type": "EPCISDocument", "epcisBody": []}'])
def test_what_is_no_document_at_all_is_said_so(text: str) -> None:
    assert wrong_in(text)
