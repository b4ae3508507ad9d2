"""Locks that did not open: reported, asked about, opened by force, warned of, and the time that it cost."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from paper_custody.models.base import ByTwo, ExamRow, known, sides
from paper_custody.models.decisions import DecisionReceived, decision_constraints
from paper_custody.models.keys import Lock
from paper_custody.states.failures import FailureCause, FailureStatus, SealDisposal


class LockFailure(ExamRow):
    """A lock that did not open. ``planned_at`` is when it should have, ``noticed_at`` when somebody saw it."""

    lock = models.ForeignKey(Lock, models.PROTECT, related_name="failures")
    venue = models.ForeignKey("venues.Venue", models.PROTECT, null=True, related_name="lock_failures")
    session = models.ForeignKey("exams.Session", models.PROTECT, null=True, related_name="+")
    cause = models.TextField()
    words = models.TextField(default="", blank=True)
    planned_at = models.DateTimeField(null=True)
    noticed_at = models.DateTimeField()
    status = models.TextField(default=FailureStatus.REPORTED.value)
    reported_by = models.ForeignKey("organisation.Person", models.PROTECT, related_name="+")
    entry = models.ForeignKey("journal.Entry", models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            known("cause", FailureCause, "failure_cause_is_known"),
            known("status", FailureStatus, "failure_status_is_known"),
            models.UniqueConstraint(
                fields=["lock"],
                condition=Q(status__in=["reported", "granted", "refused"]),
                name="lock_has_one_failure_under_way",
            ),
        ]
        indexes = [models.Index(fields=["exam", "venue", "noticed_at"], name="lock_failures_of_a_venue")]


class OpeningDecision(DecisionReceived):
    """What those above said to the request to open a lock by force; asked at ``asked_at``, by telephone first."""

    failure = models.ForeignKey(LockFailure, models.PROTECT, related_name="decisions")
    asked_at = models.DateTimeField()

    class Meta:
        constraints = [
            *decision_constraints("opening"),
            models.CheckConstraint(
                condition=Q(authority__in=["county", "province"]), name="force_is_allowed_from_above"
            ),
            models.CheckConstraint(condition=Q(asked_at__lte=F("decided_at")), name="opening_is_asked_for_first"),
        ]
        indexes = [models.Index(fields=["failure", "at"], name="decisions_on_a_failure")]


class ForcedOpening(ByTwo):
    """An opening by force, by two named people, on a decision that granted it. PostgreSQL holds it to that decision.

    ``witnesses`` are who watched, each with his post: those who sign the record on paper beside the two.
    """

    failure = models.OneToOneField(LockFailure, models.PROTECT, related_name="forced")
    decision = models.ForeignKey(OpeningDecision, models.PROTECT, related_name="+")
    verdict = models.TextField(default="granted")
    video = models.TextField()
    old_seal = models.TextField()
    disposal = models.TextField()
    new_seal = models.TextField()
    witnesses = models.JSONField(default=list)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(first=F("second")), name="force_takes_two_people"),
            sides("first", "second", "force_has_its_two_sides"),
            models.CheckConstraint(condition=Q(verdict="granted"), name="force_is_granted"),
            known("disposal", SealDisposal, "seal_disposal_is_known"),
            models.CheckConstraint(
                condition=~Q(video="") & ~Q(old_seal="") & ~Q(new_seal="") & ~Q(old_seal=F("new_seal")),
                name="force_names_recording_and_both_seals",
            ),
        ]


class LockWarning(ExamRow):
    """That a venue with a lock of the same batch was warned, and who there has taken note of it."""

    failure = models.ForeignKey(LockFailure, models.PROTECT, related_name="warnings")
    venue = models.ForeignKey("venues.Venue", models.PROTECT, related_name="lock_warnings")
    entry = models.ForeignKey("journal.Entry", models.PROTECT, related_name="+")
    warned_at = models.DateTimeField()
    acknowledged_by = models.ForeignKey("organisation.Person", models.PROTECT, null=True, related_name="+")
    acknowledged_at = models.DateTimeField(null=True)
    acknowledged_entry = models.ForeignKey("journal.Entry", models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["failure", "venue"], name="venue_is_warned_once_of_a_failure"),
            models.CheckConstraint(
                condition=Q(acknowledged_by=None, acknowledged_at=None, acknowledged_entry=None)
                | Q(acknowledged_by__isnull=False, acknowledged_at__isnull=False, acknowledged_entry__isnull=False),
                name="warning_says_who_took_note",
            ),
        ]


class TimeLost(ByTwo):
    """Time that rooms of a session lost. Whether it is given back is decided above (limits.md 8)."""

    failure = models.ForeignKey(LockFailure, models.PROTECT, related_name="lost")
    session = models.ForeignKey("exams.Session", models.PROTECT, related_name="+")
    venue = models.ForeignKey("venues.Venue", models.PROTECT, related_name="+")
    rooms = models.JSONField()
    lost_from = models.DateTimeField()
    lost_until = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(first=F("second")), name="time_lost_takes_two_people"),
            sides("first", "second", "time_lost_has_its_two_sides"),
            models.CheckConstraint(condition=Q(lost_from__lt=F("lost_until")), name="time_lost_is_some_time"),
        ]
