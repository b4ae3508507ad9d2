"""Why an envelope out of a tablet's queue is not played, or what it asked for not done."""

from django.utils.translation import gettext_lazy as _

from kernel.errors import DomainError


class EnvelopeNotReadable(DomainError):
    """No envelope, or no act in it that this server knows how to read."""

    code = "envelope_not_readable"
    sentence = _("This sealed act cannot be read. It is kept; the county duty room sees it.")
    status = 400


class DeviceNotKnown(DomainError):
    """No such tablet where the sender has a duty."""

    code = "device_not_known"
    sentence = _("This tablet is not enrolled at your venue. It is kept; call the county duty room.")
    status = 403


class WrongDevice(DomainError):
    """Sealed on another tablet than the one that it was sent for."""

    code = "wrong_device"
    sentence = _("This act was sealed on another tablet. It is kept; the county duty room sees it.")


class SignatureNotValid(DomainError):
    """The tablet's, the person's or the second person's signature is missing or is not over these bytes."""

    code = "signature_not_valid"
    sentence = _("A signature on this act is not valid. It is kept; call the county duty room.")
    status = 403


class CounterTaken(DomainError):
    """Another act of the same tablet had this number."""

    code = "counter_taken"
    sentence = _("Another act of this tablet has the same number. It is kept; call the county duty room.")


class ActIdReused(DomainError):
    """The same act id with other bytes. The first one stands."""

    code = "act_id_reused"
    sentence = _("This act was already recorded with other content. The first one stands.")


class PreviousNotMatching(DomainError):
    """The chain is broken here: the act names another one before it than the tablet sent."""

    code = "previous_not_matching"
    sentence = _("This act does not follow from the one before it. It is kept; call the county duty room.")


class AddressNotAllowed(DomainError):
    """What a tablet may not do out of its queue, or what is nowhere."""

    code = "address_not_allowed"
    sentence = _("This cannot be done from a tablet's queue. Do it on the web page, or call the county duty room.")
    status = 403


class IdNumberInText(DomainError):
    """A free text holds an 18-digit number. Hash and verdict are kept, the text is not."""

    code = "id_number_in_text"
    sentence = _("A full ID number stood in this act. It is refused and its text not kept. Enter it again without.")
    status = 400


class LockCodeInText(DomainError):
    """A free text holds what looks like the code of a lock. Hash and verdict are kept, the text is not."""

    code = "lock_code_in_text"
    sentence = _("A lock's code stood in this act. It is refused and its text not kept. Enter it again without.")
    status = 400


class SyncRunning(DomainError):
    """Somebody is sending for this tablet at this moment."""

    code = "sync_running"
    sentence = _("This tablet is being synchronised already. It goes on by itself.")


class SealedAfterRevocation(DomainError):
    """Sealed after the moment from which the tablet is trusted no longer. Kept aside, not played."""

    code = "sealed_after_revocation"
    sentence = _("This tablet was revoked before this act. It is set aside; the county duty room sees it.")
    status = 403


class ServerFailed(DomainError):
    """The server could not play it. It stays on the tablet and is sent again."""

    code = "server_failed"
    sentence = _("The server could not record this act. It stays on the tablet and is sent again.")
    status = 500
