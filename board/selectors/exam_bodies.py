"""The row that tells which exam this is, how its time goes, and what comes next."""

from __future__ import annotations

import datetime as dt
from typing import Any
from uuid import UUID

from board.states import ESCORT_MILESTONES
from exams.models import Exam
from exams.selectors.sessions import current_session, key_moments, sessions_of
from exams.selectors.timelines import segment_at

LOOKS_AHEAD = dt.timedelta(days=1)


def exam_body(exam: Exam, *, at: dt.datetime, exam_at: dt.datetime) -> dict[str, Any]:
    """The exam at the real instant ``at``, when its own clock shows ``exam_at``."""
    current = current_session(exam.pk, exam_at)
    return {
        "name": exam.name,
        "kind": exam.kind,
        "status": exam.status,
        "sessions": [
            {
                "code": session.code,
                "subject": session.name,
                "starts_at": session.starts_at.isoformat(),
                "ends_at": session.ends_at.isoformat(),
            }
            for session in sessions_of(exam.pk)
        ],
        "current": current.code if current else None,
        "next_key_moment": _next_moment(exam.pk, exam_at),
        "timeline": _timeline(exam, at),
    }


def _next_moment(exam_id: UUID, exam_at: dt.datetime) -> dict[str, Any] | None:
    for moment in key_moments(exam_id, after=exam_at, until=exam_at + LOOKS_AHEAD):
        if moment.code not in ESCORT_MILESTONES:
            return {
                "label": moment.code,
                "name": moment.name,
                "name_en": moment.name_en,
                "session": moment.session,
                "at": moment.at.isoformat(),
            }
    return None


def _timeline(exam: Exam, at: dt.datetime) -> dict[str, Any]:
    """How exam time goes. It changes with every start, stop and step, and so does the row."""
    segment = segment_at(exam.pk, at)
    return {
        "state": exam.timeline.state,
        "rate": exam.timeline.rate,
        "real_from": segment.real_from.isoformat() if segment else None,
        "exam_from": segment.exam_from.isoformat() if segment else None,
    }
