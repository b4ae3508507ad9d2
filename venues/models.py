from __future__ import annotations

import datetime as dt
import uuid
from enum import StrEnum

from django.db import models
from django.db.models import F, Q

from kernel.sealing import unseal
from venues.states import (
    EquipmentKind,
    Gate,
    GateState,
    MilestoneStatus,
    Outcome,
    ReportSource,
    ReportStatus,
    RoomKind,
    Timing,
)

CALL_NUMBER, TELLING_CALL_NUMBER = "venues_sessionreport.call_number", "venues_milestonetelling.call_number"


def _known(field: str, words: type[StrEnum], name: str, *, besides: str | None = None) -> models.CheckConstraint:
    known = [word.value for word in words] + ([] if besides is None else [besides])
    return models.CheckConstraint(condition=Q(**{f"{field}__in": known}), name=name)


class ExamRow(models.Model):
    """Base of the rows that an act may change during an exam: a drill has its own."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    exam = models.ForeignKey("exams.Exam", models.PROTECT, related_name="+")
    scope = models.TextField(db_collation="C")

    class Meta:
        abstract = True


class Recorded(ExamRow):
    """Base of the rows that are written once, under the entry of the act that wrote them, and never changed."""

    entry = models.ForeignKey("journal.Entry", models.PROTECT, related_name="+")
    at = models.DateTimeField()
    exam_at = models.DateTimeField()

    class Meta:
        abstract = True


class Venue(models.Model):
    """A school where the exam is held. A standing row: no drill changes it. ``scope`` is its unit's path."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    scope = models.TextField(unique=True, db_collation="C")
    unit = models.OneToOneField("organisation.Unit", models.PROTECT, related_name="venue")
    code = models.TextField()
    name = models.TextField()
    township = models.TextField(default="", blank=True)
    address = models.TextField(default="", blank=True)
    phone = models.TextField(default="", blank=True)
    longitude = models.FloatField(null=True, blank=True)
    latitude = models.FloatField(null=True, blank=True)
    datum = models.TextField(default="", blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(longitude=None, latitude=None) | (Q(latitude__isnull=False) & ~Q(datum="")),
                name="venue_position_says_its_datum",
            ),
        ]
        indexes = [models.Index(fields=["code"], name="venues_by_code")]

    def __str__(self) -> str:
        return self.name


class Room(models.Model):
    """A room of a venue, with its seats."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    scope = models.TextField(db_collation="C")
    venue = models.ForeignKey(Venue, models.PROTECT, related_name="rooms")
    number = models.TextField()
    kind = models.TextField()
    seats = models.PositiveIntegerField()
    floor = models.TextField(default="", blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["venue", "number"], name="room_numbers_are_unique_at_a_venue"),
            _known("kind", RoomKind, "room_kind_is_known"),
        ]

    def __str__(self) -> str:
        return self.number


class Equipment(models.Model):
    """An asset of a venue: gate, jammer, camera, clock and so on; ``spare`` stands by for another of its kind."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    scope = models.TextField(db_collation="C")
    venue = models.ForeignKey(Venue, models.PROTECT, related_name="equipment")
    asset_code = models.TextField()
    kind = models.TextField()
    spare = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["venue", "asset_code"], name="asset_codes_are_unique_at_a_venue"),
            _known("kind", EquipmentKind, "equipment_kind_is_known"),
        ]

    def __str__(self) -> str:
        return self.asset_code


class RoomPlan(ExamRow):
    """What a room is for in one session, and how many seats are given out in it.

    ``extra_minutes`` is the longest extension granted to a candidate in it: the room ends later than its session.
    """

    session = models.ForeignKey("exams.Session", models.PROTECT, related_name="room_plans")
    venue = models.ForeignKey(Venue, models.PROTECT, related_name="room_plans")
    room = models.ForeignKey(Room, models.PROTECT, related_name="plans")
    kind = models.TextField()
    seats_assigned = models.PositiveIntegerField()
    extra_minutes = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["session", "room"], name="room_is_planned_once_a_session"),
            _known("kind", RoomKind, "planned_room_kind_is_known"),
        ]
        indexes = [models.Index(fields=["exam", "venue"], name="room_plans_of_a_venue")]


class VenueSession(ExamRow):
    """A session's day at one venue, from its opening. ``silent_since``: several lines went unanswered since then."""

    session = models.ForeignKey("exams.Session", models.PROTECT, related_name="venue_sessions")
    venue = models.ForeignKey(Venue, models.PROTECT, related_name="venue_sessions")
    opened_at = models.DateTimeField()
    last_heard_at = models.DateTimeField(null=True)
    silent_since = models.DateTimeField(null=True)
    entry = models.ForeignKey("journal.Entry", models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["session", "venue"], name="session_opens_once_at_a_venue")]


