"""How allauth behaves in a county: accounts are given, never taken."""

from __future__ import annotations

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class AccountsOfTheCounty(DefaultAccountAdapter):  # type: ignore[misc] # allauth ships no types
    """No sign-up: a login is made when a person is given a post."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Never."""
        return False
