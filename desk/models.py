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


class BackupRun(models.Model):
    """What became of the backup of one hour. A record: a second try for the same hour overwrites it."""

    slot = models.DateTimeField(primary_key=True)
    outcome = models.TextField(choices=Outcome.choices)
    name = models.TextField(default="")
    sentence = models.TextField(default="")
    words = models.TextField(default="")
    ran_at = models.DateTimeField()
    took = models.DurationField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(outcome__in=Outcome.values), name="backup_outcome_is_known"),
        ]

    def __str__(self) -> str:
        return f"{self.slot} {self.outcome}"