class Milestone(ExamRow):
    """A line of the minute table that a venue has to tell of, as the table was when the session's day began.

    The latest telling stands in the row; every telling is kept in ``MilestoneTelling``. ``late_at`` and
    ``very_late_at`` say from when silence about it counts; how well it was met is ``timing``.
    """

    session = models.ForeignKey("exams.Session", models.PROTECT, related_name="milestones")
    venue = models.ForeignKey(Venue, models.PROTECT, related_name="milestones")
    code = models.TextField()
    number = models.IntegerField()
    name = models.TextField()
    name_en = models.TextField()
    who = models.TextField()
    reach = models.TextField()
    planned_at = models.DateTimeField()
    tolerance = models.DurationField()
    late_at = models.DateTimeField()
    very_late_at = models.DateTimeField()
    status = models.TextField(default=MilestoneStatus.EXPECTED)
    reached_at = models.DateTimeField(null=True)
    seconds_off = models.IntegerField(null=True)
    timing = models.TextField(default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["session", "venue", "code"], name="milestone_stands_once_at_a_venue"),
            _known("status", MilestoneStatus, "milestone_status_is_known"),
            _known("timing", Timing, "milestone_timing_is_known", besides=""),
            models.CheckConstraint(
                condition=Q(status="reached", reached_at__isnull=False, seconds_off__isnull=False)
                | (~Q(status="reached") & Q(reached_at=None, seconds_off=None, timing="")),
                name="reached_milestone_says_when",
            ),
        ]
        indexes = [models.Index(fields=["exam", "venue", "planned_at"], name="milestones_of_a_venue")]

    def __str__(self) -> str:
        return self.code


class MilestoneTelling(Recorded):
    """One telling of a milestone: reached, or (``corrects``) told in error; keyed in (代录) it names its call."""

    milestone = models.ForeignKey(Milestone, models.PROTECT, related_name="tellings")
    corrects = models.BooleanField(default=False)
    reached_at = models.DateTimeField(null=True)
    seconds_off = models.IntegerField(null=True)
    timing = models.TextField(default="")
    reason = models.TextField(default="")
    caller = models.TextField(default="")
    call_number_sealed = models.BinaryField(default=b"")
    called_at = models.DateTimeField(null=True)
    told_by = models.ForeignKey("organisation.Person", models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            _known("timing", Timing, "telling_timing_is_known", besides=""),
            models.CheckConstraint(
                condition=Q(caller="", call_number_sealed=b"", called_at=None)
                | (Q(called_at__isnull=False) & ~Q(caller="") & ~Q(call_number_sealed=b"")),
                name="keyed_telling_names_its_call",
            ),
            models.CheckConstraint(condition=Q(corrects=False) | ~Q(reason=""), name="correction_has_a_reason"),
            models.CheckConstraint(
                condition=Q(corrects=True) | Q(reached_at__isnull=False), name="only_a_correction_takes_back"
            ),
        ]


class RoomException(ExamRow):
    """A room excepted from "all rooms as planned", with the reason, until it catches up."""

    milestone = models.ForeignKey(Milestone, models.PROTECT, related_name="exceptions")
    room = models.ForeignKey(Room, models.PROTECT, related_name="+")
    reason = models.TextField()
    entry = models.ForeignKey("journal.Entry", models.PROTECT, related_name="+")
    caught_up_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="excepted_room_has_a_reason"),
            models.UniqueConstraint(
                fields=["milestone", "room"], condition=Q(caught_up_at=None), name="room_is_excepted_once"
            ),
        ]


class ReportDue(ExamRow):
    """A report that a venue owes in a session. Silence about it is an alarm, from ``late_at`` on."""

    session = models.ForeignKey("exams.Session", models.PROTECT, related_name="reports_due")
    venue = models.ForeignKey(Venue, models.PROTECT, related_name="reports_due")
    kind = models.TextField()
    planned_at = models.DateTimeField()
    late_at = models.DateTimeField()
    very_late_at = models.DateTimeField()
    status = models.TextField(default=ReportStatus.WAITING)
    latest = models.ForeignKey("venues.SessionReport", models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["session", "venue", "kind"], name="report_is_owed_once"),
            _known("status", ReportStatus, "report_status_is_known"),
            models.CheckConstraint(
                condition=Q(status="received", latest__isnull=False) | (~Q(status="received") & Q(latest=None)),
                name="received_report_is_there",
            ),
        ]
        indexes = [models.Index(fields=["exam", "session", "kind"], name="reports_of_a_session")]

    def __str__(self) -> str:
        return f"{self.kind} {self.venue_id}"


