"""Parts: the prompts for situation reports, each a clock at its exact minute."""

from __future__ import annotations

import datetime as dt
from math import floor

from clocks import services as clocks
from clocks.models import Clock
from clocks.services import Deadline, Rung
from clocks.states import ClockStatus
from incidents.models import Incident
from incidents.services.log import run_of
from incidents.states import REPORT_PURPOSES, SituationKind
from kernel.act import Asked

TOLD_FIRST = "duty_officer"


def start_reports(asked: Asked, incident: Incident) -> None:
    """Part: from the acknowledgement on, reports are due at the level's cadence."""
    for kind in SituationKind:
        prompt(asked, incident, kind, due_at=asked.exam_at + cadence(incident, kind))


def end_reports(asked: Asked, incident: Incident) -> None:
    """Part: nobody has to report any longer."""
    for purpose in REPORT_PURPOSES.values():
        clocks.cancel(asked, purpose=purpose, subjects=[incident.pk])


def retime_reports(asked: Asked, incident: Incident) -> None:
    """Part: after a change of level the next report is due by the new cadence from now on, and never later."""
    for kind, purpose in REPORT_PURPOSES.items():
        running = Clock.objects.select_for_update().filter(
            purpose=purpose, subject=incident.pk, status=ClockStatus.RUNNING
        )
        clock, due_at = running.first(), asked.exam_at + cadence(incident, kind)
        if clock is not None and due_at < clock.due_at:
            clocks.cancel(asked, purpose=purpose, subjects=[incident.pk])
            prompt(asked, incident, kind, due_at=due_at)


def cadence(incident: Incident, kind: SituationKind) -> dt.timedelta:
    """How often the incident is reported on at its level."""
    return run_of(incident).running.reports[kind][incident.level]


def prompt(asked: Asked, incident: Incident, kind: SituationKind, *, due_at: dt.datetime) -> None:
    """Part: the next report is due then. One rung: who is behind is told once a prompt."""
    deadline = Deadline(REPORT_PURPOSES[kind], incident.pk, due_at, rungs=[Rung(TOLD_FIRST, dt.timedelta())])
    clocks.start(asked, scope=incident.scope, deadlines=[deadline])


def passed_since(due_at: dt.datetime, at: dt.datetime, every: dt.timedelta) -> int:
    """How many prompts passed from ``due_at`` (which did) until now: after a standstill they are told as one."""
    return floor((at - due_at) / every) + 1
