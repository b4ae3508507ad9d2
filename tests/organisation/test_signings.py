"""Two people at one screen: the second proves himself once and signs for minutes; nobody else can use that."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from typing import Any
from uuid import uuid4

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from journal.models import Entry
from kernel.scope import scoped
from kernel.time import now
from organisation.errors import SigningOver
from organisation.models import Login, Post, Proof, Signing
from organisation.states import fast_hash
from paper_custody import services
from paper_custody.models import Handover
from paper_custody.states import Batch, Scan
from tests.paper_custody.builders import Papers, sealed, with_bags
from tests.stages import stage
from tests.world import Browser, World

PURPOSE = "papers/hand-over/"
BAG = "A1-v01-001-P"


@dataclass
class Table:
    """Wang's screen in the secure room, at which Fan may stand. ``token`` is what the screen holds."""

    world: World
    screen: Browser
    token: str = ""
    id: str = ""

    def begin(self, second: str = "fan", **given: Any) -> Any:
        """The second proves himself and stays."""
        proof = given.pop("proof", None) or self.world.second(second)
        asked = {"second": proof, "purpose": PURPOSE, **given}
        answer = self.screen.post(f"{self.world.api}/signings/", asked)
        if answer.status_code == 200:
            self.token, self.id = answer.json()["token"], answer.json()["fact"]["signing"]
        return answer

    def hand_over(self, *codes: str, act: str = "hand-over", screen: Browser | None = None, **given: Any) -> Any:
        """A bag scanned under the signing."""
        asked = {"receiver": {"signing": self.token}, "bags": sealed(*codes or (BAG,)), **given}
        return (screen or self.screen).post(f"{self.world.api}/papers/{act}/", asked)

    def end(self, who: str | None = None, signing: str = "") -> Any:
        """Somebody presses "end"; at the screen unless another is named."""
        client = self.screen if who is None else self.world.client_of(who)
        return client.post(f"{self.world.api}/signings/{signing or self.id}/end/")


@stage
def table(world: World) -> Table:
    """Fan stands at Wang's screen; the bags are in the vault."""
    Papers(with_bags(world)).in_the_vault()
    for person in ("wang", "fan"):
        world.second(person)  # a password set later would end what is told here
    table = Table(world, world.client_of("wang"))
    assert table.begin().status_code == 200
    return table


def test_one_proof_signs_bag_after_bag_and_history_says_how(table: Table) -> None:
    for code in (BAG, "A1-v01-002-P", "A1-v01-003-P"):
        assert table.hand_over(code).status_code == 200

    assert table.world.history() == ["organisation.signing_begun", *["paper_custody.bags_handed_over"] * 3]
    signing = Signing.objects.get()
    handed = Handover.objects.filter(step="hand_over").values_list("entry_id", flat=True)
    proofs = Proof.objects.filter(act__in=handed)
    assert set(proofs.filter(side="receiver").values_list("method", "signing", "proved_at", "person", "beside")) == {
        ("signing", signing.pk, signing.proved_at, table.world.fan.pk, table.world.wang.pk)
    }
    assert set(proofs.filter(side="giver").values_list("method", flat=True)) == {"login"}


def test_the_token_is_told_once_and_only_its_hash_is_kept(table: Table) -> None:
    kept = Signing.objects.get()
    assert kept.token_hash == fast_hash(table.token)
    assert len(table.token) >= 43  # 256 bits

    given = {"second": table.world.second("fan"), "purpose": PURPOSE}
    headers = {"Act-Id": str(uuid4())}
    first = table.screen.post(f"{table.world.api}/signings/", given, headers=headers)
    again = table.screen.post(f"{table.world.api}/signings/", given, headers=headers)

    assert again.json()["fact"] == first.json()["fact"]
    assert (first.json()["token"] is None, again.json()["token"]) == (False, None)
    assert first["Cache-Control"] == "no-store"
    assert first.json()["name"] == "范守库"


@pytest.mark.parametrize(
    ("second", "code"), [("wang", "one_person"), ("zhao", "not_permitted"), ("hu", "not_permitted")]
)
def test_one_person_a_stranger_and_another_county_begin_nothing(table: Table, second: str, code: str) -> None:
    answer = table.begin(second)

    assert answer.json()["code"] == code
    assert Signing.objects.count() == 1


