"""Nobody alone can open what takes two: keys and codes change hands by two proofs, and the separation stands."""

from __future__ import annotations

from contextlib import suppress
from typing import Any
from uuid import uuid4

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from journal.audit import differences
from kernel.act import Asked
from kernel.errors import DomainError
from kernel.scope import scoped
from kernel.words import check_no_lock_code, check_words
from paper_custody.gateways.key_rules import key_rules
from paper_custody.models.keys import CodeReceipt, HeldOfRoom, Key, KeyMove, Lock
from paper_custody.services import keys as services
from paper_custody.states.keys import CodeChannel, CodeGiven, LockGiven, LockKind
from tests.paper_custody.builders import Papers
from tests.paper_custody.locks import keys_post, with_locks
from tests.stages import stage


@stage
def safe(papers: Papers) -> Papers:
    """Locks are registered; every key is in the safe."""
    return with_locks(papers)


def holder(code: str) -> str | None:
    key = Key.objects.select_related("holder").get(code=code)
    return None if key.holder is None else key.holder.staff_number


def test_a_key_goes_out_from_hand_to_hand_and_back(safe: Papers) -> None:
    assert keys_post(safe, "wang", "issue", receiver="fan", keys=["KD-1"]).status_code == 200
    assert holder("KD-1") == "fan"
    assert keys_post(safe, "fan", "hand-over", receiver="wang", keys=["KD-1"]).status_code == 200
    assert holder("KD-1") == "wang"
    assert keys_post(safe, "wang", "return", receiver="fan", keys=["KD-1"]).status_code == 200

    assert holder("KD-1") is None
    assert not HeldOfRoom.objects.exists()
    assert safe.world.history() == ["paper_custody.keys_handed_over"] * 3
    assert list(differences()) == []


@pytest.mark.parametrize(
    ("second_lock", "rule"),
    [({"keys": ["KC-1"]}, "K2"), ({"code": "VAULT-DOOR"}, "K1"), ({"code": "VAULT-CAB"}, "K3")],
)
def test_nobody_gets_a_second_means_of_one_room(safe: Papers, second_lock: dict[str, Any], rule: str) -> None:
    keys_post(safe, "wang", "issue", receiver="fan", keys=["KD-1"])

    if "keys" in second_lock:
        answer = keys_post(safe, "wang", "issue", receiver="fan", keys=second_lock["keys"])
    else:
        answer = keys_post(
            safe, "wang", "codes/received", receiver="fan", lock=second_lock["code"], channel="sealed_letter"
        )

    assert (answer.status_code, answer.json()["code"]) == (409, "key_separation")
    assert answer.json()["detail"]["rule"] == rule
    assert answer.json()["detail"]["source"] == key_rules().rules[rule].source
    assert safe.world.history() == ["paper_custody.keys_handed_over"]


def test_two_keys_of_one_lock_are_one_means_and_two_locks_in_one_handover_are_two(safe: Papers) -> None:
    both = keys_post(safe, "wang", "issue", receiver="fan", keys=["KD-1", "KC-1"])
    assert both.json()["detail"]["rule"] == "K2"

    assert keys_post(safe, "wang", "issue", receiver="fan", keys=["KD-1", "KD-2"]).status_code == 200
    keys_post(safe, "fan", "return", receiver="wang", keys=["KD-1"])
    still = keys_post(safe, "wang", "issue", receiver="fan", keys=["KC-1"])
    assert still.json()["code"] == "key_separation"


def test_a_key_of_another_room_is_another_matter(safe: Papers) -> None:
    keys_post(safe, "wang", "issue", receiver="fan", keys=["KD-1"])

    assert keys_post(safe, "wang", "issue", receiver="fan", keys=["KV-1"]).status_code == 200


def test_a_known_code_keeps_its_key_away_until_it_is_changed(safe: Papers) -> None:
    received = keys_post(safe, "wang", "codes/received", receiver="fan", lock="VAULT-CAB", channel="in_person")
    assert received.status_code == 200
    assert keys_post(safe, "wang", "issue", receiver="fan", keys=["KC-1"]).json()["detail"]["rule"] == "K1"

    assert keys_post(safe, "wang", "codes/changed", second="fan", lock="VAULT-CAB").status_code == 200

    assert keys_post(safe, "wang", "issue", receiver="fan", keys=["KC-1"]).status_code == 200
    assert CodeReceipt.objects.get().ended_entry is not None
    assert list(differences()) == []


