"""Plans and what they say from a version on."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q

BY_DEFAULT = "/"


class Plan(models.Model):
    """A contingency plan by its code. What it says is its versions'."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    code = models.TextField(unique=True)
    group = models.TextField()

    def __str__(self) -> str:
        return self.code


class PlanVersion(models.Model):
    """What a plan says from a version on. Never changed: another text is another version.

    ``scope`` is ``/`` for the shipped catalogue; a county's own version carries the county's path, and ``own`` is
    the text that two people approved for it.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    plan = models.ForeignKey(Plan, models.PROTECT, related_name="versions")
    scope = models.TextField(db_collation="C", default=BY_DEFAULT)
    number = models.IntegerField()
    content = models.JSONField()
    content_hash = models.TextField()
    loaded_at = models.DateTimeField()
    own = models.OneToOneField("OwnText", models.PROTECT, null=True, related_name="version")
    entry = models.ForeignKey("journal.Entry", models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(scope=BY_DEFAULT, own=None) | ~Q(scope=BY_DEFAULT) & Q(own__isnull=False),
                name="county_version_was_approved",
            ),
            models.UniqueConstraint(fields=["plan", "scope", "number"], name="plan_versions_are_numbered"),
        ]

    def __str__(self) -> str:
        return f"{self.plan_id} {self.number}"
