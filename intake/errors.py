"""What can be wrong with a county workbook, and what to do about each.

Two kinds of refusal: a file that cannot be read at all is a ``DomainError``; everything inside a
readable file is a ``Problem`` with its place, and all of them are found before any is told.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from intake.states import Severity
from kernel.errors import DomainError


class WorkbookUnreadable(DomainError):
    """The file is no workbook that can be read. Base of the reasons below."""

    code = "workbook_unreadable"
    sentence = _("This file cannot be read. Save it as an Excel workbook (.xlsx) and try again.")
    status = 400


class NotAnXlsx(WorkbookUnreadable):
    """Another format: .xls, .et, .csv, .ods, or something else."""

    code = "workbook_not_xlsx"
    sentence = _(
        "This is not an .xlsx workbook. In Excel or WPS choose Save as, Excel workbook (.xlsx), and try again."
    )


class WorkbookLocked(WorkbookUnreadable):
    """Old binary formats and encrypted workbooks share one container; neither is opened."""

    code = "workbook_locked"
    sentence = _(
        "The workbook has a password or is in the old .xls format."
        " Remove the password and save it as an Excel workbook (.xlsx)."
    )


class WorkbookDamaged(WorkbookUnreadable):
    """The container or a part of it is broken, or holds what no workbook holds."""

    code = "workbook_damaged"
    sentence = _("The workbook is damaged. Open it in Excel or WPS, save it again under another name, and try again.")


class WorkbookTooLarge(WorkbookUnreadable):
    """More than a county's workbook can hold: refused before it is unpacked into memory."""

    code = "workbook_too_large"
    sentence = _(
        "The workbook is larger than any county's. Delete empty rows and columns that were formatted by mistake,"
        " pictures and other sheets, and try again."
    )
    status = 413


class WorkbookRefused(DomainError):
    """Problems were found; nothing was written. ``detail`` counts them by code."""

    code = "workbook_refused"
    sentence = _("The workbook has errors, so nothing was written. Correct the rows listed and import it again.")


class WorkbookNotKept(DomainError):
    """An earlier workbook is wanted again, and its file has been let go of, or it was never loaded."""

    code = "workbook_not_kept"
    sentence = _("The file of this workbook is not kept any more. Hand it in again from your own copy.")


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong with one cell, row, column or sheet. ``value`` never holds a full ID number."""

    code: str
    sheet: str = ""
    row: int | None = None
    column: str = ""
    heading: str = ""
    value: str = ""
    params: Mapping[str, str] = field(default_factory=dict)

    @property
    def severity(self) -> Severity:
        """Whether this refuses the workbook."""
        return KINDS[self.code].severity

    @property
    def message(self) -> str:
        """What is wrong, in the reader's language."""
        return str(KINDS[self.code].sentence) % self.params

    @property
    def remedy(self) -> str:
        """What to do about it."""
        return str(KINDS[self.code].remedy) % self.params

    def as_json(self) -> dict[str, Any]:
        """The problem as the report file and the page carry it."""
        return {
            "code": self.code,
            "severity": str(self.severity),
            "sheet": self.sheet,
            "row": self.row,
            "column": self.column,
            "heading": self.heading,
            "value": self.value,
            "message": self.message,
            "remedy": self.remedy,
        }

    def kept(self) -> dict[str, Any]:
        """The problem as a record keeps it: told later, in the language of whoever reads it."""
        return {**asdict(self), "params": dict(self.params)}


@dataclass(frozen=True, slots=True)
class Kind:
    """What a problem code means."""

    sentence: str | Promise
    remedy: str | Promise
    severity: Severity = Severity.ERROR


def _warning(sentence: str | Promise, remedy: str | Promise) -> Kind:
    return Kind(sentence, remedy, Severity.WARNING)


_OF_SHEETS = {
    "sheet_missing": Kind(
        _("The sheet is missing."),
        _("Choose on the page which of your sheets it is, or take the sheet from the empty template."),
    ),
    "sheet_twice": Kind(_("Two sheets stand for the same thing."), _("Keep one of them and delete the other.")),
    "sheet_ignored": _warning(
        _("This sheet is not part of the template and was not read."), _("Nothing, if that is meant; else rename it.")
    ),
    "sheet_hidden": _warning(_("The sheet is hidden; it was read."), _("Check that its rows are meant.")),
    "sheet_empty": _warning(
        _("The sheet has no rows."), _("Nothing, if the list comes later; else fill it in and import again.")
    ),
    "sheet_has_no_rows": Kind(_("The sheet has no rows."), _("Fill it in; the exam cannot be set up without it.")),
    "heading_row_missing": Kind(
        _("No heading row was found in the first 20 rows."),
        _("Choose on the page what your headings mean, or copy the heading row from the empty template."),
    ),
    "column_missing": Kind(
        _("The column is missing."),
        _("Choose on the page which of your columns it is, or add a column with this heading."),
    ),
    "column_twice": Kind(_("Two columns have the same meaning."), _("Keep one of them.")),
    "column_ignored": _warning(
        _("This column is not part of the template and was not read."), _("Nothing, if that is meant.")
    ),
    "column_hidden": _warning(_("The column is hidden; it was read."), _("Check that its values are meant.")),
    "version_missing": _warning(
        _("The workbook names no template version; it was read as %(known)s."),
        _("Nothing, if all columns were found. New workbooks are best started from the current template."),
    ),
    "version_unknown": Kind(
        _("The workbook was made from template %(given)s; this platform reads %(known)s."),
        _("Copy the rows into the current template."),
    ),
}

