"""What is handed in on the page."""

from __future__ import annotations

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from intake.gateways.archive import MOST_BYTES


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
