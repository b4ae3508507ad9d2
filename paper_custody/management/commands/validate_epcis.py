from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from paper_custody.gateways.epcis import wrong_in


class Command(BaseCommand):
    """Check EPCIS documents, ours or anybody's."""

    help = "Check EPCIS 2.0 documents and name what is wrong with them, by path."
    requires_system_checks: list[str] = []  # Django's own attribute

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("files", nargs="+", type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        many = 0
        for file in options["files"]:
            try:
                found = wrong_in(file.read_bytes())
            except OSError as error:
                raise CommandError(f"{file}: {error.strerror}") from error
            many += len(found)
            for wrong in found:
                self.stdout.write(f"{file.name}: {wrong}")
        if many:
            raise CommandError(f"{many} things are wrong.")
        self.stdout.write("valid.")
