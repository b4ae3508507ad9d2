from django.utils.translation import gettext_lazy as _

from kernel.errors import DomainError


class NothingSounds(DomainError):
    """None of these alarms sounds: somebody else was quicker, or the incident is at another stage."""

    code = "nothing_sounds"
    sentence = _("None of these alarms sounds any more: somebody has silenced or answered them. Look at the board.")
