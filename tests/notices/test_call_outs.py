"""Who is called out for an incident hears it in the app, and is not called any more when his unit has confirmed."""

from __future__ import annotations

from typing import Any

import pytest

from kernel.actors import SYSTEM
from kernel.scope import reading
from notices.models import Notice
from tests.incidents.builders import Desk, Opened, done
from tests.incidents.departments import liaison_of, with_departments
from tests.notices.builders import NOW, Webhook, give, play, send, told
from tests.notices.test_outside import ALLOWED

ANSWER = ("chen", "bai", "guo")


@pytest.fixture(autouse=True)
def duty_phone(settings: Any) -> None:
    settings.DUTY_PHONE = "0478-8210000"


def called_out(desk: Desk, *parties: str) -> Opened:
    """An incident that nobody answers for yet, and to which these departments are called out."""
    with_departments(desk.world)
    play(desk.world, *ANSWER, *(liaison_of(code) for code in parties))
    incident = desk.opened("E04", venue="v01")
    done(incident.post("bai", "call-outs/", parties=list(parties)))
    return incident


def open_call_outs(desk: Desk) -> list[str]:
    return sorted(person for person, kind in told(desk.world, status="open") if kind == "called_out")


def test_each_liaison_is_told_and_confirming_ends_his_own_notice_alone(desk: Desk) -> None:
    called_out(desk, "power", "health")
    assert open_call_outs(desk) == sorted([liaison_of("power"), liaison_of("health")])

    client = desk.world.client_of(liaison_of("power"))
    [call] = done(client.get(f"{desk.world.api}/call-outs/")).json()
    done(client.post(f"{desk.world.api}/call-outs/{call['id']}/confirm/"))

    assert open_call_outs(desk) == [liaison_of("health")]


def test_an_answer_to_the_incident_is_no_confirmation_of_a_unit(desk: Desk) -> None:
    incident = called_out(desk, "power")
    done(incident.post("bai", "acknowledge/"))

    assert open_call_outs(desk) == [liaison_of("power")]


def test_of_a_restricted_one_a_liaison_hears_that_he_is_called_and_nothing_else(desk: Desk, settings: Any) -> None:
    with Webhook() as hook:
        settings.NOTICE_PROVIDERS = {"hook": hook.address}
        with_departments(desk.world)
        play(desk.world, "bai", "guo", "jin", liaison_of("health"))
        give(desk.world, "jin", ("hook", "1"))
        incident = desk.opened("F05", by="chen", venue="v01", caller="孙主考")
        done(incident.post("bai", "call-outs/", parties=["police"]))
        assert open_call_outs(desk) == ["jin", "l-health"]  # health is called by the plan itself
        send(after=NOW)

    assert [ALLOWED.fullmatch(body["message"]) is not None for body in hook.bodies] == [True]
    mine = desk.world.client_of("jin").get("/notices/").content.decode()
    assert "本单位已被调度" in mine
    assert not any(said in mine for said in ("F05", "心理", "临河一中", "孙主考", "受限事件"))
    [told_now] = desk.world.client_of("jin").get("/api/notices/").json()["notices"]
    assert (told_now["kind"], told_now["plan"], told_now["level"]) == ("called_out", None, None)
    assert {person for person, _kind in told(desk.world)} <= {"bai", "guo", "jin", "l-health"}


def test_a_unit_that_is_waived_is_called_no_more_and_one_that_is_silent_is_told_upward(desk: Desk) -> None:
    incident = called_out(desk, "power", "health")
    desk.world.fast_forward(minutes=10)  # level III: ten minutes to confirm
    late = [(person, kind) for person, kind in told(desk.world) if kind == "overdue"]
    assert ("bai", "overdue") in late

    calls = {one["party"]: one["number"] for one in done(desk.get("bai", f"{incident.number}/call-outs/")).json()}
    done(incident.post("bai", "call-outs/waive/", calls=[calls["power"]], words="无需到场"))
    assert open_call_outs(desk) == [liaison_of("health")]


def test_what_goes_on_under_another_number_calls_nobody_under_its_own(desk: Desk) -> None:
    play(desk.world, *ANSWER)
    first, again = desk.opened("E01", venue="v01"), desk.opened("E01", venue="v01")
    desk.world.settle()

    done(again.post("bai", "merge/", into=first.number, words="同一事件"))
    desk.world.settle()

    with reading(SYSTEM):
        left = Notice.objects.filter(status="open").values_list("incident__number", flat=True)
        assert set(left) == {first.number}


def test_where_no_rung_is_above_everybody_is_told_again(desk: Desk) -> None:
    play(desk.world, *ANSWER)
    desk.opened("C01")
    desk.world.fast_forward(minutes=30)
    assert "everybody" not in {kind for _person, kind in told(desk.world)}

    desk.world.fast_forward(minutes=10)

    assert {person for person, kind in told(desk.world) if kind == "everybody"} >= {"chen", "bai", "guo"}
