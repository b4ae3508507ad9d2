from __future__ import annotations

import uuid

from django.db import models
from django.db.models import F, Q

from kernel.sealing import unseal
from notices.states import (
    DRILL_BODY,
    NUMBERS,
    OF_A_DUTY,
    REAL_BODY,
    AttemptStatus,
    Called,
    Matter,
    MessageStatus,
    NoticeKind,
    NoticeStatus,
    Why,
)

ADDRESS = "notices_channel.address"
DRILL = "drill"
A_DUTY = Q(matter__in=[one.value for one in Matter]) & ~Q(key="")
NO_DUTY = Q(place=None, code="", key="")


def a_drill_tells_players() -> list[models.CheckConstraint]:
    """That what is of a drill names the player it is for. Keys hold the rest: that it is he, and of that very drill."""
    return [
        models.CheckConstraint(
            condition=Q(exam=None, exam_kind="") | Q(exam__isnull=False, exam_kind__in=["real", DRILL]),
            name="%(class)s_says_of_what_exam",
        ),
        models.CheckConstraint(
            condition=Q(exam_kind=DRILL, player__isnull=False) | (~Q(exam_kind=DRILL) & Q(player=None)),
            name="%(class)s_of_a_drill_is_for_a_player",
        ),
    ]


class Player(models.Model):
    """Somebody who plays in a drill, to its end. Nobody else is told anything of it (features F4)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    exam = models.ForeignKey("exams.Exam", models.PROTECT, related_name="+")
    exam_kind = models.TextField(default=DRILL)
    scope = models.TextField(db_collation="C")
    person = models.ForeignKey("organisation.Person", models.PROTECT, related_name="+")
    entry = models.ForeignKey("journal.Entry", models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["exam", "person"], name="player_is_named_once"),
            models.UniqueConstraint(fields=["id", "exam", "person"], name="player_as_what_is_told_names_him"),
            models.CheckConstraint(condition=Q(exam_kind=DRILL), name="players_are_of_drills"),
        ]

    def __str__(self) -> str:
        return str(self.pk)


class Channel(models.Model):
    """One way to a person, or to a unit as a whole; the lowest ``place`` first. The address is sealed.

    The provider is a name: its own address and secret are the node's settings, and stand in no table.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    scope = models.TextField(db_collation="C")
    person = models.ForeignKey("organisation.Person", models.PROTECT, null=True, related_name="channels")
    unit = models.ForeignKey("organisation.Unit", models.PROTECT, null=True, related_name="channels")
    place = models.IntegerField()
    provider = models.TextField()
    address_sealed = models.BinaryField(default=b"")
    entry = models.ForeignKey("journal.Entry", models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(person__isnull=False, unit=None) | Q(person=None, unit__isnull=False),
                name="channel_is_of_a_person_or_of_a_unit",
            ),
            models.UniqueConstraint(
                fields=["person", "place"], condition=Q(ended_at=None), name="channels_of_a_person_are_in_order"
            ),
            models.UniqueConstraint(
                fields=["unit", "place"], condition=Q(ended_at=None), name="channels_of_a_unit_are_in_order"
            ),
            models.UniqueConstraint(fields=["id", "person"], name="channel_as_an_attempt_names_it"),
        ]

    def __str__(self) -> str:
        return f"{self.provider} {self.place}"

    @property
    def address(self) -> str:
        """The address in clear."""
        return unseal(bytes(self.address_sealed), column=ADDRESS)


class CallTest(models.Model):
    """A test of the call tree: everybody of a unit is told, and it is seen who was reached."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    scope = models.TextField(db_collation="C")
    unit = models.ForeignKey("organisation.Unit", models.PROTECT, related_name="+")
    begun_by = models.ForeignKey("organisation.Person", models.PROTECT, related_name="+")
    begun_at = models.DateTimeField()
    entry = models.ForeignKey("journal.Entry", models.PROTECT, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["scope", "-begun_at"], name="call_tests_in_order")]

    def __str__(self) -> str:
        return str(self.pk)


class Message(models.Model):
    """What goes outside to one person, about one notice or several at once. A record.

    ``body`` is held against the pattern by PostgreSQL itself: nothing else can go out (limits.md 6).
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    exam = models.ForeignKey("exams.Exam", models.PROTECT, null=True, related_name="+")
    exam_kind = models.TextField(default="", blank=True)
    scope = models.TextField(db_collation="C")
    person = models.ForeignKey("organisation.Person", models.PROTECT, related_name="+")
    player = models.ForeignKey(Player, models.PROTECT, null=True, related_name="+")
    number = models.IntegerField()
    body = models.TextField()
    urgent = models.BooleanField()
    status = models.TextField(default=MessageStatus.UNDER_WAY.value)
    made_at = models.DateTimeField()
    next_at = models.DateTimeField()
    begun_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            *a_drill_tells_players(),
            models.CheckConstraint(
                condition=Q(status__in=[s.value for s in MessageStatus]), name="message_status_is_known"
            ),
            models.CheckConstraint(
                condition=Q(exam_kind=DRILL, body__regex=DRILL_BODY) | (~Q(exam_kind=DRILL) & Q(body__regex=REAL_BODY)),
                name="message_says_nothing_but_to_log_in",
            ),
            models.UniqueConstraint(fields=["id", "person", "exam_kind"], name="message_as_its_parts_name_it"),
        ]
        indexes = [
            models.Index(fields=["next_at"], condition=Q(status="under_way"), name="messages_due"),
            models.Index(fields=["person", "-made_at"], name="messages_to_a_person"),
        ]

    def __str__(self) -> str:
        return str(self.number)


