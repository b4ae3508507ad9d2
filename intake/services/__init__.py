"""Writes of intake: the one act that loads a county, its dry run, and the records of workbooks handed in."""

from intake.services.county import asked_for, checked_for, import_county, preview_county
from intake.services.mappings import forget_mapping, read_anew
from intake.services.uploads import (
    check_upload,
    confirm_upload,
    corrected_copy,
    discard_upload,
    hand_in,
    hand_in_again,
    let_go_of_old,
    load_upload,
)

__all__ = [
    "asked_for",
    "check_upload",
    "checked_for",
    "confirm_upload",
    "corrected_copy",
    "discard_upload",
    "forget_mapping",
    "hand_in",
    "hand_in_again",
    "import_county",
    "let_go_of_old",
    "load_upload",
    "preview_county",
    "read_anew",
]
