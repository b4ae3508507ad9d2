"""Files of an incident."""

from __future__ import annotations

from django.conf import settings

from incidents.gateways import Pictures, run_from
from incidents.models import Incident, IncidentFile


def files_of(incident: Incident) -> list[IncidentFile]:
    """The files without their bytes, in order."""
    return list(
        IncidentFile.objects.filter(incident=incident).defer("content").select_related("person").order_by("number")
    )


def takes_pictures(incident: Incident) -> bool:
    """Whether a picture may be added: its plan lets it, and the secrecy post has (limits.md 2)."""
    return bool(settings.CAMERA_DOCUMENT) and run_from(incident.run).plan.pictures == Pictures.BY_PERMISSION
