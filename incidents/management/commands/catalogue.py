"""What the catalogue holds: the shipped one, and what counties made their own."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.db.utils import OperationalError, ProgrammingError
from django.utils.translation import gettext as _

from incidents.gateways.index import catalogue_index
from incidents.selectors.own_plans import own_index
from kernel.actors import SYSTEM
from kernel.scope import reading


class Command(BaseCommand):
    """Every plan, procedure, document, service, unit, irregularity code and rule: code, version, source.

    Beside them, as ``county``, the texts that counties made their own and that are in force on this node. Where no
    database answers, the shipped catalogue is listed alone, and standard error says so.
    """

    help = (
        "List the catalogue: plans, procedures, documents, services, units, irregularity codes and rules, "
        "and the counties' own versions in force."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """How it is told."""
        parser.add_argument("--json", action="store_true", help="as JSON, by list")

    def handle(self, *args: Any, **options: Any) -> None:
        """Tell it; as text, a line each under the name and number of its list."""
        index: dict[str, list[dict[str, Any]]] = {**catalogue_index(), "county": self._own()}
        if options["json"]:
            self.stdout.write(json.dumps(index, ensure_ascii=False, indent=1))
            return
        for kind, items in index.items():
            self.stdout.write(f"{kind} ({len(items)})")
            for item in items:
                self.stdout.write(f"  {item['code']}  v{item['version']}  {item['zh']}  [{item['source']}]")

    def _own(self) -> list[dict[str, Any]]:
        try:
            with reading(SYSTEM):
                return own_index()
        except (OperationalError, ProgrammingError) as missing:
            self.stderr.write(
                _("The counties' own versions are not listed: no database answers (%(why)s).")
                % {"why": str(missing).splitlines()[0]}
            )
            return []
