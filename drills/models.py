from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q

from drills.states import DrillForm, DrillStatus


class Drill(models.Model):
    """A drill that begins by itself at its time: Celery makes the exam of kind drill and lets its clock run."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    scope = models.TextField(db_collation="C")
    real = models.ForeignKey("exams.Exam", models.PROTECT, related_name="+")
    exam = models.OneToOneField("exams.Exam", models.PROTECT, null=True, related_name="drill")
    name = models.TextField()
    form = models.TextField(choices=DrillForm.choices)
    begins_at = models.DateTimeField()
    rate = models.PositiveSmallIntegerField()
    status = models.TextField(default=DrillStatus.SCHEDULED)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=[s.value for s in DrillStatus]), name="drill_status_is_known"
            ),
            models.CheckConstraint(condition=Q(form__in=DrillForm.values), name="drill_form_is_known"),
            models.CheckConstraint(condition=Q(rate__gte=1, rate__lte=60), name="drill_rate_is_1_to_60"),
            models.CheckConstraint(
                condition=Q(status="begun", exam__isnull=False) | (~Q(status="begun") & Q(exam=None)),
                name="begun_drill_has_its_exam",
            ),
        ]
        indexes = [models.Index(fields=["begins_at"], condition=Q(status="scheduled"), name="drills_due")]

    def __str__(self) -> str:
        return self.name
