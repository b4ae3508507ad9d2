"""What was done with them, by whom."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from organisation.states import Side
from paper_custody.models.base import ByTwo, Recorded, known, sides
from paper_custody.models.objects import Bag, Escort, Seal
from paper_custody.states import Node, Step


class Handover(Recorded):
    """One bag's passing between two people; a batch writes one row per bag under one entry.

    Both proofs are held to by PostgreSQL, see ``ByTwo``. ``seal`` is the seal that was read and found whole.
    """

    bag = models.ForeignKey(Bag, models.PROTECT, related_name="handovers")
    step = models.TextField()
    node = models.TextField()
    giver = models.ForeignKey("organisation.Person", models.PROTECT, related_name="+", db_constraint=False)
    giver_side = models.TextField(default=Side.GIVER.value)
    receiver = models.ForeignKey("organisation.Person", models.PROTECT, related_name="+", db_constraint=False)
    receiver_side = models.TextField(default=Side.RECEIVER.value)
    seal = models.ForeignKey(Seal, models.PROTECT, null=True, related_name="+", db_index=False)
    escort = models.ForeignKey(Escort, models.PROTECT, null=True, related_name="+", db_index=False)

    class Meta:
        constraints = [
            # The two-person rule is the database's to keep: no code path, admin page or data fix can
            # record one person handing a bag to themselves.
            models.CheckConstraint(condition=~Q(giver=F("receiver")), name="handover_takes_two_people"),
            models.CheckConstraint(
                condition=Q(giver_side="giver", receiver_side="receiver"), name="handover_has_its_two_sides"
            ),
            models.UniqueConstraint(fields=["entry", "bag"], name="bag_passes_once_under_an_entry"),
            known("step", Step, "handover_step_is_known"),
            known("node", Node, "handover_node_is_known"),
        ]
        indexes = [models.Index(fields=["bag", "at"], name="handovers_of_a_bag")]


class BagStep(ByTwo):
    """One bag's step without change of holder: stored, issued, opened, collected, accepted, sealed, locked, let go."""

    bag = models.ForeignKey(Bag, models.PROTECT, related_name="steps")
    step = models.TextField()
    node = models.TextField()
    done_at = models.DateTimeField()
    reason = models.TextField(default="")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(first=F("second")), name="step_takes_two_people"),
            sides("first", "second", "step_has_its_two_sides"),
            models.UniqueConstraint(fields=["entry", "bag"], name="bag_steps_once_under_an_entry"),
            known("step", Step, "step_is_known"),
            known("node", Node, "step_node_is_known"),
            models.CheckConstraint(
                condition=~Q(step__in=["isolate", "release", "void", "open_spare"]) | ~Q(reason=""),
                name="unplanned_step_has_a_reason",
            ),
        ]
        indexes = [models.Index(fields=["bag", "at"], name="steps_of_a_bag")]


class LeftOut(Recorded):
    """A bag or a room excepted from "all as planned", and why. It is done by itself later, or its incident tells."""

    step = models.TextField()
    bag = models.ForeignKey(Bag, models.PROTECT, null=True, related_name="+")
    room = models.ForeignKey("venues.Room", models.PROTECT, null=True, related_name="+")
    session = models.ForeignKey("exams.Session", models.PROTECT, related_name="+")
    reason = models.TextField()

    class Meta:
        constraints = [
            known("step", Step, "left_out_step_is_known"),
            models.CheckConstraint(condition=~Q(reason=""), name="what_is_left_out_has_a_reason"),
            models.CheckConstraint(
                condition=Q(bag__isnull=False, room=None) | Q(bag=None, room__isnull=False),
                name="a_bag_or_a_room_is_left_out",
            ),
        ]


class PaperSignature(Recorded):
    """The form on which invigilators signed, entered by the venue's office: they never log in (limits.md 3, 15).

    Without a room it is the form of all rooms. ``names`` are as they stand on the form.
    """

    step = models.TextField()
    session = models.ForeignKey("exams.Session", models.PROTECT, related_name="+")
    venue = models.ForeignKey("venues.Venue", models.PROTECT, related_name="+")
    room = models.ForeignKey("venues.Room", models.PROTECT, null=True, related_name="+")
    form = models.TextField()
    names = models.TextField(default="", blank=True)

    class Meta:
        constraints = [
            known("step", Step, "signature_step_is_known"),
            models.CheckConstraint(condition=~Q(form=""), name="signature_names_its_form"),
        ]
