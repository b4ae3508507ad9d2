from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q

from board.states import Datum, RowKind


class Channel(models.Model):
    """A channel of an exam's board, and the number of the last frame sent on it: gapless, from 0.

    ``facts_told`` counts the entries of its stream of facts. They are numbered per channel and not by
    the journal's index: from the holes between the facts that a wall may show one could count those
    that it may not (limits.md 4).
    """

    exam = models.ForeignKey("exams.Exam", models.PROTECT, related_name="+")
    channel = models.TextField(db_collation="C")
    number = models.BigIntegerField(default=0)
    facts_told = models.BigIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["exam", "channel"], name="channel_of_an_exam_is_one"),
            models.CheckConstraint(condition=Q(number__gte=0, facts_told__gte=0), name="channel_counts_from_zero"),
        ]

    def __str__(self) -> str:
        return f"{self.channel} {self.number}"


class Row(models.Model):
    """A row of a channel as every screen of it holds it. ``number`` is the frame that brought it as it is now."""

    exam = models.ForeignKey("exams.Exam", models.PROTECT, related_name="+")
    channel = models.TextField(db_collation="C")
    kind = models.TextField()
    key = models.TextField(db_collation="C")
    body = models.JSONField()
    number = models.BigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["exam", "channel", "kind", "key"], name="row_of_a_channel_is_one"),
            models.CheckConstraint(condition=Q(kind__in=[kind.value for kind in RowKind]), name="row_kind_is_known"),
        ]

    def __str__(self) -> str:
        return f"{self.channel} {self.kind}/{self.key}"


class Frame(models.Model):
    """A frame in the very text in which it was sent; the last ones of each channel are kept, to be sent again."""

    exam = models.ForeignKey("exams.Exam", models.PROTECT, related_name="+")
    channel = models.TextField(db_collation="C")
    number = models.BigIntegerField()
    text = models.TextField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["exam", "channel", "number"], name="frame_of_a_channel_is_one")]

    def __str__(self) -> str:
        return f"{self.channel} {self.number}"


class Silence(models.Model):
    """An alarm whose sound somebody ended for everybody. It sounds again at the incident's next stage.

    ``stage``: what sounded, as the board's own reading of the incident calls it.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    exam = models.ForeignKey("exams.Exam", models.PROTECT, related_name="+")
    scope = models.TextField(db_collation="C")
    incident = models.PositiveIntegerField()
    stage = models.TextField()
    by = models.ForeignKey("organisation.Person", models.PROTECT, related_name="+")
    entry = models.ForeignKey("journal.Entry", models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["exam", "incident", "stage"], name="alarm_is_silenced_once"),
        ]

    def __str__(self) -> str:
        return f"{self.incident} {self.stage}"


class CountyMap(models.Model):
    """The county's own boundaries, as its office handed them in; the last one handed in is shown.

    ``shapes``: ``[{"name", "rings": [[[longitude, latitude], ...], ...]}]`` in WGS-84. ``datum`` is what the file was
    drawn in before it was converted. ``approval`` is the number under which the drawing may be shown.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    scope = models.TextField(db_collation="C")
    shapes = models.JSONField()
    datum = models.TextField()
    approval = models.TextField()
    by = models.ForeignKey("organisation.Person", models.PROTECT, related_name="+")
    entry = models.ForeignKey("journal.Entry", models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(approval=""), name="map_has_an_approval_number"),
            models.CheckConstraint(
                condition=Q(datum__in=[datum.value for datum in Datum]), name="map_says_what_it_was_drawn_in"
            ),
        ]
        indexes = [models.Index(fields=["scope", "-at"], name="county_map_latest")]

    def __str__(self) -> str:
        return self.approval
