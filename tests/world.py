"""A small named world that every test shares.

Linhe county answers to Bayan city, Bayan to Hetao province, Hetao to the nation. Wuhai is the city next
door, Haibowan its county. Wang runs the Linhe vault and Li drives the bags; Chen is on duty, Bai above
her; Sun heads venue v01, Ma is her deputy, Tao heads v02. Guo is the district chief. Hu holds every
capability, but at Haibowan. Zhao is of Linhe, and holds none.
"""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import connection
from django.test import Client

from clocks.sweep import sweep
from exams.events import TimelineStepped
from exams.models import Exam, Session
from exams.selectors.plans import planned_from_catalogue, reference_of
from exams.services import Head, make_drill, open_exam, opening, step_timeline
from journal.content import read_back
from journal.cursors import deliver_all
from journal.models import STANDING_LOG, Content, Parked, Tree
from journal.selectors import settled
from journal.sequencer import number_waiting
from kernel.act import Asked
from kernel.actors import SYSTEM, Actor
from kernel.events import DomainEvent
from kernel.scope import reading
from kernel.time import exam_now, now
from organisation.gateways import roles
from organisation.models import Login, Person, Post, Unit
from organisation.selectors import actor_of_login

LINHE = "/15/1508/150821/"
HAIBOWAN = "/15/1503/150302/"
PASSWORD = "linhe-2027-gaokao"
FIRST_DAY = dt.date(2027, 6, 7)
T0 = dt.datetime(2027, 6, 7, 1, tzinfo=dt.UTC)  # 09:00 on the county's walls, the start of A1
HOUR = dt.timedelta(hours=1)
SIGHT = "SELECT set_config('examops.scope', %s, true), set_config('examops.exam', %s, true)"

UNITS = [
    ("15", "河套省", "province", "district", "/15/"),
    ("1508", "巴彦市", "city", "district", "/15/1508/"),
    ("150821", "临河县", "county", "district", LINHE),
    ("police", "临河县公安局", "unit", "department", f"{LINHE}police/"),
    ("v01", "临河一中", "unit", "venue", f"{LINHE}v01/"),
    ("v02", "临河二中", "unit", "venue", f"{LINHE}v02/"),
    ("1503", "乌海市", "city", "district", "/15/1503/"),
    ("150302", "海勃湾区", "county", "district", HAIBOWAN),
]

PEOPLE = {
    "wang": ("王守库", LINHE, ["vault_head"]),
    "fan": ("范守库", LINHE, ["vault_guard"]),
    "li": ("李押运", LINHE, ["escort_leader"]),
    "chen": ("陈值班", LINHE, ["duty_clerk"]),
    "bai": ("白值班长", LINHE, ["duty_officer"]),
    "guo": ("郭主任", LINHE, ["district_chief"]),
    "kong": ("孔考务", LINHE, ["exam_office"]),
    "sun": ("孙主考", f"{LINHE}v01/", ["venue_head"]),
    "ma": ("马副主考", f"{LINHE}v01/", ["venue_deputy"]),
    "tao": ("陶主考", f"{LINHE}v02/", ["venue_head"]),
    "jin": ("金联络", f"{LINHE}police/", ["liaison"]),
    "hu": ("胡海湾", HAIBOWAN, ["*"]),
    "zhao": ("赵临河", LINHE, []),
}


class Browser(Client):
    """A test client that speaks JSON to the API, as the product's own pages do."""

    def post(  # type: ignore[override]  # Django's signature says the same at greater length
        self, path: str, data: Any = None, *args: Any, **kwargs: Any
    ) -> Any:
        """POST; to the API as JSON unless a content type is named."""
        if path.startswith("/api/") and not args:
            kwargs.setdefault("content_type", "application/json")
            data = {} if data is None else data
        return super().post(path, data, *args, **kwargs)


