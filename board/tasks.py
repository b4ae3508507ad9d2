"""What the schedule calls: see ``examops/celery.py``."""

from __future__ import annotations

from celery import shared_task

from board.services.refresh import open_exams, refresh


@shared_task(name="board.refresh_boards", ignore_result=True)
def refresh_boards() -> None:
    """Let every open exam's board say what the clock has changed."""
    for exam_id in open_exams():
        refresh(exam_id)
