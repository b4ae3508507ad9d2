"""Posts, and the proofs of two-person acts."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import cast
from uuid import UUID

from kernel.act import Asked, act
from kernel.actors import Actor
from kernel.errors import NotNow, NotThere
from kernel.prepared import insert_all
from organisation.errors import PersonHoldsPost, SamePerson
from organisation.events import PostEnded
from organisation.models import Person, Post, Proof
from organisation.policies import require
from organisation.services.signings import hold_signings
from organisation.states import Capability, Side


def record_proofs(asked: Asked, *, sides: Sequence[tuple[Side, Actor]]) -> None:
    """Part: the proofs of a two-person act. Refuses one person on both sides before PostgreSQL does."""
    people = {actor.person_id for _side, actor in sides} - {None}
    if len(people) != len(sides):
        raise SamePerson
    hold_signings(asked, signings={actor.signing_id for _side, actor in sides if actor.signing_id is not None})
    insert_all(
        [
            Proof(
                act_id=asked.act_id,
                side=side,
                person_id=cast("UUID", actor.person_id),
                method=actor.proved_by,
                proved_at=actor.proved_at or asked.at,
                signing_id=actor.signing_id,
                key_id=actor.key_id,
                beside_id=None if actor.signing_id is None else asked.actor.person_id,
            )
            for side, actor in sides
        ]
    )


def hand_post_on(asked: Asked, *, post: Post, person: Person, from_at: dt.datetime) -> Post:
    """Part: ``person`` holds the post from ``from_at`` to the end that was planned; its holder's rights end then.

    Rights are asked anew at every request: a hand-over that holds from now is in force at the next one.
    """
    held = Post.objects.filter(person=person, unit=post.unit, role=post.role, ends_at__gt=from_at)
    if held.exists() or person.pk == post.person_id:
        raise PersonHoldsPost
    if post.starts_at >= from_at or post.ends_at <= from_at:
        raise NotNow(post=str(post.pk))

    until, post.ends_at = post.ends_at, from_at
    post.save(update_fields=["ends_at"])
    return Post.objects.create(
        scope=post.scope, person=person, unit=post.unit, role=post.role, starts_at=from_at, ends_at=until
    )


@act
def end_post(asked: Asked, *, post_id: UUID) -> PostEnded:
    """End a post now; its rights end with it."""
    post = Post.objects.select_for_update().filter(pk=post_id, ends_at__gt=asked.at).first()
    if post is None:
        raise NotThere
    require(asked.actor, Capability.MANAGE_PEOPLE, post.scope)

    post.ends_at = asked.at
    post.save(update_fields=["ends_at"])

    return PostEnded(post=post.pk, person=post.person_id, role=post.role, scope=post.scope)
