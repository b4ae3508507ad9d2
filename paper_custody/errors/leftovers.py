"""Refusals about what is left after the exam."""

from django.utils.translation import gettext_lazy as _

from kernel.errors import DomainError


class AnswersAreNotKept(DomainError):
    """A bag of answers among what is to stay in the county."""

    code = "answers_are_not_kept"
    sentence = _("This bag holds answers. They go to the upper level with the list; only the rest stays here.")


class PiecesWrong(DomainError):
    """A number of pieces for a bag that is not in the batch, or told without a reason."""

    code = "pieces_wrong"
    sentence = _("Tell another number of pieces only for a bag of this batch, and write down why it is another one.")


class RetentionNotOver(DomainError):
    """Destruction before the day until which it must be kept."""

    code = "retention_not_over"
    sentence = _("These papers must still be kept. Put them back and come again on the day named.")


class HeldByIncident(DomainError):
    """Destruction of a bag that an open incident names."""

    code = "held_by_incident"
    sentence = _("An incident that names this bag is still open. It stays until the incident is closed.")


class WitnessesMissing(DomainError):
    """Fewer witnesses than the rule wants, one without a unit, or one of the two who sign."""

    code = "witnesses_missing"
    sentence = _("Name as many witnesses as the rule wants, each with his unit. Whoever signs cannot witness himself.")


class CertificateTaken(DomainError):
    """A certificate's number that is missing, or was used before."""

    code = "certificate_taken"
    sentence = _("Enter the number and the place of the destruction certificate; each number is used once.")


class ResultsDayWrong(DomainError):
    """A day of results without a document, or before the exam was over."""

    code = "results_day_wrong"
    sentence = _("Results come out after the last session. Enter the day and the number of the document that says so.")
