"""``/desk/figures/``: 应考、实考、缺考、违规、备用 by subject and venue, with sums; printed, and as Excel or CSV."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.utils.formats import date_format
from django.utils.timezone import get_current_timezone, localtime
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from exams.models import Exam
from kernel.time import now
from organisation.states import Capability
from paper_custody.gateways.tables import TYPES, Cell, Table, written
from venues.gateways import report_form
from venues.policies import visible_to
from venues.selectors.figures import FIGURES, SessionFigures, added_up, figures_told
from venues.selectors.places import venues_of
from venues.selectors.progress import sessions_opened
from venues.views import VenuesPage


class FiguresBase(VenuesPage):
    """What the page and its files share: the rows that the address asks for."""

    needs = Capability.KEY_FOR_VENUE

    def told(self, request: HttpRequest, exam: Exam) -> list[SessionFigures]:
        """The sessions asked for."""
        session, venue = request.GET.get("session", ""), request.GET.get("venue", "")
        return figures_told(exam, self.actor, session=session, venue=venue)


class FiguresPage(FiguresBase):
    """The table on a page, which also prints with a line to sign on."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """All sessions that have begun, unless one is named."""
        exam = self.exam_in_hand(request)
        told = self.told(request, exam)
        return self.show(
            request,
            "desk/figures.html",
            exam,
            told=told,
            names=names(),
            sessions=sessions_opened(exam.pk),
            venues=visible_to(venues_of(exam.scope), self.actor),
            wanted={"session": request.GET.get("session", ""), "venue": request.GET.get("venue", "")},
            came=sum(one.came for one in told),
            owed=sum(len(one.rows) for one in told),
            seats=sum(one.seats for one in told),
            sums=added_up(one.sums for one in told),
            printed_at=now(),
        )


class FiguresExport(FiguresBase):
    """The same rows as a file."""

    def get(self, request: HttpRequest, kind: str) -> FileResponse:
        """``xlsx`` or ``csv``."""
        if kind not in TYPES:
            raise Http404
        exam = self.exam_in_hand(request)
        drill = "【演练】" if exam.is_drill else ""
        name = _("Figures by subject and venue")
        at = date_format(localtime(now()), "Y-m-d H:i:s")
        about = _("%(drill)s%(list)s of %(exam)s, exported %(at)s") % {
            "drill": drill, "list": name, "exam": exam.name, "at": at,
        }  # fmt: skip
        columns = [
            _("Session"),
            _("Subject"),
            _("Code of the venue"),
            _("Venue"),
            _("Seats planned"),
            *names(),
            _("Report"),
        ]
        table = Table(name=f"{drill}{name}", about=about, columns=columns, rows=_rows(self.told(request, exam)))
        file = written(table, kind=kind, zone=get_current_timezone())
        prefix = "DRILL-" if exam.is_drill else ""
        response = FileResponse(file, as_attachment=True, filename=f"{prefix}figures.{kind}", content_type=TYPES[kind])
        response["Cache-Control"] = "no-store"
        return response


def names() -> list[str]:
    """The columns' names, as the report's form has them."""
    fields = {field.code: field for field in report_form().fields}
    in_chinese = (get_language() or "zh").startswith("zh")
    return [fields[code].zh if in_chinese else fields[code].en for code in FIGURES]


def _rows(told: Sequence[SessionFigures]) -> Iterator[Sequence[Cell]]:
    in_chinese = (get_language() or "zh").startswith("zh")
    for one in told:
        subjects = "、".join(subject.name if in_chinese else subject.name_en for subject in one.subjects)
        for row in one.rows:
            state = row.kind + (_(" (not confirmed)") if row.unconfirmed else "") if row.kind else _("Not reported")
            yield [one.session.code, subjects, row.venue.code, row.venue.name, row.seats, *row.figures, state]
        came = _("%(came)d of %(all)d reported") % {"came": one.came, "all": len(one.rows)}
        yield [one.session.code, subjects, "", _("Sum"), one.seats, *one.sums, came]
    if len(told) > 1:
        yield ["", "", "", _("Sum of all"), sum(one.seats for one in told), *added_up(one.sums for one in told), ""]
