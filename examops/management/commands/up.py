"""``make run``: one node, from nothing to the first page."""

from __future__ import annotations

import os
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils import translation

from examops.errors import CannotStart
from examops.supervisor.county import Wanted
from examops.supervisor.day import start_node


def terminal_language() -> str:
    """What the terminal speaks, by the first of the usual variables that is set."""
    return next((os.environ[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if os.environ.get(name)), "")


class Command(BaseCommand):
    help = "Start the whole node and watch it: servers, pages, sockets, worker, handlers, ticker, sequencer."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--county", default="", help="the county's own workbook; without it, a sample county")
        parser.add_argument("--empty", action="store_true", help="load no county at all")
        parser.add_argument("--no-rehearsal", action="store_true", help="let the sample county's day not begin")

    def handle(self, *args: Any, **options: Any) -> None:
        # Chinese, unless the terminal asks for English. The processes of the node speak as their users ask.
        translation.activate("en" if terminal_language().startswith("en") else settings.LANGUAGE_CODE)
        try:
            wanted = Wanted(
                workbook=options["county"], sample=not options["empty"], rehearsal=not options["no_rehearsal"]
            )
            start_node(settings.PLACES, port=settings.PORT, wanted=wanted)
        except CannotStart as refused:
            raise SystemExit(str(refused)) from refused
        except KeyboardInterrupt as asked:
            raise SystemExit(130) from asked