def test_keys_are_neither_lent_nor_taken_for_another(safe: Papers) -> None:
    keys_post(safe, "wang", "issue", receiver="fan", keys=["KD-1"])

    lent = keys_post(safe, "wang", "hand-over", receiver="fan", keys=["KD-1"])
    again = keys_post(safe, "wang", "issue", receiver="fan", keys=["KD-1"])
    alone = keys_post(safe, "fan", "hand-over", receiver="fan", keys=["KD-1"])

    assert (lent.json()["code"], lent.json()["detail"]["rule"]) == ("not_the_key_holder", "K4")
    assert again.json()["code"] == "key_not_now"
    assert alone.json()["code"] == "one_person"


@pytest.mark.parametrize(
    ("who", "receiver"),
    [("zhao", "fan"), ("chen", "fan"), ("sun", "ma"), ("wang", "li"), ("wang", "hu")],
)
def test_who_has_no_duty_there_gets_no_key(safe: Papers, who: str, receiver: str) -> None:
    answer = keys_post(safe, who, "issue", receiver=receiver, keys=["KD-1"])

    assert (answer.status_code, answer.json()["code"]) == (403, "not_permitted")
    assert holder("KD-1") is None


def test_who_is_entitled_in_another_county_finds_nothing(safe: Papers) -> None:
    assert keys_post(safe, "hu", "issue", receiver="fan", keys=["KD-1"]).status_code == 404
    assert keys_post(safe, "hu", "locks", second="fan", code="L-1", kind="door", place="门").status_code == 404


def test_a_key_that_is_not_there_looks_like_one_that_is_not_yours(safe: Papers) -> None:
    assert keys_post(safe, "sun", "issue", receiver="ma", keys=["KD-1"]).json()["code"] == "not_permitted"
    assert keys_post(safe, "sun", "issue", receiver="ma", keys=["K-99"]).json()["code"] == "not_permitted"
    assert keys_post(safe, "wang", "issue", receiver="fan", keys=["KD-1", "KD-1"]).json()["code"] == "scanned_twice"


def test_a_bag_of_keys_takes_three_signatures_and_a_code_is_on_the_list_once(safe: Papers) -> None:
    lock = {"code": "SAFE", "kind": "box", "place": "保险柜", "keys": ["KB-1"], "second": "fan"}

    few = keys_post(safe, "wang", "locks", **lock, signatures=["王守库", "范守库", "范守库"])
    signed = keys_post(safe, "wang", "locks", **lock, signatures=["王守库", "范守库", "白值班长"])
    again = keys_post(safe, "wang", "locks", **{**lock, "code": "SAFE-2"})

    assert (few.json()["code"], few.json()["detail"]["rule"]) == ("key_bag_unsigned", "K6")
    assert signed.status_code == 200
    assert Key.objects.get(code="KB-1").form == "bag"
    assert again.json()["detail"] == {"codes": ["KB-1"]}


@pytest.mark.parametrize("place", ["密码 3825", "开锁码：8-8-2-1", "382519", "３８２５＃", "password is k7x9"])
def test_a_text_that_looks_like_a_code_is_refused_and_not_kept(safe: Papers, place: str) -> None:
    answer = keys_post(safe, "wang", "locks", code="L-9", kind="door", place=place, second="fan")

    assert answer.json()["code"] == "lock_code_written"
    assert not Lock.objects.filter(code="L-9").exists()


def test_words_about_codes_and_numbers_are_not_codes() -> None:
    for text in (
        "密码由王守库保管",
        "学校代码 1508",
        "密码信封 2027年6月收到",
        "口令于 08:50 下达",
        "封签 A-20391 完好",
    ):
        check_words(text)
        check_no_lock_code(text)


def test_who_issued_a_bag_does_not_receive_it(safe: Papers) -> None:
    safe.on_the_road()
    world = safe.world
    pattern = world.qin.posts.get()
    pattern.pk, pattern.person = uuid4(), world.wang
    pattern.save(force_insert=True)

    answer = safe.arrive(who="wang")

    assert (answer.json()["code"], answer.json()["detail"]["rule"]) == ("same_issuer_and_receiver", "K5")
    assert safe.arrive(who="qin").status_code == 200


def test_everybody_sees_the_keys_of_his_duty(safe: Papers) -> None:
    def seen(who: str) -> set[str]:
        answer = safe.world.client_of(who).get(f"{safe.world.api}/keys/").json()
        return {lock["code"] for lock in answer}

    assert len(seen("wang")) == len(seen("bai")) == 6
    assert seen("sun") == {"v01-DOOR", "v01-BOX"}
    assert seen("zhao") == seen("jin") == seen("chen") == set()
    assert safe.world.client_of("hu").get(f"{safe.world.api}/keys/").status_code == 404


# What PostgreSQL alone keeps.


def held_key(safe: Papers) -> Key:
    keys_post(safe, "wang", "issue", receiver="fan", keys=["KD-1"])
    return Key.objects.get(code="KD-1")


def at_once(statement: str, values: list[Any]) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, values)
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")


