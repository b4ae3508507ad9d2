"""The county's own map: handed in, never drawn or bought by us."""

from __future__ import annotations

from collections.abc import Sequence

from board.events import CountyMapSet
from board.models import CountyMap
from board.policies import check_map
from board.selectors.maps import Shape
from board.states import Datum
from incidents.services.log import person_of
from kernel.act import Asked, act
from organisation.policies import county_of, require
from organisation.states import Capability


@act
def set_county_map(asked: Asked, *, shapes: Sequence[Shape], approval: str, datum: Datum) -> CountyMapSet:
    """Show these boundaries on the county's boards from now on. ``shapes`` are in WGS-84; ``datum`` is what they were.

    Refused for whoever may not load the county, and where the drawing cannot be one.
    """
    require(asked.actor, Capability.IMPORT_COUNTY, county_of(asked.actor.scope))
    check_map(shapes)

    drawn = CountyMap.objects.create(
        scope=county_of(asked.actor.scope),
        shapes=list(shapes),
        datum=datum.value,
        approval=approval,
        by_id=person_of(asked),
        entry_id=asked.act_id,
        at=asked.at,
    )

    return CountyMapSet(map=drawn.pk, approval=approval, datum=datum.value, shapes=len(shapes))
