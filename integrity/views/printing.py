"""Records on paper and as files: the form as it is filed, and the list as CSV and Excel."""

from __future__ import annotations

from typing import Any

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.formats import date_format
from django.utils.timezone import get_current_timezone, localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from integrity.models import SeizedItem
from integrity.selectors import RecordTold, records_listed, venues_seen
from integrity.templatetags.integrity_words import article_words, code_words, recorded_as
from integrity.views.records import RecordsBase
from kernel.printing import Section, Sheet, sheets_as_pdf
from kernel.time import now
from paper_custody.gateways.tables import TYPES, Table, written
from paper_custody.views.sheets import Printer

RECORD_FORM = gettext_lazy("Record of an irregularity in the exam room")


class RecordPrint(RecordsBase):
    """``/irregularities/<venue>/<n>/print/``: the record as a form, with lines to sign on."""

    def get(self, request: HttpRequest, venue: str, number: int) -> HttpResponse:
        """The latest entry."""
        exam = self.exam_in_hand(request)
        told = self.whole(exam, venue, number).latest
        content = sheets_as_pdf([_sheet(Printer(exam, self.actor), told)])
        response = HttpResponse(content, content_type="application/pdf")
        response["Content-Disposition"] = f'inline; filename="irregularity-{venue}-{number}.pdf"'
        response["Cache-Control"] = "no-store"
        return response


def _sheet(printer: Printer, told: RecordTold) -> Sheet:
    row = told.row
    signers = [_("Invigilator %(name)s %(badge)s") % {"name": name, "badge": badge} for name, badge in row.signers]
    return printer.sheet(
        RECORD_FORM,
        fields=_fields(told),
        sections=[
            Section(_("What was seen"), [_("As it was written on the form")], [[row.words]]),
            Section(
                _("Receipt for seized items"),
                ["№", _("Item"), _("Kept by"), _("Given at, to whom")],
                [[str(one.number), one.what, one.keeper, _given(one)] for one in told.items] or [["", "–", "", ""]],
            ),
        ],
        signers=[*signers, _("Told to the candidate"), _("Chief examiner")],
        note=_("This records what was seen. Whether and how it is dealt with, the levels named in Order 33 decide."),
    )


def _fields(told: RecordTold) -> list[tuple[str, str]]:
    row = told.row
    signed = "" if row.chief is None else f"{row.chief.name} {_clock(row.signed_at)}"
    return [
        (_("Venue"), f"{row.venue.code} {row.venue.name}"),
        (_("Session"), f"{row.session.code} {row.session.name}"),
        (_("Record no."), f"{row.number} / {row.version}"),
        (_("Form no."), row.form),
        (_("Room"), "" if row.room is None else row.room.number),
        (_("Seat"), row.seat or "–"),
        (_("Ticket no."), row.ticket or "–"),
        (_("Badge no. of staff"), row.badge or "–"),
        (pgettext("irregularity", "Code"), code_words(told.code)),
        (_("Order 33"), article_words(told.code)),
        (_("Seen at"), _clock(row.seen_at)),
        (_("Told to the candidate"), _clock(row.told_at) if row.told_at else row.not_told),
        (_("Clip"), f"{row.camera} {_clock(row.clip_from)} – {_clock(row.clip_to)}" if row.camera else "–"),
        (_("State"), recorded_as(row.status, "status")),
        (_("Signed by the chief examiner"), signed),
    ]


def _clock(moment: Any) -> str:
    return "" if moment is None else date_format(localtime(moment), "Y-m-d H:i:s")


def _given(item: SeizedItem) -> str:
    return "" if item.given_at is None else f"{_clock(item.given_at)} {recorded_as(item.given_to, 'given_to')}"


class RecordsExport(RecordsBase):
    """``/irregularities/export/records.<csv or xlsx>``: the list as the page shows it to this person."""

    def get(self, request: HttpRequest, kind: str) -> HttpResponseBase:
        """The file."""
        exam = self.exam_in_hand(request)
        if kind not in TYPES or not venues_seen(exam, self.actor):
            raise Http404
        shown = records_listed(exam.pk, self.actor, self.wanted(request, exam))
        about = _("Irregularity records of %(exam)s, exported %(at)s. What was seen; no verdict.") % {
            "exam": ("【演练】" if exam.is_drill else "") + exam.name,
            "at": date_format(localtime(now()), "Y-m-d H:i:s"),
        }
        rows = [_row(told) for told in shown]
        table = Table(name=_("Irregularity records"), about=about, columns=_columns(), rows=rows)
        file = written(table, kind=kind, zone=get_current_timezone())
        response = FileResponse(file, as_attachment=True, filename=f"irregularities.{kind}", content_type=TYPES[kind])
        response["Cache-Control"] = "no-store"
        return response


def _columns() -> list[str]:
    return [
        _("Session"), _("Venue"), _("No."), _("Room"), _("Seat"), _("Ticket no."), _("Badge no. of staff"),
        pgettext("irregularity", "Code"), _("Order 33"), _("What was seen"), _("Seen at"), _("Told to the candidate"),
        _("Why not told"), _("Form no."), _("Signed by"), _("Seized items"), _("State"),
        pgettext("irregularity", "Chief examiner"),
    ]  # fmt: skip


def _row(told: RecordTold) -> list[Any]:
    row = told.row
    return [
        row.session.code,
        row.venue.name,
        row.number,
        "" if row.room is None else row.room.number,
        row.seat,
        row.ticket,
        row.badge,
        code_words(told.code),
        article_words(told.code),
        row.words,
        row.seen_at,
        row.told_at,
        row.not_told,
        row.form,
        "、".join(f"{name} {badge}" for name, badge in row.signers),
        "、".join(f"{one.number} {one.what}" for one in told.items),
        recorded_as(row.status, "status"),
        "" if row.chief is None else row.chief.name,
    ]
