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


class OwnTextWrong(DomainError):
    """A county's own text does not read, or says what none may. ``wrong`` names row, field and code of each place."""

    code = "own_text_wrong"
    sentence = _("This text cannot be taken as it is. Each row and field that is wrong is named.")
    status = 400


class OwnTextUnderWay(DomainError):
    """A text for the same plan waits for its approval."""

    code = "own_text_under_way"
    sentence = _("Another text for it waits for its approval. Have it approved, rejected or withdrawn first.")


class OwnTextUnknown(DomainError):
    """The county has no such text."""

    code = "own_text_unknown"
    sentence = _("There is no such text of the county's own. Reload the list and choose again.")
    status = 404


class OwnTextsRefused(DomainError):
    """One of several texts cannot be taken, so none is. ``rows`` names each that cannot, and why."""

    code = "own_texts_refused"
    sentence = _("None was taken, since some cannot be. Each of those is named: leave it out, or put it right first.")
    status = 400


class NothingOwn(DomainError):
    """The shipped text holds already."""

    code = "nothing_own"
    sentence = _("The county has no version of its own here: the shipped text holds already.")


class ApproverMustBeAnother(DomainError):
    """Whoever wrote a text, or approved it first, does not approve it as the second."""

    code = "approver_must_be_another"
    sentence = _("Two people approve it, and neither is its author. Let another person with that duty approve it.")


class PlanOwnerUnknown(DomainError):
    """There is no such person or post in the county."""

    code = "plan_owner_unknown"
    sentence = _("There is no such person or post in the county. Choose one of the list.")
    status = 400


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


class IncidentOver(DomainError):
    """Somebody answers for an incident that is closed."""

    code = "incident_over"
    sentence = _("This incident is closed: nobody has to answer for it any more. If it goes on, report it anew.")


class MergedAlready(DomainError):
    """Nothing is done on an incident that goes on under another number."""

    code = "incident_merged"
    sentence = _("This incident goes on under another number. Act on that one, or take the merging back first.")


class MergeNotPossible(DomainError):
    """The two cannot go on as one. ``why`` says what stands against it."""

    code = "merge_not_possible"
    sentence = _(
        "These two cannot go on as one. Both must be open, of one place and openness, and the one that goes on no "
        "lesser in level; the other holds no others and waits for no answer."
    )


class NotMerged(DomainError):
    """It is not merged into another."""

    code = "not_merged"
    sentence = _("This incident goes on by itself. Reload the page.")


class PlaceTaken(DomainError):
    """Meanwhile the same was found there again, and is an incident of its own."""

    code = "place_taken"
    sentence = _("The same is open at this place under another number meanwhile. Merge these two, or close that one.")


class TipJudged(DomainError):
    """Somebody else was first."""

    code = "tip_judged"
    sentence = _("This was judged by somebody else. Reload the page to see by whom and how.")


class ReferenceMissing(DomainError):
    """A source outside the platform is named by a reference, or nobody finds it again."""

    code = "reference_missing"
    sentence = _("Say by what number, address or caller this can be found again.")
    status = 400


class RoleHeld(DomainError):
    """Somebody holds this role, or it is the commander's, which comes by answering for the incident."""

    code = "role_held"
    sentence = _("Somebody holds this role. Let the holder hand it over; the commander is who answers for it.")


class RoleNotHeld(DomainError):
    """The actor does not hold this role, or nobody does, or it cannot be laid down."""

    code = "role_not_held"
    sentence = _("Only who holds a role hands it over. Reload the page to see who does.")


class RoleHolderMustBeAnother(DomainError):
    """Commander and deputy are two people: one person cannot stand in for himself."""

    code = "role_holder_must_be_another"
    sentence = _("The commander and the deputy are two people. Choose another person.")


class TakeOverWithoutNeed(DomainError):
    """The holder is there: he hands the role over himself."""

    code = "take_over_without_need"
    sentence = _("The holder of the role is here. Let him hand it over himself.")


class PartyUnknown(DomainError):
    """A unit that no list has, or that is told by the plan's own steps and not called."""

    code = "party_unknown"
    sentence = _("There is no such department to call. Choose one of the list.")
    status = 400


class AlreadyCalled(DomainError):
    """All of these units are called already."""

    code = "already_called"
    sentence = _("These departments are called already. Reload the page to see who has confirmed.")


class AlreadyConfirmed(DomainError):
    """The unit has confirmed."""

    code = "already_confirmed"
    sentence = _("This department has confirmed. Reload the page to see who and when.")


class SpokenAtWrong(DomainError):
    """A call that was before the unit was called out, or that is still to come."""

    code = "spoken_at_wrong"
    sentence = _("The call lies between the call-out and now. Check the time.")
    status = 400


class NoLiaisonThere(DomainError):
    """The person does not answer call-outs for that unit, or is called already."""

    code = "no_liaison_there"
    sentence = _("This person is no other liaison of the department. Choose one who is, or key its call in.")
    status = 400


class ChoiceNotOne(DomainError):
    """A decision without two options at least, or whose choice is none of them."""

    code = "choice_not_one"
    sentence = _("Name two to nine options that were considered, and which of them was chosen.")
    status = 400


class CorrectedBefore(DomainError):
    """The record of this decision was put right before."""

    code = "corrected_before"
    sentence = _("This record was corrected before. Correct the later record.")


class ReviewedBefore(DomainError):
    """The decision was reviewed before."""

    code = "reviewed_before"
    sentence = _("This decision was reviewed before. Reload the page to see by whom.")


class ReviewerMustBeAnother(DomainError):
    """Whoever made a decision does not also review it."""

    code = "reviewer_must_be_another"
    sentence = _("Let another person review it than the one who decided.")


class FileRefused(DomainError):
    """A file that is no document by its bytes, empty, or too big."""

    code = "file_refused"
    sentence = _("Only PDF, Word, Excel and plain text are taken, up to 10 MB. Save it as one of these.")
    status = 400


class FileThere(DomainError):
    """The very same bytes were added before."""

    code = "file_there"
    sentence = _("This very file was added before.")


class PictureRefused(DomainError):
    """The plan takes no picture, on its own or in a document (limits.md 2: groups A, B, D, C01, C02, C06, S04)."""

    code = "picture_refused"
    sentence = _("Under this plan no picture may be stored, in a document neither. Describe in words what it shows.")


class PictureNotPermitted(DomainError):
    """Pictures are off until the secrecy post has allowed them under a document number (limits.md 2)."""

    code = "picture_not_permitted"
    sentence = _("Pictures are off: the secrecy post's document number is not on record. Describe it in words.")


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
