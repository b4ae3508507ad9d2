"""The evidence pack: proofs that hold without us, for those entitled, and every flipped byte is named."""

from __future__ import annotations

import datetime as dt
import hashlib
import io
import json
import random
import zipfile
from base64 import b64decode, b64encode
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.conf import settings
from django.core.cache import cache
from django.core.management import CommandError, call_command
from django.db import DatabaseError, IntegrityError, transaction

from journal.audit import differences
from journal.selectors import head_of
from kernel.time import now
from organisation.models import Post
from paper_custody.gateways.evidence import sealed_archive, wrong_with
from paper_custody.gateways.evidence_files import place_of
from paper_custody.models.evidence import EvidencePack
from paper_custody.selectors.evidence import progress_key
from paper_custody.services.evidence import begin_pack, packs_waiting
from paper_custody.tasks import build_evidence, look_after_evidence
from tests.paper_custody.builders import Papers
from tests.stages import stage
from tests.venues.builders import at
from tests.world import World


def take(papers: Papers, who: str, venue: str = "v01", session: str = "A1") -> Any:
    """Take the evidence of a session away: the act."""
    address = f"{papers.world.api}/papers/venues/{venue}/evidence/"
    return papers.world.client_of(who).post(address, {"session": session})


def made(papers: Papers, who: str, venue: str = "v01") -> str:
    """The same, with the worker at hand. Returns the pack's number."""
    taken = take(papers, who, venue)
    assert taken.status_code == 200, taken.content.decode()
    pack = str(taken.json()["fact"]["pack"])
    build_evidence(pack)
    return pack


def fetch(papers: Papers, who: str, pack: str, venue: str = "v01") -> Any:
    """The file."""
    here = {"exam": str(papers.world.exam.pk)}
    return papers.world.client_of(who).get(f"/venue/{venue}/papers/evidence/{pack}.zip", here)


def given(papers: Papers, who: str, venue: str = "v01") -> bytes:
    """What somebody who takes it gets in the end."""
    answer = fetch(papers, who, made(papers, who, venue), venue)
    assert answer.status_code == 200
    content: bytes = answer.content
    return content


def page(papers: Papers, who: str, session: str = "A1", language: str = "en") -> Any:
    """The page of a session's evidence."""
    asked = {"exam": str(papers.world.exam.pk), "session": session}
    client = papers.world.client_of(who)
    return client.get("/venue/v01/papers/evidence/", asked, headers={"accept-language": language})


def audits(world: World, who: str = "bai") -> None:
    """Give this person the audit of the county."""
    pattern = Post.objects.filter(person=world.wang).get()
    person = world.people[who]
    Post.objects.create(
        scope=world.exam.scope, person=person, unit=pattern.unit, role="auditor", starts_at=pattern.starts_at,
        ends_at=pattern.ends_at,
    )  # fmt: skip


