"""Refusals of the road."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from kernel.errors import DomainError


class ExpectedInThePast(DomainError):
    """An escort that should have arrived before it left."""

    code = "expected_in_the_past"
    sentence = _("Say when it should arrive: a moment that is still to come.")
    status = 400
