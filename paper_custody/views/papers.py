"""Pages of papers: where they are, handing them over, one bag's way, and a venue's day with its papers."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from exams.models import Exam
from exams.selectors.sessions import sessions_of
from exams.views import ExamPage
from kernel.errors import NotPermitted, NotThere
from kernel.time import now
from organisation.models import Unit
from organisation.states import Capability
from paper_custody.gateways.sides import rules
from paper_custody.models import Bag
from paper_custody.policies import SEES_BAGS, check_sees_venue, visible_to
from paper_custody.policies.identity import sees_sets
from paper_custody.policies.leftovers import sees_leftovers
from paper_custody.policies.papers import HANDLES_BAGS
from paper_custody.selectors.aside import runs_to_leave
from paper_custody.selectors.calls import calls_told
from paper_custody.selectors.counts import own_counts
from paper_custody.selectors.crews import may_ride
from paper_custody.selectors.crosscheck import cross_checks
from paper_custody.selectors.expected import expected_of
from paper_custody.selectors.history import history_of
from paper_custody.selectors.intervals import custody_of
from paper_custody.selectors.lists import BagWanted, bags_wanted, by_box, seen_by
from paper_custody.selectors.overview import PLACES, CustodyWanted, custody_lines
from paper_custody.selectors.rooms import VenuePapers, papers_told
from paper_custody.selectors.runs import runs_on_the_road
from paper_custody.states import NUMBERS, VENUE_ACTS, BagKind, BagStatus, Duty, Step, next_act
from venues.models import Venue
from venues.selectors.places import venues_of

ON_A_PAGE = 100
# More than these are left out: then it is an incident, or several handovers.
EXCEPTIONS_ON_A_FORM = 4
# The numbers of a count in the order in which people count.
COUNT_NUMBERS = sorted(NUMBERS, key=lambda name: name not in {"present", "absent"})
# Beside the leader: two escorts, police and a driver; a convoy of more is loaded vehicle by vehicle.
CREW_ON_A_FORM = 5
NAMED_DUTIES = (Duty.ESCORT, Duty.POLICE, Duty.DRIVER)
# The handovers of the page, and what somebody must hold (anywhere) to begin one.
LEGS: dict[str, Capability] = {
    "receive": Capability.KEEP_VAULT,
    "store": Capability.KEEP_VAULT,
    "load": Capability.KEEP_VAULT,
    "arrive": Capability.KEEP_VENUE_STORE,
    "return": Capability.KEEP_VENUE_STORE,
    "store_answers": Capability.KEEP_VAULT,
    "hand_on": Capability.KEEP_VAULT,
    "hand_over": Capability.CARRY_PAPERS,
}


class CustodyPage(ExamPage):
    """Base of the pages below: what is asked for in the address, and the venues and sessions to choose from."""

    def asked(self, request: HttpRequest, names: list[str]) -> dict[str, str]:
        """The parts of the address that narrow a list."""
        return {name: request.GET[name].strip() for name in names if request.GET.get(name, "").strip()}

    def choices(self, exam: Exam) -> dict[str, Any]:
        """The sessions and venues of the exam, as choices."""
        return {
            "sessions": [(session.code, f"{session.code} {session.name}") for session in sessions_of(exam.pk)],
            "venues": [(venue.code, f"{venue.code} {venue.name}") for venue in self.venues_seen(exam)],
        }

    def venues_seen(self, exam: Exam) -> list[Venue]:
        """The venues whose papers this person may see one by one."""
        return [venue for venue in venues_of(exam.scope) if any(self.actor.may(one, venue.scope) for one in SEES_BAGS)]

    def handles(self) -> bool:
        """Whether this person keeps or carries papers anywhere, and so may put a bag aside."""
        return bool({held for held, _path in self.actor.grants} & HANDLES_BAGS)

    def refused(self, request: HttpRequest) -> HttpResponse:
        """Told without a word about what is there."""
        return render(request, "403.html", {"refusal": NotPermitted().answer()}, status=403)


class PapersPage(CustodyPage):
    """``/papers/``: every venue's sessions, the worst first; who is on the road; and bags to search.

    For those with duties on papers only: everybody else sees 待发, 在途 or 已到 on the board.
    """

    def get(self, request: HttpRequest) -> HttpResponse:
        """The page, which also prints."""
        exam = self.exam_in_hand(request)
        if not {held for held, _path in self.actor.grants} & SEES_BAGS:
            return self.refused(request)
        wanted = CustodyWanted(**self.asked(request, CustodyWanted.names()))
        search = BagWanted(**self.asked(request, BagWanted.names()))
        found = Paginator(bags_wanted(exam.pk, self.actor, search), ON_A_PAGE).get_page(request.GET.get("page"))
        query = request.GET.copy()
        query.pop("page", None)
        return self.page(
            request,
            "paper_custody/papers.html",
            exam,
            lines=custody_lines(exam.pk, self.actor, wanted),
            places=list(PLACES),
            runs=runs_on_the_road(exam, self.actor)[:ON_A_PAGE],
            found=found,
            bags=seen_by(found, self.actor),
            wanted=wanted,
            search=search,
            query=f"{query.urlencode()}&" if query else "",
            statuses=list(BagStatus),
            kinds=list(BagKind),
            legs=self.legs(),
            handles=self.handles(),
            departing=runs_to_leave(exam, self.actor),
            audits=self.actor.may(Capability.AUDIT, exam.scope),
            sees_sets=sees_sets(self.actor, exam.scope),
            sees_leftovers=sees_leftovers(self.actor, exam.scope),
            printed_at=now(),
            unit=Unit.objects.filter(path=exam.scope).first(),
            **self.choices(exam),
        )

    def legs(self) -> list[str]:
        """The handovers that this person may begin."""
        held = {capability for capability, _path in self.actor.grants}
        return [leg for leg, needs in LEGS.items() if needs in held]


class HandOverPage(PapersPage):
    """``/papers/handover/``: one handover, scanned or typed, with what is expected, and the second person."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """The form of the leg in the address, or of the first that this person may begin."""
        exam = self.exam_in_hand(request)
        legs = self.legs()
        if not legs:
            return self.refused(request)
        leg = request.GET.get("step", legs[0])
        if leg not in legs:
            return self.refused(request)
        chosen = self.asked(request, ["venue", "session"])
        return self.page(
            request,
            "paper_custody/hand_over.html",
            exam,
            leg=leg,
            legs=legs,
            rule=rules().get(Step(leg)),
            api=f"/api/exams/{exam.pk}/papers",
            boxes=self._expected(exam, leg, **chosen),
            venue=chosen.get("venue", ""),
            session=chosen.get("session", ""),
            slots=range(EXCEPTIONS_ON_A_FORM),
            **self._riding(exam, leg, chosen.get("venue", "")),
            **self.choices(exam),
        )

    def _riding(self, exam: Exam, leg: str, venue: str) -> dict[str, Any]:
        """Who may ride along with the papers of the venue, where it is asked."""
        place = venues_of(exam.scope).filter(code=venue).first()
        if leg not in {"load", "return"} or place is None:
            return {}
        return {"riders": may_ride(place.scope, now()), "crew_slots": range(CREW_ON_A_FORM), "duties": NAMED_DUTIES}

    def _expected(self, exam: Exam, leg: str, *, venue: str = "", session: str = "") -> dict[str, list[str]]:
        """What the batch will be held against. A change of hands is held against nothing but what is scanned."""
        if leg == "hand_over" or (leg in {"load", "return"} and not (venue and session)):
            return {}
        sessions = [session] if session else []
        return by_box(visible_to(expected_of(exam.pk, leg, venue=venue, sessions=sessions), self.actor))


class BagPage(CustodyPage):
    """``/papers/bag/<code>/``: one bag's way, with the two who signed for each step."""

    def get(self, request: HttpRequest, code: str) -> HttpResponse:
        """The page; a bag that is not in sight is not there."""
        exam = self.exam_in_hand(request)
        try:
            history = history_of(exam.pk, code, self.actor)
        except Bag.DoesNotExist as missing:
            raise Http404 from missing
        return self.page(
            request,
            "paper_custody/bag.html",
            exam,
            history=history,
            bag=seen_by([history.bag], self.actor)[0],
            custody=custody_of(exam, code, self.actor),
            handles=self.handles(),
            printed_at=now(),
            unit=Unit.objects.filter(path=exam.scope).first(),
        )


