"""``/desk/watch/``: who is on watch, the log, and the taking over with everything that is open."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from desk.selectors.watches import left_open, notes_of, watch_now, watches_of
from kernel.time import exam_now, now
from organisation.states import Capability
from venues.views import VenuesPage

MOST_NOTES = 200


class WatchPage(VenuesPage):
    """The watch of the exam in hand; it prints as the log of the shift."""

    needs = Capability.KEY_FOR_VENUE

    def get(self, request: HttpRequest) -> HttpResponse:
        """The watch that is on, what is open, the log."""
        exam = self.exam_in_hand(request)
        watch = watch_now(exam)
        return self.show(
            request,
            "desk/watch.html",
            exam,
            watch=watch,
            watches=watches_of(exam),
            notes=notes_of(exam)[:MOST_NOTES],
            left=left_open(exam, self.actor, exam_at=exam_now(exam.pk, now())),
            may_keep=self.actor.may(Capability.RUN_EXAM, exam.scope),
            is_mine=watch is not None and watch.officer_id == self.actor.person_id,
            api=f"/api/exams/{exam.pk}",
            printed_at=now(),
        )
