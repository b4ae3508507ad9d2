"""The county's own decisions in an incident, as they were made, and who looked at them again."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from incidents.models.base import Recorded
from incidents.models.incidents import Incident


class Choice(Recorded):
    """决策记录: what could have been done, what was chosen, why, and at what risk (features A8, after the JESIP form).

    The county's own, beside the decisions that it receives from above (``Decision``). Never changed: what was
    wrong in one is put right by a further one that ``corrects`` it, once.
    """

    incident = models.ForeignKey(Incident, models.PROTECT, related_name="choices")
    number = models.IntegerField()
    matter = models.TextField()
    options = models.JSONField()
    chosen = models.IntegerField()
    reason = models.TextField()
    risk = models.TextField()
    decider = models.ForeignKey("organisation.Person", models.PROTECT, related_name="+")
    role = models.TextField(default="", blank=True)
    corrects = models.OneToOneField("self", models.PROTECT, null=True, related_name="corrected_by")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["incident", "number"], name="choices_are_numbered_in_an_incident"),
            models.CheckConstraint(
                condition=~Q(matter="") & ~Q(reason="") & ~Q(risk=""), name="choice_says_what_why_and_at_what_risk"
            ),
            models.CheckConstraint(condition=Q(chosen__gte=1), name="choice_chooses_one"),
            models.CheckConstraint(condition=~Q(corrects=F("pk")), name="choice_corrects_another"),
        ]

    def __str__(self) -> str:
        return f"{self.incident_id} {self.number}"

    @property
    def option_chosen(self) -> str:
        """The option that was chosen, in its words."""
        return str(self.options[self.chosen - 1])


class ChoiceReview(Recorded):
    """Who looked at a decision again, and what he found. Another person than who made it."""

    choice = models.OneToOneField(Choice, models.PROTECT, related_name="review")
    reviewer = models.ForeignKey("organisation.Person", models.PROTECT, related_name="+")
    decider = models.ForeignKey("organisation.Person", models.PROTECT, related_name="+")
    words = models.TextField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(reviewer=F("decider")), name="choice_is_reviewed_by_another"),
            models.CheckConstraint(condition=~Q(words=""), name="review_says_what_was_found"),
        ]

    def __str__(self) -> str:
        return f"{self.choice_id}"
