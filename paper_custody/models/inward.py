"""The convoys that bring papers from the city, and who rides with them. For the few who follow convoys only."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from paper_custody.models.base import ExamRow, known
from paper_custody.states import Duty, EscortStatus


class InwardConvoy(ExamRow):
    """Papers on the road from the city to the county (N2), as the duty desk keyed in that they left.

    Its bags are on no list of ours until they are counted at the secure room: it names the sessions, and the
    number of the city's issue list.
    """

    vehicle = models.TextField()
    leader = models.ForeignKey("organisation.Person", models.PROTECT, related_name="+")
    sessions = models.JSONField()
    document = models.TextField()
    status = models.TextField(default=EscortStatus.UNDER_WAY.value)
    left_at = models.DateTimeField()
    expected_at = models.DateTimeField()
    arrived_at = models.DateTimeField(null=True)
    keyed_by = models.ForeignKey("organisation.Person", models.PROTECT, related_name="+")
    entry = models.ForeignKey("journal.Entry", models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            known("status", EscortStatus, "inward_status_is_known"),
            models.CheckConstraint(
                condition=Q(status="arrived", arrived_at__isnull=False) | (~Q(status="arrived") & Q(arrived_at=None)),
                name="inward_convoy_says_when_it_came",
            ),
            models.CheckConstraint(
                condition=~Q(document="") & ~Q(vehicle=""), name="inward_convoy_names_list_and_vehicle"
            ),
            models.UniqueConstraint(fields=["exam", "document"], name="issue_list_of_the_city_is_brought_once"),
        ]


class InwardCrew(ExamRow):
    """Somebody who rides with a convoy from the city: in which vehicle, with what duty. Written once."""

    convoy = models.ForeignKey(InwardConvoy, models.PROTECT, related_name="crew")
    person = models.ForeignKey("organisation.Person", models.PROTECT, related_name="+")
    duty = models.TextField()
    vehicle = models.TextField()
    entry = models.ForeignKey("journal.Entry", models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            known("duty", Duty, "inward_duty_is_known"),
            models.UniqueConstraint(fields=["convoy", "person"], name="person_rides_once_with_a_convoy"),
        ]
