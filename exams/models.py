from __future__ import annotations

import datetime as dt
import uuid

from django.db import models
from django.db.models import F, Q

from exams.states import ExamKind, ExamStatus, Reach, ReportKind, SessionKind, TimelineState

FASTEST = 60


class Exam(models.Model):
    """The gaokao of a year in a county, or a drill of it.

    ``rules`` is the composed preset that the exam was made with; it is kept whole, so that a later
    edit of the catalogue changes nothing here, and every report can name preset and version.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    scope = models.TextField(db_collation="C")
    kind = models.TextField()
    code = models.TextField()
    name = models.TextField()
    status = models.TextField(default=ExamStatus.OPEN.value)
    preset_code = models.TextField()
    preset_version = models.IntegerField()
    rules = models.JSONField()
    drilled_from = models.ForeignKey("self", models.PROTECT, null=True, related_name="drills")
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=[k.value for k in ExamKind]), name="exam_kind_is_known"),
            models.CheckConstraint(condition=Q(status__in=[s.value for s in ExamStatus]), name="exam_status_is_known"),
            models.CheckConstraint(
                condition=Q(status="closed", closed_at__isnull=False) | Q(status="open", closed_at=None),
                name="closed_exam_says_when",
            ),
            models.CheckConstraint(condition=Q(kind="drill") | Q(drilled_from=None), name="only_a_drill_is_drilled"),
            models.UniqueConstraint(
                fields=["scope", "code"], condition=Q(kind="real"), name="real_exam_has_its_code_alone"
            ),
        ]
        indexes = [models.Index(fields=["scope", "-opened_at"], name="exams_of_a_county")]

    def __str__(self) -> str:
        return f"{self.code} {self.kind}"

    @property
    def is_drill(self) -> bool:
        """Whether everything shown of this exam must be unmistakably a drill's."""
        return self.kind == ExamKind.DRILL


class Timeline(models.Model):
    """How an exam's own time goes. A real exam's runs at rate 1 for ever."""

    exam = models.OneToOneField(Exam, models.PROTECT, primary_key=True, related_name="timeline")
    scope = models.TextField(db_collation="C")
    state = models.TextField()
    rate = models.IntegerField(default=1)
    is_real = models.BooleanField()
    started_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=[s.value for s in TimelineState]), name="timeline_state_is_known"
            ),
            models.CheckConstraint(condition=Q(rate__gte=1, rate__lte=FASTEST), name="timeline_rate_is_1_to_60"),
            models.CheckConstraint(
                condition=Q(is_real=False) | Q(state="running", rate=1), name="real_exam_runs_with_the_wall_clock"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.exam_id} {self.state}"


class TimelineSegment(models.Model):
    """A stretch of real time, and what exam time does in it: stands still (rate 0) or runs.

    Append-only, and outside row-level security: it says how a clock goes and nothing else, and
    whoever asks for an exam's time must never be answered with another time than the exam's.
    """

    exam = models.ForeignKey(Exam, models.PROTECT, related_name="segments")
    number = models.IntegerField()
    real_from = models.DateTimeField()
    exam_from = models.DateTimeField()
    rate = models.IntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["exam", "number"], name="segments_of_a_timeline_are_numbered"),
            models.CheckConstraint(condition=Q(rate__gte=0, rate__lte=FASTEST), name="segment_rate_is_0_to_60"),
        ]

    def __str__(self) -> str:
        return f"{self.exam_id} {self.number}"

    def exam_time(self, at: dt.datetime) -> dt.datetime:
        """What the exam's clock shows at the real instant ``at``, by this segment."""
        return self.exam_from + (at - self.real_from) * self.rate


