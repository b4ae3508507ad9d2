"""What was counted in the rooms."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from paper_custody.models.base import ByTwo, known, sides
from paper_custody.states import Material

# Handbook 2.2: per room and subject, for papers and for cards, and per room the seats. Answer sheets back are
# those of the people present (C14).
BALANCES = Q(
    seats=F("present") + F("absent"),
    used_by_present=F("present"),
    nominal=F("used_by_present")
    + F("blank_for_absent")
    + F("surplus_blank")
    + F("voided_replaced")
    - F("spare_issued"),
)


class RoomCount(ByTwo):
    """What two people counted together of a room's papers or cards of one subject, after their own counts differed.

    A wrong one stays; another follows it. ``balanced`` is the identity itself: PostgreSQL lets nobody call a
    count balanced that is not.
    """

    session = models.ForeignKey("exams.Session", models.PROTECT, related_name="room_counts")
    venue = models.ForeignKey("venues.Venue", models.PROTECT, related_name="room_counts")
    room = models.ForeignKey("venues.Room", models.PROTECT, related_name="+")
    subject = models.ForeignKey("exams.Subject", models.PROTECT, related_name="+")
    material = models.TextField()
    nominal = models.PositiveIntegerField()
    spare_issued = models.PositiveIntegerField()
    used_by_present = models.PositiveIntegerField()
    blank_for_absent = models.PositiveIntegerField()
    surplus_blank = models.PositiveIntegerField()
    voided_replaced = models.PositiveIntegerField()
    seats = models.PositiveIntegerField()
    present = models.PositiveIntegerField()
    absent = models.PositiveIntegerField()
    balanced = models.BooleanField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(first=F("second")), name="count_takes_two_people"),
            sides("first", "second", "count_has_its_two_sides"),
            known("material", Material, "counted_material_is_known"),
            models.CheckConstraint(
                condition=(Q(balanced=True) & BALANCES) | (Q(balanced=False) & ~BALANCES),
                name="count_is_balanced_when_it_balances",
            ),
        ]
        indexes = [models.Index(fields=["session", "room", "at"], name="counts_of_a_room")]


class AcceptedCount(ByTwo):
    """That a room's papers were accepted: on what two found alone, or on a balanced count of both together.

    PostgreSQL holds it against one that balances.
    """

    count = models.OneToOneField(RoomCount, models.PROTECT, null=True, related_name="acceptance")
    agreement = models.OneToOneField(
        "paper_custody.CountAgreement", models.PROTECT, null=True, related_name="acceptance"
    )
    balanced = models.BooleanField(default=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(first=F("second")), name="acceptance_takes_two_people"),
            sides("first", "second", "acceptance_has_its_two_sides"),
            models.CheckConstraint(condition=Q(balanced=True), name="only_a_balanced_count_is_accepted"),
            models.CheckConstraint(
                condition=Q(count__isnull=False, agreement=None) | Q(count=None, agreement__isnull=False),
                name="acceptance_stands_on_one_result",
            ),
        ]
