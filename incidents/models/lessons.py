"""What an incident taught."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from incidents.models.base import Recorded, one_of
from incidents.models.incidents import Incident
from incidents.states import Learnt


class Lesson(Recorded):
    """A lesson of an incident, or that there is none, with why. Only ever added to.

    An incident without any such row cannot be closed (features A12). What is said later does not take
    back what was said before: a lesson may follow where somebody first saw none.
    """

    incident = models.ForeignKey(Incident, models.PROTECT, related_name="lessons")
    number = models.IntegerField()
    kind = models.TextField()
    words = models.TextField()
    person = models.ForeignKey("organisation.Person", models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["incident", "number"], name="lessons_are_numbered_in_an_incident"),
            models.CheckConstraint(condition=one_of("kind", Learnt), name="lesson_kind_is_known"),
            models.CheckConstraint(condition=~Q(words=""), name="lesson_is_said_in_words"),
        ]

    def __str__(self) -> str:
        return f"{self.incident_id} {self.number}"
