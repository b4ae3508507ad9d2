"""The proxy alone, in front of processes that somebody else runs (the compose file)."""

from __future__ import annotations

import os
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from examops.hosts import LOCAL
from examops.servers.caddy import Caddy
from examops.supervisor.preparation import make_folders


class Command(BaseCommand):
    help = "Run the proxy: TLS, static files, and the way to pages and sockets. `up` does it by itself."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--pages", nargs="+", required=True, metavar="HOST:PORT")
        parser.add_argument("--sockets", required=True, metavar="HOST:PORT")

    def handle(self, *args: Any, **options: Any) -> None:
        make_folders(settings.PLACES)
        caddy = Caddy(
            settings.PLACES,
            port=settings.PORT,
            hosts=[*LOCAL, *settings.EXAMOPS_HOSTS],
            pages=options["pages"],
            sockets=options["sockets"],
        )
        command = caddy.command()
        os.execve(command[0], command, caddy.environment())  # noqa: S606 - this process becomes the proxy
