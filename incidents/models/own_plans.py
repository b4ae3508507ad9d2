"""Texts of the catalogue that a county makes its own, and who owns each plan."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import F, Q

from incidents.models.base import one_of
from incidents.states import OWN_OPEN, OwnKind, OwnStatus


class OwnText(models.Model):
    """A text that the county proposes as its own for a plan, a procedure or the table of clocks (``subject``).

    ``shipped`` is the shipped text as it was then, by which a later shipped version is told apart. What was
    proposed is never changed: another text is another proposal. One of the kind ``end`` has no text: it gives
    up the county's own version, and the shipped one holds again.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    scope = models.TextField(db_collation="C")
    subject = models.TextField()
    number = models.IntegerField()
    kind = models.TextField()
    status = models.TextField()
    content = models.JSONField()
    content_hash = models.TextField()
    shipped = models.JSONField()
    words = models.TextField()
    author = models.ForeignKey("organisation.Person", models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField()
    first = models.ForeignKey("organisation.Person", models.PROTECT, null=True, related_name="+")
    first_at = models.DateTimeField(null=True)
    second = models.ForeignKey("organisation.Person", models.PROTECT, null=True, related_name="+")
    second_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey("organisation.Person", models.PROTECT, null=True, related_name="+")
    ended_at = models.DateTimeField(null=True)
    ended_words = models.TextField(default="", blank=True)
    entry = models.ForeignKey("journal.Entry", models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["scope", "subject", "number"], name="own_texts_are_numbered"),
            # Two texts under way would each be judged against what the other is about to replace.
            models.UniqueConstraint(
                fields=["scope", "subject"],
                condition=Q(status__in=[status.value for status in OWN_OPEN]),
                name="one_own_text_under_way",
            ),
            models.CheckConstraint(condition=one_of("kind", OwnKind), name="own_text_kind_is_known"),
            models.CheckConstraint(condition=one_of("status", OwnStatus), name="own_text_status_is_known"),
            # Approval takes two people beside the author: the database's to keep, whatever the code does.
            models.CheckConstraint(
                condition=Q(first=None) | ~Q(first=F("author")), name="own_text_first_is_not_its_author"
            ),
            models.CheckConstraint(
                condition=Q(second=None) | ~Q(second=F("author")) & ~Q(second=F("first")),
                name="own_text_second_is_a_third_person",
            ),
            models.CheckConstraint(
                condition=~Q(status=OwnStatus.APPROVED.value) | Q(first__isnull=False, second__isnull=False),
                name="own_text_is_approved_by_two",
            ),
            models.CheckConstraint(
                condition=~Q(status=OwnStatus.ENDORSED.value) | Q(first__isnull=False),
                name="own_text_is_endorsed_by_one",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.subject} {self.number}"

    @property
    def is_open(self) -> bool:
        """Whether it waits for somebody."""
        return self.status in OWN_OPEN

    @property
    def is_end(self) -> bool:
        """Whether it gives up the county's own version."""
        return self.kind == OwnKind.END


class PlanOwner(models.Model):
    """Who owns a plan from now on: a post of the county by its role, a person, or a person as holder of a post.

    Never changed; the newest row of a plan counts.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    scope = models.TextField(db_collation="C")
    subject = models.TextField()
    role = models.TextField(default="", blank=True)
    person = models.ForeignKey("organisation.Person", models.PROTECT, null=True, related_name="+")
    named_by = models.ForeignKey("organisation.Person", models.PROTECT, related_name="+")
    at = models.DateTimeField()
    entry = models.ForeignKey("journal.Entry", models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(role="") | Q(person__isnull=False), name="plan_owner_is_a_post_or_a_person"
            ),
            models.UniqueConstraint(fields=["entry", "subject"], name="plan_gets_one_owner_at_a_time"),
        ]
        indexes = [models.Index(fields=["scope", "subject", "-at"], name="plan_owner_latest")]

    def __str__(self) -> str:
        return f"{self.subject} {self.role or self.person_id}"
