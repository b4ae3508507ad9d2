"""Facts of an incident's files."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from kernel.events import DomainEvent


@dataclass(frozen=True, slots=True)
class FileAdded(DomainEvent):
    """A file was added to an incident: its hash and its size; ``words_hash`` is of its name."""

    sentence = _("A file was added to an incident")

    incident: UUID
    number: int
    file: int
    file_kind: str
    size: int
    sha256: str
    words_hash: str
