"""Free text: what people write into an act, and what must never stand in it."""

from __future__ import annotations

import re
import unicodedata

from kernel.errors import IdNumberWritten

# As people write one: in one run, or with blanks or hyphens after the region and the day of birth.
ID_NUMBER = re.compile(r"(?<!\d)\d{6}[ -]?\d{8}[ -]?\d{3}[\dXx](?![\dXx])")


def check_words(*texts: str) -> None:
    """Refuse (``id_number_written``) where a text holds a full ID number (limits.md 1), full-width digits included."""
    if any(ID_NUMBER.search(unicodedata.normalize("NFKC", text)) for text in texts):
        raise IdNumberWritten
