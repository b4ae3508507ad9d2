from django.utils.translation import gettext_lazy as _

from kernel.errors import DomainError


class OwnerUnknown(DomainError):
    """There is no such unit, person or post in the county, or neither a person nor a post is named."""

    code = "owner_unknown"
    sentence = _("Name a unit of the county, and a person of it or a post. Choose from the lists.")
    status = 400


class DueTooEarly(DomainError):
    """What is due must lie ahead, and an extension must lie behind what was due before."""

    code = "due_too_early"
    sentence = _("Choose a time that lies ahead; an extension must end later than the present due time.")
    status = 400


class RecheckTakesAnother(DomainError):
    """Who did it, reported it, or owns it does not also re-check it."""

    code = "recheck_takes_another"
    sentence = _("Let another person re-check it than the one who owns it and the one who reported it done.")


class LessonTaken(DomainError):
    """The lesson has its action already."""

    code = "lesson_taken"
    sentence = _("This lesson has a corrective action already. Look for it in the register.")
