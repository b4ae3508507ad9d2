"""Refusals around locks that do not open."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from kernel.errors import DomainError


class FailureUnderWay(DomainError):
    """The lock is reported already, and the procedure goes on."""

    code = "lock_failure_under_way"
    sentence = _("This lock is reported already. Go on with the next step of its procedure.")


class ForceNotAllowed(DomainError):
    """A lock is to be broken open without a decision from above."""

    code = "force_not_allowed"
    sentence = _("Do not break it open yet. Ask the county by telephone, and record who allowed it, when and how.")


class AuthorityTooLow(DomainError):
    """The venue itself does not allow that one of its locks is broken open."""

    code = "authority_too_low"
    sentence = _("Only the county or the province allows a lock to be broken open.")
    status = 400


class RecordingMissing(DomainError):
    """An opening by force without recording, old seal or new seal."""

    code = "force_record_incomplete"
    sentence = _("Name the recording, the old seal and the new seal; the new one is another than the old one.")
    status = 400


class ForceWitnessMissing(DomainError):
    """An opening by force that nobody watched, or that is watched by one of the two who did it."""

    code = "force_witness_missing"
    sentence = _("Name at least one witness with his post. Whoever opens it cannot witness himself.")
    status = 400


class TimeLostWrong(DomainError):
    """Lost time that ends before it begins, or that is still to come."""

    code = "time_lost_wrong"
    sentence = _("Look at the times again: the loss begins before it ends, and has ended.")
    status = 400
