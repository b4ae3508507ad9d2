"""The pages of a county's own texts: written, checked, held against what is in force, approved, exported."""

from __future__ import annotations

import html
import json
import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from incidents.gateways import plans
from incidents.models import OwnText
from incidents.views.own_boxes import length_code, parties_typed, party_codes
from tests.incidents.builders import Desk, done
from tests.incidents.own_texts import WORDS, clocks_text, in_force, plan_text, post, propose

FIELD = re.compile(r'<(?:input|textarea|select)[^>]*\sname="([^"]+)"')


def page(desk: Desk, person: str, address: str, **query: str) -> str:
    response = desk.world.client_of(person).get(f"/catalogue/{address}", query)
    assert response.status_code == 200, response.content.decode()[:2000]
    told: str = response.content.decode()
    return told


def form_of(told: str) -> dict[str, str]:
    """What a browser would send of the form that writes a text."""
    form = told[told.index('enctype="multipart/form-data"') :].split("</form>")[0]
    sent: dict[str, str] = {}
    for tag, attributes, inner in re.findall(
        r"<(input|textarea|select)\b([^>]*)>([^<]*(?:<option.*?)?)", form, re.DOTALL
    ):
        name = re.search(r'name="([^"]+)"', attributes)
        if (
            name is None
            or 'type="file"' in attributes
            or ('type="checkbox"' in attributes and " checked" not in attributes)
        ):
            continue
        value = re.search(r'value="([^"]*)"', attributes)
        if tag == "select":
            at = form.index(f'name="{name[1]}"')
            value = re.search(r'value="([^"]*)" selected', form[at:].split("</select>")[0])
        sent[name[1]] = html.unescape(inner if tag == "textarea" else "" if value is None else value[1])
    return sent


def write(desk: Desk, person: str, address: str, **changed: Any) -> Any:
    """Send the form as it stands, with these boxes changed."""
    client = desk.world.client_of(person)
    told = client.get(f"/catalogue/{address}").content.decode()
    return client.post(f"/catalogue/{address}", {**form_of(told), "do": "check", **changed})


def ready(response: Any) -> dict[str, Any]:
    """The text that the page would propose."""
    found = re.search(r'name="content" data-as="json" value="([^"]+)"', response.content.decode())
    assert found is not None, response.content.decode()[:3000]
    told: dict[str, Any] = json.loads(html.unescape(found[1]))
    return told


@pytest.mark.parametrize("code", ["E01", "A02", "S04", "A07", "C06"])
def test_the_form_sent_as_it_stands_changes_nothing(desk: Desk, code: str) -> None:
    response = write(desk, "kong", f"{code}/own/")

    told = response.content.decode()
    assert response.status_code == 200
    assert "没有差异" in told
    assert ready(response) == plan_text(code)


def test_the_form_of_the_clocks_sent_as_it_stands_changes_nothing(desk: Desk) -> None:
    response = write(desk, "kong", "ladder/own/")

    assert "没有差异" in response.content.decode()
    assert ready(response) == clocks_text()


def test_a_change_is_shown_before_it_is_proposed_and_again_to_who_approves(desk: Desk) -> None:
    response = write(desk, "kong", "E01/own/", **{"step-0-within": "２分钟", "source": "临河县招委办〔2027〕3号"})
    told = response.content.decode()

    assert 'data-row="step 1" data-field="within"' in told
    assert "2分钟" in told
    assert not OwnText.objects.exists()
    done(post(desk, "kong", "E01/", content=ready(response), words=WORDS))
    text = page(desk, "guo", "E01/own/1/")
    assert 'data-row="step 1" data-field="within"' in text
    assert 'data-act="/api/catalogue/own/E01/1/approve/"' in text
    assert WORDS in text
    assert 'data-act="/api/catalogue/own/E01/1/approve/"' not in page(desk, "kong", "E01/own/1/")
    assert 'data-act="/api/catalogue/own/E01/1/withdraw/"' in page(desk, "kong", "E01/own/1/")
    assert "data-act" not in page(desk, "chen", "E01/own/1/").split('id="deciding"')[1]
    assert 'data-own-text="E01/1"' in page(desk, "chen", "own/")
    assert "待批准" in page(desk, "chen", "E01/")


