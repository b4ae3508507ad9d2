from __future__ import annotations

from uuid import UUID

from django.db import models

STANDING_LOG = UUID(int=0)
"""The log of acts that belong to no exam. Every exam has a log under its own id."""


class Entry(models.Model):
    """One fact, as a commitment. Its id is the act's id (or derived from it, for a finding). Never changed."""

    id = models.UUIDField(primary_key=True)
    log = models.UUIDField()
    kind = models.TextField()
    commitment = models.BinaryField()

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"


class Content(models.Model):
    """The salt and the bytes that an entry commits to, verbatim. Only the erasure role may delete them."""

    entry = models.OneToOneField(Entry, models.PROTECT, primary_key=True)
    salt = models.BinaryField()
    body = models.BinaryField()

    def __str__(self) -> str:
        return str(self.pk)


class Waiting(models.Model):
    """An entry not yet numbered. ``seq`` is drawn when the act holds all its row locks: effect never precedes cause."""

    seq = models.BigAutoField(primary_key=True)
    entry = models.OneToOneField(Entry, models.PROTECT)
    log = models.UUIDField()

    def __str__(self) -> str:
        return f"{self.seq}"


class Leaf(models.Model):
    """An entry's place in its log: the bytes that the tree hashes, final from the first day."""

    log = models.UUIDField()
    index = models.BigIntegerField()
    entry = models.OneToOneField(Entry, models.PROTECT)
    body = models.BinaryField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["log", "index"], name="log_numbers_are_unique"),
            models.CheckConstraint(condition=models.Q(index__gte=0), name="log_numbers_start_at_zero"),
        ]

    def __str__(self) -> str:
        return f"{self.log}:{self.index}"


class Tree(models.Model):
    """The frontier of a log's Merkle tree: its size and the peaks of its right edge, 32 bytes each."""

    log = models.UUIDField(primary_key=True)
    size = models.BigIntegerField()
    peaks = models.BinaryField()
    root = models.BinaryField()
    grown_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.log} of {self.size}"


class Verdict(models.Model):
    """What became of an act id: ``accepted``, or the refusal's code. A refused id stays refused."""

    act_id = models.UUIDField(primary_key=True)
    code = models.TextField()
    request_hash = models.BinaryField()
    detail = models.JSONField(default=dict)
    person_id = models.UUIDField(null=True)
    log = models.UUIDField()
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["log", "at"], name="verdicts_of_a_log")]

    def __str__(self) -> str:
        return f"{self.act_id} {self.code}"


class Cursor(models.Model):
    """How far one projection or reaction has read one log. ``failure`` says why it stands still, where it does."""

    consumer = models.TextField()
    log = models.UUIDField()
    position = models.BigIntegerField(default=0)
    attempts = models.IntegerField(default=0)
    failure = models.TextField(default="")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["consumer", "log"], name="one_cursor_per_consumer_and_log")]

    def __str__(self) -> str:
        return f"{self.consumer} {self.log} {self.position}"


class Parked(models.Model):
    """A delivery that failed again and again, set aside so that it holds up nobody else. Shown until retried."""

    consumer = models.TextField()
    entry = models.ForeignKey(Entry, models.PROTECT, related_name="+")
    failure = models.TextField()
    parked_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["consumer", "entry"], name="parked_once")]

    def __str__(self) -> str:
        return f"{self.consumer} {self.entry_id}"
