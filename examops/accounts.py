"""How allauth behaves in a county: accounts are given, never taken."""

from __future__ import annotations

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest

from examops.navigation import first_page_of
from organisation.models import Login


class AccountsOfTheCounty(DefaultAccountAdapter):  # type: ignore[misc] # allauth ships no types
    """No sign-up: a login is made when a person is given a post."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Never."""
        return False

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """To the first page that the person's duties open."""
        return first_page_of(request.user) if isinstance(request.user, Login) else "/"
