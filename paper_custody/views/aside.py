"""The page on which bags are taken out of the flow, let go on, or declared void."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from exams.models import Exam
from organisation.states import Capability
from paper_custody.selectors.aside import bags_locked
from paper_custody.states import Step
from paper_custody.views.papers import CustodyPage

# What is declared void is given up for good: the secure room's alone.
ASIDE = (Step.ISOLATE, Step.RELEASE, Step.VOID)


class AsidePage(CustodyPage):
    """``/papers/aside/``: lock bags that something is wrong with, release them on somebody's word, or give them up."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """The act in the address, with the bags named there already on its list; locking, where none is named."""
        exam = self.exam_in_hand(request)
        if not self.handles():
            return self.refused(request)
        acts = self._acts(exam)
        act = request.GET.get("act", Step.ISOLATE.value)
        if act not in acts:
            return self.refused(request)
        return self.page(
            request,
            "paper_custody/aside.html",
            exam,
            act=act,
            acts=acts,
            codes=list(dict.fromkeys(request.GET.get("codes", "").split())),
            locked=bags_locked(exam, self.actor),
            voids=Step.VOID in acts,
            api=f"/api/exams/{exam.pk}/papers",
        )

    def _acts(self, exam: Exam) -> list[str]:
        voids = self.actor.may(Capability.KEEP_VAULT, exam.scope)
        return [one.value for one in ASIDE if one != Step.VOID or voids]
