"""Refusals of reading custody back."""

from django.utils.translation import gettext_lazy as _

from kernel.errors import DomainError


class TooManyRows(DomainError):
    """A list longer than a file takes. ``detail`` tells how many there are, and how many a file takes."""

    code = "too_many_rows"
    sentence = _(
        "This list has more rows than a file takes. Narrow it by venue, session or time, and export the parts."
    )


class EvidenceTooEarly(DomainError):
    """A venue asked for its evidence before the session is over; the county's auditors may at any time."""

    code = "evidence_too_early"
    sentence = _("The evidence of a session is given out when the session is over. Ask again then.")


class EvidenceUnderWay(DomainError):
    """The same person asked for the same pack, and it is being made. A second one would say the same."""

    code = "evidence_under_way"
    sentence = _("This evidence pack is being made for you already. Wait until it is ready.")


class EvidenceChanged(DomainError):
    """The file of a pack is not the one that was made: somebody changed it where it lies."""

    code = "evidence_changed"
    sentence = _("The file of this evidence pack was changed after it was made. Take the evidence anew, and report it.")


class CustodyStillUnderWay(DomainError):
    """The exam's custody leaves the system only when its last session has ended."""

    code = "custody_still_under_way"
    sentence = _("The exam's custody can be exported when its last session has ended.")
