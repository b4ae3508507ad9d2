"""The machine itself: disk and backups."""

from __future__ import annotations

import datetime as dt
import shutil
from dataclasses import dataclass

from django.conf import settings

MEGABYTE = 1 << 20


@dataclass(frozen=True, slots=True)
class Disk:
    """How much of the disk under the node's folder is free."""

    free_mb: int
    total_mb: int


def disk() -> Disk:
    """Read the disk under ``VAR``."""
    usage = shutil.disk_usage(settings.VAR)
    return Disk(free_mb=usage.free // MEGABYTE, total_mb=usage.total // MEGABYTE)


def newest_backup() -> dt.datetime | None:
    """When the newest file under ``VAR/backups`` was written, or None where there is none."""
    folder = settings.VAR / "backups"
    written = [file.stat().st_mtime for file in folder.glob("*") if file.is_file()] if folder.is_dir() else []
    return dt.datetime.fromtimestamp(max(written), dt.UTC) if written else None
