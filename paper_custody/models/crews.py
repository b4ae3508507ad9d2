"""Who rides with the papers, and in what."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from paper_custody.models.base import ExamRow, known
from paper_custody.models.objects import Container, Escort
from paper_custody.states import Duty


class VehicleUse(ExamRow):
    """The stretch of a run that its papers ride in one vehicle. It is closed by the arrival or by another vehicle.

    ``reason`` is why the vehicle was changed; empty for the last one.
    """

    escort = models.ForeignKey(Escort, models.PROTECT, related_name="vehicles")
    vehicle = models.ForeignKey(Container, models.PROTECT, related_name="+")
    began_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    reason = models.TextField(default="", blank=True)
    entry = models.ForeignKey("journal.Entry", models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["escort"], condition=Q(ended_at=None), name="papers_ride_in_one_vehicle_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(ended_at=None) | Q(ended_at__gte=F("began_at")), name="vehicle_use_ends_after_it_began"
            ),
            models.CheckConstraint(
                condition=Q(reason="") | Q(ended_at__isnull=False), name="only_a_vehicle_that_was_left_says_why"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.vehicle_id} from {self.began_at}"


class CrewMember(ExamRow):
    """Somebody aboard, for the few who follow the convoys only (limits.md 4): in which vehicle, with what duty."""

    escort = models.ForeignKey(Escort, models.PROTECT, related_name="crew")
    vehicle = models.ForeignKey(Container, models.PROTECT, related_name="+")
    person = models.ForeignKey("organisation.Person", models.PROTECT, related_name="+")
    duty = models.TextField()
    aboard_from = models.DateTimeField()
    aboard_until = models.DateTimeField(null=True)
    entry = models.ForeignKey("journal.Entry", models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            known("duty", Duty, "crew_duty_is_known"),
            models.UniqueConstraint(
                fields=["escort", "person"], condition=Q(aboard_until=None), name="person_rides_once_with_a_run"
            ),
            models.CheckConstraint(
                condition=Q(aboard_until=None) | Q(aboard_until__gte=F("aboard_from")),
                name="crew_leaves_after_it_boarded",
            ),
        ]
        indexes = [models.Index(fields=["exam", "person"], condition=Q(aboard_until=None), name="who_is_aboard")]

    def __str__(self) -> str:
        return f"{self.duty} {self.person_id}"
