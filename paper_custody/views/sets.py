"""The page of which set of papers is used, as those above decided."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from exams.states import Approver
from organisation.states import Capability
from paper_custody.policies.identity import sees_sets
from paper_custody.selectors.identity import sets_told
from paper_custody.states.decisions import DecidedBy, Verdict
from paper_custody.views.papers import CustodyPage


class SetsPage(CustodyPage):
    """``/papers/sets/``: the sets of each subject, which is used, and the decision received, to be recorded."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """What still waits for a decision is marked."""
        exam = self.exam_in_hand(request)
        if not sees_sets(self.actor, exam.scope):
            return self.refused(request)
        return self.page(
            request,
            "paper_custody/sets.html",
            exam,
            subjects=sets_told(exam),
            records=self.actor.may(Capability.RECORD_DECISION, exam.scope),
            authorities=[Approver.PROVINCE, Approver.COUNTY],
            channels=list(DecidedBy),
            granted=Verdict.GRANTED,
            api=f"/api/exams/{exam.pk}/papers",
        )
