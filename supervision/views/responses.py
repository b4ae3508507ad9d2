"""How fast incidents were answered: the page, and the same as a file."""

from __future__ import annotations

from typing import Any

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.formats import date_format
from django.utils.timezone import get_current_timezone, localtime
from django.utils.translation import gettext as _

from exams.models import Exam
from exams.views import ExamPage
from incidents.states import Family, Level
from incidents.templatetags.incident_words import plan_name, word
from kernel.time import now
from organisation.models import Unit
from organisation.states import Capability
from paper_custody.gateways.tables import TYPES, Table, written
from supervision.selectors.responses import Answered, Responses, Wanted, responses_of
from supervision.templatetags.supervision_words import supervised


class ResponsesBase(ExamPage):
    """Base of both: for who sees incidents of the county, over those that he may see."""

    needs = Capability.SEE_BOARD

    def responses(self, request: HttpRequest, exam: Exam) -> Responses:
        """The statistics that the address asks for."""
        return responses_of(exam.pk, self.actor, self.wanted(request))

    def wanted(self, request: HttpRequest) -> Wanted:
        """What the address narrows them to."""
        return Wanted(**{name: request.GET[name].strip() for name in Wanted.names() if request.GET.get(name)})


class ResponsesPage(ResponsesBase):
    """``/supervision/responses/``: median, nine of ten, unanswered ones, and each broken promise in plain words."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """The page, which also prints."""
        exam = self.exam_in_hand(request)
        told = self.responses(request, exam)
        return self.page(
            request,
            "supervision/responses.html",
            exam,
            told=told,
            groups=[("", _("All levels"), told.overall)]
            + [(level.value, word(level, "level"), figures) for level, figures in told.by_level.items()],
            wanted=self.wanted(request),
            levels=[(level.value, word(level, "level")) for level in Level],
            families=[(family.value, word(family, "family")) for family in Family],
            query=request.GET.urlencode(),
            printed_at=now(),
            unit=Unit.objects.filter(path=exam.scope).first(),
        )


class ResponsesExport(ResponsesBase):
    """``/supervision/responses/export.<csv or xlsx>``: one line for each promise of each incident."""

    def get(self, request: HttpRequest, kind: str) -> HttpResponseBase:
        """The file."""
        exam = self.exam_in_hand(request)
        if kind not in TYPES:
            raise Http404
        drill = "【演练】" if exam.is_drill else ""
        table = Table(
            name=f"{drill}{_('Response times')}",
            about=_("%(drill)sResponse times of %(exam)s, exported %(at)s")
            % {"drill": drill, "exam": exam.name, "at": date_format(localtime(now()), "Y-m-d H:i:s")},
            columns=_columns(),
            rows=[_row(one) for one in self.responses(request, exam).answers],
        )
        file = written(table, kind=kind, zone=get_current_timezone())
        name = f"{'DRILL-' if exam.is_drill else ''}responses.{kind}"
        response = FileResponse(file, as_attachment=True, filename=name, content_type=TYPES[kind])
        response["Cache-Control"] = "no-store"
        return response


def _columns() -> list[str]:
    return [
        _("No."), _("Incident"), _("Level"), _("Promise"), _("Registered at"), _("Answered at"),
        _("Seconds from opening"), _("Seconds allowed"), _("Answered?"), _("Too late?"),
    ]  # fmt: skip


def _row(one: Answered) -> list[Any]:
    answer, yes, no = one.answer, _("Yes"), _("No")
    limit = answer.limit
    return [
        one.incident.number,
        f"{one.incident.plan_code} {plan_name(one.incident.run)}",
        one.incident.level.value,
        supervised(answer.measure, "measure"),
        answer.started_at,
        answer.answered_at,
        round(answer.span.lasted.total_seconds()),
        "" if limit is None else round(limit.total_seconds()),
        yes if answer.span.is_over else no,
        yes if answer.is_breach else no,
    ]
