"""The schedule calls this: what is due is taken, handed to the providers, and what they say is written down."""

from __future__ import annotations

from celery import shared_task

from kernel.faults import kill_point
from notices.gateways import send_all
from notices.services import claim_due, note_answer
from notices.states import SEND


@shared_task(name=SEND)
def send_messages() -> int:
    """Send what is due. Returns how many attempts were made."""
    outgoing = claim_due()
    kill_point("message_claimed")
    for answered in send_all(outgoing):
        kill_point("message_sent")
        note_answer(answered)
    return len(outgoing)
