"""An alarm sounds until somebody silences it by name; that ends it for everybody, and answers nothing."""

from __future__ import annotations

from typing import Any

import pytest

from board.models import Silence
from tests.board.builders import rows_stored
from tests.incidents.builders import Desk, Opened, done
from tests.venues.builders import load_standing
from tests.world import World

# ``hu`` holds everything, but in another county; ``wang`` sees the board and handles no incident.
NOT_THEIRS = ["hu", "zhao", "wang", "sun", "li"]


@pytest.fixture
def desk(world: World) -> Desk:
    """The duty desk, with the venues of Linhe on the board."""
    found = Desk.of(world)
    load_standing(world)
    world.settle()
    return found


def alarm_of(world: World, opened: Opened) -> str | None:
    """What of the incident sounds, as the wall tells it."""
    world.settle()
    body = rows_stored(world.exam.pk)["incident", str(opened.number)]
    return "restricted" if body["restricted"] else body["alarm"]


def silence(world: World, person: str, *heard: tuple[Opened, str | None]) -> Any:
    """Press the button for what was heard."""
    alarms = [{"incident": opened.number, "stage": stage} for opened, stage in heard]
    return world.client_of(person).post(f"{world.api}/alarms/silence/", {"alarms": alarms})


def silenced(world: World) -> dict[str, Any]:
    """What the wall tells of silenced alarms, by the incident's number."""
    return {key: body for (kind, key), body in rows_stored(world.exam.pk).items() if kind == "silenced"}


def test_an_alarm_is_silenced_by_name_for_everybody_and_sounds_again_at_the_next_rung(world: World, desk: Desk) -> None:
    power, storm = desk.opened("E01", venue="v01"), desk.opened("G01")
    world.settle()
    heard = alarm_of(world, power)
    assert heard is not None
    for person in NOT_THEIRS:
        assert silence(world, person, (power, heard)).status_code in {403, 404}, person

    assert silence(world, "chen", (power, "duty_officer")).json()["code"] == "nothing_sounds"
    done(silence(world, "chen", (power, heard), (storm, "a stage it never had")))
    assert silence(world, "bai", (power, heard)).json()["code"] == "nothing_sounds"
    world.settle()
    assert {key: (body["stage"], body["by"]) for key, body in silenced(world).items()} == {
        str(power.number): (heard, "陈值班")
    }
    assert "警报已消音" in str(rows_stored(world.exam.pk))

    # Nobody has answered: the climb goes on, and with the next rung the alarm is another one.
    world.fast_forward(minutes=20)
    world.settle()
    assert alarm_of(world, power) not in {None, heard}
    assert silenced(world) == {}

    done(power.post("bai", "acknowledge/"))
    done(power.post("bai", "notes/", words="已派电工"))
    world.settle()
    assert alarm_of(world, power) == "overdue:incidents.step"  # answered, and yet behind: that is another alarm
    assert alarm_of(world, desk.answered("E01", venue="v02", by="bai")) is None


def test_a_restricted_alarm_sounds_without_a_word_and_one_of_the_road_does_not_sound(world: World, desk: Desk) -> None:
    hidden = desk.opened("F05", venue="v01", place="心理室", words="考生张某情绪崩溃", by="bai")
    road = desk.opened("A03", venue="v01", place="国道旁", words="追尾", caller="李押运")
    world.settle()
    for stage in ("duty_clerk", "duty_officer", "restricted"):
        assert silence(world, "bai", (road, stage)).json()["code"] == "nothing_sounds", stage

    done(silence(world, "chen", (hidden, "restricted")))
    world.settle()

    assert silenced(world)[str(hidden.number)]["by"] == "陈值班"
    assert set(rows_stored(world.exam.pk)["incident", str(hidden.number)]) == {"number", "restricted", "opened_at"}
    assert Silence.objects.count() == 1
