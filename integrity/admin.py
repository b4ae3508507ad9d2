"""Irregularity records in Django's admin, to be read. They come by acts."""

from __future__ import annotations

from django.contrib import admin

from integrity.models import IrregularityRecord
from kernel.admin import ReadOnlyAdmin


@admin.register(IrregularityRecord)
class IrregularityRecordAdmin(ReadOnlyAdmin[IrregularityRecord]):
    """Records without whom they are about and without what was written: that is for named roles."""

    list_display = ("venue", "number", "version", "code", "status")
    list_filter = ("status",)
    fields = ("venue", "session", "number", "version", "code", "status", "hash")
