"""Merge ``locale/parts/*.po`` into the Chinese catalogue, or check that nothing is missing."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from examops import catalogues


class Command(BaseCommand):
    help = "Compile the message catalogues; with --check, say what lacks Chinese or is said nowhere any more."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--check", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["check"]:
            wrong = catalogues.complaints()
            for sentence in wrong:
                self.stderr.write(sentence)
            if wrong:
                raise CommandError(f"{len(wrong)} messages are not in order.")
            return
        self.stdout.write(f"{catalogues.compile_parts()} messages compiled.")
