"""A venue's spare papers and cards: ask, have approved, give; and the register."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse

from exams.selectors.sessions import current_session, sessions_of
from exams.states import Approver
from kernel.errors import NotThere
from kernel.time import exam_now, now
from organisation.models import Unit
from organisation.states import Capability
from paper_custody.models import Bag
from paper_custody.policies import check_sees_venue
from paper_custody.selectors.spares import spare_register, spares_left
from paper_custody.states import BagKind, BagStatus, Material
from paper_custody.states.decisions import DecidedBy
from paper_custody.states.spares import SpareCause
from paper_custody.views.papers import CustodyPage
from venues.models import Room


class SparesPage(CustodyPage):
    """``/venue/<code>/spares/``: what is asked for and waits, and the register, which also prints."""

    def get(self, request: HttpRequest, code: str) -> HttpResponse:
        """One session's; the one that is sat now unless another is named."""
        exam = self.exam_in_hand(request)
        try:
            place = check_sees_venue(exam, self.actor, code)
        except NotThere as missing:
            raise Http404 from missing
        named = {session.code: session for session in sessions_of(exam.pk)}
        running = current_session(exam.pk, exam_now(exam.pk, now()))
        chosen = named.get(request.GET.get("session", "")) or running or next(iter(named.values()), None)
        session = "" if chosen is None else chosen.code
        opened = Bag.objects.filter(exam=exam, venue=place, session__code=session, kind=BagKind.SPARE)
        return self.page(
            request,
            "paper_custody/spares.html",
            exam,
            place=place,
            session=session,
            last_card_change_at=None if chosen is None else chosen.last_card_change_at,
            lines=spare_register(exam, self.actor, place, session),
            left=spares_left(exam, place, session),
            acts_for=self.actor.may(Capability.OPEN_PAPERS, place.scope),
            rooms=Room.objects.filter(venue=place).order_by("number").values_list("number", flat=True),
            bags=opened.filter(status=BagStatus.SPARE_OPENED).order_by("code").values_list("code", flat=True),
            sealed=opened.filter(status=BagStatus.IN_STORE).order_by("code").values_list("code", flat=True),
            materials=list(Material),
            causes=list(SpareCause),
            channels=list(DecidedBy),
            authorities=list(Approver),
            api=f"/api/exams/{exam.pk}/spares",
            papers_api=f"/api/exams/{exam.pk}/papers",
            printed_at=now(),
            unit=Unit.objects.filter(path=exam.scope).first(),
            **self.choices(exam),
        )
