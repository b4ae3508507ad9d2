"""Which pages a person is led to: those that his duties open, in the order of a day."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from kernel.actors import Actor
from organisation.states import Capability


@dataclass(frozen=True, slots=True)
class Page:
    """A page of the main navigation, and the duties of which one is enough to be led there."""

    href: str
    label: Promise
    needs: tuple[Capability, ...]


PAGES = (
    Page("/", _("Live board"), (Capability.SEE_BOARD,)),
    Page("/venue/", _("My venue"), (Capability.REPORT_VENUE,)),
    Page("/papers/", _("Papers"), (Capability.KEEP_VAULT, Capability.CARRY_PAPERS, Capability.SEE_ESCORTS)),
    Page("/incidents/", _("Incidents"), (Capability.OPEN_INCIDENT, Capability.SEE_BOARD)),
    Page("/desk/reports/", _("Reports by phone"), (Capability.KEY_FOR_VENUE,)),
    Page("/drills/", _("Drills"), (Capability.RUN_DRILL,)),
    Page("/intake/", _("County workbook"), (Capability.IMPORT_COUNTY,)),
    Page("/people/slips/", _("One-time slips"), (Capability.MANAGE_PEOPLE,)),
    Page("/checks/", _("Standing checks"), (Capability.RUN_EXAM,)),
)


def navigation(request: HttpRequest) -> dict[str, Any]:
    """The context of every page: where this person may go, and where he is."""
    actor = getattr(request, "actor", None)
    if not isinstance(actor, Actor):
        return {}
    held = {capability for capability, _path in actor.grants}
    return {
        "navigation": [
            {"href": page.href, "label": page.label, "current": _is_here(request.path, page.href)}
            for page in PAGES
            if held & set(page.needs)
        ]
    }


def _is_here(path: str, href: str) -> bool:
    return path == href if href == "/" else path.startswith(href)
