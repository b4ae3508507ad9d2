"""The call tree: whom to call, and whom the last test reached, unit by unit."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from django.db.models import QuerySet

from kernel.time import now
from notices.models import CallTest, Channel, Notice
from notices.selectors.channels import channels_for, channels_of
from notices.states import AttemptStatus, Called, NoticeStatus
from organisation.models import Person, Post, Unit
from organisation.selectors import posts_held


class Result(StrEnum):
    """What a test found of one person."""

    REACHED = "reached"
    BY_PHONE = "by_phone"
    WRONG_PHONE = "wrong_phone"
    NOT_REACHED = "not_reached"
    NO_CHANNEL = "no_channel"


@dataclass(frozen=True, slots=True)
class PersonTested:
    """One person of a test."""

    person: Person
    result: Result
    sent: bool
    called: Called


@dataclass(frozen=True, slots=True)
class UnitTested:
    """The people of one unit, those not reached first."""

    unit: Unit
    people: tuple[PersonTested, ...]

    def count(self, *results: Result) -> int:
        """How many came to this."""
        return sum(one.result in results for one in self.people)

    @property
    def reached(self) -> int:
        """In the app or by phone."""
        return self.count(Result.REACHED, Result.BY_PHONE)

    @property
    def not_reached(self) -> int:
        """Told, and nothing heard of him."""
        return self.count(Result.NOT_REACHED)

    @property
    def no_channel(self) -> int:
        """Nothing goes to him outside, and he has not logged in either."""
        return self.count(Result.NO_CHANNEL)

    @property
    def wrong_phone(self) -> int:
        """The number on the list is not his."""
        return self.count(Result.WRONG_PHONE)


ORDER = {result: place for place, result in enumerate(reversed(Result))}


def last_test(scope: str) -> CallTest | None:
    """The newest test of a county."""
    return tests_of(scope).first()


def tests_of(scope: str) -> QuerySet[CallTest]:
    """The tests of a county, the newest first."""
    return CallTest.objects.filter(scope__startswith=scope).select_related("unit", "begun_by").order_by("-begun_at")


def results_of(test: CallTest) -> list[UnitTested]:
    """Whom it reached, by the unit to which each belongs."""
    rows = list(Notice.objects.filter(test=test).select_related("person__unit", "message").order_by("person__pinyin"))
    channels = channels_of({row.person_id for row in rows})
    sent = set(
        Notice.objects.filter(test=test, message__attempts__status=AttemptStatus.SENT).values_list("pk", flat=True)
    )
    by_unit: dict[UUID, list[PersonTested]] = defaultdict(list)
    units: dict[UUID, Unit] = {}
    for row in rows:
        unit = row.person.unit
        units[unit.pk] = unit
        result = _result(row, has_channel=bool(channels_for(channels.get(row.person_id, []), "")))
        by_unit[unit.pk].append(PersonTested(row.person, result, row.pk in sent, Called(row.called)))
    return [
        UnitTested(unit, tuple(sorted(by_unit[unit.pk], key=lambda one: ORDER[one.result])))
        for unit in sorted(units.values(), key=lambda one: one.path)
    ]


def _result(notice: Notice, *, has_channel: bool) -> Result:
    if notice.status == NoticeStatus.SEEN:
        return Result.REACHED
    if notice.called == Called.REACHED:
        return Result.BY_PHONE
    if notice.called == Called.WRONG_NUMBER:
        return Result.WRONG_PHONE
    return Result.NOT_REACHED if has_channel else Result.NO_CHANNEL


@dataclass(frozen=True, slots=True)
class LineOfSheet:
    """Whom to call: his duty, his number, and by what else he is told."""

    post: Post
    person: Person
    channels: tuple[Channel, ...]


def call_sheet(path: str) -> list[tuple[Unit, list[LineOfSheet]]]:
    """Everybody with a duty at a unit or below it, unit by unit: what is left where no message goes out at all."""
    held = posts_held(now()).filter(unit__path__startswith=path).select_related("person", "unit")
    posts: Sequence[Post] = list(held.order_by("unit__path", "role", "person__pinyin"))
    channels = channels_of({post.person_id for post in posts})
    lines: dict[str, tuple[Unit, list[LineOfSheet]]] = {}
    for post in posts:
        _unit, of_unit = lines.setdefault(post.unit.path, (post.unit, []))
        of_unit.append(LineOfSheet(post, post.person, tuple(channels.get(post.person_id, []))))
    return list(lines.values())
