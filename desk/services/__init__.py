"""Writes of the duty desk."""

from desk.services.backups import back_up
from desk.services.checks import run_check
from desk.services.swaps import swap_person, swap_room
from desk.services.watches import begin_watch, note_on_watch, take_watch_over

__all__ = [
    "back_up",
    "begin_watch",
    "note_on_watch",
    "run_check",
    "swap_person",
    "swap_room",
    "take_watch_over",
]
