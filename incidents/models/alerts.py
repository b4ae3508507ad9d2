"""Warnings of others as they came in: who may send them, those taken with their bytes, and those set aside."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from incidents.models.base import ExamRow, Recorded, one_of
from incidents.states import AlertAside, AlertStatus, AlertType, Severity


class AlertSource(ExamRow):
    """A service that sends warnings to our address. Of its secret only the hash is kept."""

    name = models.TextField()
    secret_hash = models.BinaryField(unique=True)
    closed_at = models.DateTimeField(null=True)
    entry = models.ForeignKey("journal.Entry", models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(name=""), name="alert_source_has_a_name")]

    def __str__(self) -> str:
        return self.name


class Alert(Recorded):
    """A warning that was taken, with the very bytes. ``hazard`` is empty where it is of none that has a plan.

    ``person`` brought it as a file where no ``source`` sent it. ``replaces`` are the identifiers that an update or
    a cancel names; ``over_by`` is the message that took this one's place.
    """

    source = models.ForeignKey(AlertSource, models.PROTECT, null=True, related_name="alerts")
    person = models.ForeignKey("organisation.Person", models.PROTECT, null=True, related_name="+")
    identifier = models.TextField()
    sender = models.TextField()
    sent_at = models.DateTimeField()
    status = models.TextField()
    msg_type = models.TextField()
    event = models.TextField()
    event_code = models.TextField(default="", blank=True)
    severity = models.TextField()
    headline = models.TextField(default="", blank=True)
    area = models.TextField(default="", blank=True)
    hazard = models.TextField(default="", blank=True)
    replaces = models.JSONField(default=list)
    over_by = models.ForeignKey("self", models.PROTECT, null=True, related_name="ended")
    sha256 = models.BinaryField()
    body = models.BinaryField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["exam", "sender", "identifier"], name="alert_is_taken_once"),
            models.CheckConstraint(condition=one_of("status", AlertStatus), name="alert_status_is_known"),
            models.CheckConstraint(condition=one_of("msg_type", AlertType), name="alert_type_is_known"),
            models.CheckConstraint(condition=one_of("severity", Severity), name="alert_severity_is_known"),
            models.CheckConstraint(
                condition=Q(source=None, person__isnull=False) | Q(source__isnull=False, person=None),
                name="alert_says_who_brought_it",
            ),
        ]
        indexes = [models.Index(fields=["exam", "-at"], name="alerts_newest_first")]

    def __str__(self) -> str:
        return self.identifier


class AlertReject(ExamRow):
    """A message that was not taken, and why. A record: it is kept once, with its bytes where they are not too many."""

    source = models.ForeignKey(AlertSource, models.PROTECT, null=True, related_name="+")
    reason = models.TextField()
    detail = models.TextField(default="", blank=True)
    received_at = models.DateTimeField()
    sha256 = models.BinaryField()
    body = models.BinaryField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=one_of("reason", AlertAside), name="alert_reject_reason_is_known"),
            models.UniqueConstraint(fields=["exam", "sha256", "reason"], name="alert_is_set_aside_once"),
        ]

    def __str__(self) -> str:
        return self.reason
