"""Posts, and the proofs of two-person acts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast
from uuid import UUID

from kernel.act import Asked, act
from kernel.actors import Actor
from kernel.errors import NotThere
from kernel.prepared import insert_all
from organisation.errors import SamePerson
from organisation.events import PostEnded
from organisation.models import Post, Proof
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
