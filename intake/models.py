from __future__ import annotations

import datetime as dt
import uuid

from django.db import models
from django.db.models import Q

from intake.states import Sheet, UploadStatus

# A file holds names and telephone numbers: it does not lie about.
KEPT_FOR = dt.timedelta(days=2)


class Upload(models.Model):
    """A workbook handed in on the page: a record on its way to the one act, not part of what is on record.

    ``choices`` are how its sheets and headings are read. They are taken down with it, so that what is
    loaded is what was seen, whatever is chosen for another workbook in between.

    The file itself is kept until it is discarded or ``KEPT_FOR`` is over, and no longer: it holds names and
    telephone numbers. What was loaded is named by its SHA-256 here and in the fact. ``act_id`` is drawn once, so
    that a loading that was broken off and tried again is one act.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    scope = models.TextField(db_collation="C")
    login = models.ForeignKey("organisation.Login", models.PROTECT, related_name="+")
    file_name = models.TextField()
    content = models.BinaryField()
    sha256 = models.TextField(default="")
    choices = models.JSONField(default=dict)
    status = models.TextField(default=UploadStatus.CHECKING, choices=UploadStatus.choices)
    report = models.JSONField(default=dict)
    parts = models.JSONField(default=list)
    refusal = models.JSONField(null=True)
    act_id = models.UUIDField(default=uuid.uuid4, unique=True)
    handed_in_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(status__in=UploadStatus.values), name="upload_status_is_known"),
        ]
        indexes = [models.Index(fields=["scope", "-handed_in_at"], name="uploads_of_a_county")]

    def __str__(self) -> str:
        return self.file_name

    @property
    def is_moving(self) -> bool:
        """Whether it is being checked or loaded at this moment."""
        return self.status in {UploadStatus.CHECKING, UploadStatus.LOADING}

    @property
    def kept_until(self) -> dt.datetime:
        """From when on its file is not kept any more."""
        return self.handed_in_at + KEPT_FOR


class SheetMapping(models.Model):
    """How a county's own sheet is read: which of theirs is ours, and what their headings mean.

    A choice is replaced by another or revoked, never changed: the row says who chose it and when.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    scope = models.TextField(db_collation="C")
    sheet = models.TextField()
    sheet_name = models.TextField(default="")
    columns = models.JSONField(default=dict)
    login = models.ForeignKey("organisation.Login", models.PROTECT, related_name="+")
    chosen_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(sheet__in=[str(sheet) for sheet in Sheet]), name="mapped_sheet_is_ours"),
            models.UniqueConstraint(
                fields=["scope", "sheet"], condition=Q(revoked_at=None), name="one_mapping_of_a_sheet_is_in_force"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.sheet} {self.sheet_name}"
