"""What was done about an incident where it was found is written down on it, without anybody typing it again."""

from __future__ import annotations

from uuid import UUID

from incidents.events import ActionNoted
from incidents.models import BY_DEFAULT, Incident
from incidents.services.log import told, words_hash, write
from incidents.states import Done, LogKind
from kernel.act import Asked, act
from organisation.policies import require
from organisation.states import Capability


@act
def tell_incident(asked: Asked, *, cause: UUID, done: Done, words: str) -> ActionNoted | None:
    """Write on the incident that ``cause`` opened what was done about it. None where it opened none.

    Only the platform acts here. No clock stops: whoever answers for the incident has still to act on it himself.
    """
    require(asked.actor, Capability.OPEN_INCIDENT, BY_DEFAULT)
    rows = Incident.objects.select_for_update(of=("self",))
    incident = rows.filter(exam=asked.exam_id, origins__cause=cause).first()
    if incident is None:
        return None

    write(asked, incident, LogKind.NOTED, code=done.value, words=words)

    return told(
        incident,
        ActionNoted(incident=incident.pk, number=incident.number, words_hash=words_hash(words)),
    )
