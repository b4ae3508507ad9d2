"""Incidents and the steps of their frozen plans."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from incidents.models.base import ExamRow, one_of
from incidents.models.plans import PlanVersion
from incidents.states import OPEN, UNANSWERED, Authority, Family, IncidentStatus, Level, Openness, StepStatus


class Incident(ExamRow):
    """Something going wrong. All times are exam time; the real ones stand in the log and the journal.

    ``run`` is the plan, the limits and the rungs as they were at the opening: a later edit of the
    catalogue changes nothing here. ``words`` is free text and is on no board, for names of the ill may
    stand in it. ``happened_at`` is when it happened, where that was entered later; ``lapsed_at`` when an
    answer to which nothing followed was taken back. ``merged_into`` is the incident that this one goes on
    as: nothing is done on it meanwhile. ``place_key`` says what counts as the same place for a second
    finding of the same kind; it is empty where people report, who may well see two fires at one venue.
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
    happened_at = models.DateTimeField(null=True)
    commander = models.ForeignKey("organisation.Person", models.PROTECT, null=True, related_name="+")
    acknowledged_at = models.DateTimeField(null=True)
    lapsed_at = models.DateTimeField(null=True)
    acted_at = models.DateTimeField(null=True)
    reported_at = models.DateTimeField(null=True)
    proposed_by = models.ForeignKey("organisation.Person", models.PROTECT, null=True, related_name="+")
    proposed_at = models.DateTimeField(null=True)
    closed_by = models.ForeignKey("organisation.Person", models.PROTECT, null=True, related_name="+")
    closed_at = models.DateTimeField(null=True)
    merged_into = models.ForeignKey("self", models.PROTECT, null=True, related_name="merged")
    entry = models.ForeignKey("journal.Entry", models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["exam", "number"], name="incidents_are_numbered_in_an_exam"),
            models.UniqueConstraint(
                fields=["exam", "plan_code", "place_key"],
                condition=Q(status__in=[s.value for s in OPEN], merged_into=None) & ~Q(place_key=""),
                name="same_finding_at_same_place_is_one_incident",
            ),
            models.CheckConstraint(condition=one_of("status", IncidentStatus), name="incident_status_is_known"),
            models.CheckConstraint(condition=one_of("family", Family), name="incident_family_is_known"),
            models.CheckConstraint(condition=one_of("openness", Openness), name="incident_openness_is_known"),
            models.CheckConstraint(condition=one_of("level_initial", Level), name="initial_level_is_known"),
            models.CheckConstraint(
                condition=one_of("level_confirmed", Level, blank=True), name="confirmed_level_is_known"
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
            models.CheckConstraint(
                condition=Q(merged_into=None) | ~Q(merged_into=F("pk")), name="incident_is_not_merged_into_itself"
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
        """Whether something is still to be done on it: not on one that is merged into another."""
        return self.status in OPEN and self.merged_into_id is None

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
            models.CheckConstraint(condition=one_of("status", StepStatus), name="step_status_is_known"),
            models.CheckConstraint(condition=one_of("asks", Authority, blank=True), name="step_asks_a_known_level"),
            models.CheckConstraint(condition=one_of("needs", Authority, blank=True), name="step_needs_a_known_level"),
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
