"""Pages that read custody back: the gap meter, who touched what, and the reconciliation of a session."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.dateparse import parse_datetime
from django.utils.timezone import get_current_timezone, is_naive

from exams.models import Exam
from exams.selectors.sessions import current_session, sessions_of
from kernel.time import exam_now, now
from organisation.models import Unit
from paper_custody.policies import SEES_BAGS
from paper_custody.selectors.intervals import gap_meter
from paper_custody.selectors.reconciliation import NUMBERS, reconciliation_of
from paper_custody.selectors.touched import touched
from paper_custody.selectors.touches import TouchWanted
from paper_custody.views.papers import CustodyPage

ON_A_PAGE = 50
MOMENTS = ("since", "until")
# Further back than this nobody leafs: a narrower window is asked for.
MOST_PAGES = 100


def moment_of(text: str) -> dt.datetime | None:
    """A moment as a page or an address gives it; without an offset it is the county's. None where it is none."""
    try:
        moment = parse_datetime(text)
    except ValueError:
        return None
    return moment.replace(tzinfo=get_current_timezone()) if moment is not None and is_naive(moment) else moment


def touch_wanted(given: dict[str, str]) -> TouchWanted:
    """What is asked after, as an address gives it. A moment that cannot be read narrows nothing."""
    codes = {name: text for name, text in given.items() if name not in MOMENTS}
    since, until = (moment_of(given.get(name, "")) for name in MOMENTS)
    return TouchWanted(**codes, since=since, until=until)


class GapsPart(CustodyPage):
    """``/papers/gaps/``: the gap meter of every session, which the page of papers loads after itself."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """The part of the page."""
        exam = self.exam_in_hand(request)
        if not {held for held, _path in self.actor.grants} & SEES_BAGS:
            return self.refused(request)
        gaps = [one for one in gap_meter(exam, self.actor) if one.bags]
        return render(request, "paper_custody/gaps.html", {"gaps": gaps, "here": f"exam={exam.pk}"})


class TouchedPage(CustodyPage):
    """``/papers/touched/``: who touched a bag, a seal, a room, a container, or what a person did, within a window."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """The page, which also prints. Nothing is looked up before something is asked after."""
        exam = self.exam_in_hand(request)
        if not {held for held, _path in self.actor.grants} & SEES_BAGS:
            return self.refused(request)
        given = self.asked(request, TouchWanted.names())
        query = request.GET.copy()
        query.pop("page", None)
        return self.page(
            request,
            "paper_custody/touched.html",
            exam,
            given=given,
            query=f"{query.urlencode()}&" if query else "",
            printed_at=now(),
            unit=Unit.objects.filter(path=exam.scope).first(),
            **(self._found(request, exam, given) if given else {}),
            **self.choices(exam),
        )

    def _found(self, request: HttpRequest, exam: Exam, given: dict[str, str]) -> dict[str, Any]:
        """One page of it, and how many there are."""
        number = request.GET.get("page", "1")
        start = (int(number) - 1) * ON_A_PAGE if number.isdecimal() and 0 < int(number) <= MOST_PAGES else 0
        part = touched(exam, self.actor, touch_wanted(given), start=start, size=ON_A_PAGE)
        return {"rows": part.rows, "found": Paginator(range(part.total), ON_A_PAGE).get_page(start // ON_A_PAGE + 1)}


class ReconciliationPage(CustodyPage):
    """``/papers/reconciliation/``: a session's papers term by term, venue by venue and room by room."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """The session in the address, else the one in hand, else the first. The page also prints."""
        exam = self.exam_in_hand(request)
        if not {held for held, _path in self.actor.grants} & SEES_BAGS:
            return self.refused(request)
        session = session_asked(request, exam)
        return self.page(
            request,
            "paper_custody/reconciliation.html",
            exam,
            session=session,
            venues_told=reconciliation_of(exam, session, self.actor),
            numbers=NUMBERS,
            printed_at=now(),
            unit=Unit.objects.filter(path=exam.scope).first(),
            **self.choices(exam),
        )


def session_asked(request: HttpRequest, exam: Exam) -> str:
    """The session in the address, else the one in hand, else the first."""
    named = request.GET.get("session", "")
    codes = [session.code for session in sessions_of(exam.pk)]
    if named in codes:
        return named
    in_hand = current_session(exam.pk, exam_now(exam.pk, now()))
    return in_hand.code if in_hand is not None else (codes or [""])[0]
