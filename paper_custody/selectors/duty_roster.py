"""Who is on post at the secure room when, and where too few are: nobody, or one, between two instants."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from uuid import UUID

from exams.models import Exam
from exams.selectors.sessions import rules_of
from kernel.time import now
from organisation.gateways import roles
from organisation.models import Person, Post
from organisation.states import Capability
from paper_custody.models.secure_room import DutyRoster, DutyShift, ShiftPerson

HEAD = Capability.RUN_VAULT
LOOKS_AHEAD = dt.timedelta(days=30)

Interval = tuple[dt.datetime, dt.datetime, UUID]


@dataclass(frozen=True, slots=True)
class RosterGap:
    """A stretch with too few on post: how many there are, none or one."""

    starts_at: dt.datetime
    ends_at: dt.datetime
    many: int

    @property
    def minutes(self) -> int:
        """How long it is."""
        return int((self.ends_at - self.starts_at).total_seconds() // 60)


@dataclass(frozen=True, slots=True)
class ShiftShown:
    """A shift with its people, and whether it was handed over."""

    shift: DutyShift
    people: Sequence[Person]
    handed_over: bool


def roster_of(exam_id: UUID) -> DutyRoster | None:
    """The roster that counts: the newest."""
    return DutyRoster.objects.filter(exam_id=exam_id).order_by("-at").first()


def shifts_of(exam_id: UUID) -> list[ShiftShown]:
    """The shifts of that roster in order, in a fixed number of reads."""
    roster = roster_of(exam_id)
    if roster is None:
        return []
    shifts = roster.shifts.prefetch_related("people__person", "handovers").order_by("starts_at", "ends_at")
    return [
        ShiftShown(
            shift=shift,
            people=sorted((one.person for one in shift.people.all()), key=lambda person: person.staff_number),
            handed_over=bool(shift.handovers.all()),
        )
        for shift in shifts
    ]


def keepers_of(exam: Exam) -> list[Person]:
    """Whoever may be put on the roster: a post at the secure room, now or still to come."""
    posts = Post.objects.filter(role__in=_roles_with(Capability.KEEP_VAULT), ends_at__gt=now())
    held = posts.filter(unit__path__startswith=exam.scope)
    return list(Person.objects.filter(posts__in=held).distinct().order_by("staff_number"))


def heads_among(people: Iterable[UUID], exam: Exam) -> set[UUID]:
    """Those of these people who are heads of the room: they do not count for the team."""
    posts = Post.objects.filter(role__in=_roles_with(HEAD), person__in=list(people), unit__path=exam.scope)
    return set(posts.values_list("person_id", flat=True))


def keeps_at(exam: Exam, person: UUID, starts_at: dt.datetime, ends_at: dt.datetime) -> bool:
    """Whether this person holds a post at the room at some time between the two instants."""
    return any(begins < ends_at and ends > starts_at for begins, ends in _posts(exam, [person]).get(person, []))


def on_post(exam: Exam, at: dt.datetime) -> list[Person]:
    """Who is on post at ``at``: of a shift, and with a post at the room that has not ended."""
    here = {person for starts, ends, person in _intervals(exam) if starts <= at < ends}
    return list(Person.objects.filter(pk__in=here).order_by("staff_number"))


def roster_gaps(exam: Exam, starts_at: dt.datetime, ends_at: dt.datetime) -> list[RosterGap]:
    """Every stretch between the two instants with fewer on post than the rules ask for, in order."""
    least = rules_of(exam).vault.on_post
    return list(_joined(_too_few(_intervals(exam), starts_at, ends_at, least)))


def first_gap(exam: Exam, *, since: dt.datetime, after: dt.datetime, told: Sequence[dt.datetime]) -> RosterGap | None:
    """The first gap that is not over at ``after`` and was not told of: ``told`` are the beginnings of those that were.

    Gaps are looked for from ``since``, so that one which goes on keeps its beginning whenever it is asked for.
    """
    for gap in roster_gaps(exam, since, after + LOOKS_AHEAD):
        if gap.ends_at > after and gap.starts_at not in told:
            return gap
    return None


def _too_few(
    intervals: Sequence[Interval], starts_at: dt.datetime, ends_at: dt.datetime, least: int
) -> Iterator[RosterGap]:
    edges = {edge for starts, ends, _person in intervals for edge in (starts, ends) if starts_at < edge < ends_at}
    moments = [starts_at, *sorted(edges), ends_at]
    for begins, ends in pairwise(moments):
        many = len({person for starts, until, person in intervals if starts <= begins < until})
        if many < least:
            yield RosterGap(begins, ends, many)


def _joined(gaps: Iterable[RosterGap]) -> Iterator[RosterGap]:
    """Stretches that follow one another with as many people are one."""
    last: RosterGap | None = None
    for gap in gaps:
        if last is not None and last.ends_at == gap.starts_at and last.many == gap.many:
            last = RosterGap(last.starts_at, gap.ends_at, gap.many)
            continue
        if last is not None:
            yield last
        last = gap
    if last is not None:
        yield last


def _intervals(exam: Exam) -> list[Interval]:
    """When who is on post: the shift, as far as a post at the room covers it."""
    roster = roster_of(exam.pk)
    if roster is None:
        return []
    kept = list(
        ShiftPerson.objects.filter(shift__roster=roster).values_list("person", "shift__starts_at", "shift__ends_at")
    )
    posts = _posts(exam, [person for person, _starts, _ends in kept])
    return [
        (max(starts, begins), min(ends, until), person)
        for person, starts, ends in kept
        for begins, until in posts.get(person, [])
        if max(starts, begins) < min(ends, until)
    ]


def _posts(exam: Exam, people: Sequence[UUID]) -> dict[UUID, list[tuple[dt.datetime, dt.datetime]]]:
    """The posts at the room that these people hold. A drill does not revive one that has ended."""
    posts = Post.objects.filter(role__in=_roles_with(Capability.KEEP_VAULT), person__in=people)
    if exam.is_drill:
        posts = posts.filter(ends_at__gt=now())
    found: dict[UUID, list[tuple[dt.datetime, dt.datetime]]] = {}
    for person, path, starts, ends in posts.values_list("person", "unit__path", "starts_at", "ends_at"):
        if exam.scope.startswith(path):
            found.setdefault(person, []).append((starts, ends))
    return found


def _roles_with(capability: Capability) -> list[str]:
    return [code for code, role in roles().items() if capability in role.gives]
