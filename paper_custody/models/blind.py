"""Counts that nobody can copy: each person's own, and what two of them agree on."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from organisation.states import Side
from paper_custody.models.base import ByTwo, Recorded, known
from paper_custody.models.counts import BALANCES
from paper_custody.states import Material


class CountedThing(Recorded):
    """Base of what is told of a room's papers or cards of one subject."""

    session = models.ForeignKey("exams.Session", models.PROTECT, related_name="+")
    venue = models.ForeignKey("venues.Venue", models.PROTECT, related_name="+")
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
        abstract = True


class BlindCount(CountedThing):
    """What one person counted, without knowing what another found. It is never changed; a wrong one stays.

    PostgreSQL holds (entry, side, counter) against the proof of that very act, as ``ByTwo`` does for two.
    """

    counter = models.ForeignKey("organisation.Person", models.PROTECT, related_name="+", db_constraint=False)
    counter_side = models.TextField(default=Side.FIRST.value)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(counter_side="first"), name="blind_count_has_its_side"),
            known("material", Material, "blind_material_is_known"),
            models.CheckConstraint(
                condition=(Q(balanced=True) & BALANCES) | (Q(balanced=False) & ~BALANCES),
                name="blind_count_is_balanced_when_it_balances",
            ),
            models.UniqueConstraint(
                fields=["entry", "room", "subject", "material"], name="one_counts_a_thing_once_under_an_entry"
            ),
        ]
        indexes = [models.Index(fields=["session", "room", "at"], name="blind_counts_of_a_room")]


class CountAgreement(CountedThing):
    """Two people counted a thing alone and found the same, and it balances. Nothing is accepted on less.

    The keys of both counts cover everything that was counted: PostgreSQL alone refuses two counts of one
    person, of different things, with different numbers, or one that does not balance.
    """

    one = models.ForeignKey(BlindCount, models.PROTECT, related_name="+")
    one_person = models.ForeignKey("organisation.Person", models.PROTECT, related_name="+", db_constraint=False)
    other = models.ForeignKey(BlindCount, models.PROTECT, related_name="+")
    other_person = models.ForeignKey("organisation.Person", models.PROTECT, related_name="+", db_constraint=False)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(one_person=F("other_person")), name="agreement_takes_two_counters"),
            models.CheckConstraint(condition=Q(balanced=True), name="only_balanced_counts_agree"),
            models.UniqueConstraint(fields=["one", "other"], name="two_counts_agree_once"),
        ]
        indexes = [models.Index(fields=["session", "room"], name="agreements_of_a_room")]


class WrongCount(ByTwo):
    """That a count was entered wrongly: declared by who entered it and another. The count stays, and counts no more.

    What corrects it is another count.
    """

    about = models.OneToOneField("journal.Entry", models.PROTECT, related_name="+")
    reason = models.TextField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(first=F("second")), name="wrong_count_takes_two_people"),
            models.CheckConstraint(
                condition=Q(first_side="first", second_side="second"), name="wrong_count_has_its_two_sides"
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="wrong_count_says_why"),
        ]
