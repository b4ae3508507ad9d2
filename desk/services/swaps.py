"""换岗: a person or a room in place of another, in one line. Taking it back is the swap the other way."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

from desk.events import PersonSwapped, RoomSwapped
from desk.models import Swap
from desk.policies import check_said, check_swaps_person, person_of
from desk.states import SwapKind
from kernel.act import Asked, act
from kernel.errors import NotNow, NotThere
from organisation.models import Person, Post
from organisation.services import hand_post_on
from organisation.states import Capability
from venues.policies import OF_ITSELF, check_open, check_venue
from venues.services import move_room


@act
def swap_person(
    asked: Asked,
    *,
    post_id: UUID,
    person_id: UUID,
    reason: str,
    from_at: dt.datetime | None = None,
    undoes: UUID | None = None,
) -> PersonSwapped:
    """Hand a post on to another person, from now unless told. Rights move with it, at the next request.

    Refuses whoever is one of the two, and somebody of another county: not there and not yours look alike.
    """
    post = Post.objects.select_for_update(of=("self",)).select_related("unit", "person").filter(pk=post_id).first()
    person = Person.objects.filter(pk=person_id).first()
    if post is None or person is None:
        raise NotThere
    begins = from_at or asked.at
    check_swaps_person(asked, post=post, person=person, from_at=begins, reason=reason)
    taken_back = _open_swap(undoes, kind=SwapKind.PERSON)

    given = hand_post_on(asked, post=post, person=person, from_at=begins)
    swap = _keep(
        asked,
        Swap(
            kind=SwapKind.PERSON, scope=post.scope, old_post=post, new_post=given, old=post.person.name,
            new=person.name, from_at=begins, reason=reason.strip(), undoes=taken_back,
        ),
    )  # fmt: skip

    return PersonSwapped(
        swap=swap.pk, old=post.person_id, new=person.pk, old_post=post.pk, new_post=given.pk, role=post.role,
        unit=post.unit.path, from_at=begins, undoes=undoes,
    )  # fmt: skip


@act
def swap_room(
    asked: Asked, *, venue: str, session: str, rooms: tuple[str, str], reason: str, undoes: UUID | None = None
) -> RoomSwapped:
    """Let the second of the two rooms take the place of the first in a session, seats and extension with it."""
    exam = check_open(asked)
    place = check_venue(asked, venue, capabilities=[Capability.RUN_EXAM, *OF_ITSELF])
    check_said(reason)
    taken_back = _open_swap(undoes, kind=SwapKind.ROOM)

    old, new = rooms
    move_room(asked, venue=place, session=session, old=old, new=new)
    swap = _keep(
        asked,
        Swap(
            kind=SwapKind.ROOM, scope=place.scope, exam=exam, venue=place, session=exam.sessions.get(code=session),
            old=old, new=new, from_at=asked.exam_at, reason=reason.strip(), undoes=taken_back,
        ),
    )  # fmt: skip

    return RoomSwapped(swap=swap.pk, venue=place.code, session=session, old=old, new=new, undoes=undoes)


def _open_swap(undoes: UUID | None, *, kind: SwapKind) -> Swap | None:
    """The swap that is taken back. Refuses one that was taken back before."""
    if undoes is None:
        return None
    swap = Swap.objects.filter(pk=undoes, kind=kind).first()
    if swap is None:
        raise NotThere
    if Swap.objects.filter(undoes=swap).exists():
        raise NotNow(swap=str(swap.pk))
    return swap


def _keep(asked: Asked, swap: Swap) -> Swap:
    swap.by_id, swap.entry_id, swap.at = person_of(asked.actor), asked.act_id, asked.at
    swap.save(force_insert=True)
    return swap
