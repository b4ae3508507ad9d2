"""Departments called out for an incident, each with its own answer."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from incidents.models.base import ExamRow, one_of
from incidents.models.incidents import Incident
from incidents.states import AWAITED, CallPart, CallStatus
from kernel.sealing import unseal

SPOKEN_WITH = "incidents_callout.caller"


class CallOut(ExamRow):
    """调度派单: one unit called for an incident. Its liaison confirms under his own login, or by telephone (代录).

    ``party`` is the code by which the plan names the unit; ``unit`` is the county's own, empty where it has none.
    ``liaison`` is who is called now; empty where nobody holds that post. ``overdue_at`` is when the limit passed
    unconfirmed. Who gave a confirmation by telephone, and from which number, is sealed as a caller's is.
    """

    incident = models.ForeignKey(Incident, models.PROTECT, related_name="calls")
    number = models.IntegerField()
    party = models.TextField()
    part = models.TextField()
    unit = models.ForeignKey("organisation.Unit", models.PROTECT, null=True, related_name="+")
    liaison = models.ForeignKey("organisation.Person", models.PROTECT, null=True, related_name="+")
    status = models.TextField(default=CallStatus.CALLED.value)
    called_at = models.DateTimeField()
    due_at = models.DateTimeField()
    overdue_at = models.DateTimeField(null=True)
    confirmed_at = models.DateTimeField(null=True)
    confirmed_by = models.ForeignKey("organisation.Person", models.PROTECT, null=True, related_name="+")
    keyed_by = models.ForeignKey("organisation.Person", models.PROTECT, null=True, related_name="+")
    caller_sealed = models.BinaryField(default=b"")
    words = models.TextField(default="", blank=True)
    entry = models.ForeignKey("journal.Entry", models.PROTECT, related_name="+")
    answer = models.ForeignKey("journal.Entry", models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["incident", "number"], name="calls_are_numbered_in_an_incident"),
            models.UniqueConstraint(
                fields=["incident", "party", "unit"], nulls_distinct=False, name="unit_is_called_once"
            ),
            models.CheckConstraint(condition=one_of("status", CallStatus), name="call_status_is_known"),
            models.CheckConstraint(condition=one_of("part", CallPart), name="call_part_is_known"),
            models.CheckConstraint(
                condition=(~Q(status=CallStatus.CONFIRMED.value) & Q(confirmed_at=None, answer=None))
                | (
                    Q(status=CallStatus.CONFIRMED.value, confirmed_at__isnull=False, answer__isnull=False)
                    & (
                        Q(confirmed_by__isnull=False, keyed_by=None, caller_sealed=b"")
                        | (Q(confirmed_by=None, keyed_by__isnull=False) & ~Q(caller_sealed=b""))
                    )
                ),
                name="confirmation_says_by_whom",
            ),
            models.CheckConstraint(
                condition=~Q(status=CallStatus.UNREACHABLE.value) | Q(liaison=None) | ~Q(words=""),
                name="unreachable_liaison_has_a_reason",
            ),
            models.CheckConstraint(
                condition=~Q(status=CallStatus.WAIVED.value) | ~Q(words=""), name="waived_call_has_a_reason"
            ),
        ]
        indexes = [
            models.Index(
                fields=["exam", "unit"], condition=~Q(status=CallStatus.CONFIRMED.value), name="calls_unconfirmed"
            )
        ]

    def __str__(self) -> str:
        return f"{self.incident_id} {self.party}"

    @property
    def caller(self) -> str:
        """Who confirmed by telephone, and from which number."""
        return unseal(bytes(self.caller_sealed), column=SPOKEN_WITH)

    @property
    def is_confirmed(self) -> bool:
        """Whether the unit has confirmed."""
        return self.status == CallStatus.CONFIRMED

    @property
    def is_awaited(self) -> bool:
        """Whether somebody still waits for its confirmation."""
        return self.status in AWAITED

    @property
    def is_red(self) -> bool:
        """Whether it is awaited, and either its time is over or nobody can be reached there."""
        return self.is_awaited and (self.overdue_at is not None or self.status == CallStatus.UNREACHABLE)
