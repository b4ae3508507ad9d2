"""The venues' part: every milestone at its minute, every report in its time, and one venue that falls silent."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from functools import partial
from typing import Any

from drills.rehearsal import road
from drills.rehearsal.stage import Stage
from exams.models import MilestonePlan, Session
from exams.selectors.sessions import demanded_of
from exams.states import Reach, ReportKind
from kernel.actors import SYSTEM
from kernel.scope import reading
from venues.models import Venue
from venues.selectors.places import seats_of, venues_of
from venues.states import BELL_RINGER

# The silent venue of the script: for an hour of the first session nothing comes from it; then the county calls,
# and the duty clerk keys in what it tells.
SILENT = 3
PAPERS_HERE = "papers_at_venue"
SILENT_FROM, CALLED_AT = dt.timedelta(minutes=10), dt.timedelta(minutes=75)
NONE_HAPPENED = {
    "late_admitted": 0, "late_refused": 0, "violations": 0, "malpractice": 0, "disorder": 0, "staff_violations": 0,
    "spare_rooms": 0, "spare_papers": 0, "spare_cards": 0, "ill_on_site": 0, "ill_to_hospital": 0,
    "equipment_faults": 0,
}  # fmt: skip


def plan(stage: Stage, sessions: Sequence[Session]) -> None:
    """Lay out who tells what when."""
    with reading(SYSTEM, stage.exam.pk):
        venues = list(venues_of(stage.exam.scope))
        for first, session in enumerate(sessions):
            seats = seats_of(session.pk, [venue.pk for venue in venues])
            lines = list(demanded_of(session).exclude(reach=Reach.COUNTY))
            for number, venue in enumerate(venues):
                if seats.get(venue.pk):
                    wrong = {"silent": first == 0 and number == SILENT, "lost": first == 0 and number == road.LOST}
                    _plan_venue(stage, (session, venue, seats[venue.pk]), lines, **wrong)


def _plan_venue(
    stage: Stage, place: tuple[Session, Venue, int], lines: Sequence[MilestonePlan], *, silent: bool, lost: bool
) -> None:
    session, venue, _seats = place
    called_at = session.starts_at + CALLED_AT
    for line in lines:
        at = line.planned_at + (road.LATE_BY if line.code == PAPERS_HERE and lost else dt.timedelta())
        if silent and session.starts_at + SILENT_FROM < line.planned_at < called_at:
            stage.plan(called_at, f"{venue.code} {line.code} keyed", partial(_key, stage, place, line), lane=venue.code)
        elif line.report:
            stage.plan(at, f"{venue.code} {line.report}", partial(_report, stage, place, line), lane=venue.code)
        else:
            name = f"{venue.code} {session.code} {line.code}"
            stage.plan(at, name, partial(_reach, stage, place, line), lane=venue.code)


def _reach(stage: Stage, place: tuple[Session, Venue, int], line: MilestonePlan) -> None:
    session, venue, _seats = place
    head = stage.one("venue_head", venue.scope)
    given = {"session": session.code, "milestone": line.code}
    if line.who == BELL_RINGER:
        given["reached_at"] = line.planned_at.isoformat()
    stage.act(head, f"/venues/{venue.code}/milestones/reach/", given)


def _report(stage: Stage, place: tuple[Session, Venue, int], line: MilestonePlan) -> None:
    _session, venue, _seats = place
    head = stage.one("venue_head", venue.scope)
    stage.act(head, f"/venues/{venue.code}/reports/", _content(place, line.report))


def _key(stage: Stage, place: tuple[Session, Venue, int], line: MilestonePlan) -> None:
    """The duty clerk keys in what the silent venue tells on the phone; a report the venue then confirms itself."""
    session, venue, _seats = place
    clerk = stage.one("duty_clerk")
    if not line.report:
        given = {"session": session.code, "milestone": line.code, "reached_at": line.planned_at.isoformat()}
        stage.act(clerk, f"/venues/{venue.code}/milestones/reach/", given)
        return
    call = {"caller": venue.name, "number": "0478-8220000", "at": (session.starts_at + CALLED_AT).isoformat()}
    keyed = stage.act(clerk, f"/venues/{venue.code}/reports/keyed/", {**_content(place, line.report), "call": call})
    if keyed.accepted:
        path = f"/reports/{keyed.body['fact']['report']}/confirm/"
        stage.act(stage.one("venue_head", venue.scope), path)


def _content(place: tuple[Session, Venue, int], kind: str) -> dict[str, Any]:
    session, _venue, seats = place
    if kind == ReportKind.R0:
        entered: dict[str, Any] = {
            "posts_planned": 40,
            "posts_filled": 40,
            "phones_surrendered": 40,
            "equipment_faults": 0,
        }
    else:
        entered = {**NONE_HAPPENED, "present": seats - 2, "absent": 2}
    if kind == ReportKind.R2:
        entered |= {"early_left": 0, "counts_balanced": True, "signed_on_paper": True}
    return {"session": session.code, "kind": kind, "nil": False, "entered": entered}
