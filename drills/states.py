"""A drill from its scheduling to its beginning. What happens in it is the drill exam's own story."""

from __future__ import annotations

from enum import StrEnum

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class DrillForm(TextChoices):
    """The three rounds of a county (handbook 5e)."""

    TABLETOP = "tabletop", _("Tabletop exercise")
    FUNCTIONAL = "functional", _("Functional drill")
    FULL = "full", _("Full-dress drill")


class DrillStatus(StrEnum):
    """Where a scheduled drill stands."""

    SCHEDULED = "scheduled"
    BEGUN = "begun"
    CALLED_OFF = "called_off"


class DrillStep(StrEnum):
    """What may happen to it."""

    BEGIN = "begin"
    CALL_OFF = "call_off"


TRANSITIONS: dict[tuple[DrillStatus, DrillStep], DrillStatus] = {
    (DrillStatus.SCHEDULED, DrillStep.BEGIN): DrillStatus.BEGUN,
    (DrillStatus.SCHEDULED, DrillStep.CALL_OFF): DrillStatus.CALLED_OFF,
}
