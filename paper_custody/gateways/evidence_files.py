"""Where evidence packs lie: a folder of the node's own, one file each, for no other account's eyes."""

from __future__ import annotations

import os
from pathlib import Path
from uuid import UUID

from django.conf import settings


def place_of(exam_id: UUID, pack_id: UUID) -> Path:
    """The file of a pack."""
    return Path(settings.VAR) / "evidence" / str(exam_id) / f"{pack_id}.zip"


def put_file(exam_id: UUID, pack_id: UUID, content: bytes) -> None:
    """Write it whole or not at all: whoever is killed over it leaves nothing that looks like a pack."""
    place = place_of(exam_id, pack_id)
    place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    part = place.with_suffix(".part")
    part.unlink(missing_ok=True)
    with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    part.replace(place)


def file_of(exam_id: UUID, pack_id: UUID) -> bytes | None:
    """Its bytes, or None where there is no such file."""
    try:
        return place_of(exam_id, pack_id).read_bytes()
    except FileNotFoundError:
        return None


def remove_file(exam_id: UUID, pack_id: UUID) -> None:
    """Take it away, with what a worker may have left of it."""
    place = place_of(exam_id, pack_id)
    for one in (place, place.with_suffix(".part")):
        one.unlink(missing_ok=True)
