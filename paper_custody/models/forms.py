"""What was done on paper and entered afterwards, and what was told on the phone: weaker, and marked so everywhere."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from paper_custody.models.base import ByTwo, ExamRow, Recorded, known, sides
from paper_custody.models.objects import Bag, Escort
from paper_custody.states import CallKind, Node, Step


class PaperForm(ByTwo):
    """A handover that was signed on paper, entered afterwards (补录) by two clerks with its number and its time.

    The proofs are the clerks': who signed on paper is a name on a form, and no proof (limits.md 14).
    """

    number = models.TextField()
    step = models.TextField()
    signed_at = models.DateTimeField()
    givers = models.JSONField()
    receivers = models.JSONField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(first=F("second")), name="form_takes_two_clerks"),
            sides("first", "second", "form_has_its_two_clerks"),
            known("step", Step, "form_step_is_known"),
            models.CheckConstraint(condition=~Q(number=""), name="form_has_a_number"),
            models.CheckConstraint(condition=~Q(givers=[]) & ~Q(receivers=[]), name="form_names_both_sides"),
            models.CheckConstraint(condition=Q(signed_at__lte=F("exam_at")), name="form_was_signed_before"),
            models.UniqueConstraint(fields=["exam", "number"], name="form_is_entered_once"),
        ]

    def __str__(self) -> str:
        return self.number


class PaperPassage(ExamRow):
    """One bag's passing on a paper form."""

    form = models.ForeignKey(PaperForm, models.PROTECT, related_name="passages")
    bag = models.ForeignKey(Bag, models.PROTECT, related_name="on_paper")
    node = models.TextField()
    escort = models.ForeignKey(Escort, models.PROTECT, null=True, related_name="+", db_index=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["form", "bag"], name="bag_stands_once_on_a_form"),
            known("node", Node, "passage_node_is_known"),
        ]


class PaperCall(Recorded):
    """What a caller told of papers, keyed in (代录) with his number: a mark, and no custody."""

    kind = models.TextField()
    venue = models.ForeignKey("venues.Venue", models.PROTECT, related_name="+")
    session = models.ForeignKey("exams.Session", models.PROTECT, related_name="+")
    caller = models.TextField()
    call_number_sealed = models.BinaryField()
    called_at = models.DateTimeField()
    keyed_by = models.ForeignKey("organisation.Person", models.PROTECT, related_name="+")
    words = models.TextField(default="", blank=True)

    class Meta:
        constraints = [
            known("kind", CallKind, "call_kind_is_known"),
            models.CheckConstraint(
                condition=~Q(caller="") & ~Q(call_number_sealed=b""), name="call_names_caller_and_number"
            ),
        ]
        indexes = [models.Index(fields=["exam", "venue", "session"], name="calls_of_a_venue")]
