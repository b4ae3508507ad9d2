"""What was told to the desk, as those read it who judge it."""

from __future__ import annotations

from dataclasses import dataclass

from exams.models import Exam
from incidents.models import Incident, Tip
from incidents.policies import check_triages, knows, sees
from incidents.states import TipStatus
from kernel.actors import Actor

MOST = 200


@dataclass(frozen=True, slots=True)
class TipLine:
    """One of them. ``hidden``: it was taken up by an incident for named roles, and what it said is theirs alone.

    ``incident`` is the number of the incident, where the reader may know of it.
    """

    tip: Tip
    hidden: bool
    incident: int | None

    @property
    def waiting(self) -> bool:
        """Whether it is still to be judged."""
        return self.tip.status == TipStatus.WAITING


def tip_lines(exam: Exam, actor: Actor) -> list[TipLine]:
    """What waits, the oldest first; then what was judged, the newest first. Refused to whoever judges none."""
    check_triages(actor, exam.scope)
    rows = Tip.objects.filter(exam=exam).select_related("venue", "person", "judged_by", "incident")
    waiting = rows.filter(status=TipStatus.WAITING).order_by("told_at", "number")
    judged = rows.exclude(status=TipStatus.WAITING).order_by("-judged_at", "-number")[:MOST]
    return [_line(tip, actor) for tip in (*waiting, *judged)]


def waiting_count(exam: Exam) -> int:
    """How many wait."""
    return Tip.objects.filter(exam=exam, status=TipStatus.WAITING).count()


def _line(tip: Tip, actor: Actor) -> TipLine:
    incident: Incident | None = tip.incident
    if incident is None:
        return TipLine(tip=tip, hidden=False, incident=None)
    number = incident.number if knows(incident, actor) else None
    return TipLine(tip=tip, hidden=not sees(incident, actor), incident=number)
