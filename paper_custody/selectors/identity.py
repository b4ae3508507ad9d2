"""Which set of papers is used."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any
from uuid import UUID

from paper_custody.models.identity import SetInUse


def sets_in_use(exam_id: UUID, subjects: Collection[Any]) -> dict[Any, str]:
    """The set that is used for each of these subjects, by the newest decision, where there is one."""
    rows = SetInUse.objects.filter(exam_id=exam_id, subject__in=subjects, verdict="granted")
    newest = rows.order_by("subject", "-at").distinct("subject")
    return dict(newest.values_list("subject", "paper_set"))
