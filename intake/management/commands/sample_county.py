"""``manage.py sample_county FILE``: the sample county as a workbook, for the same door as any county's."""

from __future__ import annotations

import datetime as dt
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from intake.gateways.sample import coming_gaokao, enlarged, sample_plan, sample_rows
from intake.gateways.writer import write_workbook
from kernel.time import now


class Command(BaseCommand):
    """Write the sample county's workbook; with ``--venues`` and ``--rooms`` a larger one for load trials."""

    help = "Write the sample county's workbook (.xlsx): 4 venues, 120 rooms, 28 units, some 2,000 bags."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument(
            "--first-day", type=dt.date.fromisoformat, help="first exam day; default: the coming 7 June"
        )
        parser.add_argument("--venues", type=int, default=0, help="for load trials: this many venues instead of four")
        parser.add_argument("--rooms", type=int, default=40, help="rooms of each of these venues (default 40)")
        parser.add_argument("--overwrite", action="store_true", help="replace the file if it exists")

    def handle(self, *args: Any, file: Path, **options: Any) -> None:
        if file.exists() and not options["overwrite"]:
            raise CommandError(_("%(file)s exists already. Name another file, or add --overwrite.") % {"file": file})
        today = localdate(now())
        first_day = options["first_day"] or coming_gaokao(today)
        plan = sample_plan()
        if options["venues"]:
            plan = enlarged(plan, venues=options["venues"], rooms=options["rooms"])
        write_workbook(file, sample_rows(plan, first_day=first_day, today=today))
        self.stdout.write(
            _("The sample county is in %(file)s; its first exam day is %(day)s.") % {"file": file, "day": first_day}
        )
