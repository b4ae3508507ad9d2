"""Which incidents another one may be the same as."""

from __future__ import annotations

from incidents.models import Incident
from incidents.policies import visible_to
from incidents.states import OPEN
from kernel.actors import Actor


def others_of(incident: Incident, actor: Actor) -> list[tuple[int, str]]:
    """Number and plan of the open ones of its openness that the actor may see, at its place or within it."""
    rows = Incident.objects.filter(
        exam=incident.exam_id,
        status__in=OPEN,
        merged_into=None,
        openness=incident.openness,
        scope__startswith=incident.scope,
    )
    return list(visible_to(rows, actor).exclude(pk=incident.pk).order_by("number").values_list("number", "plan_code"))
