"""The rows of venues: how their day goes, whether their papers are there, and what is open with them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from exams.models import Exam
from venues.selectors.board import MilestoneTold, ReportTold, VenueTold, venues_told

PENDING = "pending"
COLOURS = ("red", "amber", "ok")


def venue_bodies(
    exam: Exam,
    codes: Collection[str] | None,
    *,
    exam_at: dt.datetime,
    incidents: Mapping[str, Sequence[str]],
) -> dict[str, dict[str, Any]]:
    """The venues of these codes (None: all of them) by code. ``incidents``: the colour of each open one, by venue."""
    if codes is not None and not codes:
        return {}
    told = venues_told(exam, exam_at=exam_at, codes=sorted(codes or ()))
    return {venue.code: _body(venue, incidents.get(venue.code, ())) for venue in told}


def _body(venue: VenueTold, incidents: Sequence[str]) -> dict[str, Any]:
    colours = {venue.worst, *incidents}
    return {
        "code": venue.code,
        "name": venue.name,
        "township": venue.township,
        # Lines that tell where papers are go to the escort's channel alone (limits.md 4).
        "milestones": [_milestone(line) for line in venue.milestones if not line.of_papers],
        "papers": PENDING,
        "report": None if venue.report is None else _report(venue.report),
        "present": venue.present,
        "absent": venue.absent,
        "seats": venue.seats,
        "open_incidents": len(incidents),
        "worst": next(colour for colour in COLOURS if colour in colours),
        "silent": venue.silent,
        "readiness": {
            "state": venue.readiness.state.value,
            "gates": [{"gate": one.gate.value, "state": one.state.value} for one in venue.readiness.gates],
        },
    }


def _milestone(line: MilestoneTold) -> dict[str, Any]:
    return {
        "code": line.code,
        "number": line.number,
        "name": line.name,
        "name_en": line.name_en,
        "session": line.session,
        "planned_at": line.planned_at.isoformat(),
        "state": line.state.value,
        "done_at": line.done_at.isoformat() if line.done_at else None,
        "seconds_off": line.seconds_off,
        "timing": line.timing,
    }


def _report(report: ReportTold) -> dict[str, Any]:
    return {
        "kind": report.kind,
        "session": report.session,
        "state": report.state.value,
        "unconfirmed": report.unconfirmed,
    }
