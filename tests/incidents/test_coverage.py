"""Who owns each plan, whether the county approved it, and whether it was exercised within a year."""

from __future__ import annotations

import datetime as dt
import json
import os
import subprocess
import sys
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.core.management import call_command
from django.db import ProgrammingError, connection, transaction
from openpyxl import load_workbook

from examops.places import BASE
from incidents.gateways import plans, procedures
from incidents.models import Incident, Origin
from incidents.selectors.coverage import EXERCISED_WITHIN
from journal.audit import differences
from kernel.time import now
from tests.incidents.builders import Desk, done
from tests.incidents.own_texts import in_force, plan_text
from tests.world import Browser

OWNERS = "/api/catalogue/owners/"
COVERAGE = "/api/catalogue/coverage/"


def lines(desk: Desk, person: str = "bai", **query: str) -> dict[str, dict[str, Any]]:
    told = done(desk.world.client_of(person).get(COVERAGE, query)).json()
    return {line["code"]: line for line in told}


def name(desk: Desk, person: str, **given: Any) -> Any:
    return desk.world.client_of(person).post(OWNERS, given)


def test_all_47_and_18_stand_there_and_lack_everything_at_first(desk: Desk) -> None:
    told = lines(desk)

    assert len(told) == len(plans()) + len(procedures()) == 65
    assert not any(line["owner"] or line["approved"] or line["exercised"] for line in told.values())
    assert set(lines(desk, kind="procedures")) == set(procedures())
    assert set(lines(desk, group="G")) == {"G01", "G02", "G03", "G04"}


def test_an_owner_is_named_by_post_or_person(desk: Desk) -> None:
    done(name(desk, "kong", plans=["E01", "E02"], role="technician"))
    done(name(desk, "kong", plans=["E01"], staff_number="jin"))
    done(name(desk, "bai", plans=["H01"], role="duty_officer"))

    told = lines(desk)
    assert (told["E01"]["owner"], told["E01"]["owner_there"]) == ("金联络", True)
    assert (told["E02"]["owner_role"], told["E02"]["owner_there"]) == ("technician", False)
    assert (told["H01"]["owner_role"], told["H01"]["owner_there"]) == ("duty_officer", True)
    assert desk.world.standing_history() == ["incidents.plan_owners_named"] * 3
    assert "E01" not in lines(desk, lacks="owner")
    assert "E02" in lines(desk, lacks="owner")
    assert list(differences()) == []


@pytest.mark.parametrize(
    ("person", "given", "code"),
    [
        ("chen", {"plans": ["E01"], "role": "duty_officer"}, "not_permitted"),
        ("zhao", {"plans": ["E01"], "role": "duty_officer"}, "not_permitted"),
        ("kong", {"plans": ["Z99"], "role": "duty_officer"}, "plan_unknown"),
        ("kong", {"plans": ["E01"], "role": "sheriff"}, "plan_owner_unknown"),
        ("kong", {"plans": ["E01"], "staff_number": "hu"}, "plan_owner_unknown"),
        ("kong", {"plans": ["E01"]}, "plan_owner_unknown"),
        ("kong", {"plans": []}, "bad_input"),
    ],
)
def test_a_refused_owner_is_none(desk: Desk, person: str, given: dict[str, Any], code: str) -> None:
    assert name(desk, person, **given).json()["code"] == code
    assert not any(line["owner_role"] or line["owner"] for line in lines(desk).values())


def test_another_county_names_its_own_owners(desk: Desk) -> None:
    done(name(desk, "hu", plans=["E01"], role="duty_officer"))

    assert lines(desk)["E01"]["owner_role"] == ""
    assert lines(desk, "hu")["E01"]["owner_role"] == "duty_officer"


def test_who_was_named_is_never_changed(desk: Desk) -> None:
    done(name(desk, "kong", plans=["E01"], role="duty_officer"))

    for statement in ("UPDATE incidents_planowner SET role = 'auditor'", "DELETE FROM incidents_planowner"):
        with pytest.raises(ProgrammingError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)


def test_what_the_county_approved_and_exercised_is_told_with_a_link(desk: Desk) -> None:
    in_force(desk, plan_text("E01"))
    incident = desk.opened("E02")

    told = lines(desk)

    assert (told["E01"]["approved"], told["E01"]["exercised"]) == (1, False)
    assert (told["E02"]["approved"], told["E02"]["exercised"]) == (None, True)
    assert (told["E02"]["incident"], told["E02"]["exam"]) == (incident.number, str(desk.world.exam.pk))
    assert "E02" not in lines(desk, lacks="exercised")
    assert {"E01", "E02"} <= set(lines(desk, lacks="any"))


