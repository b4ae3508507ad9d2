"""The evidence pack: proofs that hold without us, for those entitled, and every flipped byte is named."""

from __future__ import annotations

import hashlib
import io
import json
import random
import zipfile
from base64 import b64decode, b64encode
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from journal.selectors import head_of
from organisation.models import Post
from paper_custody.gateways.evidence import sealed_archive, wrong_with
from tests.paper_custody.builders import Papers
from tests.venues.builders import at
from tests.world import World


def ask(papers: Papers, who: str, venue: str = "v01", session: str = "A1") -> Any:
    asked = {"exam": str(papers.world.exam.pk), "session": session}
    return papers.world.client_of(who).get(f"/venue/{venue}/papers/evidence/", asked)


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


@pytest.fixture
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
    answer = ask(day, "bai")
    assert answer.status_code == 200
    content: bytes = answer.content
    return content


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
    content = ask(day, "sun").content

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

    early = ask(papers, "sun")

    assert early.status_code == 409
    assert "evidence_too_early" in early.content.decode()
    assert ask(papers, "bai").status_code == 200


@pytest.mark.parametrize("who", ["wang", "tao", "qin", "chen", "zhao", "hu"])
def test_nobody_else_gets_it(day: Papers, who: str) -> None:
    assert ask(day, who).status_code == 404


def test_what_is_not_there_is_not_there(day: Papers) -> None:
    assert ask(day, "bai", venue="v77").status_code == 404
    assert ask(day, "bai", session="Z9").status_code == 404


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
