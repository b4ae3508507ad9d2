"""A sealed act is played through the address that it names, as whoever sealed it; nothing that was sent is dropped."""

from __future__ import annotations

import base64
import datetime as dt
import hashlib
import json
from typing import Any
from uuid import UUID, uuid4

import pytest

from journal.models import Content
from kernel.act import Asked
from kernel.time import now
from organisation.models import DeviceHealth, Login, Post
from organisation.services import end_post, keep_lease, take_lease
from tablet.models import QueuedAct, Reject
from tests.tablet.simulated import Tablet, act_of, new_key
from tests.venues.builders import at, load_standing, open_quiet_day
from tests.world import World
from venues import services
from venues.models import Milestone

Verdicts = list[dict[str, Any]]


TEST = "venues/v01/equipment/test/"


@pytest.fixture
def tablet(world: World) -> Tablet:
    """In v01, whose rooms and equipment are known; Sun and Ma have a PIN on it."""
    load_standing(world)
    tablet = Tablet.enrolled(world, "sun", "ma")
    world.settle()
    world.forget()
    return tablet


def said(verdicts: Verdicts) -> list[tuple[str, str]]:
    return [(one["status"], one["code"]) for one in verdicts]


def checked(tablet: Tablet, kind: str = "clock", **told: Any) -> dict[str, Any]:
    """An act that can be done over and over: all equipment of a kind was tested."""
    return tablet.seal(
        told.pop("who", tablet.world.sun), TEST, {"equipment_kind": kind, **told.pop("body", {})}, **told
    )


def happened(world: World) -> list[str]:
    """The facts that people made; a gate of readiness follows by itself."""
    return [kind for kind in world.history() if kind != "venues.gate_set"]


def status_of(code: str) -> str:
    return str(Milestone.objects.get(venue__code="v01", code=code).status)


def test_a_queue_is_taken_in_the_order_of_its_numbers_as_those_who_sealed_it(tablet: Tablet) -> None:
    world = tablet.world
    open_quiet_day(world, "papers_opened", "start_bell")
    world.move_to(at(-10))
    world.forget()
    first = tablet.reach("papers_opened")
    second = checked(tablet, who=world.ma)

    # Ma is logged in and sends; what Sun sealed is Sun's.
    verdicts = tablet.send(second, first, user=world.client_of("ma"))

    assert said(verdicts) == [("accepted", "")] * 2
    assert status_of("papers_opened") == "reached"
    assert tablet.queue == []
    kinds = [fact.kind for fact in world.facts()]
    assert kinds[:2] == ["venues.milestone_reached", "venues.equipment_tested"]
    body = bytes(Content.objects.get(pk=act_of(first)["act_id"]).body).decode()
    assert f'"person":"{world.sun.pk}"' in body
    assert '"proved_by":"offline_pin"' in body
    assert f'"device":"{tablet.id}"' in body
    assert '"happened_at":"2' in body
    assert '"sent_at":"2' in body

    # Sent again after a lost answer, both are what they were, and nothing happens twice.
    again = tablet.send(first, second)
    assert [(one["status"], one["entry"]) for one in again] == [
        ("accepted", act_of(first)["act_id"]), ("accepted", act_of(second)["act_id"]),
    ]  # fmt: skip
    assert len(world.facts()) == len(kinds)
    assert QueuedAct.objects.count() == 2


def test_what_nobody_may_act_on_is_refused_and_kept(tablet: Tablet) -> None:
    world = tablet.world
    suns, mas = tablet.people[world.sun.pk], tablet.people[world.ma.pk]
    sent = []
    for keys in ([new_key(), suns], [tablet.key], [tablet.key, mas], [suns]):
        sent.append(checked(tablet, keys=keys))
        tablet.from_the_start()
    sent.append(checked(tablet, who=world.tao, keys=[tablet.key, new_key()]))
    tablet.from_the_start()
    sent.append({**checked(tablet), "payloadType": "application/json"})
    tablet.from_the_start()
    other = Tablet.enrolled(world, "sun")
    sent += [checked(other), {"payload": 5}, {}]

    expected = ["signature_not_valid"] * 5 + ["envelope_not_readable", "wrong_device"] + ["envelope_not_readable"] * 2
    for _time in range(2):
        assert said(tablet.send(*sent)) == [("refused", code) for code in expected]
    assert Reject.objects.count() == len(expected)
    assert set(Reject.objects.values_list("times", flat=True)) == {2}
    assert not QueuedAct.objects.exists()
    # A tablet that is not known where the sender has a duty is told him as one that is nowhere.
    for who in ("tao", "hu", "zhao"):
        answer = other.post(sent[6], user=world.client_of(who))
        assert [one["code"] for one in answer.json()["verdicts"]] == ["device_not_known"]
    assert happened(world) == []
    assert said(other.send()) == [("accepted", "")]


