"""Pages of irregularity records."""

from integrity.views.printing import RecordPrint, RecordsExport
from integrity.views.records import CorrectPage, FormPage, RecordPage, RecordsPage

__all__ = ["CorrectPage", "FormPage", "RecordPage", "RecordPrint", "RecordsExport", "RecordsPage"]
