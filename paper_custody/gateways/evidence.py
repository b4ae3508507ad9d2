"""The evidence pack: one ZIP that anybody can check without us, and the check itself, which needs no database.

``facts.jsonl`` holds every fact with its salt, its leaf and the path to one head of the journal; ``forms/`` what
was printed of it; ``manifest.json`` the head and the hash of every file. The archive's comment is the hash of all
before it, so that not even a flipped byte of its directory goes unnamed. What is really trusted is the head: it
stands in the QR of every form that was printed and signed.
"""

from __future__ import annotations

import hashlib
import io
import json
import struct
import zipfile
import zlib
from base64 import b64decode, b64encode
from collections.abc import Generator, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from journal.content import commitment, leaf_bytes
from journal.merkle import leaf_hash, proves_inclusion
from journal.selectors import LogHead, Proved

FORMAT = "examops-evidence-1"
MARK = b"sha256:"
SEAL_LENGTH = len(MARK) + 64
MOST_UNPACKED = 256 * 1024 * 1024
# All that a damaged archive makes the standard library raise.
DAMAGED = (
    zipfile.BadZipFile, zlib.error, struct.error, EOFError, ValueError, KeyError, NotImplementedError, RuntimeError,
    OverflowError, OSError,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Pack:
    """What goes into a pack: what it is of, the head, the facts with their proofs, and the forms by name."""

    about: Mapping[str, Any]
    head: LogHead
    facts: Sequence[Proved]
    forms: Mapping[str, bytes]


def packed(pack: Pack) -> bytes:
    """The archive."""
    files = {"facts.jsonl": b"".join(_line(fact) for fact in pack.facts)}
    files |= {f"forms/{name}.pdf": form for name, form in pack.forms.items()}
    manifest = {
        "format": FORMAT,
        **pack.about,
        "head": {"size": pack.head.size, "root": b64encode(pack.head.root).decode()},
        "facts": len(pack.facts),
        "files": {name: hashlib.sha256(content).hexdigest() for name, content in files.items()},
    }
    files["manifest.json"] = json.dumps(manifest, ensure_ascii=False, indent=1).encode()
    return sealed_archive(files)


def sealed_archive(files: Mapping[str, bytes]) -> bytes:
    """These files as an archive whose comment is the hash of all before it."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            # One date for all: the same pack is the same bytes.
            archive.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
        archive.comment = b"0" * SEAL_LENGTH
    body = target.getvalue()[:-SEAL_LENGTH]
    return body + _seal_of(body)


def _seal_of(body: bytes) -> bytes:
    return MARK + hashlib.sha256(body).hexdigest().encode()


def _line(fact: Proved) -> bytes:
    told = {
        "index": fact.index,
        "entry": str(fact.entry),
        "kind": fact.kind,
        "leaf": fact.leaf.decode(),
        "salt": b64encode(fact.salt).decode(),
        "content": b64encode(fact.body).decode(),
        "proof": [b64encode(node).decode() for node in fact.path],
    }
    return json.dumps(told, separators=(",", ":")).encode() + b"\n"


def wrong_with(archive: bytes, *, size: int | None = None, root: str = "") -> list[str]:
    """One sentence for each thing that is not as it was sealed; nothing: the pack is whole.

    ``size`` and ``root`` are a head that is known from elsewhere (a printed form): the pack's must be that one.
    """
    return list(_wrong(archive, size, root))


def _wrong(archive: bytes, size: int | None, root: str) -> Iterator[str]:
    if archive[-SEAL_LENGTH:] != _seal_of(archive[:-SEAL_LENGTH]):
        yield "archive: its bytes are not those that were sealed"
    try:
        files = yield from _unpacked(archive)
        manifest = json.loads(files["manifest.json"])
        head = manifest["head"]
        known = (int(head["size"]), b64decode(head["root"], validate=True))
        listed = dict(manifest["files"])
    except (*DAMAGED, TypeError, AttributeError) as damage:
        yield f"manifest.json: cannot be read ({type(damage).__name__})"
        return
    if manifest.get("format") != FORMAT:
        yield f"manifest.json: is of the format {manifest.get('format')!r}, not {FORMAT!r}"
    if (size is not None and size != known[0]) or (root and root != head["root"]):
        yield "manifest.json: its head is not the one that was named"
    yield from _wrong_files(files, listed)
    yield from _wrong_facts(files.get("facts.jsonl", b""), known, told=manifest.get("facts"))


def _unpacked(archive: bytes) -> Generator[str, None, dict[str, bytes]]:
    """The files of the archive by name. One that cannot be read is named and left out."""
    files: dict[str, bytes] = {}
    with zipfile.ZipFile(io.BytesIO(archive)) as opened:
        if sum(member.file_size for member in opened.infolist()) > MOST_UNPACKED:
            raise ValueError("too large")
        for member in opened.infolist():
            try:
                files[member.filename] = opened.read(member)
            except DAMAGED as damage:
                yield f"{member.filename}: cannot be read ({type(damage).__name__})"
    return files


def _wrong_files(files: Mapping[str, bytes], listed: Mapping[str, Any]) -> Iterator[str]:
    for name, digest in listed.items():
        if name not in files:
            yield f"{name}: is missing"
        elif hashlib.sha256(files[name]).hexdigest() != digest:
            yield f"{name}: is not the file that the manifest lists"
    for name in sorted(files.keys() - listed.keys() - {"manifest.json"}):
        yield f"{name}: is on no list"


def _wrong_facts(lines: bytes, head: tuple[int, bytes], *, told: object) -> Iterator[str]:
    facts = lines.splitlines()
    if len(facts) != told:
        yield f"facts.jsonl: holds {len(facts)} facts, the manifest says {told}"
    last = -1
    for number, line in enumerate(facts, 1):
        place = f"facts.jsonl line {number}"
        try:
            fact = json.loads(line)
            index, leaf = int(fact["index"]), fact["leaf"].encode()
            salt, content = b64decode(fact["salt"], validate=True), b64decode(fact["content"], validate=True)
            path = [b64decode(node, validate=True) for node in fact["proof"]]
        except (*DAMAGED, TypeError, AttributeError) as damage:
            yield f"{place}: cannot be read ({type(damage).__name__})"
            continue
        if index <= last:
            yield f"{place}: number {index} does not follow {last}"
        last = index
        if leaf != leaf_bytes(index=index, committed=commitment(salt, content)):
            yield f"{place}: the content of record {index} is not what was committed to"
        if not proves_inclusion(leaf=leaf_hash(leaf), index=index, size=head[0], proof=path, root=head[1]):
            yield f"{place}: record {index} is not proved by the head"
        yield from _wrong_names(place, fact, content)


def _wrong_names(place: str, fact: Mapping[str, Any], content: bytes) -> Iterator[str]:
    try:
        told = json.loads(content)
        names = (told["id"], told["kind"])
    except (ValueError, KeyError, TypeError):
        yield f"{place}: the content cannot be read"
        return
    if names != (fact.get("entry"), fact.get("kind")):
        yield f"{place}: the content speaks of another record"
