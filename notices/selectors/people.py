"""Who is to be told of an incident: by the post that he holds, and by what he may know."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from uuid import UUID

from incidents.gateways import SEEN_BY, Run, run_from
from incidents.models import CallOut, Incident
from incidents.selectors.rungs import called_at
from incidents.states import Openness
from notices.models import Player
from notices.states import UP_TO_THE_RUNG, NoticeKind
from organisation.policies import county_of
from organisation.selectors import entitled, posts_held


def people_on_rung(run: Run, code: str, scope: str) -> set[UUID]:
    """Who is called at the rung, as the incident itself finds it; nobody at a rung that the frozen ladder has not."""
    if code not in {one.code for one in run.ladder.rungs}:
        return set()
    return {person.pk for person in called_at(run, code, county=scope).people}


def people_told(incident: Incident, kind: NoticeKind, *, rung: str) -> set[UUID]:
    """Who holds the rung. Of an answer that lapsed, everybody up to it, for all of them believed it answered; so too
    where nobody answers at the highest one.
    """
    run, county = run_from(incident.run), county_of(incident.scope)
    told = run.rungs()
    codes = told[: told.index(rung) + 1] if kind in UP_TO_THE_RUNG and rung in told else (rung,)
    people: set[UUID] = set()
    for code in codes:
        people |= people_on_rung(run, code, county)
    return people


def liaisons_called(incident_id: UUID, calls: Collection[int]) -> frozenset[UUID]:
    """Who is called now for these calls of an incident."""
    rows = CallOut.objects.filter(incident=incident_id, number__in=calls, liaison__isnull=False)
    return frozenset(rows.values_list("liaison", flat=True))


def allowed(incident: Incident, people: Collection[UUID], at: dt.datetime) -> set[UUID]:
    """Those of them who may know of it: of a restricted one the named roles (limits.md 5), of a drill its players."""
    left = players_only(incident, people)
    if incident.openness in SEEN_BY:
        seeing = SEEN_BY[Openness(incident.openness)]
        left = {one for held in seeing for one in entitled(left, held, incident.scope, at)}
    return left


def players_only(incident: Incident, people: Collection[UUID]) -> set[UUID]:
    """Those of them who may be told anything at all: of a drill its players.

    A liaison who is called must hear that he is, of whatever incident: his notice tells him that, and of one for
    named roles nothing else.
    """
    if not incident.exam.is_drill:
        return set(people)
    return set(Player.objects.filter(exam=incident.exam_id, person__in=people).values_list("person", flat=True))


def people_of_unit(path: str, at: dt.datetime) -> set[UUID]:
    """Everybody with a duty at a unit or below it."""
    return set(posts_held(at).filter(unit__path__startswith=path).values_list("person", flat=True))
