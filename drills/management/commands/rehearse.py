from __future__ import annotations

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from drills.gateways import Address
from drills.rehearsal.direct import Script, rehearse
from organisation.management.commands.sample_logins import PASSWORD


class Command(BaseCommand):
    """Rehearse a day on a drill of the county's real exam, through the running node."""

    help = "Simulated people act a scripted day through the HTTP API. Exits 1 if anything is not as scripted."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The pace, how far, and where the report goes."""
        parser.add_argument(
            "--speed", type=int, default=0, help="1 to 60 times; without it, stepped as fast as it settles"
        )
        parser.add_argument("--until", default="all", help="the last session to rehearse (A1, A2, ...), or all")
        parser.add_argument("--json", dest="report", default="", help="write the report to this file")
        parser.add_argument("--password", default=PASSWORD, help="the password of the simulated people's logins")

    def handle(self, *args: Any, **options: Any) -> None:
        """Rehearse, report, and exit by the report."""
        script = Script(until=options["until"], speed=options["speed"], name="排练")
        try:
            report = rehearse(here(), script=script, password=options["password"], log=self.stdout.write)
        except (LookupError, RuntimeError, ConnectionError) as failure:
            raise CommandError(str(failure)) from failure
        told = json.dumps(report.as_json(), ensure_ascii=False, indent=2)
        if options["report"]:
            Path(options["report"]).write_text(told, encoding="utf-8")
        self.stdout.write(told)
        if not report.fine:
            raise CommandError("the rehearsal did not go as scripted")


def here() -> Address:
    """The node under this folder, by its own proxy and its own authority."""
    authority = settings.VAR / "caddy" / "pki" / "authorities" / "local" / "root.crt"
    if not authority.is_file():
        raise CommandError(f"No node runs on {settings.VAR}: start it with “make run” and rehearse beside it.")
    return Address(url=f"https://localhost:{settings.PORT}", authority=str(authority))
