"""Locks, keys, and who received a code: nobody can open two locks of one room, or one lock by key and code."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from organisation.states import Side
from paper_custody.models.base import ByTwo, ExamRow, Recorded, known, sides
from paper_custody.states.keys import CodeChannel, KeyForm, KeyStatus, KeyStep, LockKind, Means


class Lock(ExamRow):
    """A lock. ``batch`` is the supplier's lot that it is of, ``place`` the room, vehicle or box behind it."""

    code = models.TextField()
    kind = models.TextField()
    place = models.TextField()
    venue = models.ForeignKey("venues.Venue", models.PROTECT, null=True, related_name="locks")
    batch = models.TextField(default="", blank=True)
    entry = models.ForeignKey("journal.Entry", models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["exam", "code"], name="lock_codes_are_unique_in_an_exam"),
            known("kind", LockKind, "lock_kind_is_known"),
            models.CheckConstraint(condition=~Q(place=""), name="lock_closes_some_place"),
        ]

    def __str__(self) -> str:
        return self.code


class HeldOfRoom(ExamRow):
    """What one person holds of one room: the key of one of its locks, or the code of one. There is no second row.

    Every key in somebody's hands and every code that somebody knows is held against this row by a key of the
    database, so that the separation stands whatever writes.
    """

    place = models.TextField()
    person = models.ForeignKey("organisation.Person", models.PROTECT, related_name="+")
    lock = models.ForeignKey(Lock, models.PROTECT, related_name="+")
    means = models.TextField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["exam", "place", "person"], name="one_means_a_person_in_a_room"),
            models.UniqueConstraint(
                fields=["exam", "place", "person", "lock", "means"], name="what_a_person_holds_of_a_room"
            ),
            known("means", Means, "means_is_known"),
        ]


class Key(ExamRow):
    """A key, or a sealed bag of keys, of one lock. In the safe it has no holder; else its last move says who has it."""

    code = models.TextField()
    lock = models.ForeignKey(Lock, models.PROTECT, related_name="keys")
    place = models.TextField()
    form = models.TextField(default=KeyForm.KEY.value)
    signatures = models.JSONField(default=list)
    status = models.TextField(default=KeyStatus.IN_SAFE.value)
    holder = models.ForeignKey("organisation.Person", models.PROTECT, null=True, related_name="+")
    means = models.TextField(null=True)  # noqa: DJ001 - of nobody's hands there is no means, and no row to hold it against
    last_move = models.ForeignKey("KeyMove", models.PROTECT, null=True, related_name="+")
    since = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["exam", "code"], name="key_codes_are_unique_in_an_exam"),
            known("form", KeyForm, "key_form_is_known"),
            known("status", KeyStatus, "key_status_is_known"),
            models.CheckConstraint(
                condition=Q(holder=None, means__isnull=True)
                | Q(holder__isnull=False, means="key", last_move__isnull=False),
                name="held_key_opens_its_lock",
            ),
            models.CheckConstraint(
                condition=Q(status="lost") | Q(status="in_safe", holder=None) | Q(status="held", holder__isnull=False),
                name="key_in_hands_has_a_holder",
            ),
        ]

    def __str__(self) -> str:
        return self.code


class KeyMove(Recorded):
    """One key's passing between two people who both proved themselves. ``holder`` has it then; None: the safe."""

    key = models.ForeignKey(Key, models.PROTECT, related_name="moves")
    step = models.TextField()
    giver = models.ForeignKey("organisation.Person", models.PROTECT, related_name="+", db_constraint=False)
    giver_side = models.TextField(default=Side.GIVER.value)
    receiver = models.ForeignKey("organisation.Person", models.PROTECT, related_name="+", db_constraint=False)
    receiver_side = models.TextField(default=Side.RECEIVER.value)
    holder = models.ForeignKey("organisation.Person", models.PROTECT, null=True, related_name="+", db_constraint=False)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(giver=F("receiver")), name="key_move_takes_two_people"),
            models.CheckConstraint(
                condition=Q(giver_side="giver", receiver_side="receiver"), name="key_move_has_its_two_sides"
            ),
            models.UniqueConstraint(fields=["entry", "key"], name="key_moves_once_under_an_entry"),
            known("step", KeyStep, "key_step_is_known"),
            models.CheckConstraint(
                condition=Q(step="return", holder=None)
                | Q(step__in=["issue", "hand_over"], holder=F("receiver"), holder__isnull=False),
                name="key_is_held_by_who_received_it",
            ),
        ]
        indexes = [models.Index(fields=["key", "at"], name="moves_of_a_key")]


class CodeReceipt(Recorded):
    """That a person received a lock's code, when, and by which channel: never the code or any part of it.

    It holds until the code is changed (``ended_entry``); until then it counts as the person's means.
    """

    lock = models.ForeignKey(Lock, models.PROTECT, related_name="code_receipts")
    place = models.TextField()
    channel = models.TextField()
    received_at = models.DateTimeField()
    giver = models.ForeignKey("organisation.Person", models.PROTECT, related_name="+", db_constraint=False)
    giver_side = models.TextField(default=Side.GIVER.value)
    receiver = models.ForeignKey("organisation.Person", models.PROTECT, related_name="+", db_constraint=False)
    receiver_side = models.TextField(default=Side.RECEIVER.value)
    means = models.TextField(null=True, default=Means.CODE.value)  # noqa: DJ001 - see Key
    ended_entry = models.ForeignKey("journal.Entry", models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(giver=F("receiver")), name="code_receipt_takes_two_people"),
            models.CheckConstraint(
                condition=Q(giver_side="giver", receiver_side="receiver"), name="code_receipt_has_its_two_sides"
            ),
            known("channel", CodeChannel, "code_channel_is_known"),
            models.CheckConstraint(
                condition=Q(means="code", means__isnull=False, ended_entry=None)
                | Q(means__isnull=True, ended_entry__isnull=False),
                name="known_code_is_a_means",
            ),
        ]
        indexes = [models.Index(fields=["lock", "at"], name="code_receipts_of_a_lock")]


class CodeChange(ByTwo):
    """That a lock's code was changed by two people: whoever knew the old one knows none now."""

    lock = models.ForeignKey(Lock, models.PROTECT, related_name="code_changes")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(first=F("second")), name="code_change_takes_two_people"),
            sides("first", "second", "code_change_has_its_two_sides"),
        ]
