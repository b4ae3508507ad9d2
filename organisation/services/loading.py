"""Parts of the county workbook's one act: units, people with their logins, posts. Re-import updates what changed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.db.models import Model
from pypinyin import Style, lazy_pinyin

from kernel.act import Asked
from kernel.sealing import lookup_hash, seal
from organisation.models import PHONE, Login, Person, Post, Unit


@dataclass(frozen=True, slots=True)
class Loaded:
    """What a part did with its rows."""

    new: int = 0
    changed: int = 0
    same: int = 0

    def __add__(self, other: Loaded) -> Loaded:
        return Loaded(self.new + other.new, self.changed + other.changed, self.same + other.same)


@dataclass(frozen=True, slots=True)
class UnitGiven:
    """A unit as the workbook gives it. ``path`` is its own, its parent's is one step shorter."""

    code: str
    name: str
    level: str
    kind: str
    path: str
    duties: str = ""
    number: int = 0


@dataclass(frozen=True, slots=True)
class PersonGiven:
    """A person as the workbook gives him. ``login`` may be empty: invigilators never log in (limits.md 3)."""

    staff_number: str
    name: str
    unit_path: str
    phone: str = ""
    login: str = ""


@dataclass(frozen=True, slots=True)
class PostGivenTo:
    """A post as the workbook gives it."""

    staff_number: str
    role: str
    unit_path: str
    starts_at: dt.datetime
    ends_at: dt.datetime


def load_units(asked: Asked, *, rows: Sequence[UnitGiven]) -> Loaded:
    """Part: units, parents before children."""
    known = {unit.path: unit for unit in Unit.objects.filter(path__in=_with_parents(row.path for row in rows))}
    done = Loaded()
    for row in sorted(rows, key=lambda row: row.path.count("/")):
        parent = known.get(_parent(row.path))
        fields = {"code": row.code, "name": row.name, "level": row.level, "kind": row.kind,
                  "duties": row.duties, "number": row.number}  # fmt: skip
        unit = known.get(row.path)
        if unit is None:
            known[row.path] = Unit.objects.create(path=row.path, parent=parent, **fields)
            done = replace(done, new=done.new + 1)
        elif _change(unit, fields):
            unit.save(update_fields=list(fields))
            done = replace(done, changed=done.changed + 1)
        else:
            done = replace(done, same=done.same + 1)
    return done


def load_people(asked: Asked, *, county: str, rows: Sequence[PersonGiven]) -> Loaded:
    """Part: people and their logins, without a password: the first credential is a slip."""
    units = {unit.path: unit for unit in Unit.objects.filter(path__in={row.unit_path for row in rows})}
    known = {person.staff_number: person for person in Person.objects.filter(scope__startswith=county)}
    new, changed, same = [], [], 0
    for row in rows:
        person = known.get(row.staff_number)
        if person is None:
            person = Person(staff_number=row.staff_number)
            _fill(person, row, units[row.unit_path])
            known[row.staff_number] = person
            new.append(person)
        elif _person_differs(person, row, units[row.unit_path]):
            _fill(person, row, units[row.unit_path])
            changed.append(person)
        else:
            same += 1
    Person.objects.bulk_create(new)
    Person.objects.bulk_update(changed, PERSON_FIELDS, batch_size=500)
    _load_logins(asked, known, rows)
    return Loaded(len(new), len(changed), same)


PERSON_FIELDS = ["scope", "name", "pinyin", "initials", "unit", "phone_sealed", "phone_hash"]


def _fill(person: Person, row: PersonGiven, unit: Unit) -> None:
    person.scope = unit.path
    person.name = row.name
    person.unit = unit
    person.pinyin = "".join(lazy_pinyin(row.name))
    person.initials = "".join(lazy_pinyin(row.name, style=Style.FIRST_LETTER))
    person.phone_sealed = seal(row.phone, column=PHONE)
    person.phone_hash = lookup_hash(row.phone, column=PHONE)


def _person_differs(person: Person, row: PersonGiven, unit: Unit) -> bool:
    kept = (person.name, person.unit_id, bytes(person.phone_hash))
    return kept != (row.name, unit.pk, lookup_hash(row.phone, column=PHONE))


def _load_logins(asked: Asked, people: dict[str, Person], rows: Sequence[PersonGiven]) -> None:
    wanted = {row.login: people[row.staff_number] for row in rows if row.login}
    known = set(Login.objects.filter(username__in=wanted).values_list("username", flat=True))
    Login.objects.bulk_create(
        Login(username=name, person=person, password=UNUSABLE_PASSWORD_PREFIX, made_at=asked.at)
        for name, person in wanted.items()
        if name not in known
    )


def load_posts(asked: Asked, *, county: str, rows: Sequence[PostGivenTo]) -> Loaded:
    """Part: posts. One that the workbook no longer has keeps until its end: rights end by ``end_post`` alone."""
    units = {unit.path: unit for unit in Unit.objects.filter(path__in={row.unit_path for row in rows})}
    people = {p.staff_number: p for p in Person.objects.filter(scope__startswith=county)}
    held = Post.objects.filter(scope__startswith=county).select_related("unit", "person")
    known = {(post.person.staff_number, post.unit.path, post.role): post for post in held}
    new, changed, same = [], [], 0
    for row in rows:
        post = known.get((row.staff_number, row.unit_path, row.role))
        if post is None:
            unit, person = units[row.unit_path], people[row.staff_number]
            new.append(
                Post(
                    scope=unit.path,
                    person=person,
                    unit=unit,
                    role=row.role,
                    starts_at=row.starts_at,
                    ends_at=row.ends_at,
                )
            )
        elif _change(post, {"starts_at": row.starts_at, "ends_at": row.ends_at}):
            changed.append(post)
        else:
            same += 1
    Post.objects.bulk_create(new)
    Post.objects.bulk_update(changed, ["starts_at", "ends_at"], batch_size=500)
    return Loaded(len(new), len(changed), same)


def _change(row: Model, fields: dict[str, Any]) -> bool:
    """Set the fields; whether any of them was different."""
    changed = any(getattr(row, name) != value for name, value in fields.items())
    for name, value in fields.items():
        setattr(row, name, value)
    return changed


def _parent(path: str) -> str:
    return path.rstrip("/").rsplit("/", 1)[0] + "/"


def _with_parents(paths: Iterable[str]) -> set[str]:
    return {path for one in paths for path in (one, _parent(one))}
