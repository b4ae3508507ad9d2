"""Handovers that nobody made: through the act and by plain SQL, and none of them is accepted (C3, C21).

One person on both sides, sides swapped, a proof that is missing, another's or used before, a request sent again.
"""

from __future__ import annotations

import json
import random
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import IntegrityError, connection, transaction

from organisation.models import Proof
from paper_custody.models import Bag, Handover
from tests.paper_custody.builders import Papers, scans_of, sealed
from tests.paper_custody.test_the_law import COPY
from tests.stages import stage
from tests.world import Browser

SHORT, LONG = 60, 20_000
ON_THE_ROAD = [scan["code"].removeprefix("DRILL-") for scan in scans_of("A1", "v01")]
# People who may sign nothing on this road: another venue's, the vault's clerk, one without a post, another county's.
STRANGERS = ("tao", "chen", "zhao", "hu", "kong")


@dataclass
class Forger:
    """Somebody who tries. The papers of v01 are on the road with Li; He and Feng may take them with their proofs."""

    papers: Papers
    chance: random.Random
    genuine: dict[str, Any] = field(default_factory=dict)
    browsers: dict[str, Browser] = field(default_factory=dict)
    signings: dict[str, str] = field(default_factory=dict)

    def send(self, who: str, *, act: str | None = None, **given: Any) -> Any:
        """A handover as this person's browser sends it."""
        if who not in self.browsers:
            self.browsers[who] = self.papers.world.client_of(who)
        address = f"{self.papers.world.api}/papers/hand-over/"
        return self.browsers[who].post(address, given, headers={"Act-Id": act or str(uuid4())})

    def proof(self, who: str) -> dict[str, str]:
        return self.papers.world.second(who)

    def bags(self) -> list[dict[str, str]]:
        """Some of what is on the road, each with its right seal: nothing but the proofs speaks against it."""
        return sealed(*self.chance.sample(ON_THE_ROAD, self.chance.randint(1, len(ON_THE_ROAD))))

    # ---- through the act

    def one_person(self) -> Any:
        return self.send("li", receiver=self.proof("li"), bags=self.bags())

    def swapped(self) -> Any:
        """Who should take gives, and who has signed for it takes."""
        return self.send(self.chance.choice(["he", "feng"]), receiver=self.proof("li"), bags=self.bags())

    def missing(self) -> Any:
        nothing: list[Any] = [None, {}, "", "he", {"login": "he"}, {"login": "he", "password": ""}, [], {"signing": ""}]
        return self.send("li", receiver=self.chance.choice(nothing), bags=self.bags())

    def foreign(self) -> Any:
        """He's name and somebody else's word; a signing of another screen; a person who has no duty there."""
        proofs: list[Any] = [
            {"login": "he", "password": f"guessed-{self.chance.random()}"},
            {"login": self.chance.choice(["nobody", "HE ", "li'--"]), "password": "x"},
            {"signing": self.signings["vault"]},
            {"signing": str(uuid4())},
            self.proof(self.chance.choice(STRANGERS)),
        ]
        return self.send("li", receiver=self.chance.choice(proofs), bags=self.bags())

    def reused(self) -> Any:
        """The id or the signing of something that was signed before, for other bags or another receiver."""
        ways: list[Callable[[], Any]] = [
            lambda: self.send("li", act=self.genuine["act"], receiver=self.proof("feng"), bags=self.bags()),
            lambda: self.send("feng", act=self.genuine["act"], receiver=self.proof("he"), bags=self.bags()),
            lambda: self.send("li", receiver={"signing": self.signings["ended"]}, bags=self.bags()),
        ]
        return self.chance.choice(ways)()

    def replayed(self) -> Any:
        """A request that was answered, sent once more: by who sent it first, or by who has seen it."""
        who = self.chance.choice(["li", *STRANGERS])
        return self.send(who, act=self.genuine["act"], **self.genuine["given"])

    # ---- by plain SQL, as the app's role

    def change(self, kind: str) -> dict[str, Any]:
        """What makes a genuine row a forged one."""
        steps = ["receive", "load", "hand_over"]
        rows = list(Handover.objects.filter(step__in=steps).values("entry", "giver", "receiver"))
        row, other = self.chance.choice(rows), self.chance.choice(rows)
        people = [person.pk for person in self.papers.world.people.values()]
        signed = set(Proof.objects.filter(act_id=row["entry"]).values_list("person_id", flat=True))
        stranger = self.chance.choice([one for one in people if one not in signed])
        side = self.chance.choice(["giver", "receiver"])
        taken = {"entry_id": row["entry"], "giver_id": row["giver"], "receiver_id": row["receiver"]}
        unsigned = Bag.objects.values_list("seals__entry", flat=True).filter(seals__isnull=False)[0]
        wrong: dict[str, list[dict[str, Any]]] = {
            "one_person": [{"receiver_id": row["giver"]}, {"giver_id": row["receiver"]}],
            "swapped": [
                {"giver_id": row["receiver"], "receiver_id": row["giver"]},
                {"giver_side": "receiver", "receiver_side": "giver"},
            ],
            "missing": [{"entry_id": unsigned}, {f"{side}_id": None}, {f"{side}_side": None}],
            "foreign": [{f"{side}_id": stranger}, {f"{side}_side": self.chance.choice(["first", "second", "counter"])}],
            "reused": [{"entry_id": uuid4()}, {"entry_id": unsigned, "giver_id": other["giver"]}],
            "replayed": [{}],
        }
        return {**taken, **self.chance.choice(wrong[kind])}


