"""Tables of the register of corrective actions. Standing rows: no exam's own, and no drill changes them."""

from __future__ import annotations

import datetime as dt
import uuid

from django.db import models
from django.db.models import F, Q

from incidents.models.base import one_of
from incidents.states import Openness
from supervision.states import NEAR_BEFORE, OPEN, OWED, ActionStatus, LineKind, Source, Tone


class CorrectiveAction(models.Model):
    """Something to be put right: what, whose it is, by when, and what shows that it was done.

    All times are real. ``openness`` is that of the incident which taught it: what follows from one for named
    roles is theirs too. ``due_at`` is empty until somebody owns it; until then it is to be assigned by
    ``assign_by``. ``sent_back`` counts the re-checks that found it undone.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    scope = models.TextField(db_collation="C")
    number = models.IntegerField()
    source = models.TextField()
    exam = models.ForeignKey("exams.Exam", models.PROTECT, null=True, related_name="+")
    incident = models.ForeignKey("incidents.Incident", models.PROTECT, null=True, related_name="corrective_actions")
    lesson = models.OneToOneField("incidents.Lesson", models.PROTECT, null=True, related_name="corrective_action")
    openness = models.TextField()
    words = models.TextField()
    raised_by = models.ForeignKey("organisation.Person", models.PROTECT, null=True, related_name="+")
    raised_at = models.DateTimeField()
    assign_by = models.DateTimeField()
    unit = models.ForeignKey("organisation.Unit", models.PROTECT, null=True, related_name="+")
    role = models.TextField(default="", blank=True)
    person = models.ForeignKey("organisation.Person", models.PROTECT, null=True, related_name="+")
    due_at = models.DateTimeField(null=True)
    status = models.TextField()
    sent_back = models.IntegerField(default=0)
    evidence = models.TextField(default="", blank=True)
    done_by = models.ForeignKey("organisation.Person", models.PROTECT, null=True, related_name="+")
    done_at = models.DateTimeField(null=True)
    checked_by = models.ForeignKey("organisation.Person", models.PROTECT, null=True, related_name="+")
    checked_at = models.DateTimeField(null=True)
    entry = models.ForeignKey("journal.Entry", models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["scope", "number"], name="actions_are_numbered_in_a_county"),
            models.CheckConstraint(condition=one_of("status", ActionStatus), name="action_status_is_known"),
            models.CheckConstraint(condition=one_of("source", Source), name="action_source_is_known"),
            models.CheckConstraint(condition=one_of("openness", Openness), name="action_openness_is_known"),
            models.CheckConstraint(condition=~Q(words=""), name="action_says_what_is_to_be_done"),
            models.CheckConstraint(
                condition=Q(lesson=None) | Q(incident__isnull=False, exam__isnull=False),
                name="lesson_of_an_action_has_its_incident",
            ),
            models.CheckConstraint(
                condition=Q(status__in=[ActionStatus.RAISED.value, ActionStatus.DROPPED.value])
                | (Q(unit__isnull=False, due_at__isnull=False) & (~Q(role="") | Q(person__isnull=False))),
                name="assigned_action_has_owner_and_due",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=[ActionStatus.DONE.value, ActionStatus.CLOSED.value])
                | (Q(done_by__isnull=False, done_at__isnull=False) & ~Q(evidence="")),
                name="done_action_says_by_whom_and_shows_it",
            ),
            models.CheckConstraint(
                condition=Q(status=ActionStatus.CLOSED.value, checked_by__isnull=False, checked_at__isnull=False)
                | (~Q(status=ActionStatus.CLOSED.value) & Q(checked_by=None, checked_at=None)),
                name="closed_action_was_rechecked",
            ),
            models.CheckConstraint(
                condition=Q(checked_by=None) | (~Q(checked_by=F("done_by")) & ~Q(checked_by=F("person"))),
                name="action_is_rechecked_by_another",
            ),
        ]
        indexes = [
            models.Index(
                fields=["scope", "due_at"], condition=Q(status__in=[s.value for s in OPEN]), name="actions_open"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.status}"

    @property
    def owed_by(self) -> dt.datetime | None:
        """When what is owed next is due: the assignment, or the action itself."""
        if self.status not in OWED:
            return None
        return self.due_at if self.status == ActionStatus.ASSIGNED else self.assign_by

    def tone(self, at: dt.datetime) -> Tone:
        """How urgent it is at a moment."""
        owed_by = self.owed_by
        if owed_by is None:
            return Tone.CALM
        if at >= owed_by:
            return Tone.OVERDUE
        if self.due_at is not None and at >= owed_by - NEAR_BEFORE:
            return Tone.NEAR
        return Tone.BEHIND if self.sent_back else Tone.CALM


class ActionLine(models.Model):
    """A line of an action's log. Only ever added to. ``due_at`` is what it is due at from then on."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    scope = models.TextField(db_collation="C")
    action = models.ForeignKey(CorrectiveAction, models.PROTECT, related_name="lines")
    kind = models.TextField()
    code = models.TextField(default="", blank=True)
    words = models.TextField(default="", blank=True)
    due_at = models.DateTimeField(null=True)
    person = models.ForeignKey("organisation.Person", models.PROTECT, null=True, related_name="+")
    approver = models.ForeignKey("organisation.Person", models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    entry = models.ForeignKey("journal.Entry", models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=one_of("kind", LineKind), name="action_line_kind_is_known"),
            # Features J5: more time takes a reason and somebody else's word; so does putting it aside.
            models.CheckConstraint(
                condition=~Q(kind__in=[LineKind.EXTENDED.value, LineKind.DROPPED.value])
                | (~Q(words="") & Q(approver__isnull=False) & ~Q(approver=F("person"))),
                name="more_time_has_reason_and_approver",
            ),
        ]
        indexes = [models.Index(fields=["action", "at"], name="action_lines_in_order")]

    def __str__(self) -> str:
        return f"{self.kind} {self.action_id}"
