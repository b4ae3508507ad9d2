"""Files of an incident: documents with their hashes; pictures only where the rules let them."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from incidents.errors import FileThere
from incidents.events import FileAdded
from incidents.gateways.files import kind_of
from incidents.models import Incident, IncidentFile
from incidents.policies import check_file, check_may_enter, check_open, check_said, permission_of
from incidents.services.log import lock_incident, person_of, run_of, told, words_hash, write
from incidents.states import FileKind, LogKind
from kernel.act import Asked, act


@dataclass(frozen=True, slots=True)
class FileTold:
    """A file as it was handed in."""

    name: str
    content: bytes


@act
def add_file(asked: Asked, *, number: int, file: FileTold) -> FileAdded:
    """Add a file. What it is follows from its bytes.

    Refused: what is no document, what is too big, what is there already; and every picture, in a document too,
    where the plan takes none or no permission of the secrecy post is on record (limits.md 2).
    """
    incident = lock_incident(asked, number)
    check_may_enter(incident, asked.actor)
    check_open(incident)
    check_said(file.name)
    kind = check_file(kind_of(file.content), file.content, pictures=run_of(incident).plan.pictures)
    sha256 = hashlib.sha256(file.content).hexdigest()
    if IncidentFile.objects.filter(incident=incident, sha256=sha256).exists():
        raise FileThere

    row = _keep(asked, incident, file, kind=kind, sha256=sha256)
    write(asked, incident, LogKind.FILED, words=row.name)
    return told(
        incident,
        FileAdded(
            incident=incident.pk,
            number=incident.number,
            file=row.number,
            file_kind=row.kind,
            size=row.size,
            sha256=sha256,
            words_hash=words_hash(row.name),
        ),
    )


def _keep(asked: Asked, incident: Incident, file: FileTold, *, kind: FileKind, sha256: str) -> IncidentFile:
    return IncidentFile.objects.create(
        exam_id=incident.exam_id,
        scope=incident.scope,
        incident=incident,
        number=IncidentFile.objects.filter(incident=incident).count() + 1,
        name=file.name.strip(),
        kind=kind,
        size=len(file.content),
        sha256=sha256,
        content=file.content,
        permission=permission_of(kind),
        person_id=person_of(asked),
        at=asked.at,
        exam_at=asked.exam_at,
        entry_id=asked.act_id,
    )