def test_the_chain_shows_what_is_missing_and_takes_it_when_it_comes(tablet: Tablet) -> None:
    world = tablet.world
    acts = [checked(tablet, kind) for kind in ("clock", "camera", "gate", "player")]
    answer = tablet.post(acts[3], acts[0]).json()
    assert [one["counter"] for one in answer["verdicts"]] == [1, 4]
    assert (answer["next_counter"], answer["gaps"]) == (5, [[2, 3]])

    # What comes later must fit on both sides; a number or an id is one act for ever.
    tablet.counter = 2
    checked(tablet, previous="ab" * 32)
    assert said(tablet.send(tablet.queue[-1])) == [("refused", "previous_not_matching")]
    tablet.counter = 2
    unfitting = checked(tablet, previous=tablet_hash(acts[1]))
    assert said(tablet.send(unfitting)) == [("refused", "previous_not_matching")]
    tablet.counter = 0
    assert said(tablet.send(checked(tablet, previous=""))) == [("refused", "counter_taken")]
    tablet.counter = 0
    same = checked(tablet, previous="", act_id=act_of(acts[0])["act_id"])
    assert said(tablet.send(same)) == [("refused", "act_id_reused")]
    tablet.counter = 4
    same = checked(tablet, previous=tablet_hash(acts[3]), act_id=act_of(acts[0])["act_id"])
    assert said(tablet.send(same)) == [("refused", "act_id_reused")]

    assert said(tablet.send(acts[2], acts[1])) == [("accepted", "")] * 2
    answer = tablet.post().json()
    assert (answer["verdicts"], answer["next_counter"], answer["gaps"]) == ([], 5, [])
    assert happened(world) == ["venues.equipment_tested"] * 4
    # An id that a web page took is taken for a tablet, too.
    online = str(uuid4())
    page = world.client_of("sun")
    page.post(f"{world.api}/venues/v01/equipment/test/", {"equipment_kind": "broadcast"}, headers={"Act-Id": online})
    tablet.counter, tablet.previous = 4, tablet_hash(acts[3])
    assert said(tablet.send(checked(tablet, act_id=online))) == [("refused", "act_id_reused")]


def test_a_clock_days_off_is_shown_and_stops_nothing(tablet: Tablet) -> None:
    world = tablet.world
    for days in (3, -3):
        tablet.clock = dt.timedelta(days=days)
        tablet.skew_ms = None
        kind = "clock" if days > 0 else "gate"
        checked(tablet, kind)
        assert said(tablet.send()) == [("accepted", "")]
        (told,) = world.client_of("bai").get("/api/devices/").json()
        assert told["skew_ms"] == pytest.approx(days * 86_400_000, abs=5_000)
    assert told["queued"] == 1
    assert told["battery"] == 0.8
    kept = QueuedAct.objects.get(counter=1)
    assert kept.happened_at - kept.received_at > dt.timedelta(days=2.9)
    assert world.client_of("sun").get("/api/devices/").status_code == 403
    assert world.client_of("hu").get("/api/devices/").json() == []


def test_what_a_stolen_tablet_seals_is_set_aside_and_what_it_sealed_before_stands(tablet: Tablet) -> None:
    world = tablet.world
    tablet.clock = dt.timedelta(hours=-3)
    before = checked(tablet)
    tablet.clock = dt.timedelta(minutes=-30)
    after = checked(tablet, "clock")
    tablet.clock = dt.timedelta(hours=-5)  # the thief puts its clock back
    later = checked(tablet, "gate")
    told = {"reason": "平板在路上被盗", "from": (now() - dt.timedelta(hours=1)).isoformat()}

    def revoke(who: str) -> Any:
        return world.client_of(who).post(f"/api/devices/{tablet.id}/revoke/", told)

    assert [revoke(who).status_code for who in ("sun", "zhao", "hu")] == [403, 403, 404]
    assert revoke("bai").status_code == 200
    assert revoke("kong").json()["code"] == "not_now"
    tablet.clock = dt.timedelta()

    assert said(tablet.send()) == [("accepted", "")] + [("quarantined", "sealed_after_revocation")] * 2
    assert happened(world) == ["venues.equipment_tested"]
    assert said(tablet.send(later, after, before)) == [("quarantined", "sealed_after_revocation")] * 2 + [
        ("accepted", "")
    ]
    # A clock three days behind, as the server measures it, hides nothing either.
    tablet.clock = dt.timedelta(days=-3)
    tablet.skew_ms = None
    checked(tablet, "player")
    assert said(tablet.send()) == [("quarantined", "sealed_after_revocation")]
    assert tablet.set_pin("sun").status_code == 404


