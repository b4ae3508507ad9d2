"""Celery does the long work: a county's workbook takes longer than anybody waits for a page."""

from __future__ import annotations

from uuid import UUID

from celery import shared_task

from intake.services import check_upload, load_upload


@shared_task(name="intake.check")
def check(upload_id: str) -> None:
    """Check a workbook that was handed in."""
    check_upload(UUID(upload_id))


@shared_task(name="intake.load")
def load(upload_id: str) -> None:
    """Load a workbook that was confirmed."""
    load_upload(UUID(upload_id))
