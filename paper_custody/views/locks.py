"""Pages for a lock that does not open: a venue's procedure step by step, its warnings, and the county's list."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from exams.models import Exam
from exams.states import Approver
from kernel.errors import NotThere
from paper_custody.policies.failures import SEES_FAILURES, check_sees_locks_of
from paper_custody.selectors.failures import FailureLine, failures_told, warnings_open
from paper_custody.selectors.keys import lock_choices
from paper_custody.states.decisions import DecidedBy, Verdict
from paper_custody.states.failures import MAY_ALLOW_FORCE, FailureCause, FailureStatus, SealDisposal
from paper_custody.views.papers import CustodyPage
from venues.models import Room, Venue

# The step that each state of a failure waits for.
STEP_OF = {
    FailureStatus.REPORTED: "ask",
    FailureStatus.REFUSED: "ask",
    FailureStatus.GRANTED: "force",
    FailureStatus.FORCED: "lost",
    FailureStatus.OPENED: "lost",
}
# More than these sign on paper alone.
WITNESSES_ON_A_FORM = 2
STEPS = ("report", "ask", "force", "lost")


class LocksOfVenuePage(CustodyPage):
    """``/venue/<code>/locks/``: what to do when a lock does not open, one step at a time."""

    def get(self, request: HttpRequest, code: str) -> HttpResponse:
        """The step that is next; another failure or step where the address names it."""
        exam = self.exam_in_hand(request)
        place = self.place(exam, code)
        failures = failures_told(exam, self.actor, place)
        failure = self._failure(request, failures)
        step = "report" if failure is None else STEP_OF[FailureStatus(failure.status)]
        return self.page(
            request,
            "paper_custody/lock_procedure.html",
            exam,
            place=place,
            failures=failures,
            failure=failure,
            step=step,
            steps=[(one, _state(one, step)) for one in STEPS],
            lock_choices=lock_choices(exam, place),
            causes=list(FailureCause),
            authorities=[one for one in Approver if one in MAY_ALLOW_FORCE],
            channels=list(DecidedBy),
            verdicts=list(Verdict),
            disposals=list(SealDisposal),
            witness_slots=range(WITNESSES_ON_A_FORM),
            rooms=Room.objects.filter(venue=place).order_by("number").values_list("number", flat=True),
            warnings=warnings_open(exam, place),
            api=f"/api/exams/{exam.pk}/locks/failures",
            **self.choices(exam),
        )

    def place(self, exam: Exam, code: str) -> Venue:
        """The venue; one that is not yours is not there."""
        try:
            return check_sees_locks_of(exam, self.actor, code)
        except NotThere as missing:
            raise Http404 from missing

    def _failure(self, request: HttpRequest, failures: list[FailureLine]) -> FailureLine | None:
        """The failure in the address, else the one under way, else the last one of which no loss is told."""
        named = request.GET.get("failure", "")
        if named == "new":
            return None
        found = [one for one in failures if str(one.failure) == named]
        waiting = [one for one in failures if one.under_way or not one.seconds_lost]
        return next(iter([*found, *waiting]), None)


def _state(one: str, step: str) -> str:
    order = STEPS.index(one) - STEPS.index(step)
    return "current" if order == 0 else "done" if order < 0 else "ahead"


class LockWarningsPart(LocksOfVenuePage):
    """``/venue/<code>/locks/warnings/``: the part of the venue's own page that warns of its locks."""

    def get(self, request: HttpRequest, code: str) -> HttpResponse:
        """Nothing where there is nothing to warn of."""
        exam = self.exam_in_hand(request)
        place = self.place(exam, code)
        return render(
            request,
            "paper_custody/lock_warnings.html",
            {
                "place": place,
                "warnings": warnings_open(exam, place),
                "api": f"/api/exams/{exam.pk}/locks/failures",
                "here": f"exam={exam.pk}",
            },
        )


class LockFailuresPage(CustodyPage):
    """``/vault/locks/``: the county's locks that did not open, and which venues have taken note of the warning."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """Those under way first."""
        exam = self.exam_in_hand(request)
        if not {held for held, _path in self.actor.grants} & SEES_FAILURES:
            return self.refused(request)
        return self.page(request, "paper_custody/lock_failures.html", exam, failures=failures_told(exam, self.actor))