class VenuePapersPage(CustodyPage):
    """``/venue/<code>/papers/``: a venue's papers of a session, room by room, and the act that is next (N7 to N12)."""

    def get(self, request: HttpRequest, code: str) -> HttpResponse:
        """One session and one act; the next that is to be done, unless another is named."""
        exam = self.exam_in_hand(request)
        try:
            venue = check_sees_venue(exam, self.actor, code)
        except NotThere as missing:
            raise Http404 from missing
        session = self._session(request, exam, venue)
        papers = papers_told(exam.pk, venue, session)
        act = request.GET.get("act", "")
        return self.page(
            request,
            "paper_custody/venue.html",
            exam,
            place=venue,
            session=session,
            papers=papers,
            act=act if act in VENUE_ACTS else next_act(papers.states),
            acts=VENUE_ACTS,
            acts_for=self._acts(venue),
            count_numbers=COUNT_NUMBERS,
            calls=calls_told(exam, venue, session, self.actor),
            check=cross_checks(exam.pk, venue=venue.code, session=session).get((venue.code, session)),
            **(self._counting(request, exam, venue, papers) if self._acts(venue) else {}),
            evidence=any(self.actor.may(one, venue.scope) for one in (Capability.AUDIT, Capability.RUN_VENUE)),
            api=f"/api/exams/{exam.pk}/papers",
            slots=range(EXCEPTIONS_ON_A_FORM),
            **self.choices(exam),
        )

    def _session(self, request: HttpRequest, exam: Exam, venue: Venue) -> str:
        """The session in the address, else the first whose papers are at the venue or on their way to it."""
        named = request.GET.get("session", "")
        sessions = [session.code for session in sessions_of(exam.pk)]
        if named in sessions:
            return named
        under_way = Bag.objects.filter(exam=exam, venue=venue).exclude(status__in=_BEFORE_AND_AFTER)
        here = set(under_way.values_list("session__code", flat=True))
        return next((code for code in sessions if code in here), sessions[0] if sessions else "")

    def _counting(self, request: HttpRequest, exam: Exam, venue: Venue, papers: VenuePapers) -> dict[str, Any]:
        """What this person (or another, on his screen) has still to count, and his own counts, if one is wrong."""
        person, by_other = self.actor.person_id, request.GET.get("by") == "other"
        return {
            "by_other": by_other,
            "to_count": papers.to_count_by(None if by_other else person),
            "own_counts": [(entry, "、".join(rooms)) for entry, rooms in own_counts(venue, exam, person).items()],
            "exception_numbers": [name for name in COUNT_NUMBERS if name not in {"present", "absent"}],
        }

    def _acts(self, venue: Venue) -> bool:
        return self.actor.may(Capability.KEEP_VENUE_STORE, venue.scope)


_BEFORE_AND_AFTER = [
    BagStatus.REGISTERED, BagStatus.SEALED, BagStatus.IN_VAULT, BagStatus.ANSWERS_STORED, BagStatus.HANDED_ON,
    BagStatus.VOIDED,
]  # fmt: skip
