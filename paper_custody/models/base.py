"""What the tables share."""

from __future__ import annotations

import uuid
from enum import StrEnum

from django.db import models
from django.db.models import Q

from organisation.states import Side


def known(field: str, words: type[StrEnum], name: str) -> models.CheckConstraint:
    """The constraint that a column holds one of these words."""
    return models.CheckConstraint(condition=Q(**{f"{field}__in": [word.value for word in words]}), name=name)


def sides(first: str, second: str, name: str) -> models.CheckConstraint:
    """The constraint that two columns of persons stand for these two sides."""
    return models.CheckConstraint(condition=Q(first_side=first, second_side=second), name=name)


class ExamRow(models.Model):
    """Base of the rows of one exam: a drill has its own."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    # Every index that is read by exam begins with it; one on the exam alone would only be carried along.
    exam = models.ForeignKey("exams.Exam", models.PROTECT, related_name="+", db_index=False)
    scope = models.TextField(db_collation="C")

    class Meta:
        abstract = True


class Recorded(ExamRow):
    """Base of the rows that are written once, under the entry of the act that wrote them, and never changed."""

    entry = models.ForeignKey("journal.Entry", models.PROTECT, related_name="+")
    at = models.DateTimeField()
    exam_at = models.DateTimeField()

    class Meta:
        abstract = True


class ByTwo(Recorded):
    """Base of what the two of a place do together.

    Each column of a person stands beside its side, and PostgreSQL holds (entry, side, person) against the
    proofs of that very act: the same person twice, no proof, a foreign or a used one cannot be written. A
    proof names its person by a key, so the columns need no key of their own.
    """

    first = models.ForeignKey("organisation.Person", models.PROTECT, related_name="+", db_constraint=False)
    first_side = models.TextField(default=Side.FIRST.value)
    second = models.ForeignKey("organisation.Person", models.PROTECT, related_name="+", db_constraint=False)
    second_side = models.TextField(default=Side.SECOND.value)

    class Meta:
        abstract = True
