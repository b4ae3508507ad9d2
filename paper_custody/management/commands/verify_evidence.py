from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from paper_custody.gateways.evidence import wrong_with


class Command(BaseCommand):
    """Check an evidence pack, without a database and without the node that made it."""

    help = "Check an evidence pack and name what is wrong with it."
    requires_system_checks: list[str] = []  # Django's own attribute

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--size", type=int, help="how many records the journal had, as a printed form says")
        parser.add_argument("--root", default="", help="the root over them, as the code of a printed form says")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            content = options["file"].read_bytes()
        except OSError as error:
            raise CommandError(f"{options['file']}: {error.strerror}") from error
        wrong = wrong_with(content, size=options["size"], root=options["root"])
        for sentence in wrong:
            self.stdout.write(sentence)
        if wrong:
            raise CommandError(f"{len(wrong)} things are not as they were sealed.")
        self.stdout.write("whole: every fact is proved, every file is as listed.")
