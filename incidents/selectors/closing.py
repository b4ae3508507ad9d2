"""What stands between an incident and its end, listed whole to whoever tries."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from incidents.gateways import Run
from incidents.models import CallOut, Incident, IncidentStep, Lesson, Request
from incidents.states import AWAITED, Blocker, StepStatus


@dataclass(frozen=True, slots=True)
class Left:
    """One thing left to do: a step or a request by its number, or (0) what there is one of."""

    kind: Blocker
    number: int = 0


def open_steps(incident: Incident, _run: Run) -> Iterator[Left]:
    """Steps neither done nor waived. A repeated one ends with the incident."""
    steps = IncidentStep.objects.filter(incident=incident, status=StepStatus.OPEN, every=None).order_by("number")
    return (Left(Blocker.STEP, number) for number in steps.values_list("number", flat=True))


def open_requests(incident: Incident, _run: Run) -> Iterator[Left]:
    """What a higher level was asked and has not answered."""
    requests = Request.objects.filter(incident=incident, decision=None).order_by("number")
    return (Left(Blocker.REQUEST, number) for number in requests.values_list("number", flat=True))


def calls_left(incident: Incident, _run: Run) -> Iterator[Left]:
    """Departments that were called and have neither confirmed nor been waived with a reason."""
    calls = CallOut.objects.filter(incident=incident, status__in=AWAITED).order_by("number")
    return (Left(Blocker.CALL_OUT, number) for number in calls.values_list("number", flat=True))


def report_upward_left(incident: Incident, run: Run) -> Iterator[Left]:
    """The report to the city, where the level asks for one."""
    if incident.reported_at is None and run.limits(incident.level).report_upward is not None:
        yield Left(Blocker.REPORT_UPWARD)


def lessons_left(incident: Incident, _run: Run) -> Iterator[Left]:
    """A lesson, or the word that there is none (features A12)."""
    if not Lesson.objects.filter(incident=incident).exists():
        yield Left(Blocker.LESSONS)


LOOKS: tuple[Callable[[Incident, Run], Iterable[Left]], ...] = (
    open_steps,
    open_requests,
    calls_left,
    report_upward_left,
    lessons_left,
)


def blockers_of(incident: Incident, run: Run) -> list[Left]:
    """Everything that is left, in the order in which it is usually done."""
    return [left for look in LOOKS for left in look(incident, run)]
