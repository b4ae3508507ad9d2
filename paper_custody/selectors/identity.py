"""Which set of papers is used."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Count

from exams.models import Exam
from paper_custody.models import Bag
from paper_custody.models.identity import SetInUse
from paper_custody.states import BagStatus


def sets_in_use(exam_id: UUID, subjects: Collection[Any]) -> dict[Any, str]:
    """The set that is used for each of these subjects, by the newest decision, where there is one."""
    rows = SetInUse.objects.filter(exam_id=exam_id, subject__in=subjects, verdict="granted")
    newest = rows.order_by("subject", "-at").distinct("subject")
    return dict(newest.values_list("subject", "paper_set"))


@dataclass(frozen=True, slots=True)
class SetsOfSubject:
    """The sets of which bags of a subject are on the list, and the decision on which is used, if there is one."""

    session: str
    subject: str
    name: str
    starts_at: dt.datetime
    sets: Sequence[tuple[str, int]]
    used: SetInUse | None

    @property
    def is_open(self) -> bool:
        """Whether a decision is waited for: nothing of the subject is issued before."""
        return self.used is None and len(self.sets) > 1


def sets_told(exam: Exam) -> list[SetsOfSubject]:
    """Every subject whose bags name a set, in the order in which they are sat, in two reads."""
    bags = Bag.objects.filter(exam=exam).exclude(paper_set="").exclude(status=BagStatus.VOIDED)
    counted = bags.values(
        "subject", "subject__code", "subject__name", "session__code", "session__starts_at", "paper_set"
    ).annotate(many=Count("pk"))
    newest = SetInUse.objects.filter(exam=exam, verdict="granted").order_by("subject", "-at").distinct("subject")
    used = {row.subject_id: row for row in newest.select_related("recorded_by")}
    found: dict[Any, list[Any]] = {}
    for row in counted.order_by("session__starts_at", "subject__code", "paper_set"):
        found.setdefault(row["subject"], []).append(row)
    return [
        SetsOfSubject(
            session=rows[0]["session__code"],
            subject=rows[0]["subject__code"],
            name=rows[0]["subject__name"],
            starts_at=rows[0]["session__starts_at"],
            sets=[(row["paper_set"], row["many"]) for row in rows],
            used=used.get(subject),
        )
        for subject, rows in found.items()
    ]
