"""Pages of papers: where they are, handing them over, and one bag's way."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from exams.selectors.sessions import sessions_of
from exams.views import ExamPage
from kernel.errors import NotPermitted
from organisation.states import Capability
from paper_custody.models import Bag
from paper_custody.policies import SEES_BAGS
from paper_custody.selectors.pages import MOST, bag_seen, bags_found, tallies, way_of
from paper_custody.states import BagStatus
from venues.selectors.places import venues_of


class PapersPage(ExamPage):
    """The bags in sight: by venue and state, and a list to search. For those with duties on papers only."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """The page."""
        if not {held for held, _path in self.actor.grants} & SEES_BAGS:
            return render(request, "403.html", {"refusal": NotPermitted().answer()}, status=403)
        exam = self.exam_in_hand(request)
        wanted = {name: request.GET.get(name, "").strip() for name in ("search", "venue", "session", "status")}
        found = bags_found(exam.pk, self.actor, **wanted)
        return self.page(
            request,
            "paper_custody/papers.html",
            exam,
            tallies=tallies(exam.pk, self.actor),
            bags=list(found[:MOST]),
            total=found.count(),
            most=MOST,
            wanted=wanted,
            statuses=[status.value for status in BagStatus],
            sessions=[session.code for session in sessions_of(exam.pk)],
            venues=[(venue.code, venue.name) for venue in venues_of(exam.scope)],
        )


class HandOverPage(ExamPage):
    """Receive a delivery, put it into a cabinet, or hand bags over: scanned or typed, with the second person."""

    needs = Capability.CARRY_PAPERS

    def get(self, request: HttpRequest) -> HttpResponse:
        """The page."""
        exam = self.exam_in_hand(request)
        held = {capability for capability, _path in self.actor.grants}
        return self.page(
            request,
            "paper_custody/hand_over.html",
            exam,
            keeps_vault=Capability.KEEP_VAULT in held,
            sessions=[(session.code, f"{session.code} {session.name}") for session in sessions_of(exam.pk)],
        )


class BagPage(ExamPage):
    """One bag's way, with the two who signed for each step."""

    def get(self, request: HttpRequest, code: str) -> HttpResponse:
        """The page; a bag that is not in sight is not there."""
        exam = self.exam_in_hand(request)
        try:
            bag = bag_seen(exam.pk, self.actor, code)
        except Bag.DoesNotExist as missing:
            raise Http404 from missing
        return self.page(request, "paper_custody/bag.html", exam, bag=bag, way=way_of(bag))