def test_an_id_number_or_a_locks_code_in_an_act_is_not_kept(tablet: Tablet) -> None:
    world = tablet.world
    number, code = "150821199001011234", "柜子密码是4711"
    texts = (number, int(number), code, "１５０８２１１９９００１０１１２３４")
    for text in texts:
        body = {"failed": [{"asset_code": "v01-CLK-1", "fault": text}]}
        checked(tablet, body=body)
    after = checked(tablet)

    expected = ["id_number_in_text", "id_number_in_text", "lock_code_in_text", "id_number_in_text"]
    verdicts = tablet.send()
    assert said(verdicts)[:4] == [("refused", one) for one in expected]
    assert verdicts[4]["counter"] == act_of(after)["counter"]  # the chain holds: a hash is enough for it
    assert verdicts[4]["code"] != "previous_not_matching"
    kept = list(QueuedAct.objects.order_by("counter"))
    assert [bytes(one.envelope) for one in kept[:4]] == [b""] * 4
    # Nor where the envelope is one that nobody can act on, or where something is written beside the act.
    tablet.send(checked(tablet, keys=[new_key()], body={"note": number}), {"note": number})
    beside = checked(tablet, "clock", counter=6,
                         previous=tablet_hash(after))  # fmt: skip
    assert said(tablet.send({**beside, "note": number})) == [("accepted", "")]
    everything = [bytes(one) for rows in (QueuedAct, Reject) for one in rows.objects.values_list("envelope", flat=True)]
    assert not [one for one in everything if number.encode() in one or number.encode() in decoded(one)]
    # A long number that was read off a bag is nobody's.
    bag = tablet.seal(world.sun, "papers/isolate/", {"codes": [number], "reason": "封条破损"}, counter=7,
                      previous=tablet_hash(beside))  # fmt: skip
    assert said(tablet.send(bag))[0][1] not in {"id_number_in_text", ""}


def test_rights_are_those_of_the_moment_and_of_the_place(tablet: Tablet) -> None:
    world = tablet.world
    elsewhere = tablet.seal(world.sun, "venues/v02/milestones/reach/", {"session": "A1", "milestone": "papers_opened"})
    real = tablet.seal(world.sun, "", address=f"exams/{world.exam.pk}/close/")
    page = tablet.seal(world.sun, "", address="devices/slots/", body={"venue": "v01", "name": "x"})
    nowhere = tablet.seal(world.sun, "", address="../../admin/")
    unread = tablet.seal(world.sun, "venues/v01/milestones/reach/", {"milestone": "papers_opened"})

    verdicts = tablet.send(elsewhere, real, page, nowhere, unread)
    codes = ["not_permitted", "address_not_allowed", "address_not_allowed", "address_not_allowed", "bad_input"]
    assert said(verdicts) == [("refused", code) for code in codes]
    assert list(verdicts[4]["detail"]["fields"]) == ["session"]
    assert all(one["message"] for one in verdicts)

    post = Post.objects.get(person=world.sun)
    end_post(world.asked("kong"), post_id=post.pk)
    ended = checked(tablet)
    Login.objects.filter(person=world.ma).update(is_active=False)
    closed = checked(tablet, who=world.ma)
    late = tablet.send(ended, closed, user=world.client_of("li"))
    assert said(late) == [("refused", "not_permitted")] * 2
    assert happened(world) == []


def test_one_request_sends_for_a_tablet_at_a_time(tablet: Tablet) -> None:
    checked(tablet)
    actor = tablet.world.actor("sun")
    lease = take_lease(actor, UUID(tablet.id))
    assert lease is not None
    assert take_lease(actor, UUID(tablet.id)) is None

    answer = tablet.post(*tablet.queue)
    assert (answer.status_code, answer.json()["code"]) == (409, "sync_running")
    assert not QueuedAct.objects.exists()
    assert not keep_lease(actor, UUID(tablet.id), uuid4())

    DeviceHealth.objects.filter(pk=UUID(tablet.id)).update(leased_until=now())  # its process has died
    assert said(tablet.send()) == [("accepted", "")]
    assert DeviceHealth.objects.get(pk=UUID(tablet.id)).lease is None


def test_where_the_server_fails_what_follows_waits_and_after_three_times_no_longer(
    tablet: Tablet, monkeypatch: pytest.MonkeyPatch
) -> None:
    world = tablet.world
    tablet.user.raise_request_exception = False
    checked(tablet, "clock")
    checked(tablet, "gate")

    works = services.test_equipment

    def fail(asked: Asked, **given: Any) -> Any:
        if given["equipment_kind"] == "clock":
            raise RuntimeError("a bug")
        return works(asked, **given)

    monkeypatch.setattr("venues.services.test_equipment", fail)
    for _time in range(2):
        assert said(tablet.send()) == [("waiting", "server_failed")] * 2
    assert len(tablet.queue) == 2
    assert said(tablet.send()) == [("waiting", "server_failed"), ("accepted", "")]
    monkeypatch.undo()
    assert said(tablet.send()) == [("accepted", "")]
    assert happened(world) == ["venues.equipment_tested"] * 2


def tablet_hash(envelope: dict[str, Any]) -> str:
    return hashlib.sha256(base64.b64decode(envelope["payload"])).hexdigest()


def decoded(kept: bytes) -> bytes:
    told = json.loads(kept) if kept else {}
    payload = told.get("payload") if isinstance(told, dict) else None
    return base64.b64decode(payload) if isinstance(payload, str) else b""
