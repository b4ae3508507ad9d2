"""Where an incident came from, and what was done about it, line by line."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from incidents.models.base import Recorded, one_of
from incidents.models.incidents import Incident, IncidentStep
from incidents.states import LINKED, UNLINKED, Alarm, LogKind, OriginKind
from kernel.sealing import unseal

CALLER = "incidents_origin.caller"


class Origin(Recorded):
    """Where an incident came from: the first row its opening, further rows the same found again.

    ``cause`` is the entry of the fact or clock that led to it; ``caller`` who called the duty desk, or by what
    reference the source knows it. ``alarm`` says how its time was amiss, and ``told`` which roles hear of that.
    """

    incident = models.ForeignKey(Incident, models.PROTECT, related_name="origins")
    kind = models.TextField()
    cause = models.ForeignKey("journal.Entry", models.PROTECT, null=True, related_name="+")
    fact_kind = models.TextField(default="", blank=True)
    caller_sealed = models.BinaryField(default=b"")
    words = models.TextField(default="", blank=True)
    alarm = models.TextField(default="", blank=True)
    told = models.JSONField(default=list)
    person = models.ForeignKey("organisation.Person", models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=one_of("kind", OriginKind), name="origin_kind_is_known"),
            models.CheckConstraint(condition=one_of("alarm", Alarm, blank=True), name="origin_alarm_is_known"),
            models.CheckConstraint(
                condition=Q(kind__in=[k.value for k in LINKED], cause__isnull=False)
                | Q(kind__in=[k.value for k in UNLINKED], cause=None)
                | Q(kind=OriginKind.CALL.value),
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


class LogEntry(Recorded):
    """A line of the incident's log: what was done, by whom, when. Only ever added to.

    ``code`` says which rung, level, purpose or authority the line is about; ``happened_at`` when it was done,
    where that was entered later.
    """

    incident = models.ForeignKey(Incident, models.PROTECT, related_name="log")
    kind = models.TextField()
    code = models.TextField(default="", blank=True)
    step = models.ForeignKey(IncidentStep, models.PROTECT, null=True, related_name="+")
    happened_at = models.DateTimeField(null=True)
    words = models.TextField(default="", blank=True)
    person = models.ForeignKey("organisation.Person", models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [models.CheckConstraint(condition=one_of("kind", LogKind), name="log_kind_is_known")]
        indexes = [models.Index(fields=["incident", "at"], name="incident_log_in_order")]

    def __str__(self) -> str:
        return f"{self.kind} {self.incident_id}"
