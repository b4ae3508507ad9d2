"""Who held which role of an incident, from when to when."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from incidents.models.base import ExamRow, one_of
from incidents.models.incidents import Incident
from incidents.states import Leaving, Role, Taking
from organisation.states import Side


class RoleTenure(ExamRow):
    """A stretch in which one person holds one role of an incident, in exam time; open while ``ended_at`` is empty.

    The start of the next is the very instant at which the one before ended: at any instant a role that is filled
    has exactly one holder, which PostgreSQL keeps (``0004``): no two stretches of a role overlap, and the
    commander whom the incident names is the one whose stretch is open.
    A handover is held to the two people's proofs by (entry, side, person).
    """

    incident = models.ForeignKey(Incident, models.PROTECT, related_name="tenures")
    role = models.TextField()
    person = models.ForeignKey("organisation.Person", models.PROTECT, related_name="+")
    how = models.TextField()
    started_at = models.DateTimeField()
    entry = models.ForeignKey("journal.Entry", models.PROTECT, related_name="+")
    receiver_side = models.TextField(null=True)  # noqa: DJ001 - a key over several columns: none is not an empty side
    approver = models.ForeignKey("organisation.Person", models.PROTECT, null=True, related_name="+")
    words = models.TextField(default="", blank=True)
    left = models.TextField(default="", blank=True)
    ended_at = models.DateTimeField(null=True)
    end_entry = models.ForeignKey("journal.Entry", models.PROTECT, null=True, related_name="+")
    giver_side = models.TextField(null=True)  # noqa: DJ001 - as above

    class Meta:
        constraints = [
            models.CheckConstraint(condition=one_of("role", Role), name="role_is_known"),
            models.CheckConstraint(condition=one_of("how", Taking), name="role_is_taken_in_a_known_way"),
            models.CheckConstraint(condition=one_of("left", Leaving, blank=True), name="role_is_left_in_a_known_way"),
            models.CheckConstraint(
                condition=Q(left="", ended_at=None, end_entry=None)
                | (~Q(left="") & Q(ended_at__isnull=False, end_entry__isnull=False, ended_at__gte=F("started_at"))),
                name="role_that_ended_says_how",
            ),
            models.CheckConstraint(
                condition=Q(how=Taking.HANDED_OVER.value, receiver_side=Side.RECEIVER.value)
                | (~Q(how=Taking.HANDED_OVER.value) & Q(receiver_side=None)),
                name="role_handed_over_has_a_receiver",
            ),
            models.CheckConstraint(
                condition=Q(left=Leaving.HANDED_OVER.value, giver_side=Side.GIVER.value)
                | (~Q(left=Leaving.HANDED_OVER.value) & Q(giver_side=None)),
                name="role_handed_over_has_a_giver",
            ),
            models.CheckConstraint(
                condition=(Q(how=Taking.TAKEN_OVER.value) & ~Q(words="") & Q(approver__isnull=False))
                & ~Q(approver=F("person"))
                | (~Q(how=Taking.TAKEN_OVER.value) & Q(approver=None)),
                name="role_taken_over_has_reason_and_approver",
            ),
            models.UniqueConstraint(
                fields=["incident", "role"], condition=Q(ended_at=None), name="one_holder_of_a_role"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.role} {self.person_id}"
