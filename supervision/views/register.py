"""Pages of supervision: the register with its red list, one action whole, and the register as a file."""

from __future__ import annotations

from typing import Any

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.formats import date_format
from django.utils.timezone import get_current_timezone, localtime
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from kernel.time import now
from organisation.models import Unit
from organisation.states import Capability
from organisation.views import ActorPage
from paper_custody.gateways.tables import TYPES, Table, written
from supervision.models import CorrectiveAction
from supervision.selectors.register import (
    STATES,
    ActionTold,
    Wanted,
    action_whole,
    counts_of,
    owners_offered,
    register_of,
)
from supervision.states import Source
from supervision.templatetags.supervision_words import owner_words, supervised


class RegisterBase(ActorPage):
    """Base of the pages of the register. Whoever owns nothing and sees no county's register sees an empty one."""

    def wanted(self, request: HttpRequest) -> Wanted:
        """What the address narrows it to."""
        return Wanted(**{name: request.GET[name].strip() for name in Wanted.names() if request.GET.get(name)})

    def unit(self) -> Unit | None:
        """The reader's county."""
        return Unit.objects.filter(path=self.actor.scope).first()


class RegisterPage(RegisterBase):
    """``/supervision/``: what is overdue in red at the top, what is near in blue. Filters stand in the address."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """The register, which also prints."""
        at = now()
        wanted = self.wanted(request)
        units = Unit.objects.filter(path__startswith=self.actor.scope).order_by("number", "code")
        return render(
            request,
            "supervision/register.html",
            {
                "shown": register_of(self.actor, wanted, at),
                "counts": counts_of(self.actor, at),
                "wanted": wanted,
                "states": [(state, supervised(state, "state")) for state in STATES],
                "sources": [(source.value, supervised(source, "source")) for source in Source],
                "units": [(unit.code, unit.name) for unit in units],
                "may_raise": self.actor.may(Capability.SUPERVISE, self.actor.scope),
                "query": request.GET.urlencode(),
                "printed_at": at,
                "unit": self.unit(),
            },
        )


class ActionPage(RegisterBase):
    """``/supervision/<n>/``: one action with its log, and what this person may do to it."""

    def get(self, request: HttpRequest, number: int) -> HttpResponse:
        """The whole of it; one that is not this person's to see looks like nothing."""
        try:
            whole = action_whole(self.actor, number, now())
        except CorrectiveAction.DoesNotExist as missing:
            raise Http404 from missing
        units, posts, people = owners_offered(whole.told.row.scope)
        context: dict[str, Any] = {
            "whole": whole,
            "action": whole.told.row,
            "tone": whole.told.tone,
            "rights": whole.rights,
            "api": f"/api/corrective-actions/{number}/",
            "units": units,
            "posts": posts,
            "people": people,
            "printed_at": now(),
            "unit": self.unit(),
        }
        return render(request, "supervision/action.html", context)


class RegisterExport(RegisterBase):
    """``/supervision/export/register.<csv or xlsx>``: the register as the page shows it to this person."""

    def get(self, request: HttpRequest, kind: str) -> HttpResponseBase:
        """The file."""
        if kind not in TYPES:
            raise Http404
        at = now()
        shown = register_of(self.actor, self.wanted(request), at)
        unit = self.unit()
        about = _("Corrective actions of %(unit)s, exported %(at)s") % {
            "unit": "" if unit is None else unit.name,
            "at": date_format(localtime(at), "Y-m-d H:i:s"),
        }
        table = Table(name=_("Corrective actions"), about=about, columns=_columns(), rows=[_row(one) for one in shown])
        file = written(table, kind=kind, zone=get_current_timezone())
        response = FileResponse(
            file, as_attachment=True, filename=f"corrective-actions.{kind}", content_type=TYPES[kind]
        )
        response["Cache-Control"] = "no-store"
        return response


def _columns() -> list[str]:
    return [
        _("No."), _("Urgency"), _("What is to be put right"), pgettext("corrective action", "From"), _("Responsible"),
        pgettext("corrective action", "Due"), _("State"), _("What shows that it was done"), _("Reported done by"),
        _("Re-checked by"),
    ]  # fmt: skip


def _row(told: ActionTold) -> list[Any]:
    row = told.row
    return [
        row.number,
        supervised(told.tone, "tone"),
        row.words,
        ("【演练】" if row.source == Source.DRILL else "") + supervised(row.source, "source"),
        owner_words(row),
        row.due_at or row.assign_by,
        supervised(row.status, "status"),
        row.evidence,
        "" if row.done_by is None else row.done_by.name,
        "" if row.checked_by is None else row.checked_by.name,
    ]
