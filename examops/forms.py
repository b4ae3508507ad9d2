"""The forms of the login, in the words of the slip and of the app that shows codes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from allauth.account.forms import LoginForm
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from django.forms import Field
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


class CountyLoginForm(LoginForm):  # type: ignore[misc] # allauth ships no types
    """allauth's form, where the name is called as it is on the slip, and labels are not said twice."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].label = _("Login name")
        for field in self.fields.values():
            field.widget.attrs.pop("placeholder", None)


class EnrolForm(ActivateTOTPForm):  # type: ignore[misc] # allauth ships no types
    """The first code of an authenticator app, which shows that it was set up."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        ask_for_code(self.fields["code"], _("The six digits that the app shows now"))


class CodeForm(AuthenticateForm):  # type: ignore[misc] # allauth ships no types
    """The second factor at the login."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        ask_for_code(self.fields["code"], _("Code of the app, or a recovery code"))
        self.fields["code"].widget.attrs["autofocus"] = True


class CodeAgainForm(ReauthenticateForm):  # type: ignore[misc] # allauth ships no types
    """The second factor once more, before it is changed."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        ask_for_code(self.fields["code"], _("Code of the app, or a recovery code"))


def ask_for_code(field: Field, label: StrOrPromise) -> None:
    """Digits, on a phone with the keys for digits."""
    field.label = label
    field.widget.attrs.pop("placeholder", None)
    field.widget.attrs.update(inputmode="numeric", maxlength="12")
