"""Naming who plays in a drill."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from exams.selectors.sessions import exam_of
from kernel.act import Asked, act
from notices.errors import PlayerUnknown
from notices.events import PlayersNamed
from notices.models import Player
from notices.policies import check_names_players
from organisation.models import Person


@act
def name_players(asked: Asked, *, people: Collection[UUID]) -> PlayersNamed:
    """Name people of the county as players of a drill, to its end. Who is named already is left.

    Nobody who is not named is ever told anything of the drill: PostgreSQL refuses it, whatever the code does. There
    is no way back: who was told of a drill must stay recognisable as one who might be.
    """
    exam = exam_of(asked.exam_id)
    check_names_players(exam, asked.actor)
    named = set(people)
    here = set(Person.objects.filter(pk__in=named, scope__startswith=exam.scope).values_list("pk", flat=True))
    new = sorted(named - set(Player.objects.filter(exam=exam).values_list("person", flat=True)))
    if named - here or not new:
        raise PlayerUnknown

    Player.objects.bulk_create(
        Player(exam=exam, scope=exam.scope, person_id=person, entry_id=asked.act_id) for person in new
    )

    return PlayersNamed(people=tuple(new))
