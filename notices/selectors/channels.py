"""By which ways somebody is reached outside: his own first, then those of his unit."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from uuid import UUID

from django.conf import settings
from django.db.models import Q

from notices.models import Channel
from notices.states import Holder
from organisation.models import Person, Unit


def providers() -> list[str]:
    """The providers that this node has, by name."""
    return list(settings.NOTICE_PROVIDERS)


def channels_of(people: Collection[UUID]) -> dict[UUID, list[Channel]]:
    """The channels of people that can be used on this node, in their order: two reads, however many people."""
    units = dict(Person.objects.filter(pk__in=people).values_list("pk", "unit"))
    holds = Q(person__in=list(units)) | Q(unit__in=set(units.values()))
    usable = Channel.objects.filter(holds, ended_at=None, provider__in=providers()).order_by("place")
    of_person, of_unit = defaultdict[UUID, list[Channel]](list), defaultdict[UUID, list[Channel]](list)
    for channel in usable:
        if channel.person_id is not None:
            of_person[channel.person_id].append(channel)
        elif channel.unit_id is not None:
            of_unit[channel.unit_id].append(channel)
    return {person: [*of_person[person], *of_unit[unit]] for person, unit in units.items()}


def channels_for(channels: list[Channel], exam_kind: str) -> list[Channel]:
    """Those that may be used: in a unit's group others read along, so what is of a drill goes by a player's own."""
    return [one for one in channels if exam_kind != "drill" or one.person_id is not None]


def channels_set(holder: Holder, holder_id: UUID) -> list[Channel]:
    """What is set for a person or a unit, also by providers that the node does not have any more."""
    of = Q(person=holder_id) if holder == Holder.PERSON else Q(unit=holder_id)
    return list(Channel.objects.filter(of, ended_at=None).order_by("place"))


def holder_scope(holder: Holder, holder_id: UUID) -> str:
    """Where a person or a unit belongs. Refuses (``not_there``) what is not in sight."""
    if holder == Holder.PERSON:
        return Person.objects.get(pk=holder_id).scope
    return Unit.objects.get(pk=holder_id).path
