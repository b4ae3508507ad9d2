from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from kernel.events import DomainEvent


@dataclass(frozen=True, slots=True)
class PartLoaded:
    """What the workbook did to one part of what is on record. ``removed``: on record, not in the workbook; it stays."""

    part: str
    new: int
    changed: int
    same: int
    removed: int


@dataclass(frozen=True, slots=True)
class CountyImported(DomainEvent):
    """A county's workbook was loaded, whole. ``sha256`` is the file's; names and numbers in it are not told."""

    sentence = _("The county's workbook was loaded")

    exam: UUID
    scope: str
    code: str
    sha256: str
    parts: tuple[PartLoaded, ...]
