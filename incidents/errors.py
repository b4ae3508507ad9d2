from django.utils.translation import gettext_lazy as _

from kernel.errors import DomainError


class PlanUnknown(DomainError):
    """There is no plan of this code, or none that this fact triggers."""

    code = "plan_unknown"
    sentence = _("There is no such plan. Choose one of the list.")
    status = 400


class PlanVersionTaken(DomainError):
    """A plan was to be loaded with other content under a number that is taken. Versions never change."""

    code = "plan_version_taken"
    sentence = _("This version of the plan is on record with other content. Give the changed plan a new version.")


class ConditionUnknown(DomainError):
    """The plan has no such condition."""

    code = "condition_unknown"
    sentence = _("This plan has no such condition. Choose one of the list.")
    status = 400


class VenueUnknown(DomainError):
    """There is no such venue in the county."""

    code = "venue_unknown"
    sentence = _("There is no such venue. Choose one of the list.")
    status = 400


class VenueNeeded(DomainError):
    """A procedure is what a venue does for one candidate or room: it has no meaning without the venue."""

    code = "venue_needed"
    sentence = _("A procedure is carried out at a venue. Choose the venue.")
    status = 400


class AlreadyAcknowledged(DomainError):
    """Somebody answers for it already."""

    code = "already_acknowledged"
    sentence = _("Somebody answers for this incident already. Reload the page to see who.")


class TopOfLadder(DomainError):
    """There is no higher rung."""

    code = "top_of_ladder"
    sentence = _("The highest rung has been told. Call the city's duty desk.")


class StepTaken(DomainError):
    """Somebody else was first: the step is done or waived."""

    code = "step_taken"
    sentence = _("This step was entered by somebody else. Reload the page to see by whom and when.")


class DecisionMissing(DomainError):
    """The step needs a decision that is not on record, or that was refused."""

    code = "decision_missing"
    sentence = _("This step needs a decision of the level named. Record the decision first.")


class RequestMissing(DomainError):
    """The step is a request; doing it means sending one."""

    code = "request_missing"
    sentence = _("This step is a request to the level named. Record the request; the step is done by it.")


class WrongAuthority(DomainError):
    """This level cannot be asked, or cannot decide, in this matter."""

    code = "wrong_authority"
    sentence = _("This level does not decide in this matter. Choose the level that does.")
    status = 400


class DocumentMissing(DomainError):
    """A decision from above without a document number, or without who decided."""

    code = "document_missing"
    sentence = _("Enter who decided, when, and the document number.")
    status = 400


class RequestUnknown(DomainError):
    """The incident has no such request, or it has its answer."""

    code = "request_unknown"
    sentence = _("This incident has no such open request. Reload the page and choose again.")
    status = 400


class LevelUnchanged(DomainError):
    """The level is what it was."""

    code = "level_unchanged"
    sentence = _("The incident has this level already.")


class WordsMissing(DomainError):
    """A reason, a note or an account is needed in words."""

    code = "words_missing"
    sentence = _("Say it in words: this cannot be left empty.")
    status = 400


class ClockStays(DomainError):
    """This deadline cannot be paused, or does not run."""

    code = "clock_stays"
    sentence = _("This deadline does not run, or must not stand still. Act on it instead.")


class CloseTooEarly(DomainError):
    """Something is left to do. ``blockers`` names each."""

    code = "close_too_early"
    sentence = _("It is too early to close this incident. Each thing left to do is named.")


class CloserMustBeAnother(DomainError):
    """Whoever commanded it, or proposed that it be closed, does not also close it."""

    code = "closer_must_be_another"
    sentence = _("Let another person close it than the one who answers for it and the one who proposed it.")


class LessonsSaidAlready(DomainError):
    """Nothing was learnt, it was to be said, of an incident that has a lesson on record, or of which it was said."""

    code = "lessons_said_already"
    sentence = _(
        "A lesson, or that there is none, is on record for this incident already. Add a lesson if there is one."
    )


class AlertSourceUnknown(DomainError):
    """The secret is of no source, or of one that was closed. Nothing of what was sent is kept."""

    code = "alert_source_unknown"
    sentence = _("This source is not known. Ask the county for an address and a secret.")
    status = 401


class AlertSetAside(DomainError):
    """A warning that was not taken. It is kept with the reason, which ``detail`` names."""

    code = "alert_set_aside"
    sentence = _("This warning was not taken. It is kept, and the reason stands on the page of warnings.")
    status = 422


class AlertSecretTaken(DomainError):
    """Another source has this secret."""

    code = "alert_secret_taken"
    sentence = _("Another source uses this secret. Draw a new one for each source.")