def test_who_holds_no_duty_begins_nothing_at_his_own_screen_either(table: Table) -> None:
    for first, exam, code in (("zhao", table.world.exam, "not_permitted"), ("hu", table.world.exam, "not_there")):
        given = {"second": table.world.second("fan"), "purpose": PURPOSE}
        answer = table.world.client_of(first).post(f"/api/exams/{exam.pk}/signings/", given)
        assert answer.json()["code"] == code
    given = {"second": table.world.second("fan"), "purpose": PURPOSE}
    assert table.screen.post(f"/api/exams/{uuid4()}/signings/", given).json()["code"] == "not_there"


@pytest.mark.parametrize("minutes", [0, 11, "long"])
def test_nobody_stays_for_longer_than_ten_minutes(table: Table, minutes: object) -> None:
    assert table.begin(minutes=minutes).json()["code"] == "bad_input"


def test_guessing_passwords_at_a_screen_closes_that_login(table: Table) -> None:
    wrong = {"second": {"login": "li", "password": "wrong"}, "purpose": PURPOSE}
    table.world.second("li")
    for _try in range(5):
        assert table.screen.post(f"{table.world.api}/signings/", wrong).json()["code"] == "proof_refused"

    assert table.begin("li").json()["code"] == "too_many_tries"
    assert table.begin("fan").status_code == 200


def test_no_other_screen_can_use_it(table: Table) -> None:
    world = table.world
    other_login, other_session, other_county = (world.client_of(name) for name in ("fan", "wang", "hu"))

    for screen in (other_login, other_session, world.client_of("li"), other_county):
        refused = table.hand_over(screen=screen)
        assert (refused.status_code, refused.json()["code"]) == (403, "signing_over")
    assert table.hand_over().status_code == 200


def test_no_other_exam_and_no_other_act_can_use_it(table: Table) -> None:
    by_signing = {"signing": table.token}
    real = table.screen.post(
        f"/api/exams/{table.world.real.pk}/papers/hand-over/", {"receiver": by_signing, "bags": sealed(BAG)}
    )
    isolate = table.screen.post(
        f"{table.world.api}/papers/isolate/", {"second": by_signing, "codes": ["DRILL-" + BAG], "reason": "x"}
    )
    assert real.json()["code"] == isolate.json()["code"] == "signing_over"


def test_an_approval_is_proved_each_time_anew(table: Table) -> None:
    table.begin("fan", purpose="papers/release/")
    asked = {"approver": {"signing": table.token}, "codes": ["DRILL-" + BAG], "reason": "x"}

    assert table.screen.post(f"{table.world.api}/papers/release/", asked).json()["code"] == "bad_input"


@pytest.mark.parametrize("token", ["", "x" * 43, "x" * 65, 7, None, ["a"], {"a": 1}, "\x00"])
def test_what_is_no_token_signs_nothing(table: Table, token: object) -> None:
    refused = table.hand_over(receiver={"signing": token})

    assert refused.json()["code"] in {"bad_input", "signing_over"}
    assert not Handover.objects.filter(step="hand_over").exists()


@pytest.mark.parametrize("who", [None, "fan", "wang"])
def test_either_ends_it_at_once(table: Table, who: str | None) -> None:
    open_ones = table.world.client_of("fan").get(f"{table.world.api}/signings/").json()
    assert [(one["id"], one["purpose"]) for one in open_ones] == [(table.id, PURPOSE)]

    assert table.end(who).status_code == 200

    assert table.hand_over().json()["code"] == "signing_over"
    assert table.end(who).json()["code"] == "not_there"
    assert table.world.client_of("fan").get(f"{table.world.api}/signings/").json() == []
    assert table.world.history() == ["organisation.signing_begun", "organisation.signing_ended"]


