"""Backups as folders under ``VAR/backups``: written under another name, and given their own when whole."""

from __future__ import annotations

import datetime as dt
import fcntl
import hashlib
import json
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils.translation import gettext_noop as noop

from desk.errors import BackupRefused

MANIFEST, DUMP = "manifest.json", "county.dump"
VERSION = 1
NAME = "%Y%m%dT%H%M%SZ"


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a backup says of itself. ``logs`` are (log, size, root in hex); ``files`` have their size and SHA-256."""

    made_at: str
    exam_day: bool
    database_bytes: int
    role_prefix: str
    field_key: str
    migrations: list[str]
    logs: list[list[Any]]
    files: dict[str, dict[str, Any]]
    version: int = VERSION


@dataclass(frozen=True, slots=True)
class Backup:
    """A backup as it lies there. ``manifest`` is None where it is missing, unreadable, or a file is cut short."""

    folder: Path
    manifest: Manifest | None

    @property
    def made_at(self) -> dt.datetime | None:
        """When, if it is whole."""
        return None if self.manifest is None else dt.datetime.fromisoformat(self.manifest.made_at)


def home() -> Path:
    """Where backups are kept."""
    return Path(settings.VAR) / "backups"


def kept_backups() -> list[Backup]:
    """All that have a name of their own, the newest first."""
    if not home().is_dir():
        return []
    folders = sorted((path for path in home().iterdir() if path.is_dir() and path.suffix != ".part"), reverse=True)
    return [Backup(folder, _manifest_if_whole(folder)) for folder in folders]


def _manifest_if_whole(folder: Path) -> Manifest | None:
    try:
        manifest = read_manifest(folder)
        sizes = {name: (folder / name).stat().st_size for name in manifest.files}
    except (BackupRefused, OSError):
        return None
    whole = all(sizes[name] == told["bytes"] for name, told in manifest.files.items())
    return manifest if whole else None


def read_manifest(folder: Path) -> Manifest:
    """The manifest. Refuses one that cannot be read, or is of a release that came later."""
    try:
        told = json.loads((folder / MANIFEST).read_text())
        if told["version"] > VERSION:
            raise BackupRefused(noop("This backup was made by a newer release. Install that one first."), folder.name)
        return Manifest(**told)
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise BackupRefused(noop("There is no backup here, or its manifest cannot be read:"), str(folder)) from error


def read_whole(folder: Path) -> Manifest:
    """The manifest of a backup of which every byte is as it was written. Refuses any other."""
    manifest = read_manifest(folder)
    for name, told in manifest.files.items():
        path = folder / name
        if not path.is_file() or _digest(path) != told["sha256"]:
            raise BackupRefused(
                noop("This file is missing or was changed after the backup; take another backup:"), name
            )
    return manifest


@contextmanager
def _alone() -> Iterator[None]:
    """One at a time; whoever was killed holds nothing."""
    home().mkdir(mode=0o700, parents=True, exist_ok=True)
    with (home() / ".lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise BackupRefused(noop("Another backup is being made just now. Wait for it.")) from error
        yield


def new_backup(manifest: Manifest, write: Callable[[Path], None], *, needs_bytes: int) -> Backup:
    """Have ``write`` fill the dump, add the manifest, and only then give the folder its name.

    Refuses while another is being made, and where the disk has no room for it.
    """
    with _alone():
        free = shutil.disk_usage(home()).free
        if free < needs_bytes:
            words = f"{free >> 20:,} MB / {needs_bytes >> 20:,} MB"
            raise BackupRefused(noop("No backup was made: the disk has too little room. Free, and needed:"), words)
        for left in home().glob("*.part"):  # of one that was killed
            shutil.rmtree(left)
        name = dt.datetime.fromisoformat(manifest.made_at).strftime(NAME)
        part, folder = home() / f"{name}.part", home() / name
        part.mkdir(mode=0o700)
        try:
            write(part / DUMP)
            told = {"bytes": (part / DUMP).stat().st_size, "sha256": _digest(part / DUMP)}
            manifest = replace(manifest, files={DUMP: told})
            (part / MANIFEST).write_text(json.dumps(asdict(manifest), indent=1) + "\n")
            for path in (part / DUMP, part / MANIFEST, part):
                _to_disk(path)
            part.rename(folder)
            _to_disk(home())
        finally:
            shutil.rmtree(part, ignore_errors=True)
        return Backup(folder, manifest)


def remove(backup: Backup) -> None:
    """Remove a backup: under a name that says so first, so that half of one is never taken for a whole one."""
    part = backup.folder.with_name(f"{backup.folder.name}.part")
    backup.folder.rename(part)
    shutil.rmtree(part)


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _to_disk(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
