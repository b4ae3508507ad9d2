"""Refusals about locks, keys and codes. Each tells the number and the source of the rule that it follows."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from kernel.errors import DomainError


class KeySeparation(DomainError):
    """One person would alone open what takes two. ``rule``, ``title`` and ``source`` say which rule forbids it."""

    code = "key_separation"
    sentence = _("The receiver would hold what another must hold. Name somebody else for this key or code.")


class NotTheKeyHolder(DomainError):
    """Who gives a key is not who holds it: keys are neither lent nor taken for another."""

    code = "not_the_key_holder"
    sentence = _("Another person holds this key. Only who holds it hands it over, in person.")


class SameIssuerAndReceiver(DomainError):
    """Who issued a bag would also receive it at the other end."""

    code = "same_issuer_and_receiver"
    sentence = _("You issued this bag yourself. Somebody else must receive it.")


class KeyBagUnsigned(DomainError):
    """A bag of keys without as many signatures as the rule asks for."""

    code = "key_bag_unsigned"
    sentence = _("Enter the names of all who signed the sealed key bag.")
    status = 400


class KeyNotNow(DomainError):
    """The key is not where this step begins: in the safe, or in somebody's hands."""

    code = "key_not_now"
    sentence = _("This step does not follow for the key named. Look at where it is.")


class LockTaken(DomainError):
    """A lock or key of this code is registered already. ``codes`` names them."""

    code = "lock_taken"
    sentence = _("This code is already on the list of locks and keys. Look at the code again.")
