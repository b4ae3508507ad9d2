"""Warnings come in by address and as files: each kept with its bytes, each answered by its hazard's plan."""

from __future__ import annotations

import hashlib
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, transaction

from incidents.models import Alert, AlertReject, AlertSource, Origin
from journal.audit import differences
from kernel.actors import SYSTEM
from kernel.scope import reading
from tests.incidents.builders import Desk, Opened, done
from tests.incidents.warnings import SAMPLES, SECRET, opened, reference, sent, warning
from tests.stages import stage


@stage
def open_desk(desk: Desk) -> Desk:
    """With a weather service that may send."""
    done(opened(desk))
    desk.world.settle()
    desk.world.forget()
    return desk


def brought(desk: Desk, person: str, body: bytes, *, real: bool = False) -> Any:
    exam = desk.world.real if real else desk.world.exam
    file = SimpleUploadedFile("warning.xml", body, content_type="application/xml")
    response = desk.world.client_of(person).post(f"/alerts/?exam={exam.pk}", {"file": file}, follow=True)
    desk.world.settle()
    return response


def reasons() -> list[str]:
    return list(AlertReject.objects.order_by("received_at").values_list("reason", flat=True))


def test_an_orange_rainstorm_starts_its_plan_with_a_link_back(open_desk: Desk) -> None:
    body = warning()
    assert sent(open_desk, body).status_code == 200

    [incident], alert = open_desk.all(), Alert.objects.get()
    assert (incident.plan_code, incident.level_initial, incident.status) == ("G01", "II", "registered")
    origin = Origin.objects.get(incident=incident)
    assert (origin.kind, origin.cause_id, origin.fact_kind) == ("alert", alert.entry_id, "incidents.alert_taken")
    assert (bytes(alert.body), bytes(alert.sha256)) == (body, hashlib.sha256(body).digest())
    assert open_desk.world.history() == [
        "incidents.alert_taken",
        "incidents.incident_opened",
        "incidents.units_called_out",
    ]


@pytest.mark.parametrize(
    ("changed", "plan"),
    [
        ({"event": "雷电", "eventCode": "11B14"}, "G02"),
        ({"event": "冰雹", "eventCode": "", "headline": "冰雹橙色预警"}, "G02"),
        ({"event": "预警", "eventCode": "11B01"}, "G02"),
        ({"event": "地震", "eventCode": "11C01", "severity": "Minor"}, "G03"),
        ({"event": "高温", "eventCode": "11B09", "severity": "Orange"}, "F04"),
        ({"event": "预警", "eventCode": "11B03", "severity": "红色"}, "G01"),
        ({"sent": "2027-06-07 08:00:00+08:00"}, "G01"),
    ],
)
def test_the_right_plan_by_the_code_or_by_the_word(open_desk: Desk, changed: dict[str, str], plan: str) -> None:
    assert sent(open_desk, warning(**changed)).status_code == 200

    assert [row.plan_code for row in open_desk.all()] == [plan]


@pytest.mark.parametrize(
    "changed",
    [
        {"severity": "Moderate"},
        {"event": "大雾", "eventCode": "11B17", "headline": "大雾红色预警", "severity": "Extreme"},
        {"msgType": "Cancel", "references": reference(7)},
    ],
)
def test_what_is_not_bad_enough_or_of_no_plan_starts_none(open_desk: Desk, changed: dict[str, str]) -> None:
    assert sent(open_desk, warning(**changed)).status_code == 200

    assert open_desk.all() == []
    assert Alert.objects.count() == 1


def test_the_same_bytes_again_are_the_same_warning(open_desk: Desk) -> None:
    for _again in range(3):
        assert sent(open_desk, warning()).status_code == 200
    brought(open_desk, "chen", warning())

    assert Alert.objects.count() == 1
    assert open_desk.world.history() == [
        "incidents.alert_taken",
        "incidents.incident_opened",
        "incidents.units_called_out",
    ]


def test_its_number_with_other_bytes_is_set_aside(open_desk: Desk) -> None:
    sent(open_desk, warning())
    response = sent(open_desk, warning(severity="Extreme"))

    assert (response.status_code, response.json()["code"]) == (422, "alert_set_aside")
    assert sent(open_desk, warning(severity="Extreme")).json() == response.json()
    assert reasons() == ["other_content"]
    assert Alert.objects.get().severity == "Severe"


def test_updates_and_the_cancel_belong_to_the_incident_that_is_open(open_desk: Desk) -> None:
    sent(open_desk, warning(1))
    sent(open_desk, warning(2, msgType="Update", severity="Extreme", references=reference(1)))
    sent(open_desk, warning(3, msgType="Update", severity="Moderate", references=f"{reference(1)} {reference(2)}"))
    sent(open_desk, warning(4, msgType="Cancel", references=reference(3)))

    assert [row.plan_code for row in open_desk.all()] == ["G01"]
    told = open_desk.get("bai", "1/").json()["origins"]
    assert len(told) == 4
    ended = dict(Alert.objects.order_by("identifier").values_list("identifier", "over_by__identifier"))
    assert [later and later[-1] for later in ended.values()] == ["2", "3", "4", None]


def test_a_cancel_after_the_end_opens_nothing(open_desk: Desk) -> None:
    sent(open_desk, warning(1))
    incident = open_desk.all()[0]
    done(open_desk.post("chen", f"{incident.number}/acknowledge/"))
    done(open_desk.post("chen", f"{incident.number}/notes/", words="已会商"))
    opened_one = Opened(open_desk, incident.number)
    opened_one.finish()
    done(opened_one.post("chen", "close/propose/", words="雨停"))
    done(opened_one.post("guo", "close/"))

    sent(open_desk, warning(2, msgType="Cancel", references=reference(1)))

    assert len(open_desk.all()) == 1