_OF_CELLS = {
    "row_hidden": _warning(_("The row is hidden; it was read."), _("Delete the row if it is not meant.")),
    "row_of_totals": _warning(_("This looks like a row of totals and was skipped."), _("Nothing, if that is so.")),
    "merged_filled": _warning(
        _("The cell belongs to a merged cell; its value was taken for every row of it."), _("Check that this is meant.")
    ),
    "required": Kind(_("The cell is empty but must be filled in."), _("Fill it in.")),
    "id_number": Kind(
        _("This holds an 18-digit number. Full ID numbers must not be entered into this platform."),
        _("Delete the number from the workbook, also in hidden rows and columns."),
    ),
    "digits_lost": Kind(
        _("Excel kept this long number inexactly; its last digits are gone."),
        _("Set the column to text and type the number again, or copy it again from its source."),
    ),
    "number_for_code": Kind(
        _("This code was stored as a number, so zeros at its front may be lost."),
        _("Set the column to text and enter the code again, with its zeros."),
    ),
    "zero_padded": _warning(
        _("Zeros lost at the front were put back: read as %(read)s."), _("Check the code against its source.")
    ),
    "became_a_date": Kind(
        _("Excel turned this value into a date."), _("Set the column to text and enter the value again.")
    ),
    "formula_without_value": Kind(
        _("The cell holds a formula without a stored result."),
        _("Open the workbook in Excel or WPS, let it calculate and save it, or enter the value itself."),
    ),
    "formula_error": Kind(_("The formula in this cell gives an error."), _("Correct it or enter the value itself.")),
    "code_characters": Kind(
        _("A code may hold letters, digits and - _ . only."), _("Remove other characters and inner spaces.")
    ),
    "code_length": Kind(_("The code must have %(length)s digits."), _("Enter it in full.")),
    "too_long": Kind(_("The text is longer than %(most)s characters."), _("Shorten it.")),
    "not_a_count": Kind(_("This is not a whole number."), _("Enter a whole number without words or units.")),
    "not_a_number": Kind(_("This is not a number."), _("Enter a number such as 107.3887.")),
    "too_small": Kind(_("The number is smaller than %(least)s."), _("Enter the right number.")),
    "too_big": Kind(_("The number is bigger than %(most)s."), _("Enter the right number.")),
    "not_a_date": Kind(_("This is not a date."), _("Write it as 2026-06-07.")),
    "date_without_year": Kind(_("The date has no year."), _("Write it as 2026-06-07.")),
    "not_a_time": Kind(_("This is not a time of day."), _("Write it as 09:00.")),
    "not_a_phone": Kind(
        _("This is not a telephone number."), _("Enter a mobile number, or a landline with its area code.")
    ),
    "not_a_choice": Kind(_("This is not one of the values allowed."), _("Choose one of: %(choices)s.")),
}

