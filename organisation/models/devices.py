from __future__ import annotations

import uuid

from django.db import models
from django.db.models import F, Q

from organisation.models.people import Person, Proof, Unit
from organisation.states import CODE_LASTS


class EnrolmentSlot(models.Model):
    """A place for one tablet at a venue. One officer opens it, another approves it, then its code works once.

    Of the code only a keyed hash is kept.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    scope = models.TextField(db_collation="C")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    name = models.TextField()
    code_hash = models.BinaryField(unique=True)
    opened_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    opened_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    approved_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    approved_at = models.DateTimeField(null=True)
    used_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(approved_by=None, approved_at=None)
                | Q(approved_by__isnull=False, approved_at__isnull=False) & ~Q(approved_by=F("opened_by")),
                name="slot_takes_two_officers",
            ),
            models.CheckConstraint(
                condition=Q(used_at=None) | Q(approved_at__isnull=False), name="slot_is_approved_before_use"
            ),
            models.CheckConstraint(
                condition=Q(expires_at__gt=F("opened_at"), expires_at__lte=F("opened_at") + CODE_LASTS),
                name="slot_lasts_ten_minutes",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Device(models.Model):
    """A tablet of a venue, by the public half of a key that cannot leave it. Revoked, it stays on record."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    scope = models.TextField(db_collation="C")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    name = models.TextField()
    slot = models.OneToOneField(EnrolmentSlot, models.PROTECT, related_name="device")
    kid = models.TextField(unique=True)
    spki = models.BinaryField()
    user_agent = models.TextField(default="", blank=True)
    enrolled_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    enrolled_at = models.DateTimeField()
    revoked_since = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)
    revoked_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    revoked_reason = models.TextField(default="", blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(revoked_since=None, revoked_at=None, revoked_by=None)
                | Q(revoked_since__lte=F("revoked_at"), revoked_by__isnull=False),
                name="device_is_revoked_by_somebody_from_a_time",
            ),
        ]
        indexes = [models.Index(fields=["scope", "name"], name="devices_of_a_venue")]

    def __str__(self) -> str:
        return self.name


class DeviceHealth(models.Model):
    """How a tablet is, as it said when it last sent its queue; and who is sending for it now. A record."""

    device = models.OneToOneField(Device, models.CASCADE, primary_key=True, related_name="health")
    scope = models.TextField(db_collation="C")
    queued = models.IntegerField(default=0)
    oldest_at = models.DateTimeField(null=True)
    battery = models.FloatField(null=True)
    storage_used = models.BigIntegerField(null=True)
    storage_quota = models.BigIntegerField(null=True)
    app_version = models.TextField(default="", blank=True)
    persisted = models.BooleanField(default=True)
    skew_ms = models.BigIntegerField(default=0)
    last_seen_at = models.DateTimeField(null=True)
    lease = models.UUIDField(null=True)
    leased_until = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(lease=None, leased_until=None) | Q(lease__isnull=False, leased_until__isnull=False),
                name="lease_has_an_end",
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)


class PersonKey(models.Model):
    """A person's own key on one tablet, locked there by his PIN. A new PIN makes a new key and ends the old one."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    scope = models.TextField(db_collation="C")
    device = models.ForeignKey(Device, models.PROTECT, related_name="keys")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    kid = models.TextField(unique=True)
    spki = models.BinaryField()
    entry = models.ForeignKey("journal.Entry", models.PROTECT, related_name="+")
    registered_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["device", "person"], condition=Q(ended_at=None), name="one_key_per_person_and_device"
            ),
            # What a proof by this key must say of it, word for word.
            models.UniqueConstraint(fields=["id", "person"], name="key_as_a_proof_tells_it"),
        ]

    def __str__(self) -> str:
        return self.kid


class OfflineConfirmation(models.Model):
    """That a person, logged in, confirmed what he had signed offline. Without one the proof stays weaker."""

    proof = models.OneToOneField(Proof, models.PROTECT, primary_key=True, related_name="confirmation")
    entry = models.ForeignKey("journal.Entry", models.PROTECT, related_name="+")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return str(self.pk)


class ReceiptKey(models.Model):
    """The public half of a key with which one server process signs receipts. It is public, and stays."""

    kid = models.TextField(primary_key=True)
    spki = models.BinaryField()
    made_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.kid
