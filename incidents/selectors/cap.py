"""An incident as messages for other systems: one for each change of its state, each naming those before it."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

from django.db.models import Q

from incidents.gateways.cap_out import CapMessage
from incidents.models import Decision, Incident, LogEntry
from incidents.policies import check_seen
from incidents.selectors.story import incident_called
from incidents.states import AlertStatus, AlertType, Family, Level, LogKind
from kernel.actors import Actor
from organisation.models import Unit

# What changes the state that others are told of.
TOLD = (LogKind.OPENED, LogKind.LEVEL_CHANGED, LogKind.DECIDED, LogKind.CLOSED)


def cap_messages(exam_id: UUID, number: int, actor: Actor) -> list[CapMessage]:
    """Every message of an incident in order; refused (``not_there``) where the actor may not see it.

    They follow from the log alone: asked for again, each has the identifier that it had.
    """
    incident = incident_called(exam_id, number)
    check_seen(incident, actor)
    levels = dict(Decision.objects.filter(incident=incident).exclude(level="").values_list("entry_id", "level"))
    initial, confirmed = incident.level_initial, ""
    messages: list[CapMessage] = []
    county = Unit.objects.get(path=incident.exam.scope)
    for line in incident.log.filter(kind__in=TOLD).order_by("at", "exam_at"):
        if line.kind == LogKind.DECIDED and line.entry_id not in levels:
            continue
        initial = line.code if line.kind in {LogKind.OPENED, LogKind.LEVEL_CHANGED} else initial
        confirmed = levels.get(line.entry_id, confirmed)
        message = _message(incident, county, line, level=Level(confirmed or initial), before=messages)
        messages.append(message)
        if line.kind == LogKind.CLOSED:
            break  # a level that is confirmed after the end changes nothing for others
    return messages


def _message(incident: Incident, county: Unit, line: LogEntry, *, level: Level, before: list[CapMessage]) -> CapMessage:
    types = {LogKind.OPENED: AlertType.ALERT, LogKind.CLOSED: AlertType.CANCEL}
    return CapMessage(
        county=county.code,
        county_name=county.name,
        sent_at=line.at,
        serial=_serial(line),
        status=AlertStatus.EXERCISE if incident.exam.is_drill else AlertStatus.ACTUAL,
        msg_type=types.get(LogKind(line.kind), AlertType.UPDATE),
        replaces=[one.reference for one in before],
        family=Family(incident.family),
        level=level,
        event=incident.run["plan"]["name"]["zh"],
        plan=incident.plan_code,
        number=incident.number,
        area=county.name if incident.venue is None else f"{county.name} {incident.venue.name}",
        onset=incident.opened_at,
    )


def _serial(line: LogEntry) -> int:
    """Its place among all lines of the county that others are told of in the same second."""
    second = line.at.replace(microsecond=0)
    same = LogEntry.objects.filter(
        scope__startswith=line.incident.exam.scope,
        kind__in=TOLD,
        at__gte=second,
        at__lt=second + dt.timedelta(seconds=1),
    )
    return same.filter(Q(at__lt=line.at) | Q(at=line.at, pk__lt=line.pk)).count()
