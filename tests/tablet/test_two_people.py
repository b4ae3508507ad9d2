"""Two people sign on a tablet without network: each with a key of his own, weaker until he confirms it at a login."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest
from django.db import IntegrityError, connection, transaction

from organisation.models import OfflineConfirmation, PersonKey, Proof
from tests.paper_custody.builders import Papers, scans_of, with_bags
from tests.tablet.simulated import Tablet, act_of
from tests.world import World

ARRIVE = "papers/arrive/"


@pytest.fixture
def tablet(world: World) -> Tablet:
    """The papers of v01 are before its gate. Qin keeps its store, Li brings them; both have a PIN on its tablet."""
    Papers(with_bags(world)).on_the_road()
    tablet = Tablet.enrolled(world, "qin", "li", "sun")
    world.settle()
    world.forget()
    return tablet


def arrive(tablet: Tablet, **told: Any) -> dict[str, Any]:
    given = {"venue": "v01", "bags": scans_of("A1", "v01"), **told.pop("body", {})}
    return tablet.seal(told.pop("who", tablet.world.qin), ARRIVE, given, **{"second": tablet.world.li, **told})


def codes(verdicts: list[dict[str, Any]]) -> list[str]:
    return [one["code"] for one in verdicts]


def test_one_person_is_never_two(tablet: Tablet) -> None:
    world = tablet.world
    suns, qins = tablet.people[world.sun.pk], tablet.people[world.qin.pk]
    arrive(tablet, second=world.qin)  # the same person twice
    arrive(tablet, second=None)  # nobody: the field of the address stays empty
    arrive(tablet, second=None, body={"giver": {"login": "li", "password": "linhe-2027-gaokao"}})
    arrive(tablet, second=None, body={"giver": {"signing": "x" * 43}})
    arrive(tablet, second=None, body={"giver": {}})
    expected = ["one_person", "bad_input", "proof_refused", "proof_refused", "proof_refused"]
    assert codes(tablet.send()) == expected
    arrive(tablet, body={"givers": [{}]})  # Li on both places of his side
    arrive(tablet, who=world.li)  # Li gives to Li
    assert codes(tablet.send()) == ["one_person", "one_person"]
    # Li's place with Sun's signature, with Qin's own again, and with none.
    for keys in ([tablet.key, qins, suns], [tablet.key, qins, qins], [tablet.key, qins]):
        lied = arrive(tablet, keys=keys)
        assert codes(tablet.send(lied)) == ["signature_not_valid"]
        tablet.counter -= 1
        tablet.previous = act_of(lied)["previous"]
    assert world.history() == []
    assert not Proof.objects.filter(method="offline_pin").exists()


def test_two_sign_offline_and_each_confirms_it_at_his_next_login(tablet: Tablet) -> None:
    world = tablet.world
    act = UUID(act_of(arrive(tablet))["act_id"])
    assert codes(tablet.send()) == [""]

    assert "paper_custody.bags_arrived" in world.history()
    proofs = {proof.person: proof for proof in Proof.objects.filter(act=act)}
    assert {(person, proof.method, proof.side) for person, proof in proofs.items()} == {
        (world.qin, "offline_pin", "receiver"), (world.li, "offline_pin", "giver"),
    }  # fmt: skip
    assert proofs[world.li].key == PersonKey.objects.get(person=world.li)

    def mine(who: str) -> list[str]:
        return [one["act"] for one in world.client_of(who).get("/api/offline-signatures/").json()]

    def confirm(who: str) -> Any:
        return world.client_of(who).post("/api/offline-signatures/", {"acts": [str(act)]})

    assert [mine(who) for who in ("qin", "li", "sun", "hu")] == [[str(act)], [str(act)], [], []]
    assert [confirm(who).status_code for who in ("sun", "hu", "zhao")] == [404] * 3
    assert confirm("li").status_code == 200
    assert (mine("li"), mine("qin")) == ([], [str(act)])
    assert confirm("li").json()["code"] == "not_there"
    assert world.standing_history() == ["organisation.offline_signatures_confirmed"]
    assert [one.proof for one in OfflineConfirmation.objects.all()] == [proofs[world.li]]


def test_postgresql_alone_refuses_a_proof_by_another_persons_key(tablet: Tablet) -> None:
    world = tablet.world
    act = UUID(act_of(arrive(tablet))["act_id"])
    tablet.send()
    lis, suns = (PersonKey.objects.get(person=one) for one in (world.li, world.sun))
    like = {"act_id": act, "side": "second", "proved_at": lis.registered_at, "person": world.sun}
    for wrong, name in (
        ({"method": "offline_pin"}, "proof_given_offline_names_its_key"),
        ({"method": "password", "key": suns}, "proof_given_offline_names_its_key"),
        ({"method": "offline_pin", "key": lis}, "proof_by_a_key_of_its_person"),
        ({"method": "offline_pin", "key": lis, "person": world.li}, "nobody_stands_on_both_sides"),
    ):
        with pytest.raises(IntegrityError, match=name), transaction.atomic():
            forge(**{**like, **wrong})


def forge(**row: Any) -> None:
    Proof.objects.create(**row)
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
