"""Positions of vehicles with papers: only under an approval of the secrecy office, and never part of the journal."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from paper_custody.models.base import ExamRow, known
from paper_custody.models.objects import Container, Escort
from paper_custody.states.positions import AlarmKind, Aside, Feed, Standing


class PositionApproval(ExamRow):
    """The secrecy office's word that positions may come in: document, who signed it, when, and until when it holds."""

    document = models.TextField()
    decided_by = models.TextField()
    decided_on = models.DateField()
    valid_until = models.DateTimeField()
    recorded_by = models.ForeignKey("organisation.Person", models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)
    entry = models.ForeignKey("journal.Entry", models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(document="") & ~Q(decided_by=""), name="approval_says_by_whom"),
            models.UniqueConstraint(
                fields=["exam"], condition=Q(withdrawn_at=None), name="one_position_approval_at_a_time"
            ),
        ]

    def __str__(self) -> str:
        return self.document


class PositionSource(ExamRow):
    """A server or telephone that sends positions. Of its secret only the hash is kept."""

    name = models.TextField()
    feed = models.TextField()
    secret_hash = models.BinaryField(unique=True)
    closed_at = models.DateTimeField(null=True)
    entry = models.ForeignKey("journal.Entry", models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            known("feed", Feed, "position_feed_is_known"),
            models.CheckConstraint(condition=~Q(name=""), name="position_source_has_a_name"),
        ]

    def __str__(self) -> str:
        return self.name


class PositionDevice(ExamRow):
    """A device of a source, bound to the vehicle that it rides in. What is not bound is refused."""

    source = models.ForeignKey(PositionSource, models.PROTECT, related_name="devices")
    native_id = models.TextField()
    vehicle = models.ForeignKey(Container, models.PROTECT, related_name="+")
    bound_at = models.DateTimeField()
    unbound_at = models.DateTimeField(null=True)
    entry = models.ForeignKey("journal.Entry", models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["source", "native_id"], condition=Q(unbound_at=None), name="device_rides_in_one_vehicle"
            )
        ]

    def __str__(self) -> str:
        return self.native_id


class PositionKey(ExamRow):
    """What makes a position one: a retry carries the same key, and is the same row."""

    source = models.ForeignKey(PositionSource, models.PROTECT, related_name="+", db_index=False)
    key = models.TextField()
    day = models.DateField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["source", "key"], name="position_comes_once_from_a_source")]

    def __str__(self) -> str:
        return self.key


class Position(ExamRow):
    """A fix of a vehicle with papers, as it came. Partitioned by the day it was received on; written once.

    ``exam_at`` is the fix on the exam's clock, ``off_m`` how far it is from the line of the run's route, with
    ``is_outside`` where that is beyond its corridor. Late fixes are judged like all others, and alarm nobody.
    """

    day = models.DateField()
    source = models.ForeignKey(PositionSource, models.PROTECT, related_name="+", db_index=False)
    device = models.ForeignKey(PositionDevice, models.PROTECT, related_name="+", db_index=False)
    vehicle = models.ForeignKey(Container, models.PROTECT, related_name="+", db_index=False)
    escort = models.ForeignKey(Escort, models.PROTECT, null=True, related_name="+", db_index=False)
    fix_at = models.DateTimeField()
    device_at = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)
    received_at = models.DateTimeField()
    exam_at = models.DateTimeField()
    standing = models.TextField()
    longitude = models.FloatField()
    latitude = models.FloatField()
    speed_kmh = models.FloatField(null=True)
    course = models.FloatField(null=True)
    accuracy_m = models.FloatField(null=True)
    is_valid = models.BooleanField()
    off_m = models.FloatField(null=True)
    is_outside = models.BooleanField()
    sha256 = models.BinaryField()
    body = models.BinaryField()

    class Meta:
        constraints = [known("standing", Standing, "position_standing_is_known")]
        indexes = [models.Index(fields=["escort", "-exam_at"], name="positions_of_a_run")]

    def __str__(self) -> str:
        return f"{self.vehicle_id} {self.exam_at}"


class SetAside(ExamRow):
    """A body that is no position: refused, with the reason, or an event of the tool. Without an approval no body."""

    source = models.ForeignKey(PositionSource, models.PROTECT, related_name="set_aside", db_index=False)
    reason = models.TextField()
    device = models.TextField(default="", blank=True)
    received_at = models.DateTimeField()
    sha256 = models.BinaryField()
    body = models.BinaryField(null=True)

    class Meta:
        constraints = [
            known("reason", Aside, "reason_of_setting_aside_is_known"),
            models.UniqueConstraint(fields=["source", "sha256", "reason"], name="body_is_set_aside_once"),
            models.CheckConstraint(
                condition=~Q(reason__in=[Aside.NOT_APPROVED.value, Aside.TOO_LARGE.value]) | Q(body=None),
                name="nothing_is_kept_without_an_approval",
            ),
        ]
        indexes = [models.Index(fields=["exam", "-received_at"], name="what_was_set_aside")]

    def __str__(self) -> str:
        return self.reason


class RoadAlarm(ExamRow):
    """Something that positions show of a run, from when it was told until it was over. Told once."""

    escort = models.ForeignKey(Escort, models.PROTECT, related_name="alarms")
    kind = models.TextField()
    began_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    entry = models.ForeignKey("journal.Entry", models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            known("kind", AlarmKind, "road_alarm_is_known"),
            models.UniqueConstraint(
                fields=["escort", "kind"], condition=Q(ended_at=None), name="one_open_alarm_of_a_kind"
            ),
        ]

    def __str__(self) -> str:
        return self.kind