def test_plain_sql_gives_nobody_a_second_means(safe: Papers) -> None:
    held = held_key(safe)
    keys_post(safe, "wang", "issue", receiver="fan", keys=["KV-1"])
    cabinet = Key.objects.get(code="KC-1")

    with pytest.raises(IntegrityError, match="one_means_a_person_in_a_room"):
        at_once(
            "INSERT INTO paper_custody_heldofroom (id, exam_id, scope, place, person_id, lock_id, means)"
            " VALUES (%s, %s, %s, %s, %s, %s, 'key')",
            [uuid4(), held.exam_id, held.scope, held.place, held.holder_id, cabinet.lock_id],
        )
    with pytest.raises(IntegrityError, match="is_of_its_locks_place"):
        at_once(
            "INSERT INTO paper_custody_heldofroom (id, exam_id, scope, place, person_id, lock_id, means)"
            " VALUES (%s, %s, %s, %s, %s, %s, 'key')",
            [uuid4(), held.exam_id, held.scope, "elsewhere", held.holder_id, cabinet.lock_id],
        )
    with pytest.raises(IntegrityError, match="held_key_opens_its_lock"):
        at_once("UPDATE paper_custody_key SET holder_id = %s, means = 'key', status = 'held' WHERE id = %s",
                [held.holder_id, cabinet.pk])  # fmt: skip
    with pytest.raises(IntegrityError, match=r"key_is_what_its_holder_holds|key_is_held_by_its_last_move"):
        at_once("UPDATE paper_custody_key SET holder_id = %s, means = 'key', status = 'held', last_move_id = %s"
                " WHERE id = %s", [held.holder_id, held.last_move_id, cabinet.pk])  # fmt: skip
    with pytest.raises(IntegrityError, match="key_is_what_its_holder_holds"):
        at_once("DELETE FROM paper_custody_heldofroom WHERE place = %s", [held.place])


def test_plain_sql_makes_nobody_a_holder_without_two_proofs(safe: Papers) -> None:
    held = held_key(safe)
    move = KeyMove.objects.get()
    zhao = safe.world.zhao.pk

    with pytest.raises(IntegrityError, match=r"key_is_held_by_its_last_move|key_is_what_its_holder_holds"):
        at_once("UPDATE paper_custody_key SET holder_id = %s WHERE id = %s", [zhao, held.pk])
    copy = (
        "INSERT INTO paper_custody_keymove (id, exam_id, scope, key_id, step, giver_id, giver_side, receiver_id,"
        " receiver_side, holder_id, entry_id, at, exam_at) SELECT %s, exam_id, scope, %s, step, giver_id, giver_side,"
        " %s, receiver_side, %s, entry_id, at, exam_at FROM paper_custody_keymove WHERE id = %s"
    )
    other = Key.objects.get(code="KD-2").pk
    with pytest.raises(IntegrityError, match="receiver_proved"):
        at_once(copy, [uuid4(), other, zhao, zhao, move.pk])
    with pytest.raises(IntegrityError, match="key_is_held_by_who_received_it"):
        at_once(copy, [uuid4(), other, move.receiver_id, zhao, move.pk])
    with pytest.raises(IntegrityError, match="takes_two_people"):
        at_once(copy, [uuid4(), other, move.giver_id, move.giver_id, move.pk])
    with pytest.raises(DatabaseError, match=r"permission denied|never changed"):
        at_once("UPDATE paper_custody_keymove SET at = at", [])


def test_plain_sql_lets_nobody_know_the_code_of_the_lock_whose_key_he_holds(safe: Papers) -> None:
    held = held_key(safe)
    keys_post(safe, "fan", "codes/received", receiver="wang", lock="VAULT-DOOR", channel="sealed_letter")
    receipt = CodeReceipt.objects.get()

    with pytest.raises(IntegrityError, match=r"code_is_what_its_receiver_holds|_proved"):
        at_once("UPDATE paper_custody_codereceipt SET receiver_id = %s, giver_id = %s WHERE id = %s",
                [held.holder_id, receipt.receiver_id, receipt.pk])  # fmt: skip
    with pytest.raises(IntegrityError, match="known_code_is_a_means"):
        at_once("UPDATE paper_custody_codereceipt SET means = NULL WHERE id = %s", [receipt.pk])


def test_another_county_sees_no_lock_and_no_key(safe: Papers) -> None:
    held_key(safe)
    with scoped(safe.world.actor("hu"), safe.world.exam.pk):
        assert not any(model.objects.exists() for model in (Lock, Key, KeyMove, HeldOfRoom, CodeReceipt))


