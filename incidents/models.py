from __future__ import annotations

import uuid
from enum import StrEnum

from django.db import models
from django.db.models import F, Q

from incidents.states import (
    ABOVE_COUNTY,
    CONFIRMS,
    LINKED,
    OPEN,
    UNANSWERED,
    Authority,
    Family,
    IncidentStatus,
    Level,
    LogKind,
    Matter,
    Openness,
    OriginKind,
    Outcome,
    StepStatus,
)
from kernel.sealing import unseal

BY_DEFAULT = "/"
CALLER = "incidents_origin.caller"


def _one_of(field: str, words: type[StrEnum], *, blank: bool = False) -> Q:
    return Q(**{f"{field}__in": [*([""] if blank else []), *(word.value for word in words)]})


class Plan(models.Model):
    """A contingency plan by its code. What it says is its versions'."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    code = models.TextField(unique=True)
    group = models.TextField()

    def __str__(self) -> str:
        return self.code


class PlanVersion(models.Model):
    """What a plan says from a version on. Never changed: another text is another version.

    ``scope`` is ``/`` for the shipped catalogue; a county's own version will carry the county's path.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    plan = models.ForeignKey(Plan, models.PROTECT, related_name="versions")
    scope = models.TextField(db_collation="C", default=BY_DEFAULT)
    number = models.IntegerField()
    content = models.JSONField()
    content_hash = models.TextField()
    loaded_at = models.DateTimeField()
    entry = models.ForeignKey("journal.Entry", models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["plan", "scope", "number"], name="plan_versions_are_numbered"),
        ]

    def __str__(self) -> str:
        return f"{self.plan_id} {self.number}"


class ExamRow(models.Model):
    """Base of the rows that an act may change during an exam: a drill has its own."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    exam = models.ForeignKey("exams.Exam", models.PROTECT, related_name="+")
    scope = models.TextField(db_collation="C")

    class Meta:
        abstract = True


class Recorded(ExamRow):
    """Base of the rows that are written once, under the entry of the act that wrote them, and never changed."""

    at = models.DateTimeField()
    exam_at = models.DateTimeField()
    entry = models.ForeignKey("journal.Entry", models.PROTECT, related_name="+")

    class Meta:
        abstract = True


class Incident(ExamRow):
    """Something going wrong. All times are exam time; the real ones stand in the log and the journal.

    ``run`` is the plan, the limits and the rungs as they were at the opening: a later edit of the
    catalogue changes nothing here. ``words`` is free text and is on no board, for names of the ill may
    stand in it. ``place_key`` says what counts as the same place for a second finding of the same kind;
    it is empty where people report, who may well see two fires at one venue.
    """

    number = models.IntegerField()
    plan_version = models.ForeignKey(PlanVersion, models.PROTECT, related_name="+")
    plan_code = models.TextField()
    condition = models.TextField(default="", blank=True)
    run = models.JSONField()
    family = models.TextField()
    openness = models.TextField()
    level_initial = models.TextField()
    level_confirmed = models.TextField(default="", blank=True)
    confirmed_by = models.ForeignKey("Decision", models.PROTECT, null=True, related_name="+")
    status = models.TextField()
    rung = models.TextField()
    venue = models.ForeignKey("organisation.Unit", models.PROTECT, null=True, related_name="+")
    place = models.TextField(default="", blank=True)
    place_key = models.TextField(default="", blank=True)
    words = models.TextField(default="", blank=True)
    opened_by = models.ForeignKey("organisation.Person", models.PROTECT, null=True, related_name="+")
    opened_at = models.DateTimeField()
    commander = models.ForeignKey("organisation.Person", models.PROTECT, null=True, related_name="+")
    acknowledged_at = models.DateTimeField(null=True)
    acted_at = models.DateTimeField(null=True)
    reported_at = models.DateTimeField(null=True)
    proposed_by = models.ForeignKey("organisation.Person", models.PROTECT, null=True, related_name="+")
    proposed_at = models.DateTimeField(null=True)
    closed_by = models.ForeignKey("organisation.Person", models.PROTECT, null=True, related_name="+")
    closed_at = models.DateTimeField(null=True)
    entry = models.ForeignKey("journal.Entry", models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["exam", "number"], name="incidents_are_numbered_in_an_exam"),
            models.UniqueConstraint(
                fields=["exam", "plan_code", "place_key"],
                condition=Q(status__in=[s.value for s in OPEN]) & ~Q(place_key=""),
                name="same_finding_at_same_place_is_one_incident",
            ),
            models.CheckConstraint(condition=_one_of("status", IncidentStatus), name="incident_status_is_known"),
            models.CheckConstraint(condition=_one_of("family", Family), name="incident_family_is_known"),
            models.CheckConstraint(condition=_one_of("openness", Openness), name="incident_openness_is_known"),
            models.CheckConstraint(condition=_one_of("level_initial", Level), name="initial_level_is_known"),
            models.CheckConstraint(
                condition=_one_of("level_confirmed", Level, blank=True), name="confirmed_level_is_known"
            ),
            # The county's level is initial for ever (limits.md 8): nothing but a decision can confirm one.
            models.CheckConstraint(
                condition=Q(level_confirmed="", confirmed_by=None)
                | (~Q(level_confirmed="") & Q(confirmed_by__isnull=False)),
                name="level_is_confirmed_by_a_decision",
            ),
            models.CheckConstraint(
                condition=Q(status__in=[s.value for s in UNANSWERED], commander=None, acknowledged_at=None)
                | (
                    ~Q(status__in=[s.value for s in UNANSWERED])
                    & Q(commander__isnull=False, acknowledged_at__isnull=False)
                ),
                name="answered_incident_has_a_commander",
            ),
            models.CheckConstraint(
                condition=Q(closed_by=None, closed_at=None, status__in=[s.value for s in OPEN])
                | (
                    Q(closed_by__isnull=False, closed_at__isnull=False, proposed_by__isnull=False)
                    & ~Q(status__in=[s.value for s in OPEN])
                ),
                name="closed_incident_says_by_whom",
            ),
            # Handbook 7.2: whoever commanded it, or proposed its end, does not also close it.
            models.CheckConstraint(
                condition=Q(closed_by=None) | (~Q(closed_by=F("proposed_by")) & ~Q(closed_by=F("commander"))),
                name="incident_is_closed_by_another",
            ),
        ]
        indexes = [
            models.Index(
                fields=["exam", "opened_at"],
                condition=Q(status__in=[s.value for s in OPEN]),
                name="incidents_open",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.plan_code}"

    @property
    def level(self) -> Level:
        """The level that counts: the confirmed one, or else the county's."""
        return Level(self.level_confirmed or self.level_initial)

    @property
    def is_open(self) -> bool:
        """Whether something is still to be done."""
        return self.status in OPEN

    @property
    def is_restricted(self) -> bool:
        """Whether only named roles may know what it is."""
        return self.openness in {Openness.RESTRICTED, Openness.ESCORT}


