"""Folders that look like backups."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import asdict
from pathlib import Path

from desk.gateways.folders import DUMP, MANIFEST, NAME, Manifest


def made_backup(var: Path, *, at: dt.datetime, exam_day: bool = False) -> Path:
    """A backup of four bytes, made then."""
    folder = var / "backups" / at.strftime(NAME)
    folder.mkdir(parents=True)
    (folder / DUMP).write_bytes(b"PGDM")
    digest = "f06f87b9a3fd5d46ef66b2b0b8b4b9d7"
    manifest = Manifest(at.isoformat(), exam_day, 4, "examops", "", [], [], {DUMP: {"bytes": 4, "sha256": digest}})
    (folder / MANIFEST).write_text(json.dumps(asdict(manifest)))
    return folder
