"""The page on which clerks enter what was signed on paper, and what was told on the phone."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from organisation.states import Capability
from paper_custody.states import ON_A_FORM, CallKind
from paper_custody.templatetags.custody import CALLS, STEPS
from paper_custody.views.papers import EXCEPTIONS_ON_A_FORM, CustodyPage
from venues.selectors.places import venues_of


class FormsPage(CustodyPage):
    """``/papers/forms/``: a handover form as it was signed, by two clerks; a call, by one."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """The two forms, each for who may send it."""
        exam = self.exam_in_hand(request)
        enters = self.actor.may(Capability.ENTER_PAPER_RECORD, exam.scope)
        keys = self.actor.may(Capability.KEY_FOR_VENUE, exam.scope)
        if not (enters or keys):
            return self.refused(request)
        choices = self.choices(exam)
        choices["venues"] = [(venue.code, f"{venue.code} {venue.name}") for venue in venues_of(exam.scope)]
        return self.page(
            request,
            "paper_custody/forms.html",
            exam,
            enters=enters,
            keys=keys,
            steps=[(step.value, STEPS[step]) for step in ON_A_FORM],
            calls=[(kind.value, CALLS[kind]) for kind in CallKind],
            api=f"/api/exams/{exam.pk}/papers",
            slots=range(EXCEPTIONS_ON_A_FORM),
            **choices,
        )
