from __future__ import annotations

import uuid

from django.db import models
from django.db.models import F, Q

from clocks.states import ClockStatus


class Clock(models.Model):
    """A running deadline in exam time.

    ``rungs`` is the ladder above it: ``[{"name": "duty_officer", "after": 600}, ...]`` in seconds from
    the rung before. Each time it runs out unmet, ``due_at`` moves up one rung, until none is left.
    Deadlines are rows and not a queue's ``eta``: they must outlive a restarted broker, must be
    stoppable, and must be visible.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    exam_id = models.UUIDField(null=True)
    scope = models.TextField(db_collation="C")
    purpose = models.TextField()
    subject = models.UUIDField()
    started_at = models.DateTimeField()
    warn_at = models.DateTimeField(null=True)
    due_at = models.DateTimeField()
    first_due_at = models.DateTimeField()
    rungs = models.JSONField(default=list)
    rung = models.IntegerField(default=0)
    status = models.TextField(default=ClockStatus.RUNNING)
    warned_at = models.DateTimeField(null=True)
    ran_out_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=[s.value for s in ClockStatus]), name="clock_status_is_known"
            ),
            models.CheckConstraint(
                condition=Q(warn_at=None) | Q(warn_at__lte=F("first_due_at")), name="clock_warns_before_due"
            ),
            models.UniqueConstraint(
                fields=["purpose", "subject"],
                condition=Q(status__in=[ClockStatus.RUNNING.value, ClockStatus.PAUSED.value]),
                name="one_open_clock_per_purpose_and_subject",
            ),
        ]
        indexes = [
            models.Index(fields=["exam_id", "due_at"], condition=Q(status="running"), name="clocks_due"),
            models.Index(
                fields=["exam_id", "warn_at"], condition=Q(status="running", warned_at=None), name="clocks_to_warn"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.purpose} {self.subject} due {self.due_at}"


class ClockPause(models.Model):
    """A stretch in which a clock stood still, with who allowed it and why. Open while ``resumed_at`` is empty."""

    clock = models.ForeignKey(Clock, models.PROTECT, related_name="pauses")
    reason = models.TextField()
    approver_id = models.UUIDField()
    paused_at = models.DateTimeField()
    resumed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="clock_pause_has_a_reason"),
            models.UniqueConstraint(fields=["clock"], condition=Q(resumed_at=None), name="one_open_pause_per_clock"),
        ]

    def __str__(self) -> str:
        return f"{self.clock_id} from {self.paused_at}"
