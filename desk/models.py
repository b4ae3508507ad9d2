from __future__ import annotations

from django.db import models
from django.db.models import Q

from desk.states import Outcome


class CheckRun(models.Model):
    """The last run of a standing check. A record: the next run overwrites it."""

    check_code = models.TextField(primary_key=True)
    outcome = models.TextField(choices=Outcome.choices)
    found = models.JSONField(default=list)
    ran_at = models.DateTimeField()
    took = models.DurationField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(outcome__in=Outcome.values), name="check_outcome_is_known"),
        ]

    def __str__(self) -> str:
        return f"{self.check_code} {self.outcome}"