class SessionReport(Recorded):
    """A report as it came in. Never edited: a correction is a row that ``corrects`` it.

    ``figures`` are the fields of catalogue/reports.yaml in ``version``. A keyed one (代录) says who called,
    which number was called back (sealed) and when.
    """

    due = models.ForeignKey(ReportDue, models.PROTECT, related_name="reports")
    corrects = models.OneToOneField("self", models.PROTECT, null=True, related_name="corrected_by")
    version = models.IntegerField()
    nil = models.BooleanField()
    seats = models.PositiveIntegerField(null=True)
    present = models.PositiveIntegerField(null=True)
    absent = models.PositiveIntegerField(null=True)
    difference_reason = models.TextField(default="")
    figures = models.JSONField()
    reason = models.TextField(default="")
    source = models.TextField()
    caller = models.TextField(default="")
    call_number_sealed = models.BinaryField(default=b"")
    called_at = models.DateTimeField(null=True)
    told_by = models.ForeignKey("organisation.Person", models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            _known("source", ReportSource, "report_source_is_known"),
            models.CheckConstraint(
                condition=Q(source="venue", caller="", called_at=None)
                | (Q(source="keyed", called_at__isnull=False) & ~Q(caller="") & ~Q(call_number_sealed=b"")),
                name="keyed_report_names_its_call",
            ),
            models.CheckConstraint(condition=Q(corrects=None) | ~Q(reason=""), name="corrected_report_has_a_reason"),
            # Trap of the trade: a count that does not fit is never set right by a machine, it is explained.
            models.CheckConstraint(
                condition=Q(seats=None)
                | Q(present=None)
                | Q(seats=F("present") + F("absent"))
                | ~Q(difference_reason=""),
                name="present_and_absent_are_the_seats",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.due_id} {self.at}"

    @property
    def call_number(self) -> str:
        """The number that was called back, in clear."""
        return unseal(bytes(self.call_number_sealed), column=CALL_NUMBER)


class ReportConfirmation(Recorded):
    """That a keyed report was confirmed by somebody else, by a call of his own or from the venue itself."""

    report = models.OneToOneField(SessionReport, models.PROTECT, related_name="confirmation")
    keyed_by = models.ForeignKey("organisation.Person", models.PROTECT, related_name="+")
    confirmed_by = models.ForeignKey("organisation.Person", models.PROTECT, related_name="+")
    caller = models.TextField(default="")
    called_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(keyed_by=F("confirmed_by")), name="keyed_report_is_confirmed_by_another"
            )
        ]


class ReadinessGate(ExamRow):
    """One condition of a venue's readiness in an exam. Green holds until ``expires_at``, by its clock."""

    venue = models.ForeignKey(Venue, models.PROTECT, related_name="gates")
    gate = models.TextField()
    state = models.TextField()
    expires_at = models.DateTimeField(null=True)
    source = models.TextField()
    set_at = models.DateTimeField()
    set_by = models.ForeignKey("organisation.Person", models.PROTECT, null=True, related_name="+")
    entry = models.ForeignKey("journal.Entry", models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["exam", "venue", "gate"], name="gate_stands_once_at_a_venue"),
            _known("gate", Gate, "gate_is_known"),
            models.CheckConstraint(
                condition=Q(state__in=[GateState.READY.value, GateState.NOT_READY.value, GateState.EXPIRED.value]),
                name="gate_state_is_known",
            ),
            models.CheckConstraint(condition=~Q(state="ready") | Q(expires_at__isnull=False), name="readiness_expires"),
        ]

    def __str__(self) -> str:
        return self.gate

    def state_at(self, exam_at: dt.datetime) -> GateState:
        """How it stands at a moment of exam time: what has expired is grey before its clock is swept."""
        if self.state == GateState.READY and self.expires_at is not None and self.expires_at <= exam_at:
            return GateState.EXPIRED
        return GateState(self.state)


class RoomAcceptance(Recorded):
    """A room gone through by the checklist in force. ``open_points``: ``[{"point", "note"}]``; empty: accepted."""

    room = models.ForeignKey(Room, models.PROTECT, related_name="acceptances")
    checklist = models.TextField()
    checklist_version = models.IntegerField()
    open_points = models.JSONField(default=list)
    inspected_by = models.ForeignKey("organisation.Person", models.PROTECT, null=True, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["exam", "room", "-at"], name="room_acceptance_latest")]


class EquipmentTest(Recorded):
    """What was found of an asset in an exam: it passed, it failed (``fault``), or it went silent."""

    equipment = models.ForeignKey(Equipment, models.PROTECT, related_name="tests")
    outcome = models.TextField()
    fault = models.TextField(default="")
    tested_by = models.ForeignKey("organisation.Person", models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            _known("outcome", Outcome, "test_outcome_is_known"),
            models.CheckConstraint(condition=Q(outcome="passed") | ~Q(fault=""), name="failed_test_says_what"),
        ]
        indexes = [models.Index(fields=["exam", "equipment", "-at"], name="equipment_test_latest")]
