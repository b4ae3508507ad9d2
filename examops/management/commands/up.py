"""``make run``: one node, from nothing to the first page."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from examops.errors import CannotStart
from examops.supervisor.day import start_node


class Command(BaseCommand):
    help = "Start the whole node and watch it: servers, pages, sockets, worker, handlers, ticker, sequencer."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--county", default="", help="the county's own workbook; without it, a sample county")
        parser.add_argument("--empty", action="store_true", help="load no county at all")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            start_node(settings.PLACES, port=settings.PORT, workbook=options["county"], empty=options["empty"])
        except CannotStart as refused:
            raise SystemExit(str(refused)) from refused
        except KeyboardInterrupt as asked:
            raise SystemExit(130) from asked
