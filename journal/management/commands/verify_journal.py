from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from journal.audit import differences
from journal.models import Tree
from kernel.actors import SYSTEM
from kernel.scope import reading


class Command(BaseCommand):
    """Recompute every commitment, leaf and tree, and hold the domain's rows against their facts."""

    help = "Verify that the journal is whole. Exits 1 and names every difference otherwise."

    def handle(self, *args: Any, **options: Any) -> None:
        with reading(SYSTEM, repeatable=True):
            found = list(differences())
            sizes = sum(Tree.objects.values_list("size", flat=True))
        for difference in found:
            self.stderr.write(difference)
        if found:
            raise CommandError(f"{len(found)} differences")
        self.stdout.write(f"the journal is whole: {sizes} entries")
