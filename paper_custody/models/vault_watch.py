"""Who visits the empty room, and what its alarms, cameras and recorders say."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from paper_custody.models.base import ExamRow, known
from paper_custody.states.secure_room import Coverage, RoomStatus, SourceKind, SourceStatus, VisitStatus


class RoomVisit(ExamRow):
    """A visit to the room while it is empty (handbook 0.9). Names and units of the visitors, no ID numbers.

    ``room_status`` is where the room stood when they went in.
    """

    status = models.TextField(default=VisitStatus.BOOKED.value)
    visitors = models.TextField()
    many = models.PositiveIntegerField()
    purpose = models.TextField()
    planned_at = models.DateTimeField()
    booked_by = models.ForeignKey("organisation.Person", models.PROTECT, related_name="+")
    booked_at = models.DateTimeField()
    escort = models.ForeignKey("organisation.Person", models.PROTECT, null=True, related_name="+")
    phones_surrendered = models.BooleanField(default=False)
    room_status = models.TextField(default="", blank=True)
    in_at = models.DateTimeField(null=True)
    out_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            known("status", VisitStatus, "visit_status_is_known"),
            models.CheckConstraint(condition=Q(many__gte=1), name="somebody_visits"),
            models.CheckConstraint(
                condition=Q(room_status__in=["", "not_enabled", "accepted", "enabled"]),
                name="nobody_visits_papers",
            ),
            models.CheckConstraint(
                condition=Q(status__in=["booked", "called_off"], in_at=None)
                | Q(
                    status__in=["inside", "left"],
                    in_at__isnull=False,
                    escort__isnull=False,
                    phones_surrendered=True,
                    room_status__in=[RoomStatus.NOT_ENABLED.value, RoomStatus.ACCEPTED.value, RoomStatus.ENABLED.value],
                ),
                name="visitors_go_in_escorted_without_phones",
            ),
            models.CheckConstraint(
                condition=Q(status="left", out_at__isnull=False) | (~Q(status="left") & Q(out_at=None)),
                name="visitors_who_left_say_when",
            ),
        ]
        indexes = [models.Index(fields=["exam", "planned_at"], name="visits_of_an_exam")]


class RoomSource(ExamRow):
    """An alarm, a camera or a recorder of the room. Of its secret only a hash is kept."""

    code = models.TextField()
    name = models.TextField()
    kind = models.TextField()
    secret_hash = models.TextField()
    status = models.TextField(default=SourceStatus.UNKNOWN.value)
    since = models.DateTimeField()
    lost = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["exam", "code"], name="source_codes_are_unique_in_an_exam"),
            known("kind", SourceKind, "source_kind_is_known"),
            known("status", SourceStatus, "source_status_is_known"),
            models.CheckConstraint(condition=Q(lost=False) | ~Q(status="ok"), name="a_source_in_order_is_not_lost"),
        ]

    def __str__(self) -> str:
        return self.code


class RoomSignal(ExamRow):
    """What came in from a source, byte for byte, with its hash; what could not be read is kept and says why.

    A body with an ID number in it is not kept: its hash and the verdict are (limits.md 1).
    """

    source = models.ForeignKey(RoomSource, models.PROTECT, related_name="signals")
    received_at = models.DateTimeField()
    exam_at = models.DateTimeField()
    body = models.BinaryField(default=b"")
    body_hash = models.TextField()
    refused = models.TextField(default="", blank=True)

    class Meta:
        indexes = [models.Index(fields=["exam", "-received_at"], name="signals_of_an_exam")]


class RoomCoverage(ExamRow):
    """How much of a period a source recorded."""

    source = models.ForeignKey(RoomSource, models.PROTECT, related_name="coverage")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    coverage = models.TextField()
    told_at = models.DateTimeField()

    class Meta:
        constraints = [
            known("coverage", Coverage, "coverage_is_known"),
            models.CheckConstraint(condition=Q(starts_at__lt=F("ends_at")), name="coverage_is_of_a_period"),
        ]
        indexes = [models.Index(fields=["exam", "starts_at"], name="coverage_of_an_exam")]
