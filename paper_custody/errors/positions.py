"""Refusals about positions."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from kernel.errors import DomainError


class SourceUnknown(DomainError):
    """No open source has this secret."""

    code = "position_source_unknown"
    sentence = _("This sender is not known here. Look at its secret.")
    status = 401


class PositionsNotApproved(DomainError):
    """No approval of the secrecy office is in force. Nothing of the position is kept."""

    code = "positions_not_approved"
    sentence = _("The secrecy office has approved no positions. Nothing of this one was kept.")
    status = 403


class DeviceUnknown(DomainError):
    """The device is bound to no vehicle."""

    code = "device_unknown"
    sentence = _("This device is bound to no vehicle.")
    status = 403


class NoDeviceId(DomainError):
    """A body that does not say whose it is."""

    code = "no_device_id"
    sentence = _("This does not say which device it is from.")
    status = 400


class UnreadablePosition(DomainError):
    """A body that is no position of this tool."""

    code = "unreadable_position"
    sentence = _("This is no position that can be read.")
    status = 400


class PositionTooLarge(DomainError):
    """More bytes than any of these tools sends."""

    code = "position_too_large"
    sentence = _("This is too large for a position.")
    status = 413


class ApprovalPast(DomainError):
    """An approval that has ended before it begins, or one while another is in force."""

    code = "approval_does_not_fit"
    sentence = _("An approval must hold beyond this moment, and only one at a time: withdraw the other first.")


class DeviceTaken(DomainError):
    """The device rides in another vehicle, or the secret stands for another source."""

    code = "device_taken"
    sentence = _("This device, or this secret, is in use already.")
