from __future__ import annotations

import uuid
from enum import StrEnum

from django.db import models
from django.db.models import F, Q

from organisation.states import Side
from paper_custody.states import (
    OF_A_ROOM,
    ON_THE_ROAD,
    BagKind,
    BagStatus,
    ContainerKind,
    Direction,
    EscortStatus,
    Material,
    Node,
    SealState,
    Step,
)


def _known(field: str, words: type[StrEnum], name: str) -> models.CheckConstraint:
    return models.CheckConstraint(condition=Q(**{f"{field}__in": [word.value for word in words]}), name=name)


def _sides(first: str, second: str, name: str) -> models.CheckConstraint:
    return models.CheckConstraint(condition=Q(first_side=first, second_side=second), name=name)


class ExamRow(models.Model):
    """Base of the rows of one exam: a drill has its own."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    # Every index that is read by exam begins with it; one on the exam alone would only be carried along.
    exam = models.ForeignKey("exams.Exam", models.PROTECT, related_name="+", db_index=False)
    scope = models.TextField(db_collation="C")

    class Meta:
        abstract = True


class Recorded(ExamRow):
    """Base of the rows that are written once, under the entry of the act that wrote them, and never changed."""

    entry = models.ForeignKey("journal.Entry", models.PROTECT, related_name="+")
    at = models.DateTimeField()
    exam_at = models.DateTimeField()

    class Meta:
        abstract = True


class ByTwo(Recorded):
    """Base of what the two of a place do together.

    Each column of a person stands beside its side, and PostgreSQL holds (entry, side, person) against the
    proofs of that very act: the same person twice, no proof, a foreign or a used one cannot be written. A
    proof names its person by a key, so the columns need no key of their own.
    """

    first = models.ForeignKey("organisation.Person", models.PROTECT, related_name="+", db_constraint=False)
    first_side = models.TextField(default=Side.FIRST.value)
    second = models.ForeignKey("organisation.Person", models.PROTECT, related_name="+", db_constraint=False)
    second_side = models.TextField(default=Side.SECOND.value)

    class Meta:
        abstract = True


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
            _known("kind", ContainerKind, "container_kind_is_known"),
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
    status = models.TextField(default=EscortStatus.UNDER_WAY.value)
    begun_at = models.DateTimeField()
    expected_at = models.DateTimeField()
    departed_at = models.DateTimeField(null=True)
    arrived_at = models.DateTimeField(null=True)
    entry = models.ForeignKey("journal.Entry", models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            _known("direction", Direction, "escort_direction_is_known"),
            _known("status", EscortStatus, "escort_status_is_known"),
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
            _known("kind", BagKind, "bag_kind_is_known"),
            _known("status", BagStatus, "bag_status_is_known"),
            _known("node", Node, "bag_node_is_known"),
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
            _known("state", SealState, "seal_state_is_known"),
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
            _known("step", Step, "handover_step_is_known"),
            _known("node", Node, "handover_node_is_known"),
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
            _sides("first", "second", "step_has_its_two_sides"),
            models.UniqueConstraint(fields=["entry", "bag"], name="bag_steps_once_under_an_entry"),
            _known("step", Step, "step_is_known"),
            _known("node", Node, "step_node_is_known"),
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
            _known("step", Step, "left_out_step_is_known"),
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
            _known("step", Step, "signature_step_is_known"),
            models.CheckConstraint(condition=~Q(form=""), name="signature_names_its_form"),
        ]


# Handbook 2.2: per room and subject, for papers and for cards, and per room the seats. Answer sheets back are
# those of the people present (C14).
BALANCES = Q(
    seats=F("present") + F("absent"),
    used_by_present=F("present"),
    nominal=F("used_by_present")
    + F("blank_for_absent")
    + F("surplus_blank")
    + F("voided_replaced")
    - F("spare_issued"),
)


class RoomCount(ByTwo):
    """A count of a room's papers or cards of one subject, as it was. A wrong one stays; another follows it.

    ``balanced`` is the identity itself: PostgreSQL lets nobody call a count balanced that is not.
    """

    session = models.ForeignKey("exams.Session", models.PROTECT, related_name="room_counts")
    venue = models.ForeignKey("venues.Venue", models.PROTECT, related_name="room_counts")
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
        constraints = [
            models.CheckConstraint(condition=~Q(first=F("second")), name="count_takes_two_people"),
            _sides("first", "second", "count_has_its_two_sides"),
            _known("material", Material, "counted_material_is_known"),
            models.CheckConstraint(
                condition=(Q(balanced=True) & BALANCES) | (Q(balanced=False) & ~BALANCES),
                name="count_is_balanced_when_it_balances",
            ),
        ]
        indexes = [models.Index(fields=["session", "room", "at"], name="counts_of_a_room")]


class AcceptedCount(ByTwo):
    """That a room's papers were accepted on a count. PostgreSQL holds it against a balanced one."""

    count = models.OneToOneField(RoomCount, models.PROTECT, related_name="acceptance")
    balanced = models.BooleanField(default=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(first=F("second")), name="acceptance_takes_two_people"),
            _sides("first", "second", "acceptance_has_its_two_sides"),
            models.CheckConstraint(condition=Q(balanced=True), name="only_a_balanced_count_is_accepted"),
        ]
