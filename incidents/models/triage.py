"""What was told to the desk and may be an incident, and which incidents are the same."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from incidents.models.base import ExamRow, Recorded, one_of
from incidents.models.incidents import Incident
from incidents.states import TOLD_TO_THE_DESK, TipStatus
from kernel.sealing import unseal

REFERENCE = "incidents_tip.reference"


class Tip(ExamRow):
    """Something told to the desk that waits for triage: a hotline call, a rumour, an alarm, an item of a check.

    ``reference`` is by what the source knows it (a call's number, an address, a caller), sealed since a person
    may stand in it; ``words`` what was told. It is judged once: taken up by an incident, or answered as none.
    """

    number = models.IntegerField()
    kind = models.TextField()
    reference_sealed = models.BinaryField(default=b"")
    venue = models.ForeignKey("organisation.Unit", models.PROTECT, null=True, related_name="+")
    words = models.TextField()
    told_at = models.DateTimeField()
    person = models.ForeignKey("organisation.Person", models.PROTECT, related_name="+")
    status = models.TextField(default=TipStatus.WAITING.value)
    incident = models.ForeignKey(Incident, models.PROTECT, null=True, related_name="tips")
    reason = models.TextField(default="", blank=True)
    judged_by = models.ForeignKey("organisation.Person", models.PROTECT, null=True, related_name="+")
    judged_at = models.DateTimeField(null=True)
    overdue_at = models.DateTimeField(null=True)
    entry = models.ForeignKey("journal.Entry", models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["exam", "number"], name="tips_are_numbered_in_an_exam"),
            models.CheckConstraint(
                condition=Q(kind__in=[kind.value for kind in TOLD_TO_THE_DESK]), name="tip_kind_is_known"
            ),
            models.CheckConstraint(condition=one_of("status", TipStatus), name="tip_status_is_known"),
            models.CheckConstraint(condition=~Q(words=""), name="tip_says_what_was_told"),
            # Taken up names the incident, answered the reason; waiting names neither.
            models.CheckConstraint(
                condition=Q(status=TipStatus.WAITING.value, incident=None, reason="", judged_by=None, judged_at=None)
                | Q(status=TipStatus.TAKEN_UP.value, incident__isnull=False, judged_by__isnull=False)
                | (
                    Q(status=TipStatus.ANSWERED.value, incident=None, judged_by__isnull=False, judged_at__isnull=False)
                    & ~Q(reason="")
                ),
                name="judged_tip_says_how_and_by_whom",
            ),
        ]
        indexes = [models.Index(fields=["exam", "status", "told_at"], name="tips_waiting")]

    def __str__(self) -> str:
        return f"{self.kind} {self.number}"

    @property
    def reference(self) -> str:
        """By what the source knows it."""
        return unseal(bytes(self.reference_sealed), column=REFERENCE)


class Merge(Recorded):
    """That two incidents are one, or are two again. Only ever added to; the newest of an incident counts.

    ``clocks`` are the deadlines that stood still by it, to run on from there where it is taken back.
    """

    incident = models.ForeignKey(Incident, models.PROTECT, related_name="merges")
    into = models.ForeignKey(Incident, models.PROTECT, related_name="+")
    is_merged = models.BooleanField()
    words = models.TextField()
    clocks = models.JSONField(default=list)
    person = models.ForeignKey("organisation.Person", models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(words=""), name="merge_has_a_reason"),
            models.CheckConstraint(condition=~Q(incident=models.F("into")), name="merge_is_of_two"),
        ]
        indexes = [models.Index(fields=["incident", "at"], name="merges_in_order")]

    def __str__(self) -> str:
        return f"{self.incident_id} into {self.into_id}"
