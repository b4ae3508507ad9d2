from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from desk.services import back_up
from desk.states import Outcome


class Command(BaseCommand):
    """Make one now, also between the hours of the schedule."""

    help = "Make a backup under var/backups. Exits 1 and says why if none was made."

    def handle(self, *args: Any, **options: Any) -> None:
        run = back_up()
        if run.outcome != Outcome.FINE:
            raise CommandError(f"{_(run.sentence)} {run.words}".strip())
        self.stdout.write(_("Backup %(name)s was made.") % {"name": run.name})
