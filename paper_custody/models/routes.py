"""Where papers go, by when, and what is heard of them. For the few who follow the convoys only (limits.md 4)."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from paper_custody.models.base import ByTwo, ExamRow, Recorded, known, sides
from paper_custody.models.objects import Escort
from paper_custody.states import Direction
from paper_custody.states.roads import GateStatus, RouteStatus, ToldBy, VoiceAnswer


class Route(ExamRow):
    """The way to a venue, or back from it, in WGS-84: a corridor along a line, places to stop, gates with windows.

    What was drawn is never changed: another route is drawn, and takes this one's place when it is approved.
    """

    venue = models.ForeignKey("venues.Venue", models.PROTECT, related_name="routes")
    direction = models.TextField()
    line = models.JSONField()
    width_m = models.PositiveIntegerField()
    stops = models.JSONField(default=list)
    gates = models.JSONField(default=list)
    status = models.TextField(default=RouteStatus.DRAWN.value)
    drawn_by = models.ForeignKey("organisation.Person", models.PROTECT, related_name="+")
    drawn_at = models.DateTimeField()
    entry = models.ForeignKey("journal.Entry", models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            known("direction", Direction, "route_direction_is_known"),
            known("status", RouteStatus, "route_status_is_known"),
            models.CheckConstraint(condition=Q(width_m__gte=1), name="corridor_has_a_width"),
            models.UniqueConstraint(
                fields=["exam", "venue", "direction"],
                condition=Q(status="approved"),
                name="one_approved_route_to_a_venue_each_way",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.direction} {self.venue_id}"


class RouteApproval(ByTwo):
    """The two who approved a route. PostgreSQL holds both to the proofs of that very act."""

    route = models.OneToOneField(Route, models.PROTECT, related_name="approval")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(first=F("second")), name="route_takes_two_people"),
            sides("first", "second", "route_approval_has_its_two_sides"),
        ]


class GateDue(ExamRow):
    """A time gate of one run, with its window in exam time as the route had it when the run began."""

    escort = models.ForeignKey(Escort, models.PROTECT, related_name="gates")
    number = models.PositiveIntegerField()
    name = models.TextField()
    longitude = models.FloatField()
    latitude = models.FloatField()
    radius_m = models.PositiveIntegerField()
    not_before = models.DateTimeField()
    not_after = models.DateTimeField()
    is_arrival = models.BooleanField()
    status = models.TextField(default=GateStatus.WAITING.value)
    passed_at = models.DateTimeField(null=True)
    told_by = models.TextField(default="", blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["escort", "number"], name="gates_of_a_run_are_numbered"),
            known("status", GateStatus, "gate_status_is_known"),
            models.CheckConstraint(
                condition=Q(told_by__in=["", *(word.value for word in ToldBy)]), name="gate_source_is_known"
            ),
            models.CheckConstraint(condition=Q(not_before__lte=F("not_after")), name="gate_opens_before_it_closes"),
            models.CheckConstraint(
                condition=Q(status__in=["waiting", "missed"], passed_at=None)
                | (~Q(status__in=["waiting", "missed"]) & Q(passed_at__isnull=False)),
                name="passed_gate_says_when",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class VoiceCheck(Recorded):
    """A call to an escort, keyed in by the duty desk: who answered, and how it stands. No position is needed for it."""

    escort = models.ForeignKey(Escort, models.PROTECT, related_name="voice_checks")
    keyed_by = models.ForeignKey("organisation.Person", models.PROTECT, related_name="+")
    spoke_with = models.ForeignKey("organisation.Person", models.PROTECT, null=True, related_name="+")
    answer = models.TextField()
    gate = models.PositiveIntegerField(null=True)
    words = models.TextField(default="", blank=True)

    class Meta:
        constraints = [
            known("answer", VoiceAnswer, "voice_answer_is_known"),
            models.CheckConstraint(
                condition=Q(answer="no_answer", spoke_with=None)
                | (~Q(answer="no_answer") & Q(spoke_with__isnull=False)),
                name="voice_check_says_who_answered",
            ),
        ]
        indexes = [models.Index(fields=["escort", "exam_at"], name="voice_checks_of_a_run")]