def test_an_act_under_way_is_not_signed_by_what_ended_meanwhile(table: Table) -> None:
    world, signing = table.world, Signing.objects.get()
    fan = replace(world.actor("fan"), proved_by="signing", proved_at=signing.proved_at, signing_id=signing.pk)
    batch = Batch([Scan(**scan) for scan in sealed(BAG)])

    with pytest.raises(SigningOver):  # not beside Fan himself, who is no first of it
        services.hand_over(
            world.asked("fan", exam_id=world.exam.pk), receiver=replace(fan, person_id=world.wang.pk), batch=batch
        )
    table.end()
    with pytest.raises(SigningOver):
        services.hand_over(world.asked("wang", exam_id=world.exam.pk), receiver=fan, batch=batch)
    assert not Handover.objects.filter(step="hand_over").exists()


@pytest.mark.parametrize("who", ["zhao", "hu", "li"])
def test_nobody_else_ends_it_or_hears_of_it(table: Table, who: str) -> None:
    assert table.end(who).json()["code"] == "not_there"
    assert table.id not in table.world.client_of(who).get(f"{table.world.api}/signings/").content.decode()
    assert table.hand_over().status_code == 200


def test_the_next_to_stand_there_replaces_the_one_before(table: Table) -> None:
    fans = table.token
    assert table.begin("li", minutes=3).status_code == 200

    assert table.hand_over(receiver={"signing": fans}).json()["code"] == "signing_over"
    assert Signing.objects.filter(ended_at=None).count() == 1


def test_it_ends_with_its_time(table: Table) -> None:
    late = Signing.objects.get()
    began = now() - dt.timedelta(minutes=10)
    fields = {name: getattr(late, name) for name in
              ("exam_id", "scope", "login_id", "first_id", "second_id", "second_login_id", "second_mark", "entry_id",
               "session_hash")}  # fmt: skip
    table.end()
    Signing.objects.create(
        **fields, purpose=PURPOSE, token_hash=fast_hash("late"), proved_at=began, until=began + dt.timedelta(minutes=10)
    )

    assert table.hand_over(receiver={"signing": "late"}).json()["code"] == "signing_over"


def test_it_ends_with_the_login_session_of_the_first(table: Table) -> None:
    table.screen.post("/accounts/logout/")
    assert table.hand_over().status_code in {401, 403}

    table.screen.force_login(table.world.wang.login)
    assert table.hand_over().json()["code"] == "signing_over"


def test_it_ends_when_the_second_gets_another_password_or_is_shut_out(table: Table) -> None:
    fan = Login.objects.get(username="fan")
    fan.set_password("another-one-2027")
    fan.save(update_fields=["password"])
    assert table.hand_over().json()["code"] == "signing_over"

    given = {"login": "fan", "password": "another-one-2027"}
    assert table.begin(proof=given).status_code == 200
    assert table.hand_over().status_code == 200
    Login.objects.filter(username="fan").update(is_active=False)
    assert table.hand_over().json()["code"] == "signing_over"


def test_a_post_that_has_ended_signs_nothing(table: Table) -> None:
    assert table.hand_over().status_code == 200
    Post.objects.filter(person=table.world.fan).update(ends_at=now() - dt.timedelta(seconds=1))

    assert table.hand_over().json()["code"] == "not_permitted"


def test_a_replayed_act_is_the_same_act(table: Table) -> None:
    headers = {"Act-Id": str(uuid4())}
    asked = {"receiver": {"signing": table.token}, "bags": sealed(BAG)}
    path = f"{table.world.api}/papers/hand-over/"
    first = table.screen.post(path, asked, headers=headers)
    again = table.screen.post(path, asked, headers=headers)
    other = table.screen.post(path, {**asked, "bags": sealed("A1-v01-002-P")}, headers=headers)

    assert again.json() == first.json()
    assert other.json()["code"] == "act_id_taken"
    assert Handover.objects.filter(step="hand_over").count() == 1


# What PostgreSQL alone keeps.

PROOF = (
    "INSERT INTO organisation_proof (act_id, side, person_id, method, proved_at, signing_id, beside_id)"
    " VALUES (%s, %s, %s, %s, %s, %s, %s)"
)


