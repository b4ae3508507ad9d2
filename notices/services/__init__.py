"""Writes: what people are told, how it goes out, who plays in a drill, ways to people, and tests of the call tree."""

from notices.services.channels import set_channels
from notices.services.duties import (
    stop_duty,
    stop_standing,
    tell_of_action,
    tell_that_it_is_late,
    tell_that_it_is_near,
    tell_who_approves,
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
    "stop_calls",
    "stop_duty",
    "stop_incident",
    "stop_standing",
    "tell",
    "tell_of_action",
    "tell_that_it_is_late",
    "tell_that_it_is_near",
    "tell_who_approves",
]
