"""Pages and addresses: my own notices, and what the desk may see of others'."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest

from incidents.models import Incident
from kernel.actors import SYSTEM
from kernel.scope import reading
from notices.models import Channel, Notice
from tests.incidents.builders import Desk, done
from tests.notices.builders import play, told
from tests.world import World


@pytest.fixture
def desk(desk: Desk) -> Desk:
    """A desk whose people play in the drill."""
    play(desk.world, "chen", "bai", "guo")
    return desk


def page(world: World, reader: str, address: str = "", **query: str) -> str:
    response = world.client_of(reader).get(f"/notices/{address}", query)
    assert response.status_code == 200, response.content.decode()[:2000]
    text: str = response.content.decode()
    return text


def test_a_person_reads_his_own_notices_and_nobody_elses(desk: Desk) -> None:
    desk.opened("E01", venue="v01")
    desk.world.settle()

    mine = page(desk.world, "chen")
    assert "考点停电停水" in mine
    assert "【演练】" in mine
    assert "考点停电停水" not in page(desk.world, "bai")
    for other in ("kong", "hu", "sun"):
        assert "暂无通知" in page(desk.world, other)


def test_what_was_seen_is_silent_and_only_by_its_person(desk: Desk) -> None:
    desk.opened("E01")
    desk.world.settle()
    with reading(SYSTEM):
        notice = Notice.objects.get()
    address, given = "/api/notices/seen/", {"notices": [str(notice.pk)]}

    for other in ("bai", "hu"):
        assert desk.world.client_of(other).post(address, given).status_code == 200
        assert told(desk.world, status="open") == [("chen", "opened")]
    assert desk.world.client_of("chen").get("/api/notices/").json()["unseen"] == 1
    assert desk.world.client_of("chen").post(address, given).status_code == 200
    assert desk.world.client_of("chen").get("/api/notices/").json()["unseen"] == 0
    assert 'data-notices=""' in page(desk.world, "chen")
    # Seen is not answered.
    assert desk.all()[0].commander_id is None


def test_who_may_not_see_the_incident_any_more_reads_its_number_alone(desk: Desk) -> None:
    desk.opened("E01")
    desk.world.settle()
    with reading(SYSTEM):
        Incident.objects.update(openness="restricted")

    mine = page(desk.world, "chen")
    assert "考点停电停水" not in mine
    assert "受限事件" in mine
    [told_now] = desk.world.client_of("chen").get("/api/notices/").json()["notices"]
    assert (told_now["plan"], told_now["level"]) == (None, None)

    with reading(SYSTEM):
        Incident.objects.update(openness="escort")
    assert "受限事件" not in page(desk.world, "chen"), "of an escort's not even the number (limits.md 4)"
    [told_now] = desk.world.client_of("chen").get("/api/notices/").json()["notices"]
    assert told_now["incident"] is None


@pytest.mark.parametrize("address", ["sent/", "calls/", "calls/sheet/"])
@pytest.mark.parametrize(
    ("person", "status"), [("chen", 200), ("kong", 200), ("sun", 403), ("zhao", 403), ("jin", 403)]
)
def test_the_desk_alone_looks_after_others(desk: Desk, address: str, person: str, status: int) -> None:
    assert desk.world.client_of(person).get(f"/notices/{address}").status_code == status


def test_the_desk_finds_who_calls_by_his_number(desk: Desk, settings: Any) -> None:
    settings.NOTICE_PROVIDERS = {"hook": "json://127.0.0.1:9/{to}"}
    set_address = f"/api/channels/person/{desk.world.chen.pk}/"
    done(desk.world.client_of("kong").post(set_address, {"channels": [{"provider": "hook", "address": "1"}]}))
    desk.opened("E01")
    desk.world.settle()
    with reading(SYSTEM):
        number = str(Notice.objects.get().number)

    assert f'data-message="{number}"' in page(desk.world, "chen", "sent/", number=number)
    assert "data-message" not in page(desk.world, "chen", "sent/", number="100000")
    assert "data-message" not in page(desk.world, "chen", "sent/", number="x")
    assert "考点停电停水" not in page(desk.world, "chen", "sent/")
    assert "data-message" not in page(desk.world, "hu", "sent/")


# ---- channels ------------------------------------------------------------------------------------------------


def test_channels_are_set_in_order_and_told_with_their_addresses_to_who_keeps_people(
    world: World, settings: Any
) -> None:
    settings.NOTICE_PROVIDERS = {"mail": "mailto://h.example/?from=a@h.example&to={to}", "group": "wecombot://botkey"}
    address = f"/api/channels/person/{world.chen.pk}/"
    client = world.client_of("kong")
    given = [{"provider": "mail", "address": "chen@h.example"}, {"provider": "group", "address": ""}]
    done(client.post(address, {"channels": given}))

    assert client.get(address).json() == {"providers": ["mail", "group"], "channels": given}
    assert world.standing_history() == ["notices.channels_set"]
    assert "chen@h.example" in page(world, "kong", "channels/", person=str(world.chen.pk))

    done(client.post(address, {"channels": []}))
    assert client.get(address).json()["channels"] == []
    with reading(SYSTEM):
        assert Channel.objects.filter(ended_at=None).count() == 0


@pytest.mark.parametrize(("channel", "code"), [
    ({"provider": "pigeon", "address": "1"}, "provider_unknown"),
    ({"provider": "mail"}, "address_unfit"),
    ({"provider": "mail", "address": "no mailbox"}, "address_unfit"),
    ({"provider": "group", "address": "138"}, "address_unfit"),
])  # fmt: skip
def test_a_way_that_nothing_can_go_is_refused(world: World, settings: Any, channel: dict[str, str], code: str) -> None:
    settings.NOTICE_PROVIDERS = {"mail": "mailto://h.example/?from=a@h.example&to={to}", "group": "wecombot://botkey"}
    response = world.client_of("kong").post(f"/api/channels/person/{world.chen.pk}/", {"channels": [channel]})

    assert response.json()["code"] == code
    assert world.standing_history() == []


@pytest.mark.parametrize(("person", "status"), [("chen", 403), ("hu", 404), ("zhao", 403)])
def test_others_neither_set_nor_read_channels(world: World, person: str, status: int) -> None:
    client, address = world.client_of(person), f"/api/channels/person/{world.chen.pk}/"

    assert client.post(address, {"channels": []}).status_code == status
    assert client.get(address).status_code == status
    assert client.get("/api/channels/dog/" + str(uuid4()) + "/").status_code == 404


# ---- the call tree -------------------------------------------------------------------------------------------


def begin(world: World, person: str, unit: Any) -> Any:
    return world.client_of(person).post("/api/call-tests/", {"unit": str(unit.pk)})


def results(world: World, test: str) -> dict[str, tuple[int, int, int, int]]:
    told_now = world.client_of("chen").get(f"/api/call-tests/{test}/").json()
    return {
        one["unit"]: (one["reached"], one["not_reached"], one["no_channel"], one["wrong_phone"]) for one in told_now
    }


def test_one_button_tells_everybody_and_results_stand_by_unit(world: World, settings: Any) -> None:
    settings.NOTICE_PROVIDERS = {"hook": "json://127.0.0.1:9/{to}"}
    for name in ("sun", "ma"):
        channels = {"channels": [{"provider": "hook", "address": "1"}]}
        done(world.client_of("kong").post(f"/api/channels/person/{world.people[name].pk}/", channels))
    test = done(begin(world, "bai", world.chen.unit)).json()["fact"]["test"]
    assert set(told(world)) == {(name, "test") for name, one in world.people.items() if name not in {"hu", "zhao"}}
    everybody = results(world, test)
    assert everybody["v01"] == (0, 2, 0, 0)
    assert everybody["police"] == (0, 0, 1, 0)

    client = world.client_of("sun")
    [mine] = client.get("/api/notices/").json()["notices"]
    client.post("/api/notices/seen/", {"notices": [mine["id"]]})
    for name, result in [("ma", "wrong_number"), ("jin", "reached"), ("tao", "no_answer")]:
        given = {"person": str(world.people[name].pk), "result": result}
        done(world.client_of("chen").post(f"/api/call-tests/{test}/", given))

    after = results(world, test)
    assert after["v01"] == (1, 0, 0, 1)
    assert after["police"] == (1, 0, 0, 0)
    assert after["v02"] == (0, 0, 1, 0)
    assert world.history() == []
    assert world.standing_history()[-4:] == ["notices.call_test_begun", *["notices.call_noted"] * 3]
    shown = page(world, "chen", "calls/")
    assert 'data-person="ma" data-result="wrong_phone"' in shown


def test_a_new_test_ends_the_one_before(world: World) -> None:
    done(begin(world, "chen", world.jin.unit))
    done(begin(world, "chen", world.chen.unit))

    assert [kind for person, kind in told(world, status="open") if person == "jin"] == ["test"]
    assert told(world, status="stopped") == [("jin", "test")]


def test_a_unit_of_which_nobody_is_on_duty_is_not_tested(world: World) -> None:
    with reading(SYSTEM):
        world.jin.posts.all().delete()

    assert begin(world, "chen", world.jin.unit).json()["code"] == "nobody_to_test"


@pytest.mark.parametrize(("person", "code"), [("sun", "not_permitted"), ("jin", "not_permitted"), ("hu", "not_there")])
def test_others_test_nothing(world: World, person: str, code: str) -> None:
    assert begin(world, person, world.chen.unit).json()["code"] == code
    assert told(world) == []


def test_hu_learns_nothing_of_a_test(world: World) -> None:
    test = done(begin(world, "bai", world.chen.unit)).json()["fact"]["test"]
    world.settle()
    client = world.client_of("hu")

    assert client.get(f"/api/call-tests/{test}/").status_code == 404
    given = {"person": str(world.chen.pk), "result": "reached"}
    assert client.post(f"/api/call-tests/{test}/", given).json()["code"] == "not_there"


def test_the_sheet_lists_everybody_with_a_duty_and_says_who_has_no_phone(world: World) -> None:
    sheet = page(world, "chen", "calls/sheet/")

    for name, one in world.people.items():
        assert (f'data-person="{name}"' in sheet) == (name not in {"hu", "zhao"}), one.name
    assert "无电话记录" in sheet
    only = page(world, "chen", "calls/sheet/", unit="v01")
    assert 'data-person="sun"' in only
    assert 'data-person="tao"' not in only


def test_the_page_of_players_is_for_drills(world: World) -> None:
    shown = page(world, "bai", "players/", exam=str(world.exam.pk))

    assert 'data-player="tao"' in shown
    assert world.client_of("bai").get("/notices/players/", {"exam": str(world.real.pk)}).status_code == 404
    assert world.client_of("chen").get("/notices/players/", {"exam": str(world.exam.pk)}).status_code == 403
