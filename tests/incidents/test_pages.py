"""Pages: the list, the first report and the whole incident, as each person may see them."""

from __future__ import annotations

from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from organisation.models import Login
from tests.incidents.builders import Desk, done
from tests.world import PASSWORD


def page(desk: Desk, person: str, address: str = "", **query: str) -> Any:
    client = desk.world.client_of(person)
    return client.get(f"/incidents/{address}", {"exam": str(desk.world.exam.pk), **query})


def text(response: Any) -> str:
    assert response.status_code == 200, response.content.decode()[:2000]
    told: str = response.content.decode()
    return told


def test_the_list_names_each_incident_and_what_is_overdue_first(desk: Desk) -> None:
    desk.opened("F01", venue="v01")
    desk.opened("G01")
    desk.world.fast_forward(minutes=4)  # the storm (level II) has climbed, the illness (level IV) has not

    told = text(page(desk, "chen"))

    assert "考生突发疾病、受伤" in told
    assert told.index("暴雨洪涝、地灾") < told.index("考生突发疾病、受伤")
    assert "超时" in told
    assert "【演练】" in told


def test_the_list_narrows_to_what_is_asked(desk: Desk) -> None:
    desk.opened("F01", venue="v01")
    desk.opened("E01", venue="v02")

    assert "考点停电停水" not in text(page(desk, "chen", venue="v01"))
    assert "考点停电停水" in text(page(desk, "chen", search="停电"))
    assert "考生突发疾病" not in text(page(desk, "chen", level="III"))
    assert "没有符合条件的事件" in text(page(desk, "chen", state="closed"))


def test_the_first_report_has_at_most_five_fields(desk: Desk) -> None:
    told = text(page(desk, "chen", "new/"))

    fields = [name for name in ("plan", "venue", "place", "words", "caller") if f'name="{name}"' in told]
    assert fields == ["plan", "venue", "place", "words", "caller"]
    form = told[told.index('data-act="/api') :].split("</form>")[0]
    assert form.count(" name=") == 5
    assert "A07/not_opened" in told


def test_a_venue_is_offered_itself_alone(desk: Desk) -> None:
    told = text(page(desk, "sun", "new/"))

    assert 'value="v01"' in told
    assert 'value="v02"' not in told
    assert 'name="caller"' not in told


def test_the_whole_incident_counts_down_and_offers_what_may_be_done(desk: Desk) -> None:
    incident = desk.opened("E01", venue="v01", words="全校停电")

    told = text(page(desk, "chen", f"{incident.number}/"))

    assert "切换UPS" in told
    assert "全校停电" in told
    assert told.count("data-countdown") >= 3
    assert "acknowledge/" in told
    assert "我来受理" in told


def test_who_may_only_look_is_offered_nothing(desk: Desk) -> None:
    incident = desk.opened("E01")

    told = text(page(desk, "wang", f"{incident.number}/"))

    assert "acknowledge/" not in told
    assert "close/" not in told


def test_the_end_is_offered_to_another_person(desk: Desk) -> None:
    incident = desk.answered("E01")
    incident.finish()
    assert "close/propose/" in text(page(desk, "chen", f"{incident.number}/"))
    done(incident.post("bai", "close/propose/", words="已恢复"))

    for person, offered in (("bai", False), ("chen", False), ("guo", True)):
        assert ('incidents/1/close/"' in text(page(desk, person, f"{incident.number}/"))) is offered, person


def test_what_is_left_to_do_stands_on_the_page(desk: Desk) -> None:
    incident = desk.answered("E01")

    told = text(page(desk, "chen", f"{incident.number}/"))

    assert "解除前尚须完成" in told
    assert "尚未报市级" in told


def test_a_restricted_incident_shows_its_number_to_others(desk: Desk) -> None:
    incident = desk.opened("F05", venue="v01", words="考生张某情绪崩溃")

    for person in ("chen", "kong", "sun"):
        listed, told = text(page(desk, person)), text(page(desk, person, f"{incident.number}/"))
        assert "受限事件 1" in listed
        assert "受限事件 1" in told
        for secret in ("F05", "心理危机", "张某"):
            assert secret not in told
            assert secret not in listed
    assert "心理危机" in text(page(desk, "bai", f"{incident.number}/"))


@pytest.mark.parametrize("person", ["zhao", "tao", "hu"])
def test_what_is_not_there_for_somebody_looks_like_nothing(desk: Desk, person: str) -> None:
    incident = desk.opened("E01", venue="v01")

    assert page(desk, person, f"{incident.number}/").status_code == 404


def test_the_list_prints_with_its_county_and_lines_to_sign_on(desk: Desk) -> None:
    desk.opened("E01")

    told = text(page(desk, "chen"))

    assert "临河县" in told[told.index("print-head") : told.index("</div>", told.index("print-head"))]
    assert "signatures" in told
    assert "data-print" in told


def test_an_administrator_reads_everything_but_what_is_restricted(desk: Desk) -> None:
    desk.opened("E01", words="全校停电")
    desk.opened("F05", words="考生张某情绪崩溃")
    client = Client()
    client.force_login(Login.objects.create_superuser("admin", PASSWORD), backend=settings.AUTHENTICATION_BACKENDS[0])

    told = text(client.get("/admin/incidents/incident/"))

    assert "E01" in told
    assert "F05" not in told
    for row in desk.all():
        assert "张某" not in text(client.get(f"/admin/incidents/incident/{row.pk}/change/"))


def test_a_stranger_is_led_to_the_login(desk: Desk) -> None:
    assert Client().get("/incidents/").status_code == 302


def test_the_whole_story_reads_in_both_languages(desk: Desk) -> None:
    incident = desk.answered("A07")
    done(incident.post("guo", "requests/", to="province", step=4, words="请示能否继续使用"))
    done(incident.post("chen", "escalate/", words="紧急"))
    client = desk.world.client_of("bai")

    english = client.get(
        f"/incidents/{incident.number}/", {"exam": str(desk.world.exam.pk)}, headers={"accept-language": "en"}
    )

    assert "Wrong subject or session issued or opened" in text(english)
    assert "Request 1" in text(english)
    assert "请示 1" in text(page(desk, "bai", f"{incident.number}/"))
