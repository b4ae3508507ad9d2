"""The command post: of each open incident what a leader reads at a glance, in a fixed number of reads."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from incidents.models import Choice, Decision, Incident, Situation
from incidents.selectors.callout import CallTold, calls_of
from incidents.selectors.lines import WORST_FIRST, Line, Wanted, incident_lines
from incidents.selectors.running import RoleTold, roles_of
from incidents.selectors.situations import KIND_OF, choices_of, latest_situations, reports_due
from incidents.states import Openness, Purpose, Role
from kernel.actors import Actor

NEXT = 5


@dataclass(frozen=True, slots=True)
class Due:
    """Something that is due: a promise, a step, a department's answer or a report. ``party`` is whose answer."""

    purpose: str
    due_at: dt.datetime
    overdue: bool
    step: int | None = None
    party: str = ""
    paused: bool = False


@dataclass(frozen=True, slots=True)
class CommandPost:
    """One incident at a glance. Of a hidden one nothing but its line."""

    line: Line
    roles: Sequence[RoleTold] = ()
    calls: Sequence[CallTold] = ()
    due: Sequence[Due] = ()
    situations: Sequence[Situation] = ()
    choices: Sequence[Choice] = ()
    decisions: Sequence[Decision] = ()

    @property
    def incident(self) -> Incident:
        """The incident."""
        return self.line.incident

    @property
    def next_due(self) -> Sequence[Due]:
        """The deadlines that a leader is shown: what is overdue first, then what comes next."""
        return self.due[:NEXT]

    @property
    def overdue(self) -> int:
        """How many are overdue."""
        return sum(one.overdue for one in self.due)

    @property
    def unconfirmed(self) -> Sequence[CallTold]:
        """The departments that have not confirmed, red ones first."""
        return [call for call in self.calls if call.row.is_awaited]

    @property
    def confirmed(self) -> int:
        """How many departments have confirmed."""
        return sum(call.row.is_confirmed for call in self.calls)

    @property
    def commander(self) -> RoleTold | None:
        """Who answers for it."""
        return next((one for one in self.roles if one.role == Role.COMMANDER and one.holder), None)


def command_posts(exam_id: UUID, actor: Actor, at: dt.datetime) -> list[CommandPost]:
    """Every open incident of which the actor may know: where something is overdue first, then the worst.

    A hidden one tells nothing by its place. The page may hang on a wall: of what happens to an escort it tells not
    even that there is something, to those who follow escorts neither (limits.md 4).
    """
    lines = [line for line in incident_lines(exam_id, actor, Wanted()) if line.incident.openness != Openness.ESCORT]
    return sorted(posts_of(lines, at), key=_pressing)


def _pressing(post: CommandPost) -> tuple[bool, bool, int, int]:
    if post.line.hidden:
        return (True, False, 0, post.incident.number)
    return (False, not post.overdue, WORST_FIRST[post.incident.level], post.incident.number)


def posts_of(lines: Sequence[Line], at: dt.datetime) -> list[CommandPost]:
    """The command posts of these lines; a hidden one stays hidden."""
    seen = [line.incident for line in lines if not line.hidden]
    roles, calls, due = roles_of(seen), calls_of(seen, at), _reports(seen)
    situations, choices, decisions = latest_situations(seen), choices_of(seen), _decisions(seen)
    return [
        CommandPost(line)
        if line.hidden
        else CommandPost(
            line=line,
            roles=roles[line.incident.pk],
            calls=calls[line.incident.pk],
            due=_in_order([*_promises(line), *_answers(calls[line.incident.pk]), *due[line.incident.pk]]),
            situations=list(situations[line.incident.pk].values()),
            choices=choices[line.incident.pk],
            decisions=decisions[line.incident.pk],
        )
        for line in lines
    ]


def _promises(line: Line) -> list[Due]:
    return [
        Due(clock.purpose, clock.due_at, clock.overdue, step=clock.step, paused=clock.paused) for clock in line.clocks
    ]


def _answers(calls: Iterable[CallTold]) -> list[Due]:
    return [
        Due(Purpose.CALL_OUT, call.row.due_at, call.row.overdue_at is not None, party=call.row.party)
        for call in calls
        if call.row.is_awaited
    ]


def _reports(incidents: Sequence[Incident]) -> dict[UUID, list[Due]]:
    purposes = {kind: purpose for purpose, kind in KIND_OF.items()}
    found = defaultdict[UUID, list[Due]](list)
    for one in reports_due(incidents):
        found[one.incident].append(Due(purposes[one.kind], one.due_at, one.missed))
    return found


def _decisions(incidents: Sequence[Incident]) -> dict[UUID, list[Decision]]:
    found = defaultdict[UUID, list[Decision]](list)
    for row in Decision.objects.filter(incident__in=incidents).select_related("step").order_by("-number"):
        found[row.incident_id].append(row)
    return found


def _in_order(due: list[Due]) -> list[Due]:
    return sorted(due, key=lambda one: (not one.overdue, one.due_at))
