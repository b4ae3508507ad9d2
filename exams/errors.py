from django.utils.translation import gettext_lazy as _

from kernel.errors import DomainError


class RealTimeStands(DomainError):
    """Somebody tried to start, stop or move the time of a real exam."""

    code = "real_time_stands"
    sentence = _("The time of a real exam cannot be changed. Only a drill's can.")


class StepBackwards(DomainError):
    """A step to a moment that has passed: facts would be told out of order."""

    code = "step_backwards"
    sentence = _("Exam time only goes forward. Choose a moment that is still to come.")


class RateUnknown(DomainError):
    """A rate outside 1 to 60."""

    code = "rate_unknown"
    sentence = _("Exam time can run at 1 to 60 times real time. Choose a whole number of these.")
    status = 400


class ExamCodeTaken(DomainError):
    """The county has a real exam of this code already."""

    code = "exam_code_taken"
    sentence = _("This county already has an exam of this code. Choose another code.")


class NotADrillsOrigin(DomainError):
    """A drill was to be made from something that is no real exam."""

    code = "not_a_drills_origin"
    sentence = _("A drill is made from a real exam. Choose the exam itself.")


class SessionsNotOver(DomainError):
    """A real exam was to be closed before its last session has ended."""

    code = "sessions_not_over"
    sentence = _("The last session has not ended. Close the exam after it.")


class SessionsDoNotFit(DomainError):
    """Sessions of one exam share a code, end before they start, or lean on a session that is not there."""

    code = "sessions_do_not_fit"
    sentence = _("The sessions do not fit together. Look at the ones named.")
    status = 400


class PresetUnknown(DomainError):
    """No province preset, or no session table, of this code."""

    code = "preset_unknown"
    sentence = _("There is no such preset or session table. Choose one of the list.")
    status = 400


class ReasonMissing(DomainError):
    """A departure without a reason, or without saying what was done."""

    code = "reason_missing"
    sentence = _("Say what was planned, what was done instead, and why.")
    status = 400
