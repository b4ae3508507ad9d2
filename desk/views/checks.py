"""The page of the standing checks."""

from __future__ import annotations

from celery import current_app
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from desk.selectors.backups import backups_shown
from desk.selectors.checks import checks_shown
from desk.states import RUN_CHECK, Check
from organisation.states import Capability
from organisation.views import ActorPage


class ChecksPage(ActorPage):
    """The standing checks: last result, next run, and a button to run one now."""

    needs = Capability.RUN_EXAM

    def get(self, request: HttpRequest) -> HttpResponse:
        """The list."""
        return render(request, "desk/checks.html", {"checks": checks_shown(), "backups": backups_shown()})

    def post(self, request: HttpRequest) -> HttpResponse:
        """Queue one check; its result appears when the worker has run it."""
        check = request.POST.get("check", "")
        if check in list(Check):
            current_app.send_task(RUN_CHECK, [check])
            messages.info(request, _("The check was started. Reload the page in a moment."))
        return redirect("checks")