class Session(models.Model):
    """One subject group at one time, with its windows as the preset has them, all in exam time.

    ``starts_at`` is T0 and ``ends_at`` TE as published, not the bell. The windows are five numbers of
    the preset, kept here as instants; none is worked out from another.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    exam = models.ForeignKey(Exam, models.PROTECT, related_name="sessions")
    scope = models.TextField(db_collation="C")
    code = models.TextField()
    name = models.TextField()
    name_en = models.TextField()
    kind = models.TextField()
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    opening_from = models.DateTimeField()
    opening_until = models.DateTimeField()
    distribution_from = models.DateTimeField()
    distribution_until = models.DateTimeField()
    latest_entry_at = models.DateTimeField()
    earliest_leave_at = models.DateTimeField(null=True)
    last_card_change_at = models.DateTimeField()
    roll_up_cut_off_at = models.DateTimeField()
    quiet_from = models.DateTimeField(null=True)
    quiet_until = models.DateTimeField(null=True)
    collected_with = models.TextField(default="", blank=True)
    returned_with = models.TextField(default="", blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["exam", "code"], name="session_codes_are_unique_in_an_exam"),
            models.CheckConstraint(condition=Q(kind__in=[k.value for k in SessionKind]), name="session_kind_is_known"),
            models.CheckConstraint(condition=Q(starts_at__lt=F("ends_at")), name="session_ends_after_it_starts"),
            models.CheckConstraint(
                condition=Q(opening_from__lte=F("opening_until"), opening_until__lte=F("starts_at")),
                name="papers_are_opened_before_the_start",
            ),
            models.CheckConstraint(
                condition=Q(quiet_from=None, quiet_until=None) | Q(quiet_from__lt=F("quiet_until")),
                name="quiet_window_has_two_ends",
            ),
        ]
        indexes = [models.Index(fields=["exam", "starts_at"], name="sessions_in_order")]

    def __str__(self) -> str:
        return self.code


class Subject(models.Model):
    """A subject of one exam, sat in one session; ``name`` is Chinese."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    exam = models.ForeignKey(Exam, models.PROTECT, related_name="subjects")
    scope = models.TextField(db_collation="C")
    session = models.ForeignKey(Session, models.PROTECT, related_name="subjects")
    code = models.TextField()
    name = models.TextField()
    name_en = models.TextField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["exam", "code"], name="subject_codes_are_unique_in_an_exam")]

    def __str__(self) -> str:
        return self.name


class MilestonePlan(models.Model):
    """A line of a session's minute table, frozen from the preset when the exam is made.

    ``rule`` is the moment as the preset writes it; ``reach`` says where it is reached. A ``quiet`` line
    is demanded of nobody, and its passing raises no alarm.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    exam = models.ForeignKey(Exam, models.PROTECT, related_name="plan")
    scope = models.TextField(db_collation="C")
    session = models.ForeignKey(Session, models.PROTECT, related_name="plan")
    code = models.TextField()
    number = models.IntegerField(null=True)
    report = models.TextField(default="", blank=True)
    name = models.TextField()
    name_en = models.TextField()
    rule = models.TextField()
    planned_at = models.DateTimeField()
    tolerance = models.DurationField()
    who = models.TextField()
    reach = models.TextField()
    quiet = models.BooleanField()
    source = models.TextField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["session", "code"], name="milestone_codes_are_unique_in_a_session"),
            models.CheckConstraint(condition=Q(reach__in=[r.value for r in Reach]), name="milestone_reach_is_known"),
            models.CheckConstraint(
                condition=Q(report__in=["", *(r.value for r in ReportKind)]), name="milestone_report_is_known"
            ),
            models.CheckConstraint(
                condition=Q(quiet=True, number=None, report="") | Q(quiet=False), name="quiet_line_demands_nothing"
            ),
        ]
        indexes = [models.Index(fields=["exam", "planned_at"], name="minute_tables_in_order")]

    def __str__(self) -> str:
        return self.code

    @property
    def tolerance_seconds(self) -> int:
        """The tolerance as the API tells it."""
        return int(self.tolerance.total_seconds())

    @property
    def late_at(self) -> dt.datetime:
        """From when it is late (amber)."""
        return self.planned_at + self.tolerance

    @property
    def very_late_at(self) -> dt.datetime:
        """From when it is very late (red): twice the tolerance."""
        return self.planned_at + 2 * self.tolerance


class Departure(models.Model):
    """A departure from the published procedure: which step, what was planned, what was done, why, and who allowed it.

    Never edited and never deleted; a wrong one is followed by another.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    exam = models.ForeignKey(Exam, models.PROTECT, related_name="departures")
    scope = models.TextField(db_collation="C")
    session = models.ForeignKey(Session, models.PROTECT, null=True, related_name="departures")
    step = models.TextField()
    planned = models.TextField()
    done = models.TextField()
    reason = models.TextField()
    document = models.TextField(default="", blank=True)
    approver = models.ForeignKey("organisation.Person", models.PROTECT, related_name="+")
    recorded_by = models.ForeignKey("organisation.Person", models.PROTECT, related_name="+")
    entry = models.ForeignKey("journal.Entry", models.PROTECT, related_name="+")
    at = models.DateTimeField()
    exam_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="departure_has_a_reason"),
            # Whoever departs from the procedure does not also approve it.
            models.CheckConstraint(condition=~Q(approver=F("recorded_by")), name="departure_is_approved_by_another"),
        ]
        indexes = [models.Index(fields=["exam", "exam_at"], name="departures_in_order")]

    def __str__(self) -> str:
        return self.step