def forge(table: Table, **change: Any) -> None:
    """A proof by the signing for an act for which Wang alone has proved himself, changed, in plain SQL."""
    exam = change.pop("exam", table.world.exam.pk)
    signing = Signing.objects.get(pk=table.id)
    row = {
        "act_id": signing.entry_id,
        "side": "receiver",
        "person_id": signing.second_id,
        "method": "signing",
        "proved_at": signing.proved_at,
        "signing_id": signing.pk,
        "beside_id": signing.first_id,
        **change,
    }
    with transaction.atomic(), scoped(table.world.actor("wang"), exam), connection.cursor() as cursor:
        cursor.execute(PROOF, [signing.entry_id, "giver", signing.first_id, "login", signing.proved_at, None, None])
        cursor.execute(PROOF, list(row.values()))
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")


def test_the_database_takes_the_proof_as_it_is(table: Table) -> None:
    forge(table)


@pytest.mark.parametrize(
    ("change", "law"),
    [
        ({"person_id": "zhao"}, "proof_as_its_signing_tells"),
        ({"person_id": "li", "beside_id": "wang"}, "proof_as_its_signing_tells"),
        ({"beside_id": "li"}, "proof_as_its_signing_tells|proof_beside_the_first"),
        ({"proved_at": dt.datetime(2027, 6, 7, tzinfo=dt.UTC)}, "proof_as_its_signing_tells"),
        ({"signing_id": None}, "proof_by_signing_names_it"),
        ({"beside_id": None}, "proof_by_signing_names_it"),
        ({"method": "password"}, "proof_by_signing_names_it"),
        ({"signing_id": uuid4()}, "signing is over"),
    ],
)
def test_the_database_refuses_a_proof_that_its_signing_does_not_tell(
    table: Table, change: dict[str, Any], law: str
) -> None:
    told = {
        name: table.world.people[v].pk if isinstance(v, str) and name != "method" else v for name, v in change.items()
    }
    with pytest.raises(IntegrityError, match=law):
        forge(table, **told)


def test_the_database_refuses_a_signing_for_an_act_in_which_its_first_has_no_part(table: Table) -> None:
    without_wang = Entry.objects.exclude(pk__in=Proof.objects.values("act")).exclude(pk=Signing.objects.get().entry_id)

    with pytest.raises(IntegrityError, match="proof_beside_the_first_of_its_signing"):
        forge(table, act_id=without_wang[0].pk)


def test_the_database_refuses_a_signing_that_is_over_or_of_another_exam(table: Table) -> None:
    with pytest.raises(IntegrityError, match="of another exam"):
        forge(table, exam=table.world.real.pk)
    table.end()
    with pytest.raises(IntegrityError, match="signing is over"):
        forge(table)


@pytest.mark.parametrize(
    ("column", "value", "law"),
    [
        ("second_id", "wang", "signing_takes_two_people"),
        ("second_login_id", "wang", "signing_takes_two_logins"),
        ("until", dt.timedelta(minutes=10, seconds=1), "signing_lasts_minutes"),
        ("until", dt.timedelta(0), "signing_lasts_minutes"),
        ("purpose", PURPOSE, "one_open_signing_per_screen"),
        ("scope", "/15/1503/150302/", "row-level security"),
    ],
)
def test_the_database_refuses_a_signing_that_there_cannot_be(table: Table, column: str, value: Any, law: str) -> None:
    signing = Signing.objects.get()
    signing.pk, signing.token_hash, signing.purpose = uuid4(), "x", "papers/load/"
    if column.endswith("_id"):
        value = getattr(table.world, value).login.pk if "login" in column else getattr(table.world, value).pk
    setattr(signing, column, signing.proved_at + value if isinstance(value, dt.timedelta) else value)

    with (
        pytest.raises(DatabaseError, match=law),
        transaction.atomic(),
        scoped(table.world.actor("wang"), signing.exam_id),
    ):
        signing.save(force_insert=True)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE organisation_signing SET until = until + interval '1 hour'",
        "UPDATE organisation_signing SET second_id = first_id",
        "UPDATE organisation_signing SET token_hash = 'x'",
        "DELETE FROM organisation_signing",
        "TRUNCATE organisation_signing CASCADE",
    ],
)
def test_nothing_of_a_signing_is_changed_but_its_end(table: Table, statement: str) -> None:
    with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


def test_what_has_ended_stays_ended(table: Table) -> None:
    table.end()

    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
        Signing.objects.update(ended_at=None)
