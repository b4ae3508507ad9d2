"""The login form in the words of the slip."""

from __future__ import annotations

from typing import Any

from allauth.account.forms import LoginForm
from django.utils.translation import gettext_lazy as _


class CountyLoginForm(LoginForm):  # type: ignore[misc] # allauth ships no types
    """allauth's form, where the name is called as it is on the slip, and labels are not said twice."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].label = _("Login name")
        for field in self.fields.values():
            field.widget.attrs.pop("placeholder", None)
