"""The register of spare papers and cards (启用备用试题（卡）登记表)."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from exams.states import Approver
from paper_custody.models.base import ByTwo, ExamRow, known, sides
from paper_custody.models.decisions import DecisionReceived, decision_constraints
from paper_custody.models.objects import Bag
from paper_custody.states import Material
from paper_custody.states.spares import SpareCause, SpareStatus


class SpareUse(ExamRow):
    """A spare paper or card for one seat, from the raised hand on. No candidate's name or number stands in it."""

    number = models.PositiveIntegerField()
    venue = models.ForeignKey("venues.Venue", models.PROTECT, related_name="spare_uses")
    session = models.ForeignKey("exams.Session", models.PROTECT, related_name="spare_uses")
    room = models.ForeignKey("venues.Room", models.PROTECT, related_name="+")
    seat = models.TextField(default="", blank=True)
    material = models.TextField()
    cause = models.TextField()
    own_fault = models.BooleanField()
    status = models.TextField(default=SpareStatus.ASKED.value)
    asked_by = models.ForeignKey("organisation.Person", models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    entry = models.ForeignKey("journal.Entry", models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["exam", "venue", "number"], name="spare_uses_of_a_venue_are_numbered"),
            known("material", Material, "spare_material_is_known"),
            known("cause", SpareCause, "spare_cause_is_known"),
            known("status", SpareStatus, "spare_status_is_known"),
        ]


class SpareApproval(DecisionReceived):
    """A link of the chain: who approved or refused, when, by telephone or in writing. The paper is a row of its own."""

    use = models.ForeignKey(SpareUse, models.PROTECT, related_name="approvals")

    class Meta:
        constraints = [
            *decision_constraints("spare"),
            known("authority", Approver, "spare_approver_is_known"),
        ]
        indexes = [models.Index(fields=["use", "at"], name="approvals_of_a_spare")]


class SpareGiven(ByTwo):
    """That a spare was carried over by two and given, the old one taken back. Held to an approval that granted it."""

    use = models.OneToOneField(SpareUse, models.PROTECT, related_name="given")
    approval = models.ForeignKey(SpareApproval, models.PROTECT, related_name="+")
    verdict = models.TextField(default="granted")
    bag = models.ForeignKey(Bag, models.PROTECT, related_name="+")
    number = models.TextField()
    old_number = models.TextField()
    seconds_lost = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(first=F("second")), name="spare_takes_two_people"),
            sides("first", "second", "spare_has_its_two_sides"),
            models.CheckConstraint(condition=Q(verdict="granted"), name="spare_is_granted"),
            models.CheckConstraint(
                condition=~Q(number="") & ~Q(old_number="") & ~Q(number=F("old_number")),
                name="spare_and_old_one_have_their_numbers",
            ),
        ]
