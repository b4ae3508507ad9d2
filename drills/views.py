"""The page of drills."""

from __future__ import annotations

import datetime as dt

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.timezone import localtime

from drills.selectors import drill_exams_of, drills_of
from drills.states import DrillForm
from exams.models import Exam
from exams.states import ExamKind, ExamStatus
from kernel.time import now
from organisation.states import Capability
from organisation.views import ActorPage

# What the form proposes: people are called together first.
NOT_AT_ONCE = dt.timedelta(minutes=15)


class DrillsPage(ActorPage):
    """Schedule a drill, see those scheduled, open the board of one that runs."""

    needs = Capability.RUN_DRILL

    def get(self, request: HttpRequest) -> HttpResponse:
        """The page."""
        real = Exam.objects.filter(scope=self.actor.scope, kind=ExamKind.REAL, status=ExamStatus.OPEN)
        real_exams = list(real.order_by("-opened_at"))
        context = {
            "drills": list(drills_of(self.actor.scope)[:50]),
            "exams": list(drill_exams_of(self.actor.scope)[:50]),
            "real_exams": real_exams,
            "real_exam_choices": [(str(exam.pk), exam.name) for exam in real_exams],
            "forms": DrillForm.choices,
            "soon": f"{localtime(now() + NOT_AT_ONCE):%Y-%m-%dT%H:%M}",
        }
        return render(request, "drills/drills.html", context)
