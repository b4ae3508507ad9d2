from django.utils.translation import gettext_lazy as _

from kernel.errors import DomainError


class DrillInThePast(DomainError):
    """A drill cannot be scheduled for a moment that has passed."""

    code = "drill_in_the_past"
    sentence = _("This time has passed. Choose a later one.")
    status = 400


class PapersAreHere(DomainError):
    """From N3 to N14 no drill may use vault, vehicles or venue stores (limits.md 18)."""

    code = "papers_are_here"
    sentence = _(
        "The papers of the real exam are in the county: only a tabletop exercise is allowed until they have left."
    )


class RateOutOfRange(DomainError):
    """A drill runs at 1 to 60 times the pace of the day."""

    code = "rate_out_of_range"
    sentence = _("The pace of a drill is a whole number from 1 to 60.")
    status = 400