EACH_FOR_ITS_OWN_REASON = {
    ("one_person", "one_person"),
    ("swapped", "not_the_holder"),
    ("missing", "bad_input"),
    ("foreign", "proof_refused"),
    ("reused", "act_id_taken"),
}
KINDS = ("one_person", "swapped", "missing", "foreign", "reused", "replayed")


def is_taken(pattern: UUID, change: dict[str, Any]) -> bool:
    """Whether the app's own role may write this row with plain SQL."""
    told = json.dumps({"id": uuid4(), **change}, default=str)
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(COPY.format(table="paper_custody_handover"), [told, pattern])
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    except IntegrityError:
        return False
    finally:
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL DEFERRED")
    return True


def as_it_stands() -> tuple[int, int, Sequence[Any]]:
    """All that a handover changes: its rows, its proofs, and who has which bag."""
    bags = Bag.objects.order_by("code").values_list("code", "status", "node", "holder", "since", "container")
    return Handover.objects.count(), Proof.objects.count(), list(bags)


@stage
def forger(papers: Papers) -> Forger:
    """Papers on the road, one handover of them that was really made and given back, and signings of elsewhere."""
    papers.on_the_road()
    world = papers.world
    for person in world.people:
        world.second(person)  # a password set later would end its owner's session
    forger = Forger(papers, random.Random(2027))
    signed_for: dict[str, Any] = {
        "act": str(uuid4()),
        "given": {"receiver": world.second("he"), "bags": sealed(*ON_THE_ROAD)},
    }
    assert forger.send("li", act=signed_for["act"], **signed_for["given"]).status_code == 200
    assert forger.send("he", receiver=world.second("li"), bags=sealed(*ON_THE_ROAD)).status_code == 200
    forger.genuine = signed_for
    vault = {"second": world.second("fan"), "purpose": "papers/hand-over/"}
    forger.signings["vault"] = world.client_of("wang").post(f"{world.api}/signings/", vault).json()["token"]
    screen = world.client_of("li")
    ended = screen.post(f"{world.api}/signings/", {"second": world.second("he"), "purpose": "papers/hand-over/"}).json()
    assert screen.post(f"{world.api}/signings/{ended['fact']['signing']}/end/").status_code == 200
    forger.signings["ended"] = ended["token"]
    return forger


@pytest.mark.parametrize("times", [SHORT, pytest.param(LONG, marks=pytest.mark.long)])
def test_none_of_so_many_forged_handovers_is_accepted(forger: Forger, times: int) -> None:
    papers, tried, answers = forger.papers, Counter[tuple[str, str]](), Counter[tuple[str, str]]()
    pattern = Handover.objects.filter(step="load").order_by("bag__code")[0]
    stays = Bag.objects.get(code="DRILL-A1-v02-001-P").pk
    before = as_it_stands()
    first = None

    for number in range(times):
        kind, way = KINDS[number % len(KINDS)], ("act", "sql")[number // len(KINDS) % 2]
        tried[kind, way] += 1
        if way == "sql":
            # What is told once cannot be told again; all else is told of a bag that no such row speaks of yet.
            bag = {"bag_id": pattern.bag_id if kind == "replayed" else stays}
            change = {**forger.change(kind), **bag}
            if kind == "replayed":
                change["entry_id"] = pattern.entry_id
                change |= {"giver_id": pattern.giver_id, "receiver_id": pattern.receiver_id}
            assert not is_taken(pattern.pk, change), (kind, change)
            continue
        answer = getattr(forger, kind)()
        if kind == "replayed" and answer.status_code == 200:
            first = first or answer.json()["entry"]
            assert answer.json()["entry"] == first
        else:
            assert answer.status_code >= 400, (kind, answer.json())
            answers[kind, answer.json()["code"]] += 1
        assert as_it_stands() == before, kind

    assert as_it_stands() == before
    assert set(tried) == {(kind, way) for kind in KINDS for way in ("act", "sql")}
    assert answers.keys() >= EACH_FOR_ITS_OWN_REASON, answers
    assert not [code for _kind, code in answers if code in {"not_authenticated", "bag_not_now", "seal_mismatch"}], (
        answers
    )
    # Nothing but the proofs spoke against them.
    assert is_taken(pattern.pk, {"bag_id": stays})
    assert forger.send("li", receiver=papers.world.second("feng"), bags=sealed(*ON_THE_ROAD)).status_code == 200
