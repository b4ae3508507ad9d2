"""The way to the background worker."""

from __future__ import annotations

from uuid import UUID

from celery import current_app
from kombu.exceptions import OperationalError

from paper_custody.states.evidence import BUILD_EVIDENCE


def ask_for_pack(pack_id: UUID) -> bool:
    """Ask the worker to make a pack. False where nobody can be asked: it is taken up by the schedule then."""
    try:
        current_app.send_task(BUILD_EVIDENCE, args=[str(pack_id)], retry=False)
    except OperationalError:
        return False
    return True
