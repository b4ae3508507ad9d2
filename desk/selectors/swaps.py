"""Who stands where now, who could stand in, and what was swapped."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from desk.models import Swap
from exams.models import Exam
from kernel.actors import Actor
from organisation.gateways import roles
from organisation.models import Person, Post
from organisation.selectors import posts_held
from organisation.states import Capability
from venues.models import RoomPlan
from venues.selectors.places import room_plans_of

# A line is for one venue or office; more than these is a search that says too little.
MOST = 40
MOST_SWAPS = 50


@dataclass(frozen=True, slots=True)
class PostShown:
    """A post that may be handed on, in words."""

    post: Post
    role_zh: str
    role_en: str


def posts_found(actor: Actor, text: str, *, at: dt.datetime) -> list[PostShown]:
    """Posts held now whose holder, unit or role fits, where the actor runs exams."""
    if not text:
        return []
    known = roles()
    called = [code for code, role in known.items() if text in role.zh or text.lower() in role.en.lower()]
    held = posts_held(at).filter(_where(actor, "scope")).select_related("person", "unit")
    held = held.filter(
        named(text, "person__") | Q(unit__name__icontains=text) | Q(unit__code__iexact=text) | Q(role__in=called)
    )
    return [
        PostShown(post, known[post.role].zh, known[post.role].en)
        for post in held.order_by("unit__path", "role", "person__pinyin")[:MOST]
        if post.role in known
    ]


def people_found(actor: Actor, text: str) -> QuerySet[Person]:
    """People who could stand in, where the actor runs exams, by name, pinyin, initials or staff number."""
    people = Person.objects.filter(_where(actor, "scope")).filter(named(text, "")) if text else Person.objects.none()
    return people.select_related("unit").order_by("pinyin", "staff_number")[:MOST]


def named(text: str, before: str) -> Q:
    """Whether somebody is called so: by name, pinyin, its initials, or staff number."""
    return (
        Q(**{f"{before}name__icontains": text})
        | Q(**{f"{before}pinyin__istartswith": text})
        | Q(**{f"{before}initials__istartswith": text})
        | Q(**{f"{before}staff_number__iexact": text})
    )


def _where(actor: Actor, column: str) -> Q:
    seen = Q(pk__in=[])
    for path in sorted({path for held, path in actor.grants if held == Capability.RUN_EXAM}):
        seen |= Q(**{f"{column}__startswith": path})
    return seen


def rooms_in(exam: Exam, *, session: str, venue: str) -> list[RoomPlan]:
    """The rooms of a venue in a session: those with seats, and those that could take over."""
    return list(room_plans_of(exam.pk, session=session, venue=venue)) if session and venue else []


def swaps_of(exam: Exam) -> QuerySet[Swap]:
    """What was swapped in the county and in this exam, the last first; what was taken back says so."""
    rows = Swap.objects.filter(Q(exam=None) | Q(exam=exam), scope__startswith=exam.scope)
    rows = rows.select_related("by", "venue", "session", "old_post__unit", "new_post__unit", "undone_by", "undoes")
    return rows.order_by("-at")[:MOST_SWAPS]
