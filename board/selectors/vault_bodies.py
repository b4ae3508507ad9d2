"""The row that tells the desk whether the secure room is in order. The wall learns nothing of it."""

from __future__ import annotations

import datetime as dt
from typing import Any

from exams.models import Exam
from paper_custody.selectors.vault_overview import whats_wrong


def vault_body(exam: Exam, *, exam_at: dt.datetime) -> dict[str, Any] | None:
    """In order or not, and what is not: never what lies in the room, nor since when. None before it is looked at."""
    wrong = whats_wrong(exam, exam_at)
    return None if wrong is None else {"in_order": not wrong, "wrong": wrong}
