"""Evidence packs that were asked for. The file lies beside the database, for a while; who took it stays on record."""

from __future__ import annotations

import datetime as dt

from django.conf import settings
from django.db import models
from django.db.models import Q

from paper_custody.models.base import Recorded, known
from paper_custody.states.evidence import UNDER_WAY, WAS_MADE, PackStatus


class EvidencePack(Recorded):
    """One taking of a venue's session: asked for by an act, made in the background, removed after a while.

    It is for the eyes of who asked and nobody else's: what is in it depends on what they may see. ``language`` is
    that of its forms. ``sha256`` is of the whole file and stays when the file is gone.
    """

    venue = models.ForeignKey("venues.Venue", models.PROTECT, related_name="+")
    session = models.ForeignKey("exams.Session", models.PROTECT, related_name="+")
    taken_by = models.ForeignKey("organisation.Person", models.PROTECT, related_name="+")
    language = models.TextField()
    status = models.TextField(default=PackStatus.ASKED.value)
    attempts = models.PositiveSmallIntegerField(default=0)
    begun_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    sha256 = models.TextField(default="", blank=True)
    size = models.PositiveBigIntegerField(default=0)
    facts = models.PositiveIntegerField(default=0)
    forms = models.PositiveIntegerField(default=0)
    refusal = models.JSONField(null=True)

    class Meta:
        constraints = [
            known("status", PackStatus, "pack_status_is_known"),
            models.UniqueConstraint(
                fields=["venue", "session", "taken_by"],
                condition=Q(status__in=[one.value for one in UNDER_WAY]),
                name="pack_is_made_once_at_a_time_for_a_person",
            ),
            models.CheckConstraint(
                condition=(Q(status__in=[one.value for one in WAS_MADE], size__gt=0) & ~Q(sha256=""))
                | (~Q(status__in=[one.value for one in WAS_MADE]) & Q(sha256="", size=0)),
                name="made_pack_has_its_hash",
            ),
            models.CheckConstraint(
                condition=Q(status="refused", refusal__isnull=False) | (~Q(status="refused") & Q(refusal__isnull=True)),
                name="refused_pack_says_why",
            ),
        ]
        indexes = [
            models.Index(fields=["venue", "session", "-at"], name="packs_of_a_session"),
            models.Index(fields=["status", "ended_at"], name="packs_to_look_after"),
        ]

    @property
    def is_moving(self) -> bool:
        """Whether it is being made at this moment."""
        return self.status in UNDER_WAY

    @property
    def kept_until(self) -> dt.datetime | None:
        """From when on its file is not kept any more."""
        return None if self.ended_at is None else self.ended_at + settings.EVIDENCE_KEPT
