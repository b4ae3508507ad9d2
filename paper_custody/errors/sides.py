"""Refusals of a side that is not complete."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from kernel.errors import DomainError


class NotInForce(DomainError):
    """A side lacks people, or the one whom the rule names. ``detail``: the rule's number, its source, the side."""

    code = "not_in_force"
    sentence = _("This handover is not in force: a side lacks people whom the rule wants. Let them sign too.")


class IssuedByReceiver(DomainError):
    """Who issued bags to a vehicle is among those who receive them from it."""

    code = "issued_by_receiver"
    sentence = _("Who issued these bags does not receive them from the same vehicle. Another person receives.")
