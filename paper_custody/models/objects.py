"""The things themselves, and the runs that carry them."""

from __future__ import annotations

from uuid import UUID

from django.db import models
from django.db.models import Q

from paper_custody.models.base import ExamRow, known
from paper_custody.states import (
    OF_A_ROOM,
    ON_THE_ROAD,
    BagKind,
    BagStatus,
    ContainerKind,
    Direction,
    EscortStatus,
    Node,
    SealState,
)


class Container(ExamRow):
    """A box, a cabinet or a vehicle. A box holds bags of one venue and one session, and stands in one of the others."""

    code = models.TextField()
    kind = models.TextField()
    venue = models.ForeignKey("venues.Venue", models.PROTECT, null=True, related_name="+")
    session = models.ForeignKey("exams.Session", models.PROTECT, null=True, related_name="+")
    inside = models.ForeignKey("self", models.PROTECT, null=True, related_name="boxes")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["exam", "code"], name="container_codes_are_unique_in_an_exam"),
            known("kind", ContainerKind, "container_kind_is_known"),
            models.CheckConstraint(
                condition=~Q(kind="box") | Q(venue__isnull=False, session__isnull=False),
                name="box_is_of_one_venue_and_session",
            ),
            models.CheckConstraint(condition=Q(kind="box") | Q(inside=None), name="only_boxes_stand_in_something"),
        ]

    def __str__(self) -> str:
        return self.code


class Escort(ExamRow):
    """One run of papers between the county and a venue: its vehicle, its leader, and when it is expected.

    For the few who follow the convoys only, until the exam is over (limits.md 4).
    """

    direction = models.TextField()
    venue = models.ForeignKey("venues.Venue", models.PROTECT, related_name="escorts")
    sessions = models.JSONField(default=list)
    vehicle = models.ForeignKey(Container, models.PROTECT, related_name="runs")
    leader = models.ForeignKey("organisation.Person", models.PROTECT, related_name="+")
    convoy = models.TextField(default="", blank=True)
    status = models.TextField(default=EscortStatus.UNDER_WAY.value)
    begun_at = models.DateTimeField()
    expected_at = models.DateTimeField()
    departed_at = models.DateTimeField(null=True)
    arrived_at = models.DateTimeField(null=True)
    entry = models.ForeignKey("journal.Entry", models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            known("direction", Direction, "escort_direction_is_known"),
            known("status", EscortStatus, "escort_status_is_known"),
            models.CheckConstraint(
                condition=Q(status="arrived", arrived_at__isnull=False) | (~Q(status="arrived") & Q(arrived_at=None)),
                name="arrived_escort_says_when",
            ),
        ]
        indexes = [models.Index(fields=["exam", "venue", "begun_at"], name="escorts_of_a_venue")]

    def __str__(self) -> str:
        return f"{self.direction} {self.venue_id}"


class Bag(ExamRow):
    """The sealed unit of custody, with the province's own code: never relabelled (limits.md 7).

    ``nominal`` is what is printed on it. ``holder`` is who last signed for it; ``before`` is the state in
    which a locked bag was locked. Where it is in the building is its node, what it stands in its container.
    """

    code = models.TextField()
    kind = models.TextField()
    subject = models.ForeignKey("exams.Subject", models.PROTECT, related_name="+")
    session = models.ForeignKey("exams.Session", models.PROTECT, related_name="bags")
    paper_set = models.TextField(default="", blank=True)
    venue = models.ForeignKey("venues.Venue", models.PROTECT, related_name="bags")
    room = models.ForeignKey("venues.Room", models.PROTECT, null=True, related_name="bags")
    nominal = models.PositiveIntegerField()
    container = models.ForeignKey(Container, models.PROTECT, null=True, related_name="bags")
    status = models.TextField(default=BagStatus.REGISTERED.value)
    before = models.TextField(default="", blank=True)
    node = models.TextField(default=Node.N1_PROVINCE.value)
    holder = models.ForeignKey("organisation.Person", models.PROTECT, null=True, related_name="+")
    escort = models.ForeignKey(Escort, models.PROTECT, null=True, related_name="bags")
    since = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["exam", "code"], name="bag_codes_are_unique_in_an_exam"),
            known("kind", BagKind, "bag_kind_is_known"),
            known("status", BagStatus, "bag_status_is_known"),
            known("node", Node, "bag_node_is_known"),
            models.CheckConstraint(condition=Q(nominal__gte=1), name="bag_holds_something"),
            models.CheckConstraint(
                condition=~Q(kind__in=sorted(kind.value for kind in OF_A_ROOM)) | Q(room__isnull=False),
                name="bag_of_a_room_names_it",
            ),
            models.CheckConstraint(
                condition=(Q(status="locked") & ~Q(before="")) | (~Q(status="locked") & Q(before="")),
                name="locked_bag_says_from_where",
            ),
            models.CheckConstraint(
                condition=~Q(node__in=sorted(node.value for node in ON_THE_ROAD))
                | Q(holder__isnull=False, escort__isnull=False),
                name="bag_on_the_road_is_in_somebodys_hands",
            ),
        ]
        # None of its columns changes as a bag moves, so that a move rewrites no index but those of its keys.
        indexes = [models.Index(fields=["exam", "venue", "session", "room"], name="bags_of_a_room")]

    def __str__(self) -> str:
        return self.code

    @property
    def box_id(self) -> UUID | None:
        """The box that it is in. A cabinet or vehicle in which it stands by itself is none."""
        boxed = self.container is not None and self.container.kind == ContainerKind.BOX
        return self.container_id if boxed else None


class Seal(ExamRow):
    """A seal on a bag or box. What is read off the thing is held against this number, which nobody is told."""

    number = models.TextField()
    state = models.TextField(default=SealState.APPLIED.value)
    bag = models.ForeignKey(Bag, models.PROTECT, null=True, related_name="seals")
    container = models.ForeignKey(Container, models.PROTECT, null=True, related_name="seals")
    entry = models.ForeignKey("journal.Entry", models.PROTECT, related_name="+")
    applied_at = models.DateTimeField()
    broken_entry = models.ForeignKey("journal.Entry", models.PROTECT, null=True, related_name="+")
    broken_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["exam", "number"], name="seal_numbers_are_unique_in_an_exam"),
            known("state", SealState, "seal_state_is_known"),
            models.CheckConstraint(condition=~Q(number=""), name="seal_has_a_number"),
            models.CheckConstraint(
                condition=Q(bag__isnull=False, container=None) | Q(bag=None, container__isnull=False),
                name="seal_closes_one_thing",
            ),
            models.UniqueConstraint(fields=["bag"], condition=Q(state="applied"), name="bag_has_one_whole_seal"),
            models.UniqueConstraint(fields=["container"], condition=Q(state="applied"), name="box_has_one_whole_seal"),
            models.CheckConstraint(
                condition=Q(state="applied", broken_entry=None, broken_at=None)
                | (~Q(state="applied") & Q(broken_entry__isnull=False, broken_at__isnull=False)),
                name="broken_seal_says_when",
            ),
        ]
