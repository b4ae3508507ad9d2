"""Writes of the duty desk."""

from desk.services.backups import back_up
from desk.services.checks import run_check

__all__ = ["back_up", "run_check"]
