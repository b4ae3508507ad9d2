from django.utils.translation import gettext_lazy as _

from kernel.errors import DomainError


class PauseNeedsReason(DomainError):
    """A pause without a reason would be a deadline quietly switched off."""

    code = "pause_needs_reason"
    sentence = _("Say why this deadline may stand still, and who allowed it.")
    status = 400
