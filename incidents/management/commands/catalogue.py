"""What the shipped catalogue holds."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from incidents.gateways.index import catalogue_index


class Command(BaseCommand):
    """Every plan, procedure, document, service, unit, irregularity code and rule: code, version, source."""

    help = "List the shipped catalogue: plans, procedures, documents, services, units, irregularity codes and rules."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """How it is told."""
        parser.add_argument("--json", action="store_true", help="as JSON, by list")

    def handle(self, *args: Any, **options: Any) -> None:
        """Tell it; as text, a line each under the name and number of its list."""
        index = catalogue_index()
        if options["json"]:
            self.stdout.write(json.dumps(index, ensure_ascii=False, indent=1))
            return
        for kind, items in index.items():
            self.stdout.write(f"{kind} ({len(items)})")
            for item in items:
                self.stdout.write(f"  {item['code']}  v{item['version']}  {item['zh']}  [{item['source']}]")
