"""Writes: what people are told, how it goes out, who plays in a drill, ways to people, and tests of the call tree."""

from notices.services.channels import set_channels
from notices.services.duties import (
    stop_action,
    stop_duty,
    tell_of_action,
    tell_that_it_is_late,
    tell_that_it_is_near,
)
from notices.services.players import name_players
from notices.services.seeing import see, stop_calls, stop_incident
from notices.services.sending import claim_due, note_answer
from notices.services.telling import Telling, tell
from notices.services.testing import begin_call_test, note_call

__all__ = [
    "Telling",
    "begin_call_test",
    "claim_due",
    "name_players",
    "note_answer",
    "note_call",
    "see",
    "set_channels",
    "stop_action",
    "stop_calls",
    "stop_duty",
    "stop_incident",
    "tell",
    "tell_of_action",
    "tell_that_it_is_late",
    "tell_that_it_is_near",
]
