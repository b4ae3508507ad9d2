from __future__ import annotations

import uuid

from django.db import models
from django.db.models import F, Q

from desk.states import Outcome, SwapKind


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


class Swap(models.Model):
    """换岗: a person or a room in place of another, from a moment on, with the reason. Written once.

    A person's belongs to no exam, as posts do not; a room's to one. ``undoes`` is the swap that it takes back.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    scope = models.TextField(db_collation="C")
    exam = models.ForeignKey("exams.Exam", models.PROTECT, null=True, related_name="+")
    kind = models.TextField()
    old_post = models.ForeignKey("organisation.Post", models.PROTECT, null=True, related_name="+")
    new_post = models.ForeignKey("organisation.Post", models.PROTECT, null=True, related_name="+")
    venue = models.ForeignKey("venues.Venue", models.PROTECT, null=True, related_name="+")
    session = models.ForeignKey("exams.Session", models.PROTECT, null=True, related_name="+")
    old = models.TextField()
    new = models.TextField()
    from_at = models.DateTimeField()
    reason = models.TextField()
    undoes = models.OneToOneField("self", models.PROTECT, null=True, related_name="undone_by")
    by = models.ForeignKey("organisation.Person", models.PROTECT, related_name="+")
    entry = models.ForeignKey("journal.Entry", models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="swap_has_a_reason"),
            models.CheckConstraint(condition=~Q(old=F("new")), name="swap_changes_something"),
            models.CheckConstraint(
                condition=Q(kind=SwapKind.PERSON.value, exam=None, old_post__isnull=False, new_post__isnull=False)
                | Q(kind=SwapKind.ROOM.value, exam__isnull=False, venue__isnull=False, session__isnull=False),
                name="swap_names_what_it_is_of",
            ),
        ]
        indexes = [models.Index(fields=["scope", "-at"], name="swaps_of_a_county")]

    def __str__(self) -> str:
        return f"{self.kind} {self.old} {self.new}"


class Watch(models.Model):
    """An officer's watch over an exam, from its beginning to the moment at which the next one took it over.

    At any instant exactly one: the first follows nobody, each other one follows the one that ended as it began.
    ``left_open`` is what was handed over with it, as it stood then.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    exam = models.ForeignKey("exams.Exam", models.PROTECT, related_name="+")
    scope = models.TextField(db_collation="C")
    officer = models.ForeignKey("organisation.Person", models.PROTECT, related_name="+")
    follows = models.OneToOneField("self", models.PROTECT, null=True, related_name="followed_by")
    began_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    left_open = models.JSONField(default=list)
    entry = models.ForeignKey("journal.Entry", models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["exam"], condition=Q(ended_at=None), name="one_officer_is_on_watch"),
            models.UniqueConstraint(fields=["exam"], condition=Q(follows=None), name="one_watch_is_the_first"),
            models.CheckConstraint(
                condition=Q(ended_at=None) | Q(ended_at__gte=F("began_at")), name="watch_ends_after_it_began"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.officer_id} {self.began_at}"


class WatchNote(models.Model):
    """An entry in the log of a watch. Written once; what was wrong is followed by another entry."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    exam = models.ForeignKey("exams.Exam", models.PROTECT, related_name="+")
    scope = models.TextField(db_collation="C")
    watch = models.ForeignKey(Watch, models.PROTECT, related_name="notes")
    words = models.TextField()
    by = models.ForeignKey("organisation.Person", models.PROTECT, related_name="+")
    entry = models.ForeignKey("journal.Entry", models.PROTECT, related_name="+")
    at = models.DateTimeField()
    exam_at = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(words=""), name="watch_note_says_something")]
        indexes = [models.Index(fields=["exam", "-at"], name="watch_notes_of_an_exam")]

    def __str__(self) -> str:
        return self.words[:40]
