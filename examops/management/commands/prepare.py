"""What a node needs before its processes start, where somebody else starts them (the compose file)."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management import call_command, get_commands
from django.core.management.base import BaseCommand

from examops.supervisor import preparation


class Command(BaseCommand):
    help = "Bring tables and roles up to date and collect the static files. Run as the owner, once at every start."
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        preparation.make_folders(settings.PLACES)
        preparation.prepare_database()
        preparation.collect_static(settings.PLACES.run / "static.stamp")
        if "load_catalogue" in get_commands():
            call_command("load_catalogue")
