"""The rows of venues: how their day goes, whether their papers are there, and what is open with them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from exams.models import Exam
from paper_custody.states import PaperState
from venues.selectors.board import MilestoneTold, ReportTold, VenueTold, venues_told
from venues.selectors.readiness import GateTold
from venues.states import Gate

COLOURS = ("red", "amber", "ok")


@dataclass(frozen=True, slots=True)
class Besides:
    """What others know of venues, by their code: where papers stand, and the colour of each open incident."""

    papers: Mapping[str, PaperState]
    incidents: Mapping[str, Sequence[str]]


def venues_drawn(exam: Exam, codes: Collection[str] | None, *, exam_at: dt.datetime) -> list[VenueTold]:
    """The venues of these codes; None: all of them."""
    if codes is not None and not codes:
        return []
    return venues_told(exam, exam_at=exam_at, codes=sorted(codes or ()))


def venue_body(venue: VenueTold, besides: Besides) -> dict[str, Any]:
    """The row of a venue, for everybody who sees the board."""
    incidents = besides.incidents.get(venue.code, ())
    colours = {venue.worst, *incidents}
    return {
        "code": venue.code,
        "name": venue.name,
        "township": venue.township,
        # Lines that tell where papers are go to the escort's channel alone (limits.md 4).
        "milestones": [milestone_body(line) for line in venue.milestones if not line.of_papers],
        "papers": besides.papers.get(venue.code, PaperState.PENDING).value,
        "report": None if venue.report is None else _report(venue.report),
        "reports": [{**_report(one), "present": one.present, "absent": one.absent} for one in venue.reports],
        "present": venue.present,
        "absent": venue.absent,
        "seats": venue.seats,
        "open_incidents": len(incidents),
        "worst": next(colour for colour in COLOURS if colour in colours),
        "silent": venue.silent,
        "readiness": {
            "state": venue.readiness.state.value,
            "gates": [gate_body(one) for one in venue.readiness.gates],
        },
    }


def gate_body(gate: GateTold) -> dict[str, Any]:
    """A condition of a venue's readiness, and since when it stands so: a screen counts its age from there.

    That of the papers has no time: it is set as they come, and they are followed by few (limits.md 4).
    """
    told = None if gate.gate == Gate.PAPER else gate.set_at
    return {
        "gate": gate.gate.value,
        "state": gate.state.value,
        "set_at": told.isoformat() if told else None,
    }


def milestone_body(line: MilestoneTold) -> dict[str, Any]:
    """A line of the minute table as a screen shows it."""
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
