"""The machine itself."""

from __future__ import annotations

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