class IncidentStep(ExamRow):
    """A step of the frozen plan. ``needs`` blocks it until that level's decision is on record.

    A repeated step (``every``) stays open: each time it is done, ``due_at`` moves on.
    """

    incident = models.ForeignKey(Incident, models.PROTECT, related_name="steps")
    number = models.IntegerField()
    name = models.TextField()
    name_en = models.TextField()
    who = models.JSONField()
    due_at = models.DateTimeField(null=True)
    every = models.DurationField(null=True)
    asks = models.TextField(default="", blank=True)
    needs = models.TextField(default="", blank=True)
    protects_life = models.BooleanField()
    status = models.TextField(default=StepStatus.OPEN.value)
    words = models.TextField(default="", blank=True)
    ended_by = models.ForeignKey("organisation.Person", models.PROTECT, null=True, related_name="+")
    ended_at = models.DateTimeField(null=True)
    entry = models.ForeignKey("journal.Entry", models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["incident", "number"], name="steps_are_numbered_in_an_incident"),
            models.CheckConstraint(condition=_one_of("status", StepStatus), name="step_status_is_known"),
            models.CheckConstraint(condition=_one_of("asks", Authority, blank=True), name="step_asks_a_known_level"),
            models.CheckConstraint(condition=_one_of("needs", Authority, blank=True), name="step_needs_a_known_level"),
            models.CheckConstraint(
                condition=Q(status=StepStatus.OPEN.value, ended_by=None, ended_at=None, entry=None)
                | (
                    ~Q(status=StepStatus.OPEN.value)
                    & Q(ended_by__isnull=False, ended_at__isnull=False, entry__isnull=False)
                ),
                name="ended_step_says_by_whom",
            ),
            models.CheckConstraint(
                condition=~Q(status=StepStatus.WAIVED.value) | ~Q(words=""), name="waived_step_has_a_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.incident_id} {self.number}"


class Origin(Recorded):
    """Where an incident came from: the first row its opening, further rows the same found again.

    ``cause`` is the entry of the fact or clock that led to it; ``caller`` who called the duty desk.
    """

    incident = models.ForeignKey(Incident, models.PROTECT, related_name="origins")
    kind = models.TextField()
    cause = models.ForeignKey("journal.Entry", models.PROTECT, null=True, related_name="+")
    fact_kind = models.TextField(default="", blank=True)
    caller_sealed = models.BinaryField(default=b"")
    words = models.TextField(default="", blank=True)
    person = models.ForeignKey("organisation.Person", models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=_one_of("kind", OriginKind), name="origin_kind_is_known"),
            models.CheckConstraint(
                condition=Q(kind__in=[k.value for k in LINKED], cause__isnull=False)
                | (~Q(kind__in=[k.value for k in LINKED]) & Q(cause=None)),
                name="found_incident_links_to_what_was_found",
            ),
            models.CheckConstraint(
                condition=~Q(kind=OriginKind.CALL.value) | ~Q(caller_sealed=b""), name="call_says_who_called"
            ),
            models.UniqueConstraint(fields=["incident", "cause"], name="finding_is_attached_once"),
        ]
        indexes = [models.Index(fields=["incident", "at"], name="origins_in_order")]

    def __str__(self) -> str:
        return f"{self.kind} {self.incident_id}"

    @property
    def caller(self) -> str:
        """Who called, and from which number."""
        return unseal(bytes(self.caller_sealed), column=CALLER)


