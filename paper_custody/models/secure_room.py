"""The secure room itself, who is on duty there, and what is owed and done while it holds papers."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import F, Q

from paper_custody.models.base import ByTwo, ExamRow, Recorded, known, sides
from paper_custody.states.secure_room import CheckKind, DueStatus, Duty, RoomEntry, RoomStatus, Round


class SecureRoom(models.Model):
    """The county's secure room as a place. A standing row: no drill changes it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    scope = models.TextField(unique=True, db_collation="C")
    name = models.TextField()
    place = models.TextField(default="", blank=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(name=""), name="secure_room_has_a_name")]

    def __str__(self) -> str:
        return self.name


class SecureRoomState(ExamRow):
    """Where the secure room stands in one exam: a drill has a room of its own in this.

    ``locks_due``: since its last use it served something else, and its locks are still the old ones.
    """

    status = models.TextField(default=RoomStatus.NOT_ENABLED.value)
    since = models.DateTimeField()
    locks_due = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["exam"], name="exam_has_one_secure_room"),
            known("status", RoomStatus, "secure_room_status_is_known"),
            models.CheckConstraint(
                condition=Q(locks_due=False) | Q(status__in=["not_enabled", "accepted", "retired"]),
                name="old_locks_keep_no_papers",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.exam_id} {self.status}"


class RoomCertificate(Recorded):
    """The paper on which the three authorities say that the room may be used. The newest one counts."""

    number = models.TextField()
    issued_by = models.JSONField(default=list)
    valid_from = models.DateField()
    valid_until = models.DateField()
    by = models.ForeignKey("organisation.Person", models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(number=""), name="certificate_has_a_number"),
            models.CheckConstraint(
                condition=Q(valid_from__lte=F("valid_until")), name="certificate_ends_after_it_begins"
            ),
        ]
        indexes = [models.Index(fields=["exam", "at"], name="certificates_of_an_exam")]


class RoomRecord(ByTwo):
    """What two people signed about the room: a check, its use, its locks. ``points`` are those not in order, with
    what is wrong; no part of a lock's code is ever written (limits.md 1)."""

    kind = models.TextField()
    version = models.IntegerField(null=True)
    points = models.JSONField(default=dict)
    words = models.TextField(default="", blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(first=F("second")), name="room_record_takes_two_people"),
            sides("first", "second", "room_record_has_its_two_sides"),
            known("kind", RoomEntry, "room_record_kind_is_known"),
            models.CheckConstraint(
                condition=~Q(kind__in=[kind.value for kind in CheckKind]) | Q(version__isnull=False),
                name="room_check_names_its_version",
            ),
        ]
        indexes = [models.Index(fields=["exam", "at"], name="room_records_of_an_exam")]


class DutyRoster(Recorded):
    """The shifts as they were planned at one time. The newest roster counts; the older ones stay."""

    by = models.ForeignKey("organisation.Person", models.PROTECT, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["exam", "at"], name="rosters_of_an_exam")]


class DutyShift(ExamRow):
    """A shift of a roster."""

    roster = models.ForeignKey(DutyRoster, models.PROTECT, related_name="shifts")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(starts_at__lt=F("ends_at")), name="shift_ends_after_it_starts"),
            models.UniqueConstraint(fields=["roster", "starts_at", "ends_at"], name="shift_is_planned_once"),
        ]


class ShiftPerson(ExamRow):
    """Somebody who keeps a shift."""

    shift = models.ForeignKey(DutyShift, models.PROTECT, related_name="people")
    person = models.ForeignKey("organisation.Person", models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["shift", "person"], name="person_keeps_a_shift_once")]


class ShiftHandover(ByTwo):
    """A shift handed over to the next, signed by one of each. ``shift`` is the one that begins."""

    shift = models.ForeignKey(DutyShift, models.PROTECT, related_name="handovers")
    words = models.TextField(default="", blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(first=F("second")), name="shift_handover_takes_two_people"),
            sides("first", "second", "shift_handover_has_its_two_sides"),
            models.UniqueConstraint(fields=["shift"], name="shift_is_handed_over_once"),
        ]


class VaultRound(ByTwo):
    """A patrol, a playback review or a joint check, as it was: when it was done, and what it found.

    ``late``: entered afterwards (补录) from the form named. ``gap``: minutes too many since the one before.
    ``units``: who was there for which authority at a joint check, as they signed on its form.
    """

    round = models.TextField()
    done_at = models.DateTimeField()
    covers_from = models.DateTimeField(null=True)
    late = models.BooleanField(default=False)
    form = models.TextField(default="", blank=True)
    amiss = models.TextField(default="", blank=True)
    units = models.JSONField(default=dict)
    gap = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(first=F("second")), name="round_takes_two_people"),
            sides("first", "second", "round_has_its_two_sides"),
            known("round", Round, "round_is_known"),
            models.CheckConstraint(condition=Q(done_at__lte=F("exam_at")), name="round_is_not_of_the_future"),
            models.CheckConstraint(condition=Q(late=False) | ~Q(form=""), name="late_round_names_its_form"),
        ]
        indexes = [models.Index(fields=["exam", "round", "done_at"], name="rounds_of_an_exam")]


class VaultDue(ExamRow):
    """Something owed at the room, with its clock: from when it may be done, when it is due, and when it is missed."""

    duty = models.TextField()
    status = models.TextField(default=DueStatus.RUNNING.value)
    opens_at = models.DateTimeField()
    due_at = models.DateTimeField()
    late_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    shift = models.ForeignKey(DutyShift, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            known("duty", Duty, "vault_duty_is_known"),
            known("status", DueStatus, "vault_due_status_is_known"),
            models.CheckConstraint(
                condition=Q(opens_at__lte=F("due_at"), due_at__lte=F("late_at")),
                name="vault_due_opens_before_it_is_late",
            ),
            models.CheckConstraint(
                condition=Q(status="running", ended_at=None) | (~Q(status="running") & Q(ended_at__isnull=False)),
                name="ended_vault_due_says_when",
            ),
            models.UniqueConstraint(
                fields=["exam", "duty"], condition=Q(status="running"), name="one_running_vault_due_per_duty"
            ),
        ]
        indexes = [models.Index(fields=["exam", "due_at"], name="vault_dues_of_an_exam")]


class StorageWaiver(Recorded):
    """The province's word that papers may lie here longer than two days. The county records it (limits.md 8)."""

    document = models.TextField()
    decided_by = models.TextField()
    decided_at = models.DateTimeField()
    until = models.DateTimeField(null=True)
    by = models.ForeignKey("organisation.Person", models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(document="") & ~Q(decided_by=""), name="waiver_names_its_document"),
        ]
