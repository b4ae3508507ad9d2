"""Situation reports of an incident."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from incidents.models.base import Recorded, one_of
from incidents.models.incidents import Incident
from incidents.states import SituationKind


class Situation(Recorded):
    """情况报告: 现状, 行动, 需求 at one moment, of the scene (tactical) or of the command (A10). Never changed."""

    incident = models.ForeignKey(Incident, models.PROTECT, related_name="situations")
    number = models.IntegerField()
    kind = models.TextField()
    standing = models.TextField()
    doing = models.TextField()
    needs = models.TextField(default="", blank=True)
    person = models.ForeignKey("organisation.Person", models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["incident", "number"], name="situations_are_numbered_in_an_incident"),
            models.CheckConstraint(condition=one_of("kind", SituationKind), name="situation_kind_is_known"),
            models.CheckConstraint(condition=~Q(standing="") & ~Q(doing=""), name="situation_says_how_it_stands"),
        ]
        indexes = [models.Index(fields=["incident", "kind", "-exam_at"], name="situations_latest")]

    def __str__(self) -> str:
        return f"{self.incident_id} {self.number}"
