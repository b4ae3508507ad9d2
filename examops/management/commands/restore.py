"""``manage.py restore FOLDER``: a backup taken back into an empty node."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils import translation

from examops.errors import CannotStart
from examops.management.commands.up import terminal_language
from examops.supervisor.restoring import restore_node


class Command(BaseCommand):
    help = "Restore a backup into an empty VAR (or an empty database of your own), and verify what was restored."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", type=Path, help="the folder of one backup")

    def handle(self, *args: Any, **options: Any) -> None:
        translation.activate("en" if terminal_language().startswith("en") else settings.LANGUAGE_CODE)
        try:
            restore_node(settings.PLACES, folder=options["folder"].absolute(), port=settings.PORT)
        except CannotStart as refused:
            raise SystemExit(str(refused)) from refused
