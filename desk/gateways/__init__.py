"""What the duty desk asks of the machine: its disk, and the backups on it."""

from desk.gateways.dumps import dump, load
from desk.gateways.folders import Backup, Manifest, kept_backups, new_backup, read_whole, remove
from desk.gateways.machine import disk

__all__ = [
    "Backup",
    "Manifest",
    "disk",
    "dump",
    "kept_backups",
    "load",
    "new_backup",
    "read_whole",
    "remove",
]
