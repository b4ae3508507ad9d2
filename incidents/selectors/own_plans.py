"""A county's own texts of the catalogue: what is in force, what waits, and what each changes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from exams.gateways.moments import CatalogueError
from incidents.errors import OwnTextUnknown, PlanUnknown
from incidents.gateways import Ladder, Raw, ladder, ladder_from, ladder_text, plan_from
from incidents.gateways.differences import Change, ladder_changes, plan_changes
from incidents.gateways.ladder import VENUE_RUNG
from incidents.gateways.ladder_rules import ladder_wrongs
from incidents.gateways.names import hash_of
from incidents.gateways.own_reading import Wrong
from incidents.gateways.own_rules import plan_wrongs
from incidents.models import BY_DEFAULT, Incident, OwnText, PlanOwner, PlanVersion
from incidents.policies import may_approve_text
from incidents.selectors.plans import plans_in_force
from incidents.states import OWN_OPEN, OwnStatus
from kernel.actors import Actor
from organisation.gateways import roles
from organisation.policies import county_of

# The table of clocks is called by this word where plans are called by their codes.
LADDER = "ladder"


def own_ladder(scope: str) -> OwnText | None:
    """The county's own table of clocks that is in force; None where the shipped one is."""
    approved = OwnText.objects.filter(scope=county_of(scope), subject=LADDER, status=OwnStatus.APPROVED)
    newest = approved.order_by("-number").first()
    return None if newest is None or newest.is_end else newest


def ladder_text_for(scope: str) -> Raw:
    """The table of clocks in force in a county, as written."""
    own = own_ladder(scope)
    return ladder_text() if own is None else own.content


def ladder_for(scope: str) -> Ladder:
    """The table of clocks in force in a county."""
    own = own_ladder(scope)
    return ladder() if own is None else ladder_from(own.content)


def roles_of_rungs(scope: str) -> list[str]:
    """The posts of the county that its ladder calls (handbook 4.2), in the order of the rungs."""
    rungs = [rung for rung in ladder_for(scope).rungs if rung.code != VENUE_RUNG]
    named = dict.fromkeys([*(rung.role for rung in rungs), *(rung.fallback for rung in rungs)])
    return [role for role in named if role in roles()]


@dataclass(frozen=True, slots=True)
class InForce:
    """The text of a plan or of the table that is in force in a county, beside the newest shipped one.

    ``own`` is the county's number of it, or None where it is the shipped one. ``base`` is the shipped text on which
    the county's own was based: where it differs from ``shipped``, a new shipped version came since.
    """

    subject: str
    content: Raw
    own: int | None
    shipped: Raw
    base: Raw

    @property
    def is_ladder(self) -> bool:
        """Whether it is the table of clocks."""
        return self.subject == LADDER

    @property
    def shipped_moved_on(self) -> bool:
        """Whether a shipped version came since the county made its own."""
        return self.own is not None and hash_of(self.base) != hash_of(self.shipped)


def in_force(subject: str, county: str) -> InForce:
    """What is in force. Refuses (``plan_unknown``) what is not of the catalogue."""
    if subject == LADDER:
        own = own_ladder(county)
        if own is None:
            return InForce(subject, ladder_text(), None, ladder_text(), ladder_text())
        return InForce(subject, own.content, own.number, ladder_text(), own.shipped)
    version = plans_in_force(county).filter(plan__code=subject).select_related("own").first()
    shipped = shipped_version(subject)
    if version is None or shipped is None:
        raise PlanUnknown(plan=subject)
    if version.own is None:
        return InForce(subject, shipped.content, None, shipped.content, shipped.content)
    return InForce(subject, version.content, version.number, shipped.content, version.own.shipped)


def shipped_version(code: str) -> PlanVersion | None:
    """The newest shipped version of a plan on record."""
    return PlanVersion.objects.filter(plan__code=code, scope=BY_DEFAULT).order_by("-number").first()


def changes_between(subject: str, before: Raw, after: Raw) -> list[Change]:
    """What the second text says otherwise than the first."""
    if subject == LADDER:
        return ladder_changes(ladder_from(before), ladder_from(after))
    return plan_changes(plan_from(before), plan_from(after))


def wrongs_of(subject: str, told: object, *, shipped: Raw) -> list[Wrong]:
    """Everything that is wrong with a text that is to be the county's own."""
    if subject == LADDER:
        return ladder_wrongs(told, shipped=ladder_from(shipped), sound=shipped)
    return plan_wrongs(told, shipped=plan_from(shipped))


def readable(force: InForce, told: object) -> Raw:
    """The text where the parser reads it, whatever else is wrong with it; else the one in force."""
    if not isinstance(told, dict):
        return force.content
    try:
        changes_between(force.subject, force.content, told)
    except CatalogueError:
        return force.content
    return told


def texts_of(county: str) -> QuerySet[OwnText]:
    """The county's own texts, the newest first."""
    people = OwnText.objects.select_related("author", "first", "second", "ended_by")
    return people.filter(scope=county).order_by("-proposed_at", "-number")