def files_of(pack: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(pack)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def facts_of(pack: bytes) -> list[dict[str, Any]]:
    return [json.loads(line) for line in files_of(pack)["facts.jsonl"].splitlines()]


def kinds_of(pack: bytes) -> list[str]:
    return [fact["kind"].removeprefix("paper_custody.") for fact in facts_of(pack)]


def resealed(files: dict[str, bytes]) -> bytes:
    """The archive as somebody makes it who knows how, the manifest's hashes set right."""
    manifest = json.loads(files["manifest.json"])
    manifest["files"] = {
        name: hashlib.sha256(content).hexdigest() for name, content in files.items() if name != "manifest.json"
    }
    return sealed_archive({**files, "manifest.json": json.dumps(manifest).encode()})


@stage
def day(papers: Papers) -> Papers:
    """v01's day up to the count, the session over; Bai audits."""
    papers.to_the_venue()
    papers.world.move_to(at(-10))
    papers.rooms("issue")
    papers.rooms("open")
    papers.world.move_to(at(151))
    papers.rooms("collect")
    papers.count()
    papers.world.settle()
    audits(papers.world)
    return papers


@pytest.fixture
def pack(day: Papers) -> bytes:
    return given(day, "bai")


def test_the_auditor_gets_every_fact_with_its_proof_and_the_forms(day: Papers, pack: bytes) -> None:
    assert wrong_with(pack) == []
    assert kinds_of(pack)[:4] == ["bags_received", "bags_stored", "bags_loaded", "bags_arrived"]
    assert {"bags_issued_to_rooms", "bags_opened", "bags_collected", "rooms_counted_alone"} <= set(kinds_of(pack))
    files = files_of(pack)
    manifest = json.loads(files["manifest.json"])
    assert (manifest["drill"], manifest["venue"], manifest["session"]) == (True, "v01", "A1")
    head = head_of(day.world.exam.pk)
    assert manifest["head"] == {"size": head.size, "root": head.root}
    assert wrong_with(pack, size=head.size, root=head.root) == []
    assert len([name for name in files if name.startswith("forms/handover-")]) == 3
    assert files["forms/rooms.pdf"].startswith(b"%PDF")


def test_the_venues_head_gets_his_own_and_nothing_of_the_road(day: Papers) -> None:
    content = given(day, "sun")

    assert wrong_with(content) == []
    assert kinds_of(content) == [
        "bags_issued_to_rooms", "bags_opened", "bags_collected", "rooms_counted_alone", "rooms_counted_alone",
    ]  # fmt: skip
    told = b"".join(b64decode(fact["content"]) for fact in facts_of(content))
    assert b"v02" not in told
    assert b"CAR-v01" not in told


def test_the_venues_head_waits_for_the_end_of_the_session(papers: Papers) -> None:
    papers.to_the_venue()
    audits(papers.world)

    early = take(papers, "sun")

    assert (early.status_code, early.json()["code"]) == (409, "evidence_too_early")
    assert page(papers, "sun").status_code == 409
    assert take(papers, "bai").status_code == 200


@pytest.mark.parametrize("who", ["wang", "tao", "qin", "chen", "zhao", "hu"])
def test_nobody_else_gets_it(day: Papers, who: str) -> None:
    assert take(day, who).status_code in {403, 404}
    assert page(day, who).status_code == 404
    assert not EvidencePack.objects.exists()


def test_what_is_not_there_is_not_there(day: Papers) -> None:
    assert take(day, "bai", venue="v77").status_code == 404
    assert take(day, "bai", session="Z9").status_code == 404


def test_that_somebody_took_it_stands_on_record_before_there_is_a_file(day: Papers) -> None:
    day.world.forget()

    taken = take(day, "sun")

    assert day.world.history() == ["paper_custody.evidence_taken"]
    fact = taken.json()["fact"]
    assert (fact["venue"], fact["session"], fact["taker"]) == ("v01", "A1", str(day.world.sun.pk))
    assert fetch(day, "sun", fact["pack"]).status_code == 404
    assert list(differences()) == []
    EvidencePack.objects.update(taken_by=day.world.wang)
    assert [one for one in differences() if "is not as taken" in one]


def test_a_taking_cannot_be_removed(day: Papers) -> None:
    take(day, "sun")

    with pytest.raises(DatabaseError), transaction.atomic():
        EvidencePack.objects.all().delete()


def test_a_pack_names_the_taking_that_it_was_made_for(day: Papers) -> None:
    pack = made(day, "sun")

    manifest = json.loads(files_of(fetch(day, "sun", pack).content)["manifest.json"])

    assert manifest["taking"] == str(EvidencePack.objects.get().entry_id)


def test_who_took_it_fetches_it_and_nobody_else(day: Papers) -> None:
    pack = made(day, "sun")

    assert fetch(day, "sun", pack).status_code == 200
    assert fetch(day, "sun", pack, venue="v02").status_code == 404
    for who in ("bai", "ma", "wang", "zhao", "hu"):
        assert fetch(day, who, pack).status_code == 404


def test_who_is_entitled_no_longer_gets_neither_file_nor_pack(day: Papers) -> None:
    pack = made(day, "sun")
    again = str(take(day, "sun").json()["fact"]["pack"])
    Post.objects.filter(person=day.world.sun).update(ends_at=now() - dt.timedelta(minutes=1))

    build_evidence(again)

    assert fetch(day, "sun", pack).status_code == 404
    refused = EvidencePack.objects.get(pk=again)
    assert (refused.status, refused.refusal) == ("refused", {"code": "not_there", "detail": {}})


def test_the_page_tells_the_auditor_of_all_takings_and_the_head_of_his_own(day: Papers) -> None:
    made(day, "sun")
    made(day, "bai")

    auditor, head = page(day, "bai").content.decode(), page(day, "sun").content.decode()

    assert auditor.count('data-status="ready"') == 2
    assert head.count('data-status="ready"') == 1
    assert auditor.count(".zip?") == head.count(".zip?") == 1
    told = day.world.client_of("bai").get(f"{day.world.api}/papers/venues/v01/evidence/", {"session": "A1"}).json()
    assert [(one["taken_by"], one["status"]) for one in told] == [("白值班长", "ready"), ("孙主考", "ready")]
    assert all(len(one["sha256"]) == 64 and one["facts"] for one in told)


def test_the_page_asks_again_while_a_pack_is_being_made(day: Papers) -> None:
    pack = take(day, "sun").json()["fact"]["pack"]
    waiting = page(day, "sun").content.decode()
    cache.set(progress_key(UUID(pack)), {"part": "forms", "done": 2, "total": 5}, 60)
    working = page(day, "sun").content.decode()

    assert 'hx-trigger="every 1s"' in waiting
    assert "data-act" not in waiting
    assert '<progress value="2" max="5">' in working
    assert take(day, "sun").json()["code"] == "evidence_under_way"

    build_evidence(pack)

    assert 'hx-trigger="every 1s"' not in page(day, "sun").content.decode()
    assert take(day, "sun").status_code == 200


def test_the_worker_tells_how_far_it_is(day: Papers) -> None:
    pack = made(day, "bai")

    assert cache.get(progress_key(UUID(pack))) == {"part": "sealing", "done": 0, "total": 0}


def test_a_pack_is_made_once_however_often_the_worker_is_asked(day: Papers) -> None:
    pack = made(day, "sun")
    before = EvidencePack.objects.get()

    build_evidence(pack)

    assert EvidencePack.objects.get().ended_at == before.ended_at
    assert EvidencePack.objects.get().attempts == 1


def test_a_pack_that_a_worker_died_over_is_taken_up_and_given_up_after_three(day: Papers) -> None:
    pack = UUID(take(day, "sun").json()["fact"]["pack"])
    assert packs_waiting() == []
    EvidencePack.objects.update(at=now() - dt.timedelta(minutes=1))
    assert packs_waiting() == [pack]

    for _attempt in range(3):
        assert begin_pack(pack) is not None
        assert begin_pack(pack) is None
        assert packs_waiting() == []
        EvidencePack.objects.update(begun_at=now() - dt.timedelta(minutes=11))

    assert begin_pack(pack) is None
    assert packs_waiting() == []
    assert EvidencePack.objects.get().status == "failed"
    assert begin_pack(pack) is None
    assert take(day, "sun").status_code == 200


def test_a_file_is_removed_when_it_was_kept_long_enough_and_its_taking_stays(day: Papers) -> None:
    pack = made(day, "sun")
    digest = EvidencePack.objects.get().sha256
    assert look_after_evidence() == 0
    assert place_of(day.world.exam.pk, UUID(pack)).is_file()
    EvidencePack.objects.update(ended_at=now() - settings.EVIDENCE_KEPT)

    assert look_after_evidence() == 1

    assert not place_of(day.world.exam.pk, UUID(pack)).exists()
    assert (EvidencePack.objects.get().status, EvidencePack.objects.get().sha256) == ("removed", digest)
    assert fetch(day, "sun", pack).status_code == 404
    assert 'data-status="removed"' in page(day, "sun").content.decode()
    assert look_after_evidence() == 0


def test_a_file_that_was_changed_where_it_lies_is_not_given_out(day: Papers) -> None:
    pack = made(day, "sun")
    place = place_of(day.world.exam.pk, UUID(pack))
    assert (place.stat().st_mode & 0o777, place.parent.stat().st_mode & 0o777) == (0o600, 0o700)
    place.write_bytes(place.read_bytes()[:-1] + b"0")

    answer = fetch(day, "sun", pack)

    assert answer.status_code == 409
    assert "evidence_changed" in answer.content.decode()


def test_the_database_knows_every_status_of_a_pack(day: Papers) -> None:
    take(day, "sun")

    for wrong in ({"status": "lost"}, {"status": "ready"}, {"status": "refused"}, {"sha256": "0" * 64}):
        with pytest.raises(IntegrityError), transaction.atomic():
            EvidencePack.objects.update(**wrong)


def test_every_flipped_byte_is_named(pack: bytes) -> None:
    some = random.Random(7)
    places = [*range(64), *range(len(pack) - 400, len(pack)), *(some.randrange(len(pack)) for _ in range(300))]

    for place in places:
        flipped = bytearray(pack)
        flipped[place] ^= 1 << some.randrange(8)
        assert wrong_with(bytes(flipped)), place


def test_a_cut_off_pack_is_named(pack: bytes) -> None:
    for length in (0, 10, len(pack) // 2, len(pack) - 1):
        assert wrong_with(pack[:length])


def test_a_content_that_was_changed_with_care_is_named_by_its_record(pack: bytes) -> None:
    files = files_of(pack)
    facts = facts_of(pack)
    told = b64decode(facts[2]["content"]).replace(b"v01", b"v09", 1)
    facts[2]["content"] = b64encode(told).decode()
    files["facts.jsonl"] = b"".join(json.dumps(fact).encode() + b"\n" for fact in facts)

    assert wrong_with(resealed(files)) == [
        f"facts.jsonl line 3: the content of record {facts[2]['index']} is not what was committed to"
    ]


def test_a_fact_left_out_a_file_put_in_and_another_head_are_named(pack: bytes) -> None:
    files = files_of(pack)
    without = {**files, "facts.jsonl": b"".join(files["facts.jsonl"].splitlines(keepends=True)[1:])}
    assert [one.split(":")[0] for one in wrong_with(resealed(without))] == ["facts.jsonl"]

    assert wrong_with(sealed_archive({**files, "forms/more.pdf": b"%PDF"})) == ["forms/more.pdf: is on no list"]
    del files["forms/rooms.pdf"]
    assert wrong_with(sealed_archive(files)) == ["forms/rooms.pdf: is missing"]
    assert wrong_with(pack, size=1) == ["manifest.json: its head is not the one that was named"]


def test_another_root_proves_nothing(pack: bytes) -> None:
    files = files_of(pack)
    manifest = json.loads(files["manifest.json"])
    manifest["head"]["root"] = b64encode(bytes(32)).decode()
    files["manifest.json"] = json.dumps(manifest).encode()

    wrong = wrong_with(sealed_archive(files))

    assert len(wrong) == len(facts_of(pack))
    assert {one.split(" ", 4)[-1] for one in wrong} == {one.split(" ", 4)[-1] for one in wrong if "not proved" in one}


def test_the_command_checks_a_file_and_names_what_is_wrong(pack: bytes, tmp_path: Path, capsys: Any) -> None:
    whole, broken = tmp_path / "whole.zip", tmp_path / "broken.zip"
    whole.write_bytes(pack)
    broken.write_bytes(pack[:200] + bytes([pack[200] ^ 1]) + pack[201:])

    call_command("verify_evidence", str(whole))
    assert "whole" in capsys.readouterr().out
    with pytest.raises(CommandError, match="not as they were sealed"):
        call_command("verify_evidence", str(broken))
    with pytest.raises(CommandError, match="nowhere"):
        call_command("verify_evidence", str(tmp_path / "nowhere.zip"))


def test_the_check_needs_no_database() -> None:
    assert wrong_with(sealed_archive({"manifest.json": b"{}"})) == ["manifest.json: cannot be read (KeyError)"]
    assert wrong_with(b"") != []
