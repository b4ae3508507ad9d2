"""Escorts' runs, for the few who follow them, until the exam is over (limits.md 4)."""

from __future__ import annotations

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Count, F, OuterRef, Q, QuerySet
from django.db.models.functions import JSONObject

from exams.models import Exam
from exams.states import ExamStatus
from kernel.actors import Actor
from organisation.states import Capability
from paper_custody.models import Bag, CrewMember, Escort
from paper_custody.policies import FOLLOWS_ESCORTS
from paper_custody.states import ON_THE_ROAD


def runs_seen(exam: Exam, actor: Actor) -> QuerySet[Escort]:
    """The runs that the actor may follow, and those that he leads; ``on_the_road`` is how many bags are still on it.

    When the exam is over they are gone from every screen but the auditors'.
    """
    follows = FOLLOWS_ESCORTS if exam.status == ExamStatus.OPEN else {Capability.AUDIT}
    runs = Escort.objects.filter(exam=exam).select_related("venue", "vehicle", "leader")
    if not actor.is_system:
        seen = Q(leader_id=actor.person_id) if exam.status == ExamStatus.OPEN else Q(pk__in=[])
        for path in sorted({path for held, path in actor.grants if held in follows}):
            seen |= Q(scope__startswith=path)
        runs = runs.filter(seen)
    still = Count("bags", filter=Q(bags__node__in=ON_THE_ROAD))
    return runs.annotate(on_the_road=still, aboard=_aboard()).order_by("status", "expected_at")


def _aboard() -> ArraySubquery:
    """Who rides along, in the order of boarding; of a run that arrived, who rode to its end."""
    last = Q(aboard_until=None) | Q(aboard_until=OuterRef("arrived_at"))
    riding = CrewMember.objects.filter(last, escort=OuterRef("pk")).order_by("aboard_from", "duty", "person__pinyin")
    told = JSONObject(person=F("person__name"), duty=F("duty"), vehicle=F("vehicle__code"))
    return ArraySubquery(riding.values(told=told))


def runs_on_the_road(exam: Exam, actor: Actor) -> QuerySet[Escort]:
    """Those of them that still have bags on the road."""
    carrying = Bag.objects.filter(exam=exam, node__in=ON_THE_ROAD).values("escort")
    return runs_seen(exam, actor).filter(pk__in=carrying)
