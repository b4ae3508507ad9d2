"""Celery does the long work: a county's workbook takes longer than anybody waits for a page."""

from __future__ import annotations

from uuid import UUID

from celery import shared_task

from intake.services import check_upload, let_go_of_old, load_upload
from kernel.actors import SYSTEM


@shared_task(name="intake.check")
def check(upload_id: str) -> None:
    """Check a workbook that was handed in."""
    check_upload(UUID(upload_id))


@shared_task(name="intake.load")
def load(upload_id: str) -> None:
    """Load a workbook that was confirmed."""
    load_upload(UUID(upload_id))


@shared_task(name="intake.let_go_of_old")
def let_go_of_old_workbooks() -> None:
    """Let go of files that were kept long enough."""
    let_go_of_old(actor=SYSTEM)
