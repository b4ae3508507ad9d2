"""Refusals of counting. None tells a number, nor whether anything balances."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from kernel.errors import DomainError


class CountedByYou(DomainError):
    """The same person counts a room again: two counts of one person are one count."""

    code = "counted_by_you"
    sentence = _("You have counted these rooms. Another person counts them, without knowing what you found.")


class AlreadyAgreed(DomainError):
    """A room was counted that two have agreed on. What is wrong with it is declared first."""

    code = "counts_agree_already"
    sentence = _("The counts of these rooms agree. If one was entered wrongly, declare it wrong first.")


class NothingDiffers(DomainError):
    """Two count together what nobody has counted differently: alone first, so that neither copies the other."""

    code = "count_alone_first"
    sentence = _("These rooms are counted by two people, each alone. Together they count only after a difference.")


class NotYourCount(DomainError):
    """A count is declared wrong by who did not enter it, or one that is not there."""

    code = "not_your_count"
    sentence = _("Only who entered a count declares it wrong, together with another. Look at the list again.")
