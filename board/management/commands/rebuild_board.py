"""Draw every board anew from the journal, after a projection was mended."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from board.services.rebuild import rebuild


class Command(BaseCommand):
    help = "Forget the rows of all boards; the process `handlers` draws them again from the journal."

    def handle(self, *args: Any, **options: Any) -> None:
        channels = rebuild("board")
        self.stdout.write(f"{channels} channels begin again; the handlers draw them from the journal")
