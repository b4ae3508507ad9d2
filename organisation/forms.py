from __future__ import annotations

from typing import Any

from allauth.core.internal import ratelimit
from django import forms
from django.contrib.auth.password_validation import validate_password
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

TRIES = {"first_login": "5/5m/key"}


def _new_password() -> forms.PasswordInput:
    return forms.PasswordInput({"autocomplete": "new-password"})


class FirstLoginForm(forms.Form):
    """Name, slip and a new password twice. Five wrong slips for one name close the door for five minutes."""

    username = forms.CharField(
        label=_("Login name"),
        max_length=64,
        widget=forms.TextInput({"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}),
    )
    code = forms.CharField(
        label=_("Code on the slip"),
        max_length=32,
        widget=forms.TextInput({"autocomplete": "off", "spellcheck": "false"}),
    )
    password1 = forms.CharField(label=_("New password"), widget=_new_password(), strip=False)
    password2 = forms.CharField(label=_("New password again"), widget=_new_password(), strip=False)

    def __init__(self, *args: Any, request: HttpRequest | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.request = request

    def clean(self) -> dict[str, Any]:
        """Both passwords alike and strong enough; not too many tries."""
        given = super().clean() or {}
        if given.get("password1") != given.get("password2"):
            self.add_error("password2", _("The two passwords differ. Enter the same one twice."))
        elif given.get("password1"):
            try:
                validate_password(given["password1"])
            except forms.ValidationError as weak:
                self.add_error("password1", weak)
        if not self._try(dry_run=True):
            raise forms.ValidationError(_("Too many wrong tries for this login. Wait five minutes."))
        return given

    def note_failure(self) -> None:
        """Count a wrong slip against this login name."""
        self._try(dry_run=False)

    def _try(self, *, dry_run: bool) -> bool:
        key = str(self.data.get("username", ""))
        return bool(
            ratelimit.consume(
                self.request, app="organisation", action="first_login", config=TRIES, key=key, dry_run=dry_run
            )
        )
