"""``manage.py county_template FILE``: the empty county workbook."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from intake.gateways.writer import write_workbook


class Command(BaseCommand):
    """Write the empty workbook: headings, notes, drop-downs, an example row, a help sheet, the version."""

    help = "Write the empty county workbook (.xlsx)."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--overwrite", action="store_true", help="replace the file if it exists")

    def handle(self, *args: Any, file: Path, overwrite: bool, **options: Any) -> None:
        if file.exists() and not overwrite:
            raise CommandError(_("%(file)s exists already. Name another file, or add --overwrite.") % {"file": file})
        write_workbook(file, {})
        self.stdout.write(_("The empty county workbook is in %(file)s.") % {"file": file})