def test_what_is_wrong_is_said_in_the_table_and_at_its_box(desk: Desk) -> None:
    response = write(desk, "kong", "E01/own/", **{"step-1-who": "不存在的单位", "step-0-within": "很快"})
    told = response.content.decode()

    assert response.status_code == 200
    assert 'data-wrong="no_such_party" data-row="step 2" data-field="who"' in told
    assert 'data-wrong="no_length" data-row="step 1" data-field="within"' in told
    assert 'id="f-step-1-who-error"' in told
    assert 'value="不存在的单位"' in told
    assert 'data-as="json"' not in told


def test_steps_are_added_moved_and_taken_out_without_losing_what_was_written(desk: Desk) -> None:
    added = write(desk, "kong", "E01/own/", do="add:1", **{"step-0-zh": "先切换供电"}).content.decode()
    assert added.count("data-step-form=") == len(plans()["E01"].steps) + 1
    assert "先切换供电" in added
    assert form_of(added)["step-1-zh"] == ""
    moved = form_of(write(desk, "kong", "E01/own/", do="up:2").content.decode())
    assert moved["step-0-zh"] == plans()["E01"].steps[1].name.zh
    dropped = write(desk, "kong", "E01/own/", do="drop:1").content.decode()
    assert dropped.count("data-step-form=") == len(plans()["E01"].steps) - 1
    for nonsense in ("drop:99", "up:1", "add:99", "up:²", "drop:x"):
        kept = write(desk, "kong", "E01/own/", do=nonsense).content.decode()
        assert kept.count("data-step-form=") == len(plans()["E01"].steps), nonsense


def test_a_file_goes_out_and_comes_in_again(desk: Desk) -> None:
    client = desk.world.client_of("kong")
    file = client.get("/catalogue/E01/text.yaml")
    text = file.content.decode()
    assert file["Content-Disposition"] == 'attachment; filename="E01.yaml"'
    assert text.startswith("# 临河县 E01")
    assert text.index("code: E01") < text.index("steps:") < text.index("source:")

    changed = text.replace("within: 3m", "within: 2m", 1).encode()
    response = client.post("/catalogue/E01/own/", {"file": SimpleUploadedFile("E01.yaml", changed)})
    assert response.status_code == 200
    assert [step["within"] for step in ready(response)["steps"] if "within" in step] != [
        step["within"] for step in plan_text("E01")["steps"] if "within" in step
    ]

    for bad, code in [
        (b"a: [", "no_yaml"),
        (b"\xff\xfe\x00", "no_yaml"),
        (b"x" * 70_000, "too_long"),
        (b"7", "no_mapping"),
    ]:
        refused = client.post("/catalogue/E01/own/", {"file": SimpleUploadedFile("E01.yaml", bad)})
        assert f'data-wrong="{code}"' in refused.content.decode(), code
    wrong = client.post("/catalogue/E01/own/", {"file": SimpleUploadedFile("E01.yaml", b"code: E01\nsteps: none\n")})
    assert 'data-wrong="no_list"' in wrong.content.decode()


@pytest.mark.parametrize("person", ["chen", "sun", "guo"])
def test_who_may_not_write_reads_and_is_refused_when_he_sends(desk: Desk, person: str) -> None:
    client = desk.world.client_of(person)

    told = client.get("/catalogue/E01/own/").content.decode()
    assert 'enctype="multipart/form-data"' not in told
    assert client.post("/catalogue/E01/own/", {"do": "check"}).status_code == 403