_OF_ROWS = {
    "duplicate": Kind(
        _("The same code stands already in row %(row)s."), _("Correct one of the rows or delete one of them.")
    ),
    "one_row_only": Kind(_("This sheet takes one row only."), _("Delete the other rows.")),
    "unknown_unit": Kind(_("No unit or venue has this code."), _("Correct the code or add the unit on its sheet.")),
    "unknown_parent": Kind(_("No unit has this code as the unit above."), _("Correct the code or add the unit above.")),
    "parent_circle": Kind(_("The units above lead back to this unit."), _("Correct the unit above of one of them.")),
    "parent_level": Kind(
        _("The unit above is not at the level directly above or the same level."),
        _("Correct the level or the unit above."),
    ),
    "top_unit_twice": Kind(
        _("Only one unit may have no unit above it; row %(row)s has none either."), _("Fill in the unit above.")
    ),
    "code_of_its_level": Kind(
        _("The code is not one of GB/T 2260 for this level, or does not begin like that of the unit above."),
        _("Enter the six-digit code: a province's ends in 0000, a city's in 00."),
    ),
    "another_county": Kind(
        _("This is another county's unit; the exam is that of %(county)s."),
        _("Delete the row: one workbook, one county."),
    ),
    "code_of_a_unit": Kind(_("A unit has this code already."), _("Give the venue another code.")),
    "not_the_county": Kind(
        _("The exam district must be a unit of county level."), _("Enter the county's code from the units sheet.")
    ),
    "unknown_person": Kind(
        _("No person has this staff number."), _("Correct the staff number or add the person on the people sheet.")
    ),
    "liaison_missing": _warning(_("The unit has no liaison."), _("Name one: call-outs go to the liaison.")),
    "liaison_unreachable": _warning(
        _("The liaison has no telephone number."), _("Enter the liaison's mobile number on the people sheet.")
    ),
    "unreachable": _warning(_("This person holds a post but has no telephone number."), _("Enter a mobile number.")),
    "person_differs": Kind(
        _("Row %(row)s gives the same staff number with another %(what)s."),
        _("One staff number is one person: make the rows agree."),
    ),
    "same_person_twice": _warning(
        _("Row %(row)s has the same name and telephone number under another staff number."),
        _("If this is one person, use one staff number."),
    ),
    "login_taken": Kind(
        _("Row %(row)s uses this login name for another person."), _("Give each person a login name of his own.")
    ),
    "post_twice": Kind(_("The person holds the same post at the same unit in row %(row)s."), _("Delete one row.")),
    "ends_before_start": Kind(_("The end lies before the start."), _("Correct the dates or times.")),
    "unknown_venue": Kind(_("No venue has this code."), _("Correct the code or add the venue on its sheet.")),
    "unknown_room": Kind(
        _("The venue has no room of this number."), _("Correct the number or add the room on its sheet.")
    ),
    "venue_without_rooms": Kind(_("No room of this venue is listed."), _("List its rooms on the rooms sheet.")),
    "venue_without_head": _warning(
        _("Nobody holds the post of chief examiner at this venue."), _("Add the post on the people sheet.")
    ),
    "outside_county": Kind(
        _("This unit is not of the county %(county)s."), _("Enter a unit or venue of the county, or leave the row out.")
    ),
    "login_of_another": Kind(
        _("This login name belongs to somebody else on record."), _("Give the person another login name.")
    ),
    "login_stays": Kind(
        _("This person has the login name %(known)s on record; it cannot be changed here."),
        _("Enter the login name on record, or leave the cell empty."),
    ),
    "half_a_position": Kind(
        _("Longitude, latitude and their source go together."), _("Fill in all three, or none of them.")
    ),
    "session_overlap": Kind(
        _("The session overlaps session %(other)s in row %(row)s."), _("Correct the date or the times.")
    ),
    "unknown_session": Kind(_("No session has this code."), _("Correct the code or add the session on its sheet.")),
    "subject_not_in_session": Kind(
        _("The session has no such subject; it has %(subjects)s."), _("Correct the subject or the session.")
    ),
    "room_needed": Kind(_("A bag of this kind belongs to a room."), _("Enter the room number.")),
    "seal_twice": Kind(_("Row %(row)s has the same seal number."), _("A seal number is used once: correct it.")),
    "seals_missing": _warning(
        _("%(count)s bags have no seal number."), _("Add the numbers, or enter them when the bags are received.")
    ),
    "mark_of_a_drill": Kind(
        _("Codes that begin with %(mark)s are those of drills."),
        _("Enter the code printed on the real bag, box or seal."),
    ),
    "code_of_a_bag": Kind(_("Row %(row)s gives a bag this code."), _("A box needs a code of its own.")),
    "box_mixed": Kind(
        _("The box holds bags of another venue or session in row %(row)s."),
        _("A box holds the bags of one venue and one session."),
    ),
    "box_seal_differs": Kind(
        _("Row %(row)s gives the same box with another seal."), _("Give all rows of a box the same seal.")
    ),
    "too_few_papers": Kind(
        _("The bag is marked with fewer papers than the room has candidates (%(candidates)s)."),
        _("Correct the number printed on the bag or the number of candidates."),
    ),
    "too_few_seats": Kind(
        _("The room has %(seats)s seats, fewer than candidates."), _("Correct the number of candidates or of seats.")
    ),
    "candidates_differ": _warning(
        _("The rooms' candidates add up to %(sum)s."), _("Check the number of candidates per room.")
    ),
}

KINDS: dict[str, Kind] = {**_OF_SHEETS, **_OF_CELLS, **_OF_ROWS}
