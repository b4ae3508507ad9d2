"""Pages of people: the base of every page, and the first login with a slip."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.contrib.auth import login as log_in
from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views import View

from kernel.act import Asked
from kernel.actors import SYSTEM, Actor
from kernel.errors import DomainError, NotPermitted
from kernel.scope import reading
from kernel.time import now
from organisation import services
from organisation.forms import FirstLoginForm
from organisation.gateways import has_second_factor
from organisation.models import Login
from organisation.selectors import actor_of_login, logins_without_password
from organisation.states import Capability

BACKEND = "django.contrib.auth.backends.ModelBackend"


class ActorPage(LoginRequiredMixin, View):
    """Base of every page: logged in, with ``self.actor``; a GET runs inside a read transaction with his sight.

    A page therefore renders at once (``render``), never lazily.

    ``needs`` names the capability without which the page is refused, wherever it is held. What a page
    shows of it is the selectors' business.
    """

    needs: Capability | None = None
    actor: Actor

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Find out who asks, then let the page read."""
        if not isinstance(request.user, Login):
            return self.handle_no_permission()
        self.actor = request.actor = actor_of_login(request.user)  # type: ignore[attr-defined]  # for the navigation
        if self.needs is not None and not any(held == self.needs for held, _path in self.actor.grants):
            return render(request, "403.html", {"refusal": NotPermitted().answer()}, status=403)
        try:
            if request.method not in {"GET", "HEAD"}:
                return super().dispatch(request, *args, **kwargs)  # an act opens its own transaction
            with reading(self.actor):
                return super().dispatch(request, *args, **kwargs)
        except NotPermitted as refusal:  # what he holds elsewhere does not reach here
            return render(request, "403.html", {"refusal": refusal.answer()}, status=403)


class SlipsPage(ActorPage):
    """First credentials on paper: one sheet per person whose login was never used (limits.md 19)."""

    needs = Capability.MANAGE_PEOPLE

    def get(self, request: HttpRequest) -> HttpResponse:
        """How many there would be, before anything is issued."""
        waiting = logins_without_password(self.actor.scope).count()
        return render(request, "organisation/slips_ask.html", {"waiting": waiting})

    def post(self, request: HttpRequest) -> HttpResponse:
        """Issue them and show them, this once."""
        act_id = uuid4()
        at = now()
        with reading(self.actor):
            logins = list(logins_without_password(self.actor.scope).select_related("person__unit"))
        slips = services.draw_slips(logins, at=at)
        if slips:
            asked = Asked(act_id=act_id, actor=self.actor, exam_id=None, received_at=at, request_hash=act_id.bytes)
            services.issue_slips(asked, scope=self.actor.scope, slips=slips)
        people = {login.pk: login.person for login in logins}
        sheets = [
            {"name": person.name, "unit": person.unit.name, "username": slip.username, "code": slip.code,
             "expires_at": slip.expires_at}
            for slip in slips if (person := people[slip.login_id]) is not None
        ]  # fmt: skip
        response = render(
            request,
            "organisation/slips.html",
            {"slips": sheets, "address": request.build_absolute_uri(reverse("first_login"))},
        )
        response["Cache-Control"] = "no-store"
        return response


class FirstLogin(View):
    """A login is taken into use: name, slip, and a password of one's own."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """The empty form."""
        return self._page(request, FirstLoginForm())

    def post(self, request: HttpRequest) -> HttpResponse:
        """Spend the slip and log in, or say what is wrong."""
        form = FirstLoginForm(request.POST, request=request)
        if not form.is_valid():
            return self._page(request, form, status=400)
        act_id = uuid4()
        asked = Asked(act_id=act_id, actor=SYSTEM, exam_id=None, received_at=now(), request_hash=act_id.bytes)
        try:
            services.use_slip(
                asked,
                username=form.cleaned_data["username"],
                code=form.cleaned_data["code"],
                password=form.cleaned_data["password1"],
            )
        except DomainError as refusal:
            form.note_failure()
            form.add_error(None, str(refusal.sentence))
            return self._page(request, form, status=refusal.status)
        login = Login.objects.get(username=form.cleaned_data["username"])
        if has_second_factor(login):
            messages.success(request, _("Your new password is set. Log in with it and your second factor."))
            return redirect("account_login")
        log_in(request, login, backend=BACKEND)
        messages.success(request, _("Your login is ready. Keep the password to yourself and destroy the slip."))
        return redirect("/")

    def _page(self, request: HttpRequest, form: FirstLoginForm, *, status: int = 200) -> HttpResponse:
        return render(request, "organisation/first_login.html", {"form": form}, status=status)
