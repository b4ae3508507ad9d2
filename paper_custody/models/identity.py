"""Which set of papers is used for a subject."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from paper_custody.models.decisions import DecisionReceived, decision_constraints


class SetInUse(DecisionReceived):
    """Which set of papers is used for a subject, as those above decided. The newest row holds; none is changed."""

    session = models.ForeignKey("exams.Session", models.PROTECT, related_name="+")
    subject = models.ForeignKey("exams.Subject", models.PROTECT, related_name="sets_in_use")
    paper_set = models.TextField()

    class Meta:
        constraints = [
            *decision_constraints("set"),
            models.CheckConstraint(condition=~Q(paper_set=""), name="set_in_use_is_named"),
        ]
        indexes = [models.Index(fields=["subject", "at"], name="sets_of_a_subject")]