class Notice(models.Model):
    """That one person is told of one thing, once. A record: the fact it is about stands in the journal as ``cause``."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    exam = models.ForeignKey("exams.Exam", models.PROTECT, null=True, related_name="+")
    exam_kind = models.TextField(default="", blank=True)
    scope = models.TextField(db_collation="C")
    person = models.ForeignKey("organisation.Person", models.PROTECT, related_name="+")
    player = models.ForeignKey(Player, models.PROTECT, null=True, related_name="+")
    kind = models.TextField()
    incident = models.ForeignKey("incidents.Incident", models.PROTECT, null=True, related_name="+")
    test = models.ForeignKey(CallTest, models.PROTECT, null=True, related_name="notices")
    cause = models.ForeignKey("journal.Entry", models.PROTECT, related_name="+")
    rung = models.TextField(default="", blank=True)
    matter = models.TextField(default="", blank=True)
    # Of a duty alone: where it is owed, which one it is there, and by what its being done is known.
    place = models.ForeignKey("organisation.Unit", models.PROTECT, null=True, related_name="+")
    code = models.TextField(default="", blank=True)
    key = models.TextField(default="", blank=True)
    number = models.IntegerField()
    message = models.ForeignKey(Message, models.PROTECT, null=True, related_name="notices")
    status = models.TextField(default=NoticeStatus.OPEN.value)
    at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    called = models.TextField(default="", blank=True)

    class Meta:
        constraints = [
            *a_drill_tells_players(),
            models.UniqueConstraint(fields=["cause", "person"], name="person_is_told_of_a_fact_once"),
            models.UniqueConstraint(fields=["scope", "number"], name="notice_numbers_are_unique_in_a_county"),
            models.CheckConstraint(
                condition=Q(status__in=[s.value for s in NoticeStatus]), name="notice_status_is_known"
            ),
            models.CheckConstraint(condition=Q(kind__in=[k.value for k in NoticeKind]), name="notice_kind_is_known"),
            models.CheckConstraint(condition=Q(called__in=[c.value for c in Called]), name="call_result_is_known"),
            models.CheckConstraint(
                condition=Q(number__gte=NUMBERS[0], number__lte=NUMBERS[1]), name="notice_number_has_six_digits"
            ),
            models.CheckConstraint(
                condition=(Q(kind=NoticeKind.TEST.value, test__isnull=False, incident=None) & NO_DUTY)
                | (Q(kind__in=[k.value for k in OF_A_DUTY], test=None, incident=None, place__isnull=False) & A_DUTY)
                | (
                    ~Q(kind__in=[NoticeKind.TEST.value, *(k.value for k in OF_A_DUTY)])
                    & Q(test=None, incident__isnull=False)
                    & NO_DUTY
                ),
                name="notice_is_of_an_incident_a_duty_or_a_test",
            ),
            models.CheckConstraint(
                condition=Q(status=NoticeStatus.OPEN.value, ended_at=None)
                | (~Q(status=NoticeStatus.OPEN.value) & Q(ended_at__isnull=False)),
                name="ended_notice_says_when",
            ),
        ]
        indexes = [
            models.Index(fields=["person", "-at"], name="notices_to_a_person"),
            models.Index(fields=["incident"], condition=Q(status="open"), name="open_notices_of_an_incident"),
            models.Index(fields=["exam", "key"], condition=Q(status="open"), name="open_notices_of_a_duty"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.number}"


class Attempt(models.Model):
    """One sending by one channel: written before the provider is asked, and its end after.

    ``own`` repeats the channel's person, for the keys: what is of a drill goes by the player's own channels alone,
    for in a unit's group others read along.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    exam = models.ForeignKey("exams.Exam", models.PROTECT, null=True, related_name="+")
    exam_kind = models.TextField(default="", blank=True)
    scope = models.TextField(db_collation="C")
    message = models.ForeignKey(Message, models.PROTECT, related_name="attempts")
    person = models.ForeignKey("organisation.Person", models.PROTECT, related_name="+")
    channel = models.ForeignKey(Channel, models.PROTECT, related_name="+")
    own = models.ForeignKey("organisation.Person", models.PROTECT, null=True, related_name="+")
    provider = models.TextField()
    status = models.TextField(default=AttemptStatus.SENDING.value)
    why = models.TextField(default="", blank=True)
    began_at = models.DateTimeField()
    lease_until = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=[s.value for s in AttemptStatus]), name="attempt_status_is_known"
            ),
            models.CheckConstraint(condition=Q(why__in=[w.value for w in Why]), name="attempt_reason_is_known"),
            models.CheckConstraint(
                condition=Q(status=AttemptStatus.SENDING.value, ended_at=None)
                | (~Q(status=AttemptStatus.SENDING.value) & Q(ended_at__isnull=False)),
                name="ended_attempt_says_when",
            ),
            models.CheckConstraint(
                # Said twice that there is one: a check that comes to nothing, as NULL does, would pass.
                condition=Q(own__isnull=False, own=F("person")) | (Q(own=None) & ~Q(exam_kind=DRILL)),
                name="attempt_goes_by_own_or_by_unit_channel",
            ),
            models.UniqueConstraint(
                fields=["message"], condition=Q(status="sending"), name="message_goes_one_way_at_a_time"
            ),
        ]
        indexes = [models.Index(fields=["lease_until"], condition=Q(status="sending"), name="attempts_under_way")]

    def __str__(self) -> str:
        return f"{self.provider} {self.status}"


class ProviderRest(models.Model):
    """A provider that did not answer is left alone until then, so that it holds up no message. A record."""

    provider = models.TextField(primary_key=True)
    until = models.DateTimeField()

    def __str__(self) -> str:
        return self.provider