@dataclass
class World:
    """The county, its people and its exam. Attribute access finds people by name: ``world.wang``."""

    people: dict[str, Person] = field(default_factory=dict)
    real: Exam = field(init=False)
    exam: Exam = field(init=False)
    seen: dict[UUID, int] = field(default_factory=dict)

    @classmethod
    def of_people(cls) -> World:
        """The county's units and people, before any exam."""
        world = cls()
        with reading(SYSTEM):
            units = _units()
            for name, (full_name, path, held) in PEOPLE.items():
                world.people[name] = _person(name, full_name, units[path], held)
        return world

    def with_exams(self) -> World:
        """Add the real exam of next June, and the drill of it that stories move through."""
        preset, planned = planned_from_catalogue("ministry", ["gaokao_2025_312"], first_day=FIRST_DAY)
        head = Head.under(preset, scope=LINHE, code="2027-06", name="2027年普通高考")
        opened = open_exam(opening(self.asked("kong")), head=head, planned=planned)
        with reading(SYSTEM):
            reference = reference_of(opened.exam)
        drill = make_drill(
            opening(self.asked("bai")), reference=reference, name="全要素演练", starts_from=T0 - 5 * HOUR
        )
        with reading(SYSTEM):
            self.real = Exam.objects.get(pk=opened.exam)
            self.exam = Exam.objects.get(pk=drill.exam)
        self.settle()
        self.forget()
        return self

    @property
    def api(self) -> str:
        """The address of the drill's API."""
        return f"/api/exams/{self.exam.pk}"

    @property
    def exam_now(self) -> dt.datetime:
        """What the drill's clock shows."""
        return exam_now(self.exam.pk, now())

    def session(self, code: str = "A1", *, exam: Exam | None = None) -> Session:
        """A session of the drill (or of another exam)."""
        return Session.objects.get(exam=exam or self.exam, code=code)

    def move_to(self, at: dt.datetime) -> None:
        """Move the drill's clock forward to ``at`` in exam time, and let everything follow."""
        step_timeline(self.asked("bai", exam_id=self.exam.pk), to=at)
        self.settle()

    def fast_forward(self, *, seconds: float = 0, minutes: float = 0, hours: float = 0) -> None:
        """Move the drill's clock forward by so much, and let everything follow."""
        self.move_to(self.exam_now + dt.timedelta(seconds=seconds, minutes=minutes, hours=hours))

    def __getattr__(self, name: str) -> Person:
        """A person of the world."""
        try:
            return self.__dict__["people"][name]  # type: ignore[no-any-return]
        except KeyError:
            raise AttributeError(name) from None

    def client_of(self, person: Person | str, **kwargs: Any) -> Browser:
        """A browser in which the person is logged in."""
        client = Browser(**kwargs)
        client.force_login(self._person(person).login, backend=settings.AUTHENTICATION_BACKENDS[0])
        return client

    def actor(self, person: Person | str) -> Actor:
        """The person as an actor, for the few tests below the API."""
        return actor_of_login(self._person(person).login)

    def asked(self, person: Person | str | None = None, *, exam_id: UUID | None = None) -> Asked:
        """A request by the person (or the system) that did not come over HTTP."""
        act_id = uuid.uuid4()
        actor = SYSTEM if person is None else self.actor(person)
        return Asked(act_id=act_id, actor=actor, exam_id=exam_id, received_at=now(), request_hash=act_id.bytes)

    def second(self, person: Person | str) -> dict[str, str]:
        """The person as the second of a two-person act, as the API takes it."""
        login = self._person(person).login
        if not login.has_usable_password():
            login.set_password(PASSWORD)
            login.save(update_fields=["password"])
        return {"login": login.username, "password": PASSWORD}

    def settle(self) -> None:
        """Number, project, react and sweep until nothing more follows."""
        for _round in range(200):
            with unsighted():
                moved = number_now() + deliver_all() + sweep()
            if moved == 0 and settled():
                assert not (parked := list(Parked.objects.values_list("consumer", "failure"))), parked
                return
        raise AssertionError("the journal does not settle")

    def facts(self, log: UUID | None = None) -> list[DomainEvent]:
        """The facts of a log (the drill's, unless another is named) since the world was made, in journal order.

        Steps of the drill's clock are left out: the story made them.
        """
        self.settle()
        log = self.exam.pk if log is None else log
        contents = Content.objects.filter(entry__leaf__log=log, entry__leaf__index__gte=self.seen.get(log, 0))
        told = [read_back(bytes(c.body), log=log, index=None).fact for c in contents.order_by("entry__leaf__index")]
        return [fact for fact in told if not isinstance(fact, TimelineStepped)]

    def history(self, log: UUID | None = None) -> list[str]:
        """The kinds of those facts."""
        return [fact.kind for fact in self.facts(log)]

    def standing_history(self) -> list[str]:
        """The kinds of the facts that belong to no exam."""
        return self.history(STANDING_LOG)

    def forget(self) -> None:
        """Count history from here on."""
        self.seen = dict(Tree.objects.values_list("log", "size"))

    def _person(self, person: Person | str) -> Person:
        return self.people[person] if isinstance(person, str) else person


@contextmanager
def unsighted() -> Iterator[None]:
    """As on a node: what answers a fact sees nothing of a county until it opens an act or a read itself.

    A story reads between its steps with the sight of all, and goes on with it.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('examops.scope', true), current_setting('examops.exam', true)")
        before = [told or "" for told in cursor.fetchone()]
        cursor.execute(SIGHT, ["", ""])
        yield
        cursor.execute(SIGHT, before)


def number_now() -> int:
    """Number what waits, as the sequencer's role: the app itself may not."""
    prefix = settings.DB_ROLE_PREFIX
    with connection.cursor() as cursor:
        cursor.execute(f'SET ROLE "{prefix}_sequencer"')
        try:
            return number_waiting()
        finally:
            if not connection.needs_rollback:
                cursor.execute("RESET ROLE")


def _units() -> dict[str, Unit]:
    made: dict[str, Unit] = {}
    for number, (code, name, level, kind, path) in enumerate(UNITS):
        above = path.rstrip("/").rsplit("/", 1)[0] + "/"
        made[path] = Unit.objects.create(
            code=code, name=name, level=level, kind=kind, path=path, parent=made.get(above), number=number
        )
    return made


def _person(name: str, full_name: str, unit: Unit, held: Sequence[str]) -> Person:
    person = Person.objects.create(scope=unit.path, staff_number=name, name=full_name, unit=unit, pinyin=name)
    begin = now() - dt.timedelta(days=30)
    end = now() + dt.timedelta(days=400)
    for role in [*roles()] if held == ["*"] else held:
        Post.objects.create(scope=unit.path, person=person, unit=unit, role=role, starts_at=begin, ends_at=end)
    Login.objects.create(username=name, person=person, password="!")
    return person
