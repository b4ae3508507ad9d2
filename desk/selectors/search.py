"""One search over everything that the person who asks may see; what he may not see is not even counted."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy

from desk.selectors.swaps import named
from exams.models import Exam
from incidents.gateways.lists import documents
from incidents.models import Incident
from incidents.policies import reads_catalogue
from incidents.policies import visible_to as incidents_visible_to
from incidents.selectors.catalogue import CatalogueWanted, plans_shown
from kernel.actors import Actor
from kernel.sealing import lookup_hash
from organisation.models import PHONE, Person
from organisation.states import Capability
from paper_custody.models import Bag, Container
from paper_custody.policies import visible_to as bags_visible_to
from paper_custody.states import ContainerKind
from venues.policies import visible_to
from venues.selectors.keying import initials_of
from venues.selectors.places import venues_of

# A group shows so many: whoever sees more has to type more.
MOST = 8
# Whoever has one of these at the person's unit or above it works with people there, and may ring them.
KNOWS_PEOPLE = (Capability.MANAGE_PEOPLE, Capability.RUN_EXAM, Capability.KEY_FOR_VENUE, Capability.RUN_VENUE)
SHORTEST_PHONE = 7


@dataclass(frozen=True, slots=True)
class Hit:
    """Something found: what it is called, what it is, and where it is shown."""

    title: str
    about: str
    href: str
    phone: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """What was found of one kind."""

    code: str
    name: str | Promise
    hits: tuple[Hit, ...]


def found(exam: Exam | None, actor: Actor, text: str) -> list[Group]:
    """What fits, by kind; an empty kind is left out. Nothing is found of what is for others' eyes."""
    words = text.strip()
    if not words:
        return []
    groups = [(code, name, read(exam, actor, words)) for code, (name, read) in KINDS.items()]
    return [Group(code, name, tuple(hits)) for code, name, rows in groups if (hits := list(rows))]


def _people(exam: Exam | None, actor: Actor, text: str) -> Iterator[Hit]:
    seen = Q(pk__in=[])
    for path in sorted({path for held, path in actor.grants if held in KNOWS_PEOPLE}):
        seen |= Q(scope__startswith=path)
    called = named(text, "")
    if text.replace("-", "").isdecimal() and len(text) >= SHORTEST_PHONE:
        called |= Q(phone_hash=lookup_hash(text, column=PHONE))
    for person in Person.objects.filter(seen).filter(called).select_related("unit").order_by("pinyin")[:MOST]:
        yield Hit(person.name, person.unit.name, "", phone=person.phone)


def _venues(exam: Exam | None, actor: Actor, text: str) -> Iterator[Hit]:
    seen = visible_to(venues_of(actor.scope), actor)
    fits = [one for one in seen if _fits(text, one.code, one.name, one.township, initials_of(one.name))]
    for one in fits[:MOST]:
        yield Hit(f"{one.code} {one.name}", one.township, f"/venue/{one.code}/{_of(exam)}", phone=one.phone)


def _fits(text: str, *words: str) -> bool:
    return any(text.lower() in word.lower() for word in words)


def _of(exam: Exam | None) -> str:
    return "" if exam is None else f"?exam={exam.pk}"


def _papers(exam: Exam | None, actor: Actor, text: str) -> Iterator[Hit]:
    """Bags by their code, and boxes by the bags in them: a box of bags that one may not see is not there.

    Boxes only: a bag may ride in a vehicle, and which one is for the few who follow the convoys (limits.md 4).
    """
    bags = bags_visible_to(Bag.objects.filter(exam=exam), actor).select_related("venue", "session", "container")
    for bag in bags.filter(code__icontains=text).order_by("code")[:MOST]:
        yield Hit(bag.code, f"{bag.venue.name} {bag.session.code}", f"/papers/bag/{bag.code}/{_of(exam)}")
    boxes = (
        Container.objects.filter(exam=exam, kind=ContainerKind.BOX, code__icontains=text, bags__in=bags)
        .distinct()
        .order_by("code")
    )
    for box in boxes[:MOST]:
        yield Hit(box.code, "", f"/papers/{_of(exam)}&q={box.code}")


def _incidents(exam: Exam | None, actor: Actor, text: str) -> Iterator[Hit]:
    seen = incidents_visible_to(Incident.objects.filter(exam=exam), actor).select_related("venue")
    number = text.lstrip("#")
    fits = (
        Q(plan_code__iexact=text) | Q(words__icontains=text) | Q(place__icontains=text) | Q(venue__name__icontains=text)
    )
    if number.isdecimal() and len(number) < SHORTEST_PHONE:
        fits |= Q(number=int(number))
    for one in seen.filter(fits).order_by("-number")[:MOST]:
        where = one.venue.name if one.venue else one.place
        yield Hit(f"#{one.number} {one.plan_code}", f"{where} {one.words[:40]}", f"/incidents/{one.number}/{_of(exam)}")


def _plans(exam: Exam | None, actor: Actor, text: str) -> Iterator[Hit]:
    if exam is None or not reads_catalogue(actor):
        return
    in_chinese = (get_language() or "zh").startswith("zh")
    for shown in plans_shown(exam.scope, CatalogueWanted(search=text))[:MOST]:
        name = shown.plan.name.zh if in_chinese else shown.plan.name.en
        yield Hit(f"{shown.plan.code} {name}", "", f"/catalogue/{shown.plan.code}/{_of(exam)}")


def _documents(exam: Exam | None, actor: Actor, text: str) -> Iterator[Hit]:
    if not reads_catalogue(actor):
        return
    in_chinese = (get_language() or "zh").startswith("zh")
    for one in documents().values():
        if _fits(text, one.code, one.name.zh, one.name.en, initials_of(one.name.zh)):
            yield Hit(f"{one.code} {one.name.zh if in_chinese else one.name.en}", "", f"/catalogue/lists/{_of(exam)}")


Read = Callable[[Exam | None, Actor, str], Iterator[Hit]]
KINDS: dict[str, tuple[str | Promise, Read]] = {
    "people": (gettext_lazy("People"), _people),
    "venues": (gettext_lazy("Venues"), _venues),
    "papers": (gettext_lazy("Bags and boxes"), _papers),
    "incidents": (gettext_lazy("Incidents"), _incidents),
    "plans": (gettext_lazy("Plans and procedures"), _plans),
    "documents": (gettext_lazy("Documents"), _documents),
}
