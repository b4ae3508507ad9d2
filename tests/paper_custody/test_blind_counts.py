"""Whoever counts second learns nothing of the first count: on no page, in no answer, frame, fact, search or refusal."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from http import HTTPStatus
from io import BytesIO
from mimetypes import guess_type
from typing import Any
from uuid import UUID, uuid4
from zipfile import ZipFile

import pylopdf
import pytest
from django.db import IntegrityError, connection, transaction
from django.urls import get_resolver

from exams.models import Subject
from journal.audit import differences
from journal.models import Content, Verdict
from paper_custody.models import BlindCount, CountAgreement
from tests.board.builders import rows_stored
from tests.board.watching import CHANNELS
from tests.paper_custody.builders import Papers, rooms_counted
from tests.paper_custody.test_the_law import COPY
from tests.stages import stage
from tests.venues.builders import at

# Numbers that stand nowhere else in the county.
FIRST = {"absent": 977, "present": 983, "used_by_present": 967, "blank_for_absent": 953, "surplus_blank": 947,
         "spare_issued": 941, "voided_replaced": 937}  # fmt: skip
EXCEPTIONS = {name: number for name, number in FIRST.items() if name not in {"absent", "present"}}


@stage
def collected(papers: Papers) -> Papers:
    """The papers of v01 collected after A1."""
    papers.to_the_venue()
    papers.world.move_to(at(-10))
    papers.rooms("issue")
    papers.rooms("open", material="cards")
    papers.rooms("open")
    papers.world.move_to(at(155))
    assert papers.rooms("collect").status_code == 200
    papers.world.settle()
    papers.world.forget()
    return papers


@stage
def counted_once(collected: Papers) -> Papers:
    """Sun has counted room 001, and what he found can be told from everything else."""
    told = rooms_counted("001", absent=FIRST["absent"])
    told["rooms"][0]["present"] = FIRST["present"]
    told["exceptions"] = [{"room": "001", "material": one, **EXCEPTIONS} for one in ("papers", "cards")]
    assert collected.post("sun", "count", headers={"Act-Id": str(SUNS)}, **told).status_code == 200
    collected.world.settle()
    return collected


SUNS = uuid4()


# What the names in addresses stand for. An address that asks for something else has nothing of v01 to tell.
NAMES = {"venue": "v01", "session": "A1", "kind": "R2", "number": "1", "incident": "1", "step": "1"}
CODES = {"papers_bag": "DRILL-A1-v01-001-P", "papers_bag_history": "DRILL-A1-v01-001-C"}
ASKED = ["", "&session=A1&act=count", "&session=A1&act=count&by=other", "&session=A1&act=accept", "&q=001&session=A1"]
# A number that stands by itself: ids and moments may hold any digits.
ALONE = re.compile(r"(?<![\w.:-])(\d{3})(?![\w.:-])")


def addresses(papers: Papers) -> list[str]:
    """Every address of the product in which all names can be filled in, with what may be asked of it."""
    names = NAMES | {"exam": str(papers.world.exam.pk)}
    found = []
    for prefix, pattern in _patterns(get_resolver().url_patterns):
        wanted = re.findall(r"<(?:\w+:)?(\w+)>", prefix)
        known = names | {"code": CODES.get(pattern.name or "", "v01")}
        if set(wanted) <= set(known) and not prefix.startswith(("admin/", "accounts/", "health")):
            for name in wanted:
                prefix = re.sub(rf"<(?:\w+:)?{name}>", known[name], prefix)
            found += [f"/{prefix}?exam={names['exam']}{asked}" for asked in ASKED]
    return found


def _patterns(patterns: Any, prefix: str = "") -> Iterator[tuple[str, Any]]:
    for one in patterns:
        here = prefix + str(one.pattern).lstrip("^").rstrip("$")
        if hasattr(one, "url_patterns"):
            yield from _patterns(one.url_patterns, here)
        else:
            yield here, one


def words_of(answer: Any) -> str:
    """What stands on a page, on the paper that is printed, or in a file that is taken away."""
    return _words_in(answer.content, answer["Content-Type"].partition(";")[0])


def _words_in(content: bytes, kind: str) -> str:
    if kind == "application/pdf":
        return "".join(page.get_text() for page in pylopdf.open(stream=content))
    if kind.startswith("application/") and content[:2] == b"PK":
        with ZipFile(BytesIO(content)) as packed:
            return " ".join(_words_in(packed.read(name), guess_type(name)[0] or "") for name in packed.namelist())
    return content.decode()


def numbers_in(text: str) -> set[int]:
    return {int(found) for found in ALONE.findall(text)} & set(FIRST.values())


def test_the_walk_finds_what_is_to_be_read(papers: Papers) -> None:
    walked = " ".join(addresses(papers))

    for path in ("/papers/venues/v01/differences/", "/venue/v01/papers/", "/papers/bags/", "/papers/bag/DRILL-A1"):
        assert path in walked
    assert numbers_in('"absent": 977, <td>983</td> 2026-11-26T18:46:41.947') == {977, 983}


@pytest.mark.parametrize("who", ["ma", "bai"])
def test_nobody_reads_the_first_count_anywhere(counted_once: Papers, who: str) -> None:
    client = counted_once.world.client_of(who)
    read = 0
    for path in addresses(counted_once):
        answer = client.get(path)
        text = "" if answer.streaming else words_of(answer)
        read += answer.status_code == HTTPStatus.OK
        assert not numbers_in(text), path
    assert read > len(ASKED) * 10


def test_no_frame_fact_or_verdict_tells_it(counted_once: Papers) -> None:
    world = counted_once.world
    told = [bytes(content.body).decode() for content in Content.objects.all()]
    told += [str(rows_stored(world.exam.pk, channel)) for channel in CHANNELS]
    told += [str(verdict) for verdict in Verdict.objects.values()]

    assert told
    assert not [text for text in told if numbers_in(text)]


def test_no_answer_or_refusal_tells_it(counted_once: Papers) -> None:
    """A repeat of the first act, the same act by another, a wrong room, a hint of what balances: all silent."""
    mine = rooms_counted("001", surplus_blank=3)
    answers = [
        counted_once.post("ma", "count", headers={"Act-Id": str(SUNS)}, **mine),
        counted_once.count_alone_in("sun", "001"),
        counted_once.count_alone_in("ma", "001", room="077"),
        counted_once.rooms("accept"),
        counted_once.post("ma", "count-wrong", second="sun", venue="v01", entry=str(SUNS), reason="看错"),
        counted_once.count_together(),
    ]

    codes = [answer.json()["code"] for answer in answers]
    assert codes == ["act_id_taken", "counted_by_you", "room_not_there", "counts_missing", "not_your_count",
                     "count_alone_first"]  # fmt: skip
    assert not [answer for answer in answers if numbers_in(answer.content.decode())]


def test_that_it_balances_is_told_when_both_are_in(collected: Papers) -> None:
    """Alike for one that balances and one that does not, until the second is in."""
    balanced = collected.count_alone_in("sun", "001")
    not_balanced = collected.count_alone_in("sun", "002", surplus_blank=3)
    told = collected.world.client_of("ma").get(f"{collected.world.api}/papers/venues/v01/?session=A1").json()

    assert fact(balanced)["kind"] == "paper_custody.rooms_counted_alone"
    assert fact(balanced) | {"rooms": []} == fact(not_balanced) | {"rooms": []}
    assert [room["count"] for room in told["rooms"]] == ["once", "once", "none"]


def fact(answer: Any) -> dict[str, Any]:
    told: dict[str, Any] = answer.json()["fact"]
    return told


def test_both_sides_read_both_counts_when_both_are_in(counted_once: Papers) -> None:
    counted_once.count_alone_in("ma", "001")

    for who in ("sun", "ma", "wang", "bai"):
        client = counted_once.world.client_of(who)
        shown = client.get(f"/venue/v01/papers/?exam={counted_once.world.exam.pk}&session=A1").content.decode()
        assert numbers_in(shown) == set(FIRST.values())
    for who in ("tao", "hu", "zhao", "chen"):
        answer = counted_once.world.client_of(who).get(
            f"{counted_once.world.api}/papers/venues/v01/differences/?session=A1"
        )
        assert answer.status_code == HTTPStatus.NOT_FOUND


def test_the_second_counts_on_the_firsts_screen_after_his_own_proof(counted_once: Papers) -> None:
    page = f"/venue/v01/papers/?exam={counted_once.world.exam.pk}&session=A1&act=count&by=other"
    shown = counted_once.world.client_of("sun").get(page).content.decode()
    done = counted_once.post("sun", "count", counter="ma", **rooms_counted("001"))

    assert 'name="counter.login"' in shown
    assert "data-draft" not in shown
    assert fact(done)["second"] == str(counted_once.world.ma.pk)
    assert set(BlindCount.objects.values_list("counter__name", flat=True)) == {"孙主考", "马副主考"}


def test_what_is_not_filled_in_is_no_count_yet(collected: Papers) -> None:
    told = {"venue": "v01", "session": "A1", "rooms": [{"room": "001", "absent": 2}, {"room": "002"}]}

    assert fact(collected.post("sun", "count", **told))["rooms"] == ["001"]
    empty = collected.post("ma", "count", **{**told, "rooms": [{"room": "001"}]})
    stranger = collected.post("ma", "count", **{**told, "exceptions": [{"room": "003", "material": "cards"}]})
    assert [empty.json()["code"], stranger.json()["code"]] == ["bad_input", "bad_input"]
    papers = BlindCount.objects.get(room__number="001", material="papers")
    assert (papers.present, papers.used_by_present, papers.blank_for_absent, papers.surplus_blank) == (28, 28, 2, 0)
    assert papers.balanced


def test_the_journal_agrees_with_the_rows(collected: Papers) -> None:
    collected.count_alone("sun", surplus_blank=3)
    collected.count_alone("ma")
    wrong = collected.count_alone_in("qin", "001", surplus_blank=2).json()["entry"]
    collected.post("qin", "count-wrong", second="sun", venue="v01", entry=wrong, reason="看错")
    collected.count_together()
    collected.rooms("accept")
    collected.world.settle()

    assert list(differences()) == []


@pytest.mark.parametrize(
    ("change", "constraint"),
    [
        ({"other_person_id": "ma"}, "agreement_takes_two_counters"),
        ({"other_person_id": "qin"}, "other_counted_exactly_this"),
        ({"absent": 5}, "_counted_exactly_this"),
        ({"material": "cards"}, "_counted_exactly_this"),
        ({"balanced": False}, "only_balanced_counts_agree"),
        ({"one_person_id": "qin"}, "one_counted_exactly_this"),
    ],
)
def test_postgresql_alone_knows_what_two_agreed_on(collected: Papers, change: dict[str, Any], constraint: str) -> None:
    collected.count()
    row = CountAgreement.objects.filter(material="papers")[0]
    people = {"sun": collected.world.sun.pk, "ma": collected.world.ma.pk, "qin": collected.world.qin.pk}
    # The same two the other way round are another row, and a true one.
    turned = {"one_id": row.other_id, "one_person_id": row.other_person_id, "other_id": row.one_id,
              "other_person_id": row.one_person_id}  # fmt: skip
    change = {name: people.get(value, value) for name, value in change.items()}

    with pytest.raises(IntegrityError, match=constraint):
        copy_of("countagreement", row.pk, **{**turned, **change})
    copy_of("countagreement", row.pk, **turned)


@pytest.mark.parametrize(
    ("change", "constraint"),
    [
        ({"counter_id": "zhao"}, "counter_proved"),
        ({"counter_id": "ma"}, "counter_proved"),
        ({"counter_side": "second"}, "blind_count_has_its_side"),
        ({"balanced": False}, "blind_count_is_balanced_when_it_balances"),
        ({"absent": 9}, "blind_count_is_balanced_when_it_balances"),
    ],
)
def test_a_count_stands_on_the_proof_of_its_own_act(collected: Papers, change: dict[str, Any], constraint: str) -> None:
    collected.count_alone("sun")
    row = BlindCount.objects.filter(material="papers")[0]
    maths = Subject.objects.get(exam=collected.world.exam, code="maths")
    people = {"zhao": collected.world.zhao.pk, "ma": collected.world.ma.pk}
    change = {name: people.get(value, value) for name, value in change.items()}

    with pytest.raises(IntegrityError, match=constraint):
        copy_of("blindcount", row.pk, subject_id=maths.pk, **change)


def copy_of(table: str, pattern: UUID, **change: Any) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        told = json.dumps({"id": uuid4(), **change}, default=str)
        cursor.execute(COPY.format(table=f"paper_custody_{table}"), [told, pattern])
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
