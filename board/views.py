"""The live page of an exam."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from board.policies import may_hear, may_silence
from board.selectors.channels import rows_now
from board.selectors.maps import county_map
from board.selectors.times import exam_times, times_now
from board.states import Audience, Datum
from exams.models import Exam
from exams.policies import visible_to
from exams.selectors.sessions import current_exam, exams_seen
from exams.states import ExamStatus
from kernel.time import now
from organisation.policies import county_of
from organisation.selectors import holders_of
from organisation.states import Capability
from organisation.views import ActorPage

DUTY_OFFICER = "duty_officer"
DATUMS = {
    Datum.WGS84: _("GPS, 天地图 (WGS-84 or CGCS2000)"),
    Datum.GCJ02: _("高德, 腾讯 (GCJ-02)"),
    Datum.BD09: _("百度 (BD-09)"),
}


class MapPage(ActorPage):
    """``/county-map/``: hand in the county's own boundaries, and see what is shown now."""

    needs = Capability.IMPORT_COUNTY

    def get(self, request: HttpRequest) -> HttpResponse:
        """The form, beside the map in force."""
        return render(request, "board/map.html", {"drawn": county_map(county_of(self.actor.scope)), "datums": DATUMS})


class BoardPage(ActorPage):
    """``/``: the board of the current exam, or of the one named by ``?exam=``.

    Whoever may not see it is told where his own pages are; an exam that is not his looks like none.
    """

    def get(self, request: HttpRequest) -> HttpResponse:
        """The page with a snapshot in it, so that its first picture is whole."""
        exam = self._exam(request.GET.get("exam", ""))
        if exam is None or not may_hear(self.actor, Audience.WALL, exam.scope):
            return render(request, "board/elsewhere.html", {"exam_is_there": exam is not None})
        return render(request, "board/board.html", self._context(exam))

    def _exam(self, named: str) -> Exam | None:
        if not named:
            return current_exam(county_of(self.actor.scope))
        try:
            return visible_to(exams_seen(), self.actor).filter(pk=UUID(named)).first()
        except ValueError:
            return None

    def _context(self, exam: Exam) -> dict[str, Any]:
        number, rows = rows_now(exam.pk, Audience.WALL)
        drawn = county_map(county_of(exam.scope))
        times = times_now(exam_times(exam.pk))
        return {
            "exam": exam,
            "exams": visible_to(exams_seen(), self.actor).filter(status=ExamStatus.OPEN),
            "socket_path": f"/ws/board/?exam={exam.pk}",
            "snapshot": {"type": "snapshot", "channel": Audience.WALL, "number": number, **times, "rows": rows},
            "page_clock": times,
            "venue_href": f"/venue/{{code}}/?exam={exam.pk}",
            "incident_href": f"/incidents/{{number}}/?exam={exam.pk}",
            "map_approval": drawn.approval if drawn else "",
            "may_answer": may_silence(self.actor, exam.scope),
            "answer_api": f"/api/exams/{exam.pk}/incidents/{{number}}/acknowledge/",
            "silence_api": f"/api/exams/{exam.pk}/alarms/silence/",
            "on_duty": "、".join(holders_of(DUTY_OFFICER, exam.scope, now()).values_list("name", flat=True)),
        }
