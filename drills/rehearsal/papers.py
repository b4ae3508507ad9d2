"""The papers' part: from the convoy at the county to the marking point, with what the script lets go wrong."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from functools import partial
from uuid import UUID

from drills.gateways import Answer
from drills.rehearsal import ending, evidence, inward, labels, locks, road
from drills.rehearsal.run import Run, at_moment
from drills.rehearsal.stage import Stage
from exams.models import MilestonePlan, Session
from exams.selectors.sessions import sessions_of
from kernel.actors import SYSTEM
from kernel.scope import reading
from venues.selectors.places import seats_of, venues_of

# What goes wrong with the papers of the first session, by the venue's place in the list; the lost convoy is the road's.
DIFFERING_ROOM, WRONG_BAG = 2, 0
LITTLE = dt.timedelta(minutes=2)
# The delivery is received session by session, and in the cabinets before the duty log of the day is opened.
RECEIPT_BEFORE = dt.timedelta(minutes=12)
COUNTED_AFTER, RECOUNTED_AFTER = dt.timedelta(minutes=5), dt.timedelta(minutes=12)


def plan(stage: Stage, sessions: Sequence[Session]) -> None:
    """Lay out who hands what to whom when."""
    with reading(SYSTEM, stage.exam.pk):
        everything = list(sessions_of(stage.exam.pk))
        venues = list(venues_of(stage.exam.scope))
        lines = _lines(stage.exam.pk)
        seated = {session.pk: seats_of(session.pk, [venue.pk for venue in venues]) for session in sessions}
    first_line = min(lines[sessions[0].pk].values())
    inward.plan(stage, sessions, first_line)
    for number, session in enumerate(sessions):
        at = first_line - RECEIPT_BEFORE + number * LITTLE / 2
        stage.plan(at, f"{session.code} received", partial(_receive, stage, session.code, wrong=number == 0))
    stage.plan(first_line - LITTLE, "all stored", partial(_store, stage))
    runs = [
        Run(stage, venue, session, number, session == sessions[0], *_convoys(session, everything))
        for number, venue in enumerate(venues)
        for session in sessions
        if seated[session.pk].get(venue.pk)
    ]
    for run in runs:
        _plan_run(run, lines[run.session.pk])
    locks.plan([run for run in runs if run.first], lines[sessions[0].pk]["papers_at_venue"])
    stored_at = max(lines[session.pk]["answers_stored"] for session in _returning(sessions, lines))
    ending.plan(stage, sessions, stored_at)
    evidence.plan(stage, sessions, stored_at)


def _lines(exam_id: UUID) -> dict[UUID, dict[str, dt.datetime]]:
    table: dict[UUID, dict[str, dt.datetime]] = {}
    for line in MilestonePlan.objects.filter(exam_id=exam_id):
        table.setdefault(line.session_id, {})[line.code] = line.planned_at
    return table


def _returning(sessions: Sequence[Session], lines: dict[UUID, dict[str, dt.datetime]]) -> list[Session]:
    """Those after which a convoy goes back."""
    return [session for session in sessions if "answers_stored" in lines[session.pk]]


def _convoys(session: Session, everything: Sequence[Session]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The sessions that leave with this one, and that come back with it."""
    out = [session.code, *(one.code for one in everything if one.collected_with == session.code)]
    back = [session.code, *(one.code for one in everything if one.returned_with == session.code)]
    return tuple(out), tuple(back)


def _plan_run(run: Run, at: dict[str, dt.datetime]) -> None:
    ends = run.session.ends_at
    if "papers_collected" in at:
        arrives = at["papers_at_venue"] + (road.LATE_BY if road.is_lost(run) else dt.timedelta())
        at_moment(run, at["papers_collected"], f"{run.name} loaded", _load)
        at_moment(run, arrives, f"{run.name} arrived", _arrive)
        road.plan_calls(run, "out", at["papers_collected"], arrives)
    at_moment(run, at["bags_issued"] - LITTLE, f"{run.name} issued", _issue)
    for line, material in (("cards_given_out", "cards"), ("papers_opened", "papers")):
        opened = partial(_open, material=material, done_at=at[line])
        at_moment(run, at[line], f"{run.name} {material} opened", opened)
    at_moment(run, ends + COUNTED_AFTER, f"{run.name} collected and counted", _collect)
    if run.first and run.number == DIFFERING_ROOM:
        at_moment(run, ends + RECOUNTED_AFTER, f"{run.name} counted again", _recount)
    at_moment(run, at["accepted_and_sealed"], f"{run.name} accepted and sealed", _accept)
    if "convoy_left" in at:
        at_moment(run, at["convoy_left"], f"{run.name} on the way back", _return)
        at_moment(run, at["answers_stored"] - LITTLE, f"{run.name} answers stored", _store_answers)
        road.plan_calls(run, "back", at["convoy_left"], at["answers_stored"] - LITTLE)


def _receive(stage: Stage, session: str, *, wrong: bool) -> None:
    """The convoy from the city: counted bag by bag. At the first delivery somebody counts one too few."""
    head, giver = stage.one("vault_head"), stage.one("escort_leader")
    scans, boxes = labels.received(stage.exam.pk, session)
    given = {"bags": scans, "boxes_counted": boxes, "session": session, "giver": giver.as_second()}
    given["receivers"] = [stage.one("vault_guard").as_second()]
    if wrong:
        stage.act(head, "/papers/receive/", {**given, "bags_counted": len(scans) - 1}, expect="count_mismatch")
    stage.act(head, "/papers/receive/", {**given, "bags_counted": len(scans)})


