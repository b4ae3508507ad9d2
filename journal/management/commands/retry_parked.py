"""``manage.py retry_parked``: give again the answers that were set aside after repeated failure."""

from __future__ import annotations

import sys
from typing import Any

from django.core.management.base import BaseCommand

from journal.cursors import retry_parked


class Command(BaseCommand):
    """For after the mending of a bug. Ends with 1 where some failed again: they stay aside, with the new failure."""

    help = "Gives again the answers to facts that were set aside after repeated failure."

    def handle(self, *args: Any, **options: Any) -> None:
        """Retry all of them."""
        done, failed = retry_parked()
        self.stdout.write(f"{done} went through, {failed} failed again.")
        if failed:
            sys.exit(1)
