"""Pages of escorts, for the few who follow the convoys, until the exam is over (limits.md 4)."""

from __future__ import annotations

import secrets
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse

from exams.models import Exam
from exams.selectors.sessions import sessions_of
from kernel.errors import NotThere
from kernel.time import now
from organisation.states import Capability
from paper_custody.policies.roads import DRAWS, follows_now
from paper_custody.selectors.aside import runs_to_leave
from paper_custody.selectors.crews import may_ride
from paper_custody.selectors.inward import inward_seen
from paper_custody.selectors.positions import approval_in_force
from paper_custody.selectors.watch import (
    calls_of,
    fixes_shown,
    routes_seen,
    run_told,
    runs_told,
    set_aside_seen,
    sources_seen,
    strip_of,
)
from paper_custody.states import Direction
from paper_custody.states.positions import Feed
from paper_custody.states.roads import VoiceAnswer
from paper_custody.views.papers import CREW_ON_A_FORM, NAMED_DUTIES, CustodyPage
from venues.selectors.places import venues_of


class EscortsBase(CustodyPage):
    """Base of both pages: who of the few may do what."""

    def may(self, exam: Exam) -> dict[str, bool]:
        """What this person may do on the page, at the county."""
        holds = {one for one in Capability if self.actor.may(one, exam.scope)}
        few = Capability.SEE_ESCORTS in holds
        return {
            "calls": few and Capability.KEY_FOR_VENUE in holds,
            "draws": few and bool(holds & set(DRAWS)),
            "approves": few and Capability.APPROVE in holds,
            "decides": few and Capability.RECORD_DECISION in holds,
            "opens_sources": few and Capability.RUN_EXAM in holds,
        }


class EscortsPage(EscortsBase):
    """``/escorts/``: runs under way, what is wrong first; calls to key in; routes, sources, and what was refused."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """The page; for everybody else there is none."""
        exam = self.exam_in_hand(request)
        if not follows_now(exam, self.actor):
            return self.refused(request)
        may = self.may(exam)
        return self.page(
            request,
            "paper_custody/escorts.html",
            exam,
            runs=runs_told(exam, self.actor),
            routes=routes_seen(exam, self.actor),
            sources=sources_seen(exam, self.actor),
            aside=set_aside_seen(exam, self.actor),
            approval=approval_in_force(exam.pk, now()),
            api=f"/api/exams/{exam.pk}/papers",
            answers=[one.value for one in VoiceAnswer],
            may=may,
            inward=inward_seen(exam, self.actor),
            meets=self.actor.may(Capability.KEEP_VAULT, exam.scope),
            **self._riders(exam, may),
            **self._choices(exam, may),
        )

    def _riders(self, exam: Exam, may: dict[str, bool]) -> dict[str, Any]:
        """Who may be named for a convoy from the city, where somebody keys one in."""
        riders = may_ride(exam.scope, now()) if may["calls"] else []
        return {
            "riders": riders,
            "crew_slots": range(CREW_ON_A_FORM),
            "duties": NAMED_DUTIES,
            "sessions": [(session.code, f"{session.code} {session.name}") for session in sessions_of(exam.pk)],
        }

    def _choices(self, exam: Exam, may: dict[str, bool]) -> dict[str, Any]:
        """What the forms offer. A secret is drawn anew each time the page is shown, and kept nowhere."""
        return {
            "places": [(venue.code, f"{venue.code} {venue.name}") for venue in venues_of(exam.scope)],
            "directions": [one.value for one in Direction],
            "feeds": [(feed.value, feed.value) for feed in Feed],
            "secret": secrets.token_urlsafe(24) if may["opens_sources"] else "",
        }


class EscortPage(EscortsBase):
    """``/escorts/<id>/``: one run along its route, with its crew, calls, fixes, and another vehicle if it must be."""

    def get(self, request: HttpRequest, escort: UUID) -> HttpResponse:
        """The page; a run that is not yours to follow is not there."""
        exam = self.exam_in_hand(request)
        try:
            told = run_told(exam, self.actor, escort)
        except NotThere as missing:
            raise Http404 from missing
        return self.page(
            request,
            "paper_custody/escort.html",
            exam,
            told=told,
            run=told.escort,
            departing=[run for run in runs_to_leave(exam, self.actor) if run.pk == escort],
            strip=strip_of(told),
            calls=calls_of(told.escort),
            fixes=fixes_shown(told.escort),
            api=f"/api/exams/{exam.pk}/papers",
            answers=[one.value for one in VoiceAnswer],
            may=self.may(exam),
            leads=told.escort.leader_id == self.actor.person_id,
        )
