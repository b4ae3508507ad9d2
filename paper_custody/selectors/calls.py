"""Calls about papers, for the few who follow the convoys: marks, and no custody."""

from __future__ import annotations

from django.db.models import QuerySet

from exams.models import Exam
from kernel.actors import Actor
from paper_custody.models import PaperCall
from paper_custody.policies import follows_escorts
from venues.models import Venue


def calls_told(exam: Exam, venue: Venue, session: str, actor: Actor) -> QuerySet[PaperCall]:
    """The calls about a venue's papers of a session, the last one first; none for who does not follow the convoys."""
    if not follows_escorts(actor, venue.scope):
        return PaperCall.objects.none()
    calls = PaperCall.objects.filter(exam=exam, venue=venue, session__code=session)
    return calls.select_related("keyed_by").order_by("-called_at")