BOMB = (
    b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    b'<alert xmlns="urn:oasis:names:tc:emergency:cap:1.2"><identifier>&b;</identifier></alert>'
)
OUTSIDE = BOMB.replace(b'<!ENTITY a "aaaaaaaaaa">', b'<!ENTITY a SYSTEM "file:///etc/passwd">')


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (b"", "unreadable"),
        (b"rain", "unreadable"),
        (warning()[:-9], "unreadable"),
        (BOMB, "unreadable"),
        (OUTSIDE, "unreadable"),
        (b"<alert/>", "incomplete"),
        (b"<feed><info/></feed>", "incomplete"),
        (warning(sent="yesterday"), "incomplete"),
        (warning(severity="terrible"), "incomplete"),
        (warning(identifier=" "), "incomplete"),
        (warning(msgType="Ack"), "incomplete"),
        (warning(headline="x" * 1_100_000), "too_large"),
        (warning(status="Actual"), "wrong_status"),
        (warning(status="Test"), "wrong_status"),
    ],
)
def test_what_cannot_be_taken_is_kept_and_shown(open_desk: Desk, body: bytes, reason: str) -> None:
    for _again in range(2):
        response = sent(open_desk, body)
        assert (response.status_code, response.json()["detail"]["reason"]) == (422, reason)

    row = AlertReject.objects.get()
    assert (row.reason, bytes(row.sha256)) == (reason, hashlib.sha256(body[: 1_048_576 + 1]).digest())
    assert (row.body is None) == (reason == "too_large")
    page = open_desk.world.client_of("chen").get(f"/alerts/?exam={open_desk.world.exam.pk}").content.decode()
    assert f'data-reason="{reason}"' in page
    assert open_desk.all() == []


def test_the_standards_own_examples_are_read(desk: Desk) -> None:
    for name in ("oasis-example1.xml", "oasis-example3.xml"):
        assert "预警已登记" in brought(desk, "kong", (SAMPLES / name).read_bytes(), real=True).content.decode()

    assert Alert.objects.filter(exam=desk.world.real).count() == 2
    assert Alert.objects.get(identifier="43b080713727").severity == "Severe"


def test_an_exercise_does_not_come_into_the_real_exam(desk: Desk) -> None:
    page = brought(desk, "kong", warning(), real=True).content.decode()

    assert "演练预警只能进入演练" in page
    assert not Alert.objects.exists()
    assert reasons() == ["wrong_status"]


@pytest.mark.parametrize("secret", ["", "wrong-secret-of-24-letters", SECRET[:-1]])
def test_an_unknown_secret_leaves_nothing_behind(open_desk: Desk, secret: str) -> None:
    assert sent(open_desk, warning(), secret).status_code == 401
    assert sent(open_desk, b"rain", secret).status_code == 401

    assert not Alert.objects.exists()
    assert not AlertReject.objects.exists()


def test_a_closed_source_sends_no_longer(open_desk: Desk) -> None:
    source = AlertSource.objects.get()
    address = f"{open_desk.world.api}/alert-sources/{source.pk}/close/"
    assert open_desk.world.client_of("chen").post(address).json()["code"] == "not_permitted"
    done(open_desk.world.client_of("bai").post(address))

    assert sent(open_desk, warning()).status_code == 401
    assert opened(open_desk).json()["code"] == "alert_secret_taken"


@pytest.mark.parametrize("person", ["chen", "sun", "zhao"])
def test_who_runs_no_drill_opens_no_source(desk: Desk, person: str) -> None:
    address = f"{desk.world.api}/alert-sources/"
    response = desk.world.client_of(person).post(address, {"name": "县气象台", "secret": SECRET})

    assert response.json()["code"] == "not_permitted"


@pytest.mark.parametrize("person", ["sun", "jin"])
def test_who_reports_nothing_for_the_county_brings_no_file(desk: Desk, person: str) -> None:
    page = brought(desk, person, warning()).content.decode()

    assert "预警已登记" not in page
    assert not Alert.objects.exists()
    assert not AlertReject.objects.exists()


def test_another_county_sees_none_of_it(open_desk: Desk) -> None:
    sent(open_desk, warning())
    client = open_desk.world.client_of("hu")

    assert client.get(f"/alerts/?exam={open_desk.world.exam.pk}").status_code == 404
    assert client.get(f"{open_desk.world.api}/alerts/").json()["code"] == "not_there"
    assert brought(open_desk, "hu", warning(2)).status_code == 404


def test_the_page_and_the_api_show_what_came_and_what_it_led_to(open_desk: Desk) -> None:
    sent(open_desk, warning())
    client = open_desk.world.client_of("chen")

    page = client.get(f"/alerts/?exam={open_desk.world.exam.pk}").content.decode()
    told = client.get(f"{open_desk.world.api}/alerts/").json()

    assert "暴雨橙色预警" in page
    assert f"/incidents/1/?exam={open_desk.world.exam.pk}" in page
    assert SECRET not in page
    [one] = told["taken"]
    assert (one["event_code"], one["hazard"], one["incidents"], one["is_over"]) == ("11B03", "rainstorm", [1], False)
    assert "气象、地震预警" in client.get(f"/incidents/1/?exam={open_desk.world.exam.pk}").content.decode()


def test_what_came_is_never_deleted_and_agrees_with_its_fact(open_desk: Desk) -> None:
    sent(open_desk, warning())
    sent(open_desk, b"rain")

    for rows in (Alert.objects.all(), AlertReject.objects.all()):
        with pytest.raises(DatabaseError), transaction.atomic():
            rows.delete()
    with reading(SYSTEM):
        assert list(differences()) == []
        Alert.objects.update(body=b"sun")
        assert any("bytes of warning" in one for one in differences())
