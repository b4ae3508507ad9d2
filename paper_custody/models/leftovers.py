"""What is left after the exam: what is kept where, how much of it, until when; and its end."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from paper_custody.models.base import ByTwo, ExamRow, Recorded, sides
from paper_custody.models.objects import Bag, Container


class ResultsDay(Recorded):
    """The day on which results came out, as it was announced. The newest row counts."""

    day = models.DateField()
    document = models.TextField()
    recorded_by = models.ForeignKey("organisation.Person", models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(document=""), name="results_day_names_its_document")]


class KeptBag(Recorded):
    """A bag that stays in the county's secure room: in which cabinet, and how many pieces are in it.

    Who put it there stands with the step of the same entry. ``printed`` is the number on the bag at that time.
    """

    bag = models.OneToOneField(Bag, models.PROTECT, related_name="kept")
    cabinet = models.ForeignKey(Container, models.PROTECT, related_name="+")
    printed = models.PositiveIntegerField()
    pieces = models.PositiveIntegerField()
    reason = models.TextField(default="", blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(pieces=F("printed")) | ~Q(reason=""), name="pieces_other_than_printed_have_a_reason"
            ),
        ]


class Destruction(ByTwo):
    """Leftovers destroyed under one certificate, by two who proved it, before the eyes of witnesses named in it."""

    certificate = models.TextField()
    place = models.TextField()
    witnesses = models.JSONField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["exam", "certificate"], name="certificates_are_used_once"),
            models.CheckConstraint(condition=~Q(first=F("second")), name="destruction_takes_two_people"),
            sides("first", "second", "destruction_has_its_two_sides"),
            models.CheckConstraint(
                condition=~Q(certificate="") & ~Q(place=""), name="destruction_names_certificate_and_place"
            ),
        ]


class DestroyedBag(ExamRow):
    """A bag that a certificate covers. Only what was kept can be destroyed, and once."""

    destruction = models.ForeignKey(Destruction, models.PROTECT, related_name="bags")
    kept = models.OneToOneField(KeptBag, models.PROTECT, related_name="destroyed")


class BagHold(ExamRow):
    """An open incident that names a bag: nothing of the bag is destroyed before the incident is closed.

    ``incident`` is a number from above; custody knows nothing else of it.
    """

    bag = models.ForeignKey(Bag, models.PROTECT, related_name="holds")
    incident = models.UUIDField()
    entry = models.ForeignKey("journal.Entry", models.PROTECT, related_name="+")
    held_at = models.DateTimeField()
    lifted_entry = models.ForeignKey("journal.Entry", models.PROTECT, null=True, related_name="+")
    lifted_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["bag", "incident"], name="bag_is_held_once_by_an_incident"),
            models.CheckConstraint(
                condition=Q(lifted_entry=None, lifted_at=None) | Q(lifted_entry__isnull=False, lifted_at__isnull=False),
                name="lifted_hold_says_when",
            ),
        ]
        indexes = [models.Index(fields=["incident"], name="holds_of_an_incident")]
