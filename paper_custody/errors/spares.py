"""Refusals around spare papers and cards."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from kernel.errors import DomainError


class CardChangeTooLate(DomainError):
    """No card is changed in the last minutes of a session (the preset's number)."""

    code = "card_change_too_late"
    sentence = _("It is too late to change a card in this session. The candidate goes on with the one that he has.")


class ChainNotComplete(DomainError):
    """A spare is opened or given before everybody of the chain has approved. ``missing`` names the next."""

    code = "spare_chain_not_complete"
    sentence = _("Not everybody who must approve this spare has done so. Call the next one named, then record it.")


class ChainOutOfOrder(DomainError):
    """Somebody approves out of his turn. ``next`` is whose turn it is."""

    code = "spare_chain_out_of_order"
    sentence = _("Another one approves first. Ask in the order of the chain.")
