"""The way to the background worker."""

from __future__ import annotations

from uuid import UUID

from celery import current_app
from kombu.exceptions import OperationalError

CHECK = "intake.check"
LOAD = "intake.load"


def hand_to_worker(task: str, upload_id: UUID) -> bool:
    """Ask the worker to check or load a workbook. False where nobody can be asked: the row then waits."""
    try:
        current_app.send_task(task, args=[str(upload_id)], retry=False)
    except OperationalError:
        return False
    return True
