"""Corrective actions in Django's admin, to be read. They come by acts."""

from __future__ import annotations

from django.contrib import admin

from kernel.admin import ReadOnlyAdmin
from supervision.models import CorrectiveAction


@admin.register(CorrectiveAction)
class CorrectiveActionAdmin(ReadOnlyAdmin[CorrectiveAction]):
    """Actions without what somebody wrote: one may follow from an incident for named roles."""

    list_display = ("number", "scope", "source", "status", "due_at")
    list_filter = ("status", "source")
    fields = ("number", "scope", "source", "status", "assign_by", "due_at", "done_at", "checked_at")
