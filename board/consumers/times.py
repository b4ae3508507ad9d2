"""The times that a screen counts on with between two beats."""

from __future__ import annotations

import json
from typing import Any

from board.consumers.listeners import Message, text_message
from exams.selectors.timelines import TimelineTold
from exams.states import TimelineState
from kernel.time import now


def times_now(told: TimelineTold) -> dict[str, Any]:
    """The times at this instant, worked out from when they were last read."""
    at = now()
    gone = (at - told.server_time) * told.rate if told.state == TimelineState.RUNNING else at - at
    return {
        "server_time": at.isoformat(),
        "exam_time": (told.exam_time + gone).isoformat(),
        "rate": told.rate,
        "state": told.state.value,
    }


def beat_message(times: dict[str, Any]) -> Message:
    """A sign of life with the times."""
    return text_message(json.dumps({"type": "beat", **times}))


def pong_message(times: dict[str, Any]) -> Message:
    """The answer to a ping."""
    return text_message(json.dumps({"type": "pong", **times}))
