from __future__ import annotations

import time
from typing import Any

from django.core.management.base import BaseCommand

from journal.cursors import deliveries
from kernel.heartbeat import beat

POLL = 0.05


class Command(BaseCommand):
    """Bring projections and reactions forward, every 50 ms, until stopped."""

    help = "Run projections and reactions."

    def handle(self, *args: Any, **options: Any) -> None:
        while True:
            beat("handlers")
            read = 0
            for more in deliveries():
                # A long way to catch up is no silence.
                beat("handlers")
                read += more
            if read == 0:
                time.sleep(POLL)