def test_an_exercise_of_over_a_year_ago_and_the_real_exam_do_not_count(desk: Desk) -> None:
    desk.opened("E02")
    client = desk.world.client_of("chen")
    done(client.post(f"/api/exams/{desk.world.real.pk}/incidents/", {"plan": "E03"}))
    assert Incident.objects.filter(plan_code="E03", exam=desk.world.real).exists()
    assert lines(desk)["E03"]["exercised"] is False
    assert lines(desk)["E02"]["exercised"] is True

    long_ago(Incident.objects.get(plan_code="E02"), plan="E04")
    assert Incident.objects.filter(plan_code="E04", exam=desk.world.exam).exists()
    assert lines(desk)["E04"]["exercised"] is False


def long_ago(incident: Incident, *, plan: str) -> None:
    """The same incident once more, by another plan, a day more than a year ago."""
    origin = Origin.objects.get(incident=incident)
    incident.pk, incident.number, incident.plan_code = uuid4(), 99, plan
    incident.save(force_insert=True)
    origin.pk, origin.incident = uuid4(), incident
    origin.at = now() - EXERCISED_WITHIN - dt.timedelta(days=1)
    origin.save(force_insert=True)


def test_whether_a_restricted_plan_was_exercised_is_for_named_roles(desk: Desk) -> None:
    desk.opened("F05", venue="v01")
    desk.opened("A03")

    assert lines(desk, "bai")["F05"]["exercised"] is True
    assert lines(desk, "bai")["A03"]["exercised"] is True
    for hidden in ("F05", "A03"):
        line = lines(desk, "chen")[hidden]
        assert (line["exercised"], line["incident"], line["exercised_at"]) == (None, None, None)


@pytest.mark.parametrize("person", ["sun", "jin", "zhao", "fan"])
def test_it_is_for_those_who_see_the_whole_county(desk: Desk, person: str) -> None:
    client = desk.world.client_of(person)

    assert client.get(COVERAGE).status_code == 403
    for address in ("/catalogue/coverage/", "/catalogue/coverage.csv"):
        assert client.get(address).status_code == 403, address


def file(client: Browser, address: str, **query: str) -> bytes:
    response: Any = client.get(address, query)
    return b"".join(response.streaming_content)


def test_the_page_names_owners_and_exports_what_it_shows(desk: Desk) -> None:
    done(name(desk, "kong", plans=["E01"], role="duty_officer", staff_number="jin"))
    in_force(desk, plan_text("E01"))
    incident = desk.opened("E02")
    client = desk.world.client_of("kong")

    told = client.get("/catalogue/coverage/").content.decode()
    assert told.count("data-covered=") == 65
    assert "金联络" in told
    assert f'href="/incidents/{incident.number}/?exam={desk.world.exam.pk}"' in told
    assert 'data-act="/api/catalogue/owners/"' in told
    assert (
        'data-act="/api/catalogue/owners/"'
        not in desk.world.client_of("chen").get("/catalogue/coverage/").content.decode()
    )
    narrowed = client.get("/catalogue/coverage/", {"group": "E", "lacks": "owner"}).content.decode()
    assert 'data-covered="E01"' not in narrowed
    assert 'data-covered="E02"' in narrowed

    sheet = file(client, "/catalogue/coverage.csv", group="E").decode("utf-8-sig")
    assert "E01" in sheet
    assert "A01" not in sheet
    book = load_workbook(BytesIO(file(client, "/catalogue/coverage.xlsx")))
    rows = list(book.worksheets[0].values)
    assert len(rows) == 65 + 2
    assert client.get("/catalogue/coverage.exe").status_code == 404


def test_reading_the_coverage_asks_the_same_however_much_there_is(
    desk: Desk, django_assert_max_num_queries: Any
) -> None:
    done(name(desk, "kong", plans=[*plans()], role="duty_officer"))
    for code in ("E01", "E02", "E03"):
        desk.opened(code)
    client = desk.world.client_of("bai")
    client.get("/catalogue/coverage/")

    with django_assert_max_num_queries(22):
        client.get("/catalogue/coverage/")


def test_the_command_lists_the_countys_own_versions_too(desk: Desk) -> None:
    told = plan_text("E01")
    told["source"] = "临河县招委办〔2027〕3号"
    in_force(desk, told)
    out = StringIO()

    call_command("catalogue", "--json", stdout=out)

    [own] = json.loads(out.getvalue())["county"]
    assert (own["plan"], own["version"], own["source"], own["zh"]) == ("E01", 1, told["source"], "考点停电停水")
    assert own["county"] == "/15/1508/150821/"


def test_the_command_lists_the_shipped_catalogue_where_no_database_answers(tmp_path: Path) -> None:
    quiet = {name: value for name, value in os.environ.items() if name not in {"DATABASE_URL", "REDIS_URL"}}
    run = subprocess.run(
        [sys.executable, "manage.py", "catalogue", "--json"],
        cwd=BASE,
        env={**quiet, "VAR": str(tmp_path), "DJANGO_SETTINGS_MODULE": "examops.settings"},
        capture_output=True,
        text=True,
        check=True,
    )

    told = json.loads(run.stdout)
    assert (len(told["plans"]), told["county"]) == (47, [])
    assert "数据库无应答" in run.stderr
