"""Files of an incident: documents under their hash, and pictures only where the rules let them (limits.md 2)."""

from __future__ import annotations

import hashlib
import io
import zipfile
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, transaction
from django.test.client import MULTIPART_CONTENT

from incidents.gateways import Pictures, shipped
from incidents.models import IncidentFile
from kernel.actors import SYSTEM
from kernel.scope import reading
from tests.incidents.builders import Desk, Opened, done

PNG = b"\x89PNG\r\n\x1a\n" + b"\x00" * 32
LETTER = b"%PDF-1.7\n1 0 obj << /Type /Page >> endobj\n%%EOF"
SCAN = b"%PDF-1.7\n1 0 obj << /Type /XObject /Subtype /Image >> stream\n%%EOF"
JPEG = b"\xff\xd8\xff\xe0" + b"0" * 20
HEIC = b"\x00\x00\x00\x18ftypheic" + b"0" * 20
WEBP = b"RIFF\x00\x00\x00\x00WEBPVP8 "


def packed(**files: bytes) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        for name, content in files.items():
            archive.writestr(name.replace("__", "/").replace("_dot_", "."), content)
    return held.getvalue()


WORD = packed(word__document_dot_xml=b"<w/>")
WORD_WITH_PHOTO = packed(word__document_dot_xml=b"<w/>", word__media__image1_dot_jpeg=JPEG)


def add(incident: Opened, content: bytes, *, by: str = "chen", name: str = "差异单.pdf") -> Any:
    address = f"{incident.desk.api}{incident.number}/files/"
    given = {"file": SimpleUploadedFile(name, content)}
    return incident.desk.world.client_of(by).post(address, given, content_type=MULTIPART_CONTENT)


def files(incident: Opened, by: str = "bai") -> list[dict[str, Any]]:
    told: list[dict[str, Any]] = done(incident.desk.get(by, f"{incident.number}/files/")).json()
    return told


def test_a_document_is_kept_under_its_hash(desk: Desk) -> None:
    incident = desk.answered("E01", venue="v01")

    done(add(incident, LETTER))

    [kept] = files(incident)
    assert (kept["name"], kept["kind"], kept["size"]) == ("差异单.pdf", "pdf", len(LETTER))
    assert kept["sha256"] == hashlib.sha256(LETTER).hexdigest()
    assert add(incident, LETTER, name="同一份.pdf").json()["code"] == "file_there"
    [fact] = [one for one in desk.world.facts() if one.kind == "incidents.file_added"]
    assert fact.as_json()["sha256"] == kept["sha256"]


@pytest.mark.parametrize(
    ("content", "kind"),
    [(WORD, "word"), (packed(xl__workbook_dot_xml=b"<x/>"), "sheet"), ("情况说明".encode(), "text")],
)
def test_what_a_file_is_follows_from_its_bytes(desk: Desk, content: bytes, kind: str) -> None:
    incident = desk.answered("E01", venue="v01")

    done(add(incident, content, name="情况.pdf"))

    assert files(incident)[0]["kind"] == kind


@pytest.mark.parametrize("content", [b"\x7fELF\x02\x01\x01\x00\xff", packed(a_dot_exe=b"MZ"), b"PK\x03\x04broken"])
def test_what_is_no_document_is_refused(desk: Desk, content: bytes) -> None:
    incident = desk.answered("E01", venue="v01")

    assert add(incident, content).json()["code"] == "file_refused"
    assert files(incident) == []


def test_what_is_too_big_is_refused(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    incident = desk.answered("E01", venue="v01")
    monkeypatch.setattr("incidents.policies.running.MOST_BYTES", 100)

    assert add(incident, b"a" * 101).json()["code"] == "file_refused"
    done(add(incident, b"a" * 100))


def test_an_id_number_in_a_text_is_refused(desk: Desk) -> None:
    incident = desk.answered("E01", venue="v01")

    assert add(incident, "考生150821200701010011".encode()).json()["code"] == "id_number_written"


@pytest.mark.parametrize("content", [PNG, JPEG, HEIC, WEBP, SCAN, WORD_WITH_PHOTO])
@pytest.mark.parametrize(
    ("plan", "document", "code"),
    [
        ("A01", "县保密局〔2027〕3号", "picture_refused"),
        ("E01", "", "picture_not_permitted"),
        ("E01", "县保密局〔2027〕3号", None),
    ],
)
def test_a_picture_is_taken_only_where_the_rules_let_it(
    desk: Desk, settings: Any, content: bytes, plan: str, document: str, code: str | None
) -> None:
    settings.CAMERA_DOCUMENT = document
    incident = desk.answered(plan, venue="v01")

    assert add(incident, content, name="现场.txt").json().get("code") == code

    kept = files(incident)
    assert len(kept) == (code is None)
    assert all(one["permission"] == document for one in kept if one["kind"] == "picture")


def test_the_plans_that_take_no_picture_are_those_of_the_rule() -> None:
    """limits.md 2: groups A, B, D and C01, C02, C06, and procedure S04."""
    refusing = {plan.code for plan in shipped() if plan.pictures == Pictures.REFUSED}

    named = {plan.code for plan in shipped() if plan.code[0] in "ABD"} | {"C01", "C02", "C06", "S04"}
    assert named <= refusing


@pytest.mark.parametrize(("who", "code"), [("zhao", "not_there"), ("hu", "not_there"), ("tao", "not_there")])
def test_who_does_not_see_the_incident_neither_adds_nor_reads(desk: Desk, who: str, code: str) -> None:
    incident = desk.answered("E01", venue="v01")
    done(add(incident, LETTER))

    assert add(incident, b"text", by=who).json()["code"] == code
    assert desk.get(who, f"{incident.number}/files/").json()["code"] == code
    page = desk.world.client_of(who).get(f"/incidents/{incident.number}/files/1/", exam(desk))
    assert page.status_code == 404


def exam(desk: Desk) -> dict[str, str]:
    return {"exam": str(desk.world.exam.pk)}


def test_a_file_is_handed_in_on_the_page_and_comes_back_to_the_byte(desk: Desk) -> None:
    incident = desk.answered("E01", venue="v01")
    client = desk.world.client_of("chen")

    handed_in = client.post(
        f"/incidents/{incident.number}/files/?exam={desk.world.exam.pk}", {"file": SimpleUploadedFile("函.pdf", LETTER)}
    )
    assert handed_in.status_code == 302
    answer = client.get(f"/incidents/{incident.number}/files/1/", exam(desk))

    assert answer.content == LETTER
    assert "attachment" in answer.headers["Content-Disposition"]
    assert answer.headers["Content-Type"] == "application/octet-stream"
    assert "函.pdf" in client.get(f"/incidents/{incident.number}/", exam(desk)).content.decode()


def test_nobody_changes_a_file(desk: Desk) -> None:
    incident = desk.answered("E01", venue="v01")
    done(add(incident, LETTER))

    with reading(SYSTEM), pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
        IncidentFile.objects.update(content=b"x")