PEOPLE = ("wang", "fan", "gao")
KEYS = ("KD-1", "KD-2", "KC-1")
MOVES = st.one_of(
    st.tuples(st.sampled_from(["issue", "hand_over", "return"]), *[st.sampled_from(PEOPLE)] * 2, st.sampled_from(KEYS)),
    st.tuples(st.just("code"), *[st.sampled_from(PEOPLE)] * 2, st.sampled_from(["VAULT-DOOR", "VAULT-CAB"])),
    st.tuples(st.just("change"), *[st.sampled_from(PEOPLE)] * 2, st.sampled_from(["VAULT-DOOR", "VAULT-CAB"])),
)


def do(safe: Papers, what: str, giver: str, receiver: str, thing: str) -> None:
    asked: Asked = safe.asked(giver)
    other = safe.proved(receiver)
    if what == "code":
        services.receive_code(asked, receiver=other, receipt=CodeGiven(thing, CodeChannel.IN_PERSON))
    elif what == "change":
        services.change_code(asked, second=other, lock=thing)
    else:
        move = {"issue": services.issue_keys, "hand_over": services.hand_over_keys, "return": services.return_keys}
        move[what](asked, receiver=other, keys=[thing])


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(MOVES, max_size=10))
def test_no_way_of_passing_keys_breaks_the_separation(safe: Papers, moves: list[tuple[str, str, str, str]]) -> None:
    all_back(safe)
    for what, giver, receiver, thing in moves:
        with suppress(DomainError):
            do(safe, what, giver, receiver, thing)
        check_separated()


def all_back(safe: Papers) -> None:
    """Every key in the safe, and every code changed: each example begins alike."""
    for key in Key.objects.filter(holder__isnull=False).select_related("holder"):
        giver = "" if key.holder is None else key.holder.staff_number
        do(safe, "return", giver, "wang" if giver != "wang" else "fan", key.code)
    for lock in {receipt.lock.code for receipt in CodeReceipt.objects.filter(ended_entry=None).select_related("lock")}:
        do(safe, "change", "wang", "fan", lock)


def check_separated() -> None:
    """Told from keys and receipts alone, as an inspector would: each person opens one lock, by one means."""
    opens: dict[Any, set[tuple[Any, str]]] = {}
    for key in Key.objects.filter(place="县保密室", holder__isnull=False):
        opens.setdefault(key.holder_id, set()).add((key.lock_id, "key"))
    for receipt in CodeReceipt.objects.filter(place="县保密室", ended_entry=None):
        opens.setdefault(receipt.receiver_id, set()).add((receipt.lock_id, "code"))
    assert all(len(means) == 1 for means in opens.values())


def page(safe: Papers, who: str, path: str = "/vault/keys/") -> Any:
    mark = "&" if "?" in path else "?"
    return safe.world.client_of(who).get(f"{path}{mark}exam={safe.world.exam.pk}")


def test_the_page_shows_who_holds_what_and_each_only_his_own(safe: Papers) -> None:
    keys_post(safe, "wang", "issue", receiver="fan", keys=["KD-1"])

    vault = page(safe, "wang").content.decode()
    venue = page(safe, "sun").content.decode()

    assert vault.count("data-lock=") == 6
    assert "范守库" in vault
    assert "act=hand_over&amp;key=KD-1" in page(safe, "fan").content.decode()
    assert venue.count("data-lock=") == 2
    assert "VAULT" not in venue
    assert {page(safe, who).status_code for who in ("zhao", "chen", "jin")} == {403}
    assert page(safe, "hu").status_code == 404


def test_the_form_offers_only_keys_that_may_pass(safe: Papers) -> None:
    keys_post(safe, "wang", "issue", receiver="fan", keys=["KD-1"])

    issue = page(safe, "wang", "/vault/keys/handover/?act=issue").content.decode()
    pass_on = page(safe, "fan", "/vault/keys/handover/?act=hand_over").content.decode()

    assert 'value="KD-1"' not in issue
    assert 'value="KD-2"' in issue
    assert pass_on.count('id="key-K') == 1
    assert page(safe, "zhao", "/vault/keys/handover/").status_code == 403
    for act in ("register", "code_received", "code_changed", "return"):
        assert page(safe, "wang", f"/vault/keys/handover/?act={act}").status_code == 200


def test_the_list_of_locks_costs_the_same_however_long_it_is(safe: Papers) -> None:
    client = safe.world.client_of("wang")

    def statements() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert client.get(f"/vault/keys/?exam={safe.world.exam.pk}").status_code == 200
        return len(captured)

    few = statements()
    for number in range(5):
        lock = LockGiven(f"L-{number}", LockKind.BOX, f"箱{number}", keys=(f"KX-{number}",))
        services.register_lock(safe.asked("wang"), second=safe.proved("fan"), lock=lock)

    assert statements() <= few <= 28
