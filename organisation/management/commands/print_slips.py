from __future__ import annotations

import os
from argparse import ArgumentParser
from pathlib import Path
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.core.management.base import BaseCommand
from django.template.loader import render_to_string

from kernel.act import asked_by_system
from kernel.actors import SYSTEM
from kernel.scope import reading
from kernel.time import now
from organisation.selectors import logins_without_slip
from organisation.services import draw_slips, issue_slips


class Command(BaseCommand):
    """Issue first credentials at the console: one sheet per person whose login was never used and has no open slip.

    The sheets are written to a file that its owner alone can read; the codes stand nowhere else (limits.md 19).
    """

    help = "Print one-time slips for logins that were never taken into use."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Where the sheets go."""
        parser.add_argument("--to", default="", help="the HTML file to print (default: a new file under VAR/slips)")
        parser.add_argument(
            "--address", default=f"https://localhost:{settings.PORT}/", help="the address on the sheets"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Issue, write, and say where."""
        at = now()
        with reading(SYSTEM):
            logins = list(logins_without_slip("/", at).select_related("person__unit"))
        if not logins:
            self.stdout.write("Every login is in use or has an open slip: nothing to print.")
            return
        slips = draw_slips(logins, at=at)
        issue_slips(
            asked_by_system(cause=uuid4(), purpose="slips at the console", exam_id=None), scope="/", slips=slips
        )
        people = {login.pk: login.person for login in logins}
        sheets = [{"slip": slip, "person": people[slip.login_id]} for slip in slips]
        page = render_to_string("organisation/slips_file.html", {"sheets": sheets, "address": options["address"]})
        path = Path(options["to"] or settings.VAR / "slips" / f"slips-{at:%Y%m%d-%H%M%S}.html")
        _write_for_owner(path, page)
        self.stdout.write(f"{len(slips)} one-time slips to print, valid for seven days: {path}")


def _write_for_owner(path: Path, page: str) -> None:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
        file.write(page)
