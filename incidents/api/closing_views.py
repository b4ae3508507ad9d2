"""Addresses of what an incident taught."""

from __future__ import annotations

from typing import Any

from incidents import services
from incidents.api.fields import SayInput
from incidents.api.views import act_called
from kernel.act import Asked
from kernel.api import ActView
from kernel.events import DomainEvent


@act_called("record_lesson")
class LessonsView(ActView):
    """POST: a lesson."""

    Input = SayInput

    def act(self, asked: Asked, given: dict[str, Any]) -> DomainEvent:
        """Put it on record."""
        return services.record_lesson(asked, **given)


@act_called("say_nothing_learnt")
class NoLessonView(ActView):
    """POST: there is nothing to learn from it, and why."""

    Input = SayInput

    def act(self, asked: Asked, given: dict[str, Any]) -> DomainEvent:
        """Put it on record."""
        return services.say_nothing_learnt(asked, **given)
