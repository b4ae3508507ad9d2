from __future__ import annotations

import time
from typing import Any

from django.core.management.base import BaseCommand

from journal.sequencer import number_waiting
from kernel.heartbeat import beat

POLL = 0.05


class Command(BaseCommand):
    """Number what has committed, every 50 ms, until stopped."""

    help = "Number committed entries and extend the logs."

    def handle(self, *args: Any, **options: Any) -> None:
        while True:
            beat("sequencer")
            if number_waiting() == 0:
                time.sleep(POLL)
