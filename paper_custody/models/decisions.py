"""What the rows of received decisions share."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from paper_custody.models.base import Recorded, known
from paper_custody.states.decisions import DecidedBy, Verdict


class DecisionReceived(Recorded):
    """Base of a decision as it was received: who decided, when, by which channel, and who wrote it down."""

    authority = models.TextField()
    verdict = models.TextField()
    decided_by = models.TextField()
    decided_at = models.DateTimeField()
    channel = models.TextField()
    document = models.TextField(default="", blank=True)
    recorded_by = models.ForeignKey("organisation.Person", models.PROTECT, related_name="+")

    class Meta:
        abstract = True


def decision_constraints(name: str) -> list[models.CheckConstraint]:
    """That it says who, and in writing under which number; and that a call names the number called."""
    return [
        known("verdict", Verdict, f"{name}_verdict_is_known"),
        known("channel", DecidedBy, f"{name}_channel_is_known"),
        models.CheckConstraint(condition=~Q(decided_by=""), name=f"{name}_says_who_decided"),
        models.CheckConstraint(
            condition=Q(channel="in_person") | ~Q(document=""), name=f"{name}_names_call_or_document"
        ),
    ]
