"""Serve ws behind a proxy that somebody else runs (the compose file)."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from examops.processes import serve_sockets


class Command(BaseCommand):
    help = "Serve ws on an address of this machine. `up` does it on sockets of its own."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--host", default="127.0.0.1")
        parser.add_argument("--port", type=int, required=True)

    def handle(self, *args: Any, **options: Any) -> None:
        serve_sockets(host=options["host"], port=options["port"])
