"""Put the shipped contingency plans and procedures on record."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from incidents.gateways import shipped
from incidents.services import load_plans
from kernel.act import asked_by_system


class Command(BaseCommand):
    """Load versions that are not on record yet. Known ones are left as they are."""

    help = "Put the shipped contingency plans and procedures on record; those that are there are left."

    def handle(self, *args: Any, **options: Any) -> None:
        """Load them, and say how many were new."""
        asked = asked_by_system(cause=uuid4(), purpose="load_catalogue", exam_id=None)
        loaded = load_plans(asked, plans=shipped())
        new = 0 if loaded is None else len(loaded.plans)
        self.stdout.write(
            _("%(new)d of %(all)d contingency plans and procedures were new.") % {"new": new, "all": len(shipped())}
        )
