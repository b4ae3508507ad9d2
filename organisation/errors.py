from django.utils.translation import gettext_lazy as _

from kernel.errors import DomainError


class SamePerson(DomainError):
    """A two-person act by one person."""

    code = "one_person"
    sentence = _("This takes two different people. Let the second person enter his own name and password.")


class ProofRefused(DomainError):
    """The second person's login and password do not fit. Which of the two is not told."""

    code = "proof_refused"
    sentence = _("The second person's login or password is wrong. Enter both again.")
    status = 403


class TooManyTries(DomainError):
    """Too many wrong proofs for one login within a few minutes."""

    code = "too_many_tries"
    sentence = _("Too many wrong tries for this login. Wait five minutes, or ask the county duty officer.")
    status = 429


class SlipRefused(DomainError):
    """The slip is unknown, used or expired. Which is not told."""

    code = "slip_refused"
    sentence = _("This slip cannot be used: it is unknown, used or expired. Ask the exam office for a new one.")
    status = 403


class SigningOver(DomainError):
    """The signing is unknown, ended, past its time, or of another screen. Which is not told."""

    code = "signing_over"
    sentence = _("The second person's signing is over. Let him enter his own name and password again.")
    status = 403


class SecondFactorNeeded(DomainError):
    """This county demands a second factor of command posts, and the login has none yet."""

    code = "second_factor_needed"
    sentence = _("Your post takes a second factor at the login. Set it up on the page “Second factor”, then come back.")
    status = 403


class PersonHoldsPost(DomainError):
    """A post was to be handed on to somebody who holds it already."""

    code = "person_holds_post"
    sentence = _("This person holds the post already. Choose another one.")


class CodeNotValid(DomainError):
    """The code is wrong, expired, used, not yet approved, or for another venue. Which is not told."""

    code = "code_not_valid"
    sentence = _(
        "This code does not work: it is wrong, used, past its ten minutes, or not yet approved by a second officer."
        " Ask the county duty room for a new one."
    )
    status = 403


class StorageNotPersisted(DomainError):
    """The browser may throw away what the tablet keeps: such a tablet would lose acts one day."""

    code = "storage_not_persisted"
    sentence = _(
        "This tablet may lose what it keeps: its browser did not grant lasting storage. Install the app, allow"
        " storage, and try again."
    )


class KeyNotUsable(DomainError):
    """The key told is none on P-256, or somebody has it already."""

    code = "key_not_usable"
    sentence = _("This key cannot be used. Let the tablet make a new one.")
    status = 400


class NotSealedHere(DomainError):
    """What should have been sealed by this very tablet was not, or it is revoked."""

    code = "not_sealed_here"
    sentence = _("This was not sealed by an enrolled tablet of the venue. Enrol the tablet, or ask the duty officer.")
    status = 403
