"""Which pages a person is led to: those that his duties open, in the order of a day."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import Promise, SimpleLazyObject
from django.utils.translation import gettext_lazy as _

from kernel.actors import SYSTEM, Actor
from kernel.scope import reading
from organisation.models import Login
from organisation.selectors import actor_of_login, names_of
from organisation.states import Capability


@dataclass(frozen=True, slots=True)
class Page:
    """A page of the main navigation, and the duties of which one is enough to be led there.

    ``of_county``: the duty must be one for the whole county, since the page shows all of it. ``of_exam``: it
    shows one exam, and whoever is in a drill stays in it.
    """

    href: str
    label: Promise
    needs: tuple[Capability, ...]
    of_county: bool = False
    of_exam: bool = False

    def opens_to(self, actor: Actor) -> bool:
        """Whether one of his duties opens it."""
        if self.of_county:
            return any(actor.may(capability, actor.scope) for capability in self.needs)
        return any(capability in self.needs for capability, _path in actor.grants)


PAGES = (
    Page("/", _("Live board"), (Capability.SEE_BOARD,), of_county=True, of_exam=True),
    Page("/venue/", _("My venue"), (Capability.REPORT_VENUE,), of_exam=True),
    Page("/tablet/", _("Venue tablet"), (Capability.REPORT_VENUE,), of_exam=True),
    Page(
        "/papers/",
        _("Papers"),
        (Capability.KEEP_VAULT, Capability.CARRY_PAPERS, Capability.SEE_ESCORTS),
        of_exam=True,
    ),
    Page("/vault/", _("Secure room"), (Capability.KEEP_VAULT,), of_exam=True),
    Page(
        "/vault/keys/",
        _("Locks and keys"),
        (Capability.KEEP_VAULT, Capability.KEEP_VENUE_STORE, Capability.RECORD_DECISION),
        of_exam=True,
    ),
    Page("/escorts/", _("Escorts"), (Capability.SEE_ESCORTS,), of_exam=True),
    Page("/command/", _("Command post"), (Capability.HANDLE_INCIDENT, Capability.COMMAND_INCIDENT), of_exam=True),
    Page("/call-outs/", _("Call-outs to me"), (Capability.ANSWER_CALL_OUT,), of_exam=True),
    Page("/incidents/", _("Incidents"), (Capability.OPEN_INCIDENT, Capability.SEE_BOARD), of_exam=True),
    Page(
        "/notices/",
        _("Notices"),
        (
            Capability.OPEN_INCIDENT,
            Capability.SEE_BOARD,
            Capability.CARRY_PAPERS,
            Capability.DRIVE_ESCORT,
            Capability.REPORT_VENUE,
        ),
    ),
    Page("/catalogue/", _("Plans"), (Capability.OPEN_INCIDENT, Capability.SEE_BOARD), of_exam=True),
    Page("/alerts/", _("Warnings"), (Capability.SEE_BOARD,), of_exam=True),
    Page(
        "/irregularities/",
        _("Irregularity records"),
        (Capability.RECORD_IRREGULARITY, Capability.SEE_IRREGULARITIES),
        of_exam=True,
    ),
    Page("/supervision/", _("Corrective actions"), (Capability.SUPERVISE, Capability.SEE_BOARD)),
    Page("/desk/", _("Duty desk"), (Capability.KEY_FOR_VENUE,), of_exam=True),
    Page("/drills/", _("Drills"), (Capability.RUN_DRILL,)),
    Page("/intake/", _("County workbook"), (Capability.IMPORT_COUNTY,)),
    Page("/county-map/", _("County map"), (Capability.IMPORT_COUNTY,), of_county=True),
    Page("/devices/", _("Tablets of venues"), (Capability.MANAGE_PEOPLE, Capability.RUN_EXAM), of_county=True),
    Page("/people/slips/", _("One-time slips"), (Capability.MANAGE_PEOPLE,)),
    Page("/checks/", _("Standing checks"), (Capability.RUN_EXAM,)),
)


def pages_of(actor: Actor) -> list[Page]:
    """The pages he is led to."""
    return [page for page in PAGES if page.opens_to(actor)]


def first_page_of(login: Login) -> str:
    """Where a login leads: the board, or else the first page of his own."""
    pages = pages_of(actor_of_login(login))
    return pages[0].href if pages else "/"


def navigation(request: HttpRequest) -> dict[str, Any]:
    """The context of every page: where this person may go, where he is, who he is; and the word that allows cameras.

    Read when a page shows it, also on pages that are nobody's (an error, a change of password).
    """
    return {
        "navigation": SimpleLazyObject(lambda: _items(request)),
        "camera_document": settings.CAMERA_DOCUMENT,
        "signed_in_as": SimpleLazyObject(lambda: _name(request)),
    }


def _items(request: HttpRequest) -> list[dict[str, Any]]:
    actor = _actor(request)
    if actor is None:
        return []
    stay = _exam_named(request)
    return [
        {
            "href": page.href + (stay if page.of_exam else ""),
            "label": page.label,
            "current": _is_here(request.path, page.href),
        }
        for page in pages_of(actor)
    ]


def _exam_named(request: HttpRequest) -> str:
    """The exam in the address, to be kept in links; what is no id is not repeated."""
    try:
        return f"?exam={UUID(request.GET['exam'])}"
    except (KeyError, ValueError):
        return ""


def _actor(request: HttpRequest) -> Actor | None:
    actor = getattr(request, "actor", None)
    if isinstance(actor, Actor):
        return actor
    login = getattr(request, "user", None)
    return actor_of_login(login) if isinstance(login, Login) else None


def _name(request: HttpRequest) -> str:
    login = getattr(request, "user", None)
    if not isinstance(login, Login) or login.person_id is None:
        return ""
    with reading(SYSTEM):
        return names_of({login.person_id}).get(login.person_id, "")


def _is_here(path: str, href: str) -> bool:
    return path == href if href == "/" else path.startswith(href)
