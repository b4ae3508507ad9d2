"""The seals' register as a page."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse

from kernel.time import now
from organisation.models import Unit
from paper_custody.policies import SEES_BAGS
from paper_custody.selectors.seals import SealWanted, seals_told, seals_wanted
from paper_custody.states import SealState
from paper_custody.views.papers import ON_A_PAGE, CustodyPage


class SealsPage(CustodyPage):
    """``/papers/seals/``: every seal in sight, applied, checked, broken or replaced; by whom, and when.

    For those with duties on papers only. The number of a whole seal stands nowhere.
    """

    def get(self, request: HttpRequest) -> HttpResponse:
        """The page, which also prints."""
        exam = self.exam_in_hand(request)
        if not {held for held, _path in self.actor.grants} & SEES_BAGS:
            return self.refused(request)
        wanted = SealWanted(**self.asked(request, SealWanted.names()))
        found = Paginator(seals_wanted(exam, self.actor, wanted), ON_A_PAGE).get_page(request.GET.get("page"))
        query = request.GET.copy()
        query.pop("page", None)
        return self.page(
            request,
            "paper_custody/seals.html",
            exam,
            found=found,
            seals=seals_told(exam, self.actor, list(found)),
            wanted=wanted,
            query=f"{query.urlencode()}&" if query else "",
            states=list(SealState),
            printed_at=now(),
            unit=Unit.objects.filter(path=exam.scope).first(),
            **self.choices(exam),
        )
