from __future__ import annotations

import time
from typing import Any

from django.core.management.base import BaseCommand

from clocks.sweep import sweep
from kernel.heartbeat import beat

EVERY = 0.25


class Command(BaseCommand):
    """Sweep the clocks every 250 ms, until stopped. Any number may run."""

    help = "Warn of and run out clocks."

    def handle(self, *args: Any, **options: Any) -> None:
        while True:
            beat("ticker")
            sweep()
            time.sleep(EVERY)
