"""Convoys from the city, for the few who follow convoys, until the exam is over (limits.md 4)."""

from __future__ import annotations

from django.db.models import QuerySet

from exams.models import Exam
from kernel.actors import Actor
from paper_custody.models.inward import InwardConvoy
from paper_custody.policies.papers import follows_escorts
from paper_custody.policies.roads import follows_now


def inward_seen(exam: Exam, actor: Actor) -> QuerySet[InwardConvoy]:
    """Those under way first. The secure room's head is one of the few; nobody else learns that papers move."""
    convoys = InwardConvoy.objects.filter(exam=exam).select_related("leader").prefetch_related("crew__person")
    if not (follows_now(exam, actor) and (actor.is_system or follows_escorts(actor, exam.scope))):
        return convoys.none()
    return convoys.order_by("arrived_at", "expected_at")