def _store(stage: Stage) -> None:
    scans = labels.waiting_for_cabinet(stage.exam.pk)
    second = stage.one("vault_guard").as_second()
    given = {"bags": [{"code": scan["code"]} for scan in scans], "cabinet": "G1", "second": second}
    stage.act(stage.one("vault_head"), "/papers/store/", given)


def _load(run: Run) -> None:
    scans = labels.for_vehicle(run.stage.exam.pk, run.venue.code, run.out_with)
    keeper = run.one("venue_keeper")
    given = {
        "sessions": list(run.out_with), "vehicle": f"DRILL-CAR-{run.venue.code}", "bags": scans,
        "bags_counted": len(scans), "receiver": keeper.as_second(), "crew": _crew(run),
    }  # fmt: skip
    loaded = run.act(run.stage.one("vault_head"), "load", given)
    run.escorts["out"] = UUID(loaded.body["fact"]["escort"])
    run.act(keeper, f"escorts/{run.escorts['out']}/depart", {})


def _crew(run: Run) -> list[dict[str, str]]:
    """The venue's second keeper and a policeman beside the first, and a driver.

    Where the county has no more policemen, somebody of the venue's office rides along instead.
    """
    stage, place = run.stage, run.venue.scope
    third, duty = stage.number_of("escort_police", run.number), "police"
    if third is None:
        third, duty = stage.number_of("venue_office", 0, path=place), "escort"
    driver = stage.number_of("escort_driver", run.number)
    riding = [(stage.number_of("venue_keeper", 1, path=place), "escort"), (third, duty), (driver, "driver")]
    return [{"person": number, "duty": what} for number, what in riding if number is not None]


def _arrive(run: Run) -> None:
    scans = labels.on_run(run.stage.exam.pk, run.escorts["out"])
    giver = run.one("venue_keeper").as_second()
    run.act(run.one("venue_deputy"), "arrive", {"bags": scans, "bags_counted": len(scans), "giver": giver})


def _issue(run: Run) -> None:
    """Out of the store into the invigilators' hands. One venue's office picks up a bag of the afternoon."""
    if run.first and run.number == WRONG_BAG:
        wrong = labels.one_of(run.stage.exam.pk, run.venue.code, _another(run))
        run.in_rooms("issue", bags=wrong, expect="wrong_session_bag")
    run.in_rooms("issue")


def _another(run: Run) -> str:
    with reading(SYSTEM, run.stage.exam.pk):
        return next(one.code for one in sessions_of(run.stage.exam.pk) if one.code not in run.out_with)


def _open(run: Run, *, material: str, done_at: dt.datetime) -> None:
    """The office enters the minute on the invigilators' form, not the one in which it got round to it."""
    run.in_rooms("open", material=material, done_at=done_at.isoformat())


def _collect(run: Run) -> None:
    run.in_rooms("collect")
    _count(run, "venue_office", off=int(run.first and run.number == DIFFERING_ROOM))
    _count(run, "venue_deputy")


def _count(run: Run, by: str, *, off: int = 0) -> Answer:
    """Somebody of the venue counts alone, on his own screen; ``off`` by so many in the first room."""
    rooms = labels.counts(run.stage.exam.pk, run.venue.code, run.session.code)
    rooms[0]["absent"] += off
    return run.act(run.one(by), "count", {"session": run.session.code, "rooms": rooms})


def _recount(run: Run) -> None:
    """The room that differs is not accepted. A third person counts it: the earlier counts stay on record."""
    run.in_rooms("accept", by="venue_head", expect="room_count_difference")
    rooms = labels.counts(run.stage.exam.pk, run.venue.code, run.session.code)[:1]
    run.act(run.one("venue_keeper"), "count", {"session": run.session.code, "rooms": rooms})


def _accept(run: Run) -> None:
    run.in_rooms("accept", by="venue_head")
    seals = labels.new_seals(run.stage.exam.pk, run.venue.code, run.session.code)
    second = run.one("venue_deputy").as_second()
    run.act(run.one("venue_office"), "seal", {"bags": seals, "second": second})


def _return(run: Run) -> None:
    scans = labels.going_back(run.stage.exam.pk, run.venue.code, run.back_with)
    keeper = run.one("venue_keeper")
    given = {
        "sessions": list(run.back_with), "vehicle": f"DRILL-CAR-{run.venue.code}", "bags": scans,
        "bags_counted": len(scans), "receiver": keeper.as_second(), "crew": _crew(run),
    }  # fmt: skip
    returned = run.act(run.one("venue_deputy"), "return", given)
    run.escorts["back"] = UUID(returned.body["fact"]["escort"])


def _store_answers(run: Run) -> None:
    scans = labels.on_run(run.stage.exam.pk, run.escorts["back"])
    giver = run.one("venue_keeper").as_second()
    given = {"bags": scans, "bags_counted": len(scans), "giver": giver}
    run.stage.act(run.stage.one("vault_head"), "/papers/store-answers/", given)
