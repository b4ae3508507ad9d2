"""What a higher level was asked, and what was decided."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from incidents.models.base import Recorded, one_of
from incidents.models.incidents import Incident, IncidentStep
from incidents.states import ABOVE_COUNTY, CONFIRMS, Authority, Level, Matter, Outcome


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
            models.CheckConstraint(condition=one_of("to", Authority), name="request_goes_to_a_known_level"),
            models.CheckConstraint(condition=one_of("matter", Matter), name="request_matter_is_known"),
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
            models.CheckConstraint(condition=one_of("authority", Authority), name="decision_is_of_a_known_level"),
            models.CheckConstraint(condition=one_of("matter", Matter), name="decision_matter_is_known"),
            models.CheckConstraint(condition=one_of("outcome", Outcome), name="decision_outcome_is_known"),
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
