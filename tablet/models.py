from __future__ import annotations

from django.db import models
from django.db.models import Q

from tablet.states import Status

KEPT = [status.value for status in Status if status != Status.WAITING]


class QueuedAct(models.Model):
    """An act that a tablet sealed, as it came out of its queue, with what became of it. Never changed.

    ``envelope`` is the very JSON; it is empty where a text in it must not be kept, and then the hash alone remains.
    """

    scope = models.TextField(db_collation="C")
    device = models.ForeignKey("organisation.Device", models.PROTECT, related_name="+")
    counter = models.BigIntegerField()
    act_id = models.UUIDField()
    payload_hash = models.BinaryField()
    previous_hash = models.BinaryField()
    envelope = models.BinaryField()
    person = models.ForeignKey("organisation.Person", models.PROTECT, null=True, related_name="+")
    address = models.TextField()
    status = models.TextField()
    code = models.TextField(default="")
    detail = models.JSONField(null=True)
    entry = models.ForeignKey("journal.Entry", models.PROTECT, null=True, related_name="+")
    happened_at = models.DateTimeField()
    sent_at = models.DateTimeField()
    received_at = models.DateTimeField()
    relayed_by = models.ForeignKey("organisation.Device", models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["device", "counter"], name="a_number_is_one_act"),
            models.UniqueConstraint(fields=["device", "act_id"], name="an_act_has_one_number"),
            models.CheckConstraint(condition=Q(counter__gte=1), name="counting_begins_at_one"),
            models.CheckConstraint(condition=Q(status__in=KEPT), name="queued_act_status_is_known"),
            models.CheckConstraint(
                condition=Q(status=Status.ACCEPTED.value, code="") | ~Q(status=Status.ACCEPTED.value) & Q(entry=None),
                name="what_is_not_accepted_is_no_fact",
            ),
        ]
        indexes = [
            models.Index(
                fields=["scope", "-received_at"], condition=~Q(status=Status.ACCEPTED.value), name="acts_not_accepted"
            )
        ]

    def __str__(self) -> str:
        return f"{self.device_id} {self.counter}"


class Reject(models.Model):
    """An envelope that nobody may act on: no signature that holds, no known tablet, no place in the chain.

    It is never dropped. ``named`` is the tablet that it claims, known or not. One that comes again is counted.
    """

    scope = models.TextField(db_collation="C")
    named = models.UUIDField(null=True)
    act_id = models.UUIDField(null=True)
    counter = models.BigIntegerField(null=True)
    envelope_hash = models.BinaryField()
    envelope = models.BinaryField()
    code = models.TextField()
    sender = models.ForeignKey("organisation.Person", models.PROTECT, null=True, related_name="+")
    times = models.IntegerField(default=1)
    first_at = models.DateTimeField()
    last_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["scope", "envelope_hash", "code"], name="a_reject_is_kept_once"),
        ]
        indexes = [models.Index(fields=["scope", "-last_at"], name="rejects_latest")]

    def __str__(self) -> str:
        return f"{self.code} {self.named}"
