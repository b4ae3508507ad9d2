"""An incident goes out as CAP 1.2: valid, signed, restricted, and a drill's never to be taken for the real one's."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from lxml import etree
from signxml.exceptions import InvalidSignature
from signxml.verifier import XMLVerifier

from incidents.gateways.cap_out import CapMessage, key_of
from incidents.selectors.cap import cap_messages
from incidents.services import open_incident
from incidents.services.opening import FirstReport
from incidents.states import AlertStatus
from kernel.actors import SYSTEM
from kernel.scope import reading
from tests.incidents.builders import Desk, Opened, done
from tests.incidents.warnings import NAMESPACE, SAMPLES

IDENTIFIER = re.compile(r"^\d{6}\d{3}\d{3}\d{2}_\d{14}_\d$")
TIME = re.compile(r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+08:00$")


def schema() -> Any:
    return etree.XMLSchema(etree.parse(SAMPLES / "CAP-v1.2.xsd"))


def message(desk: Desk, person: str, number: int, **query: str) -> Any:
    exam = desk.world.exam.pk
    return desk.world.client_of(person).get(f"/incidents/{number}/cap.xml", {"exam": str(exam), **query})


def read(response: Any) -> Any:
    assert response.status_code == 200, response.content.decode()[:500]
    return etree.fromstring(response.content)


def text(root: Any, name: str) -> str:
    found = root.find(f".//{{{NAMESPACE}}}{name}")
    return "" if found is None else found.text


def ended(desk: Desk) -> Opened:
    incident = desk.answered("E01", venue="v01", words="李某某反映全校停电")
    done(incident.post("chen", "level/", level="II", words="扩大"))
    incident.finish()
    done(incident.post("chen", "close/propose/", words="已恢复"))
    done(incident.post("guo", "close/"))
    desk.world.settle()
    return incident


def test_each_change_is_a_valid_message_that_names_those_before(desk: Desk) -> None:
    incident, known = ended(desk), schema()

    roots = [read(message(desk, "bai", incident.number, message=str(place))) for place in (1, 2, 3)]

    for root in roots:
        known.assertValid(root)
        assert IDENTIFIER.match(text(root, "identifier"))
        assert text(root, "identifier").startswith("150821360000")
        assert TIME.match(text(root, "sent"))
    assert [text(root, "msgType") for root in roots] == ["Alert", "Update", "Cancel"]
    assert [text(root, "severity") for root in roots] == ["Moderate", "Severe", "Severe"]
    assert [len(text(root, "references").split()) for root in roots] == [0, 1, 2]
    assert text(roots[0], "identifier") in text(roots[2], "references")
    assert len({text(root, "identifier") for root in roots}) == 3
    newest = read(message(desk, "bai", incident.number))
    assert text(newest, "identifier") == text(roots[2], "identifier")
    assert message(desk, "bai", incident.number, message="4").status_code == 404
    assert message(desk, "bai", incident.number, message="0").status_code == 404


def test_a_drills_is_an_exercise_and_the_real_ones_is_not_and_neither_is_public(desk: Desk) -> None:
    world = desk.world
    incident = desk.opened("E01", venue="v01")
    real = open_incident(world.asked("chen", exam_id=world.real.pk), report=FirstReport(plan="E01", venue="v01"))

    drill_root = read(message(desk, "bai", incident.number))
    real_root = read(world.client_of("bai").get(f"/incidents/{real.number}/cap.xml", {"exam": str(world.real.pk)}))

    for root, status in ((drill_root, "Exercise"), (real_root, "Actual")):
        schema().assertValid(root)
        assert (text(root, "status"), text(root, "scope")) == (status, "Restricted")
        assert text(root, "restriction")
    assert "【演练】" in text(drill_root, "headline")
    assert "【演练】" not in text(real_root, "headline")
    assert text(drill_root, "identifier") != text(real_root, "identifier")


def test_a_drill_is_signed_under_a_key_of_its_own(desk: Desk) -> None:
    incident = desk.opened("E01")
    signed = message(desk, "bai", incident.number).content
    exercise, actual = (key_of(status)[1].decode() for status in (AlertStatus.EXERCISE, AlertStatus.ACTUAL))

    verified: Any = XMLVerifier().verify(signed, x509_cert=exercise)
    assert verified.signed_xml is not None
    with pytest.raises(InvalidSignature):
        XMLVerifier().verify(signed, x509_cert=actual)
    changed = signed.replace(b"Exercise", b"Actual", 1)
    assert changed != signed
    with pytest.raises(InvalidSignature):
        XMLVerifier().verify(changed, x509_cert=exercise)
    given = desk.world.client_of("bai").get("/alerts/certificate.pem", {"exam": str(desk.world.exam.pk)})
    assert given.content.decode() == exercise


def test_no_word_that_somebody_wrote_goes_out(desk: Desk) -> None:
    incident = ended(desk)

    for place in ("1", "2", "3"):
        told = message(desk, "bai", incident.number, message=place).content.decode()
        for secret in ("李某某", "扩大", "已恢复", "陈值班"):
            assert secret not in told


def test_one_for_named_roles_goes_out_for_them_alone(desk: Desk) -> None:
    incident = desk.opened("F05", venue="v01")

    for person in ("chen", "kong", "sun", "tao", "zhao", "hu"):
        assert message(desk, person, incident.number).status_code in {403, 404}, person
    assert message(desk, "guo", incident.number).status_code == 200


def test_many_in_one_second_have_numbers_of_their_own(desk: Desk) -> None:
    for _one in range(14):
        desk.opened("E01", venue="v01")
    with reading(SYSTEM):
        told: list[CapMessage] = [one for row in range(1, 15) for one in cap_messages(desk.world.exam.pk, row, SYSTEM)]

    identifiers = [one.identifier for one in told]
    assert len(set(identifiers)) == len(identifiers) == 14
    crowded = [replaced(one, serial) for serial, one in enumerate(told)]
    assert len({one.identifier for one in crowded}) == 14
    assert all(IDENTIFIER.match(one.identifier) for one in crowded)


def replaced(one: CapMessage, serial: int) -> CapMessage:
    """The message as if all had been sent in one second."""
    return replace(one, serial=serial, sent_at=datetime(2027, 6, 7, 1, tzinfo=UTC))