class Request(Recorded):
    """请示: what a higher level was asked. It is open until a decision answers it."""

    incident = models.ForeignKey(Incident, models.PROTECT, related_name="requests")
    number = models.IntegerField()
    to = models.TextField()
    matter = models.TextField()
    step = models.ForeignKey(IncidentStep, models.PROTECT, null=True, related_name="requests")
    words = models.TextField()
    person = models.ForeignKey("organisation.Person", models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["incident", "number"], name="requests_are_numbered_in_an_incident"),
            models.CheckConstraint(condition=_one_of("to", Authority), name="request_goes_to_a_known_level"),
            models.CheckConstraint(condition=_one_of("matter", Matter), name="request_matter_is_known"),
            models.CheckConstraint(condition=~Q(words=""), name="request_says_what_is_asked"),
        ]

    def __str__(self) -> str:
        return f"{self.incident_id} {self.number}"


class Decision(Recorded):
    """批复: what was decided, by whom, when, under which document number.

    A decision from above is recorded, never made here. ``approver`` is set where the venue head or the
    district chief gave his word under his own login, which then stands for the document.
    """

    incident = models.ForeignKey(Incident, models.PROTECT, related_name="decisions")
    number = models.IntegerField()
    authority = models.TextField()
    matter = models.TextField()
    outcome = models.TextField()
    level = models.TextField(default="", blank=True)
    request = models.OneToOneField(Request, models.PROTECT, null=True, related_name="decision")
    step = models.ForeignKey(IncidentStep, models.PROTECT, null=True, related_name="decisions")
    decided_by = models.TextField()
    decided_at = models.DateTimeField()
    document = models.TextField(default="", blank=True)
    approver = models.ForeignKey("organisation.Person", models.PROTECT, null=True, related_name="+")
    words = models.TextField(default="", blank=True)
    person = models.ForeignKey("organisation.Person", models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["incident", "number"], name="decisions_are_numbered_in_an_incident"),
            models.CheckConstraint(condition=_one_of("authority", Authority), name="decision_is_of_a_known_level"),
            models.CheckConstraint(condition=_one_of("matter", Matter), name="decision_matter_is_known"),
            models.CheckConstraint(condition=_one_of("outcome", Outcome), name="decision_outcome_is_known"),
            models.CheckConstraint(condition=~Q(decided_by=""), name="decision_says_who_decided"),
            models.CheckConstraint(
                condition=~Q(document="")
                | (Q(approver__isnull=False) & ~Q(authority__in=[a.value for a in ABOVE_COUNTY])),
                name="decision_has_a_document_or_its_own_login",
            ),
            models.CheckConstraint(
                condition=Q(level="") & ~Q(matter=Matter.LEVEL.value)
                | Q(matter=Matter.LEVEL.value)
                & (
                    Q(level__in=[Level.I.value, Level.II.value], authority__in=[a.value for a in CONFIRMS[Level.I]])
                    | Q(level__in=[Level.III.value, Level.IV.value], authority__in=[a.value for a in ABOVE_COUNTY])
                ),
                name="level_is_confirmed_from_above",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.incident_id} {self.number}"


class LogEntry(Recorded):
    """A line of the incident's log: what was done, by whom, when. Only ever added to.

    ``code`` says which rung, level, purpose or authority the line is about.
    """

    incident = models.ForeignKey(Incident, models.PROTECT, related_name="log")
    kind = models.TextField()
    code = models.TextField(default="", blank=True)
    step = models.ForeignKey(IncidentStep, models.PROTECT, null=True, related_name="+")
    words = models.TextField(default="", blank=True)
    person = models.ForeignKey("organisation.Person", models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [models.CheckConstraint(condition=_one_of("kind", LogKind), name="log_kind_is_known")]
        indexes = [models.Index(fields=["incident", "at"], name="incident_log_in_order")]

    def __str__(self) -> str:
        return f"{self.kind} {self.incident_id}"
