"""Refusals. A refusal is an answer, not an accident: it has a code, a sentence, and what to do next."""

from __future__ import annotations

from typing import Any, ClassVar

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from kernel.events import DomainEvent


class DomainError(Exception):
    """An act refused. ``detail`` is public: it carries codes and positions, never what was expected of a secret."""

    code: ClassVar[str] = "refused"
    sentence: ClassVar[str | Promise] = _("This was refused.")
    status: ClassVar[int] = 409
    finding: ClassVar[type[DomainEvent] | None] = None

    by_code: ClassVar[dict[str, type[DomainError]]] = {}

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        known = DomainError.by_code.setdefault(cls.code, cls)
        if known is not cls and known.__module__ != cls.__module__:
            raise TypeError(f"refusal code {cls.code!r} is taken by {known.__module__}.{known.__name__}")

    def __init__(self, **detail: Any) -> None:
        super().__init__(self.code)
        self.detail = detail

    def found(self) -> DomainEvent | None:
        """The fact that this refusal itself is, where it is one (a wrong seal is a finding)."""
        return None if self.finding is None else self.finding(**self.detail)

    def answer(self) -> dict[str, Any]:
        """The refusal as every API tells it."""
        return {"code": self.code, "message": str(self.sentence), "detail": self.detail}


class NotPermitted(DomainError):
    """The actor holds no capability for this here. The same answer as for what is not there."""

    code = "not_permitted"
    sentence = _("You have no duty that allows this here. Ask the county duty officer.")
    status = 403


class SecondNotPermitted(NotPermitted):
    """The same of the other one of two: whoever reads it must not look for the fault in himself."""

    sentence = _("The second person has no duty that allows this here. Let another sign, or ask the duty officer.")


class NotThere(DomainError):
    """Nothing of that name within the actor's sight: *not yours* and *not there* look alike."""

    code = "not_there"
    sentence = _("There is no such entry for you. Check the code, or ask the county duty officer.")
    status = 404


class NotNow(DomainError):
    """The thing is not in a state from which this step leads on."""

    code = "not_now"
    sentence = _("This step does not follow from the present state. Reload the page and look at what was done before.")


class OtherRequest(DomainError):
    """A known act id arrived with other bytes. The first one stands."""

    code = "act_id_taken"
    sentence = _("This act was already recorded with other content. Reload the page and enter it again.")


class BadInput(DomainError):
    """A field cannot be read. ``detail`` names the fields."""

    code = "bad_input"
    sentence = _("Some fields cannot be accepted. Each is named with what to do.")
    status = 400


class IdNumberWritten(DomainError):
    """A free text holds an 18-digit number. Its hash and this verdict are kept, the text is not."""

    code = "id_number_written"
    sentence = _("A full ID number must not be written here. Write the last four digits at most.")
    status = 400


class LockCodeWritten(DomainError):
    """A free text holds what looks like the code of a lock. Of a code only who received it is ever kept."""

    code = "lock_code_written"
    sentence = _("A lock's code, or any part of it, must not be written here. Say who received it, when and how.")
    status = 400
