"""What sounds on the board, and what somebody has silenced."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any
from uuid import UUID

from board.models import Silence
from incidents.selectors.board import open_incidents
from incidents.selectors.lines import Line
from incidents.states import UNANSWERED, Openness

RESTRICTED = "restricted"
LAPSED = "lapsed"
OVERDUE = "overdue"


def stage_of(line: Line) -> str | None:
    """What sounds of an incident: that nobody has answered, rung by rung, or that a promise is broken. None: nothing.

    Of a restricted one only that it is there: a wall learns nothing of how it goes on (limits.md 5).
    """
    incident = line.incident
    if incident.is_restricted:
        return RESTRICTED
    if line.lapsed:
        return f"{LAPSED}:{incident.rung}"
    if incident.status in UNANSWERED:
        return incident.rung
    return f"{OVERDUE}:{line.nearest.purpose}" if line.overdue and line.nearest is not None else None


def sounding(exam_id: UUID) -> dict[int, str]:
    """What sounds on the wall and nobody has silenced: the stage by the incident's number."""
    alarms = _alarms(open_incidents(exam_id))
    silent = set(_silences(exam_id, alarms).values_list("incident", "stage"))
    return {number: stage for number, stage in alarms.items() if (number, stage) not in silent}


def silenced_bodies(exam_id: UUID, lines: Iterable[Line]) -> dict[str, dict[str, Any]]:
    """The alarms of open incidents that were silenced, by number: at which stage, by whom, and when."""
    alarms = _alarms(lines)
    return {
        str(one.incident): {"stage": one.stage, "by": one.by.name, "at": one.at.isoformat()}
        for one in _silences(exam_id, alarms).select_related("by")
        if alarms[one.incident] == one.stage
    }


def _alarms(lines: Iterable[Line]) -> dict[int, str]:
    # An incident of the road is on no wall, and so it sounds on none (limits.md 4).
    stages = {line.incident.number: stage_of(line) for line in lines if line.incident.openness != Openness.ESCORT}
    return {number: stage for number, stage in stages.items() if stage is not None}


def _silences(exam_id: UUID, numbers: Collection[int]) -> Any:
    return Silence.objects.filter(exam_id=exam_id, incident__in=list(numbers))
