"""Refusals of forms entered afterwards."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from kernel.errors import DomainError


class FormEnteredTwice(DomainError):
    """A form's number that was entered before."""

    code = "form_entered_twice"
    sentence = _("This form was entered before. Look at its number, and at the history of its bags.")


class PaperTimeWrong(DomainError):
    """The time on the form lies before something that was done with a bag since, or is still to come."""

    code = "paper_time_wrong"
    sentence = _("The time on the form contradicts the record of the bags named. Look at the form again.")


class ClerkSigned(DomainError):
    """Who signed a form enters it: the entry would prove nothing more than the form."""

    code = "clerk_signed"
    sentence = _("Who signed the form does not enter it. Two other clerks enter it.")
    status = 403


class SignerUnknown(DomainError):
    """The form names nobody of the county where somebody must answer for the bags on the road."""

    code = "signer_unknown"
    sentence = _("The receiver on the form is no person of this county. Enter the name as on the list of people.")


class NotOnAForm(DomainError):
    """A step that is no handover, or one that lacks its vehicle or its venue."""

    code = "not_on_a_form"
    sentence = _("Such a form names venue, sessions and vehicle. Complete it as it was signed.")
    status = 400
