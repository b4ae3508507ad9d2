from django.utils.translation import gettext_lazy as _

from kernel.errors import DomainError


class CodeUnknown(DomainError):
    """Order 33 has no such code, or it is none that a venue records."""

    code = "irregularity_code_unknown"
    sentence = _("Order 33 has no such code. Choose one from the list.")
    status = 400


class WhomMissing(DomainError):
    """A candidate is told by seat or ticket, one who works there by a badge."""

    code = "whom_missing"
    sentence = _("Say whom it is about: seat or ticket number of a candidate, badge number of staff. Never a name.")
    status = 400


class SignersNotTwo(DomainError):
    """Fewer than two different people signed the paper form."""

    code = "signers_not_two"
    sentence = _("At least two different invigilators sign the form. Enter the name and badge number of each.")
    status = 400


class ToldOrWhyNot(DomainError):
    """Whether the candidate was told is not said, or both are."""

    code = "told_or_why_not"
    sentence = _("Enter when the candidate was told what is recorded, or else why not; not both.")
    status = 400


class ClipEndsBefore(DomainError):
    """The clip ends before it begins."""

    code = "clip_ends_before"
    sentence = _("The clip must end after it begins.")
    status = 400


class FormTaken(DomainError):
    """A form of this number is on record at the venue."""

    code = "form_taken"
    sentence = _("A form of this number is on record at this venue. Correct that record instead.")


class OnlyTheChief(DomainError):
    """The second person is not the chief examiner of this venue."""

    code = "only_the_chief"
    sentence = _("The chief examiner of this venue signs here, with own name and password.")


class Corrected(DomainError):
    """A later entry corrects this one."""

    code = "record_corrected"
    sentence = _("This entry has been corrected by a later one. Open the latest.")


class AlreadyGiven(DomainError):
    """The item was given back before."""

    code = "item_given"
    sentence = _("This item has been handed out already.")