@pytest.mark.parametrize(
    "address", ["own/", "ladder/", "ladder/own/", "ladder/shipped/", "E01/own/", "E01/shipped/", "E01/text.yaml"]
)
def test_who_has_no_duty_reads_nothing_and_what_is_not_there_looks_like_nothing(desk: Desk, address: str) -> None:
    assert desk.world.client_of("zhao").get(f"/catalogue/{address}").status_code == 403
    client = desk.world.client_of("kong")
    assert client.get(f"/catalogue/{address}").status_code == 200
    if address.startswith("E01"):
        assert client.get(f"/catalogue/{address.replace('E01', 'Z99')}").status_code == 404
    assert client.get("/catalogue/E01/own/7/").status_code == 404


def test_the_countys_own_stands_in_the_catalogue_and_the_shipped_text_beside_it(desk: Desk) -> None:
    told = plan_text("E01")
    told["steps"][0]["within"] = "2m"
    in_force(desk, told)

    assert "本县" in page(desk, "sun", "E01/")
    shipped = page(desk, "sun", "E01/shipped/")
    assert 'data-row="step 1" data-field="within"' in shipped
    assert "孔考务" not in page(desk, "hu", "own/")
    assert desk.world.client_of("hu").get("/catalogue/E01/own/1/").status_code == 404


def test_the_clocks_are_shown_and_a_plan_shows_those_in_force(desk: Desk) -> None:
    told = clocks_text()
    told["limits"]["accident"]["III"]["acknowledge"] = "4m"
    told["limits"]["accident"]["III"]["warn_close"] = "20h"
    in_force(desk, told, subject="ladder")

    shown = page(desk, "sun", "ladder/")
    assert 'data-limits="accident III"' in shown
    row = shown.split('data-limits="accident III"')[1].split("</tr>")[0]
    assert "4分钟" in row
    assert "20小时" in row
    assert "4分钟" in page(desk, "sun", "E01/")
    assert 'data-row="limits accident III" data-field="acknowledge"' in page(desk, "sun", "ladder/own/1/")


def test_a_running_incident_shows_what_changed_since(desk: Desk) -> None:
    old = desk.opened("E01", venue="v01")
    told = plan_text("E01")
    told["steps"][0]["within"] = "2m"
    in_force(desk, told)
    client, exam = desk.world.client_of("chen"), {"exam": str(desk.world.exam.pk)}

    shown = client.get(f"/incidents/{old.number}/plan/", exam).content.decode()
    assert 'data-row="step 1" data-field="within"' in shown
    assert f'href="/incidents/{old.number}/plan/?' in client.get(f"/incidents/{old.number}/", exam).content.decode()
    assert client.get("/incidents/99/plan/", exam).status_code == 404
    hidden = desk.opened("F05", venue="v01")
    assert client.get(f"/incidents/{hidden.number}/plan/", exam).status_code == 404


def test_times_and_names_are_read_as_people_write_them() -> None:
    for typed, code in [
        ("5分钟", "5m"), ("５分", "5m"), ("30 秒", "30s"), ("2小时", "2h"), ("立即", "at_once"), ("5m", "5m"),
        ("2H", "2h"), ("bald", "bald"), ("0分钟", "0m"),
    ]:  # fmt: skip
        assert length_code(typed) == code, typed
    codes = ["county_office", "police", "health", "venue_head"]
    assert party_codes(parties_typed(codes)) == codes
    assert party_codes("公安局、主考，某单位") == ["police", "venue_head", "某单位"]


def test_the_pages_read_in_english(desk: Desk) -> None:
    done(propose(desk, plan_text("E01")))
    client = desk.world.client_of("kong")

    for address in ("E01/own/", "E01/own/1/", "E01/shipped/", "ladder/", "ladder/own/", "own/", "coverage/"):
        told = client.get(f"/catalogue/{address}", headers={"accept-language": "en"}).content.decode()
        body = told.split("<main")[1]
        assert "own" in body or "shipped" in body, address
