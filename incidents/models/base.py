"""What all tables of incidents stand on: rows of an exam, and rows written once."""

from __future__ import annotations

import uuid
from enum import StrEnum

from django.db import models
from django.db.models import Q


def one_of(field: str, words: type[StrEnum], *, blank: bool = False) -> Q:
    """That a column holds one of these words, or nothing where ``blank``."""
    return Q(**{f"{field}__in": [*([""] if blank else []), *(word.value for word in words)]})


class ExamRow(models.Model):
    """Base of the rows that an act may change during an exam: a drill has its own."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    exam = models.ForeignKey("exams.Exam", models.PROTECT, related_name="+")
    scope = models.TextField(db_collation="C")

    class Meta:
        abstract = True


class Recorded(ExamRow):
    """Base of the rows that are written once, under the entry of the act that wrote them, and never changed."""

    at = models.DateTimeField()
    exam_at = models.DateTimeField()
    entry = models.ForeignKey("journal.Entry", models.PROTECT, related_name="+")

    class Meta:
        abstract = True
