"""How allauth behaves in a county: accounts are given, never taken; a second factor is sealed, and may be demanded."""

from __future__ import annotations

import base64
from collections.abc import Callable
from functools import cache
from typing import ClassVar

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from examops.navigation import first_page_of
from kernel.sealing import seal, unseal
from organisation.errors import SecondFactorNeeded
from organisation.models import Login
from organisation.selectors import lacks_second_factor, must_have_second_factor

SEALED = "mfa_authenticator.data"
API = "/api/"
# What is open to somebody who must first set up a second factor: to do so, to prove himself once more for it, to
# leave, to choose the language. The health of the node is open to everybody.
BEFORE_IT = ("mfa_index", "account_reauthenticate", "account_logout", "set_language", "health")


class AccountsOfTheCounty(DefaultAccountAdapter):  # type: ignore[misc] # allauth ships no types
    """No sign-up: a login is made when a person is given a post."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Never."""
        return False

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """To the first page that the person's duties open."""
        return first_page_of(request.user) if isinstance(request.user, Login) else "/"


class SecondFactorOfTheCounty(DefaultMFAAdapter):  # type: ignore[misc] # allauth ships no types
    """Secrets are sealed like personal fields; where a second factor is demanded, it cannot be given up."""

    error_messages: ClassVar[dict[str, str | Promise]] = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": _("This code is wrong, past its time, or was used before. Enter the one shown now."),
        "cannot_delete_authenticator": _("Your post takes a second factor: it cannot be given up."),
    }

    def encrypt(self, text: str) -> str:
        """Sealed under the node's field key: a copy of the database makes no codes."""
        return base64.b64encode(seal(text, column=SEALED)).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """The secret again."""
        return unseal(base64.b64decode(encrypted_text), column=SEALED)

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        """Not where it is demanded."""
        return not must_have_second_factor(authenticator.user)


def second_factor_first(answer: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware: who must have a second factor and has none is led to set it up before any other page."""

    def answer_or_lead(request: HttpRequest) -> HttpResponse:
        login = request.user
        if not isinstance(login, Login) or _is_before_it(request.path) or not lacks_second_factor(login):
            return answer(request)
        refusal = SecondFactorNeeded()
        if request.path.startswith(API):
            return JsonResponse(refusal.answer(), status=refusal.status)
        messages.warning(request, _("Your post takes a second factor at the login. Set it up now."))
        return redirect("mfa_activate_totp")

    return answer_or_lead


def _is_before_it(path: str) -> bool:
    return path.startswith(_before_it())


@cache
def _before_it() -> tuple[str, ...]:
    return tuple(reverse(name) for name in BEFORE_IT)
