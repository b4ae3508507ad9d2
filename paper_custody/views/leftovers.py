"""The page of what is left after the exam: kept where, until when, what is due, and what was destroyed."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from exams.selectors.sessions import rules_of
from kernel.time import exam_now, now
from organisation.models import Unit
from organisation.states import Capability
from paper_custody.policies.leftovers import sees_leftovers
from paper_custody.selectors.leftovers import codes_kept, leftovers_told, to_be_kept
from paper_custody.selectors.lists import by_box
from paper_custody.views.papers import EXCEPTIONS_ON_A_FORM, CustodyPage


class LeftoversPage(CustodyPage):
    """``/papers/leftovers/``: what the county keeps after the exam. It prints as the list of what is kept."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """The page; its forms are for the keepers of the room, the results' day for who records decisions."""
        exam = self.exam_in_hand(request)
        if not sees_leftovers(self.actor, exam.scope):
            return self.refused(request)
        told = leftovers_told(exam, exam_at=exam_now(exam.pk, now()))
        return self.page(
            request,
            "paper_custody/leftovers.html",
            exam,
            left=told,
            codes=codes_kept(exam) if request.GET.get("list") else {},
            kept_sessions=sorted({line.session for line in told.lines}),
            boxes=by_box(to_be_kept(exam.pk)),
            keeps=self.actor.may(Capability.KEEP_VAULT, exam.scope),
            records=self.actor.may(Capability.RECORD_DECISION, exam.scope),
            slots=range(EXCEPTIONS_ON_A_FORM),
            witnesses=range(rules_of(exam).leftovers.witnesses),
            api=f"/api/exams/{exam.pk}/leftovers",
            printed_at=now(),
            unit=Unit.objects.filter(path=exam.scope).first(),
        )
