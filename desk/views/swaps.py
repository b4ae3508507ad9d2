"""``/desk/swaps/``: 换岗 in one line, and what was swapped, with the swap back."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from desk.selectors.swaps import people_found, posts_found, rooms_in, swaps_of
from exams.selectors.sessions import sessions_of
from kernel.time import now
from organisation.states import Capability
from venues.policies import visible_to
from venues.selectors.places import venues_of
from venues.views import VenuesPage


class SwapsPage(VenuesPage):
    """One line for a person, one for a room; a vehicle on the road is changed where its bags are signed for."""

    needs = Capability.RUN_EXAM

    def get(self, request: HttpRequest) -> HttpResponse:
        """What was looked for stands in the address: who is replaced, who stands in, which rooms."""
        exam = self.exam_in_hand(request)
        asked = {name: request.GET.get(name, "").strip() for name in ("old", "new", "session", "venue")}
        plans = rooms_in(exam, session=asked["session"], venue=asked["venue"])
        return self.show(
            request,
            "desk/swaps.html",
            exam,
            asked=asked,
            posts=posts_found(self.actor, asked["old"], at=now()),
            people=people_found(self.actor, asked["new"]),
            sessions=sessions_of(exam.pk),
            venues=visible_to(venues_of(exam.scope), self.actor),
            used=[plan for plan in plans if plan.seats_assigned],
            spare=[plan for plan in plans if not plan.seats_assigned],
            swaps=swaps_of(exam),
            sees_escorts=self.actor.may(Capability.SEE_ESCORTS, exam.scope),
            api=f"/api/exams/{exam.pk}",
        )
