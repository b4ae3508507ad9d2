"""Who plays in a drill, and who might."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from kernel.time import now
from notices.models import Player
from organisation.models import Post
from organisation.selectors import posts_held


@dataclass(frozen=True, slots=True)
class MayPlay:
    """A duty in the county, and whether its holder is a player already."""

    post: Post
    plays: bool


def players_of(exam_id: UUID) -> set[UUID]:
    """The people who are told of a drill."""
    return set(Player.objects.filter(exam=exam_id).values_list("person", flat=True))


def who_may_play(exam_id: UUID, scope: str) -> list[MayPlay]:
    """Everybody with a duty in the county, by unit; one line for each person."""
    plays, seen, lines = players_of(exam_id), set[UUID](), list[MayPlay]()
    held = posts_held(now()).filter(unit__path__startswith=scope).select_related("person", "unit")
    for post in held.order_by("unit__path", "role", "person__pinyin"):
        if post.person_id not in seen:
            seen.add(post.person_id)
            lines.append(MayPlay(post, post.person_id in plays))
    return lines
