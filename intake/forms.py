"""What is handed in on the page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from intake.gateways.archive import MOST_BYTES
from intake.gateways.layout import layout
from intake.gateways.understanding import NO_CHOICE, Choice, Choices, SheetSeen
from intake.states import Sheet


class UploadForm(forms.Form):
    """A county's workbook as a file."""

    workbook = forms.FileField(
        label=_("County workbook (.xlsx)"),
        widget=forms.ClearableFileInput(
            attrs={"accept": ".xlsx,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"}
        ),
        error_messages={
            "required": _("Choose the workbook first."),
            "empty": _("The file is empty. Save it again in Excel or WPS."),
        },
    )

    def clean_workbook(self) -> UploadedFile[bytes]:
        """Refuse what is too large to be a county's before it is read into memory."""
        file: UploadedFile[bytes] = self.cleaned_data["workbook"]
        if (file.size or 0) > MOST_BYTES:
            raise forms.ValidationError(
                _("The file is too large for a county's workbook. Delete pictures and other sheets.")
            )
        return file


def chosen_in(
    given: Mapping[str, str], *, seen: Sequence[SheetSeen], others: Sequence[str], before: Choices
) -> dict[Sheet, Choice]:
    """What somebody changed in how a workbook was read, on top of what was chosen ``before``.

    A sheet or column that is not of this workbook, or not one of ours, is as if it were not given.
    """
    names = {one.name for one in seen if one.name} | set(others)
    chosen: dict[Sheet, Choice] = {}
    for one in seen:
        known = before.get(one.sheet, NO_CHOICE)
        name = given.get(f"sheet-{one.sheet}", "")
        columns = _changed_columns(given, one)
        if name in names and name != one.name:
            chosen[one.sheet] = Choice(name, {**known.columns, **columns})
        elif columns:
            chosen[one.sheet] = Choice(known.sheet_name, {**known.columns, **columns})
    return chosen


def _changed_columns(given: Mapping[str, str], seen: SheetSeen) -> dict[str, str]:
    keys = {column.key for column in layout().sheet(seen.sheet).columns} | {""}
    changed = {}
    for column in seen.columns:
        key = given.get(f"column-{seen.sheet}-{column.letter}", column.key)
        if column.heading and key != column.key and key in keys:
            changed[column.heading] = key
    return changed
