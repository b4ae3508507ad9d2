from django.utils.translation import gettext_lazy as _

from kernel.errors import DomainError


class NotADrill(DomainError):
    """Players are named for a drill; in an exam everybody has his duty by his post."""

    code = "not_a_drill"
    sentence = _("This is no drill. In the exam itself everybody is told by his post.")


class PlayerUnknown(DomainError):
    """Somebody named is not of this county, or all are players already."""

    code = "player_unknown"
    sentence = _("Somebody named is not on record in this county, or all are players already. Choose from the list.")
    status = 400


class ProviderUnknown(DomainError):
    """The node has no provider of this name."""

    code = "provider_unknown"
    sentence = _("This node has no such provider. Choose one of the list, or have the IT office set it up.")
    status = 400


class AddressUnfit(DomainError):
    """The provider needs an address of the person, or cannot read the one given."""

    code = "address_unfit"
    sentence = _("The provider cannot use this address. Enter it as the provider wants it: a phone number, a mailbox.")
    status = 400


class NobodyToTest(DomainError):
    """Nobody with a duty is in the unit named."""

    code = "nobody_to_test"
    sentence = _("Nobody in this unit holds a duty now. Choose another unit, or enter its people first.")
    status = 400