def text_called(county: str, subject: str, number: int) -> OwnText:
    """One text. Refuses (``own_text_unknown``) what the county does not have."""
    found = texts_of(county).filter(subject=subject, number=number).first()
    if found is None:
        raise OwnTextUnknown(subject=subject, number=number)
    return found


@dataclass(frozen=True, slots=True)
class TextShown:
    """One text with what it changes: against what was in force before it, or is now where it still waits."""

    text: OwnText
    changes: Sequence[Change]
    against: int | None


def text_shown(county: str, subject: str, number: int) -> TextShown:
    """The text, held against the one that it follows."""
    text = text_called(county, subject, number)
    before, own = _before(text, in_force(subject, county))
    after = text.shipped if text.is_end else text.content
    return TextShown(text=text, changes=changes_between(subject, before, after), against=own)


def _before(text: OwnText, now_in_force: InForce) -> tuple[Raw, int | None]:
    """What held when it was decided on; for what still waits, what holds now."""
    if text.is_open:
        return now_in_force.content, now_in_force.own
    earlier = OwnText.objects.filter(scope=text.scope, subject=text.subject, number__lt=text.number)
    last = earlier.filter(status=OwnStatus.APPROVED).order_by("-number").first()
    if last is None or last.is_end:
        return text.shipped, None
    return last.content, last.number


@dataclass(frozen=True, slots=True)
class AgainstShipped:
    """What the newest shipped text says otherwise than the county's own, and what of that is new in it."""

    force: InForce
    against_own: Sequence[Change]
    new_in_shipped: Sequence[Change]


def against_shipped(subject: str, county: str) -> AgainstShipped:
    """The shipped text beside the one in force."""
    force = in_force(subject, county)
    return AgainstShipped(
        force=force,
        against_own=changes_between(subject, force.content, force.shipped),
        new_in_shipped=changes_between(subject, force.base, force.shipped),
    )


def frozen_changes(incident: Incident) -> list[Change]:
    """What the plan in force says otherwise than the one that an incident was opened with, and keeps."""
    frozen: Raw = incident.run["plan"]
    now_in_force = plan_from(in_force(incident.plan_code, county_of(incident.scope)).content)
    then = plan_from(frozen)
    # Found under way, a plan runs as one of escorts: that is how it ran, and no change of its text.
    now_in_force = now_in_force.on_the_road() if then.openness != now_in_force.openness else now_in_force
    return plan_changes(then, now_in_force)


def frozen_ladder_changes(incident: Incident) -> list[Change]:
    """The same of the clocks."""
    return ladder_changes(ladder_from(incident.run["ladder"]), ladder_for(incident.scope))


def own_index() -> list[dict[str, Any]]:
    """Every county's own texts in force: the county, the code, the number, the name and the source of each."""
    found = []
    counties = OwnText.objects.filter(status=OwnStatus.APPROVED).values_list("scope", flat=True).distinct()
    for county in sorted(counties):
        versions = plans_in_force(county).filter(scope=county)
        found += [_indexed(county, one.plan.code, one.content) for one in versions]
        own = own_ladder(county)
        found += [] if own is None else [_indexed(county, LADDER, own.content)]
    return found


def _indexed(county: str, code: str, content: Raw) -> dict[str, Any]:
    name = content.get("name", {"zh": LADDER, "en": LADDER})
    listed = {"code": f"{code}@{county}", "version": content["version"], "zh": name["zh"], "en": name["en"]}
    return {**listed, "source": content["source"], "county": county, "plan": code}


def waiting_texts(county: str) -> QuerySet[OwnText]:
    """Texts that wait for an approval, the oldest first."""
    return texts_of(county).filter(status__in=[status.value for status in OWN_OPEN]).order_by("proposed_at")


def texts_for(actor: Actor, county: str) -> list[OwnText]:
    """Those of them that this person may approve: neither his own nor endorsed by him."""
    if actor.person_id is None or not may_approve_text(actor, county):
        return []
    mine = waiting_texts(county).exclude(author=actor.person_id)
    return [text for text in mine if text.first_id != actor.person_id]


def shipped_alone(county: str) -> list[str]:
    """The plans and procedures that hold as shipped and for which no text waits."""
    waiting = set(waiting_texts(county).values_list("subject", flat=True))
    shipped = plans_in_force(county).filter(own=None).values_list("plan__code", flat=True)
    return sorted(set(shipped) - waiting)


def owners_of(county: str, subjects: Sequence[str] = ()) -> dict[str, PlanOwner]:
    """The owner of each plan that has one."""
    rows = PlanOwner.objects.filter(scope=county).select_related("person", "named_by")
    if subjects:
        rows = rows.filter(subject__in=subjects)
    return {row.subject: row for row in rows.order_by("subject", "at", "pk")}


def owner_people(county: str, subject: str) -> set[UUID]:
    """The persons who own it by name: they may propose texts for it."""
    owner = owners_of(county, [subject]).get(subject)
    return set() if owner is None or owner.person_id is None else {owner.person_id}
