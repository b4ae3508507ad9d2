"""Pages of an incident's story: the timeline of its place and time, and its files."""

from __future__ import annotations

import datetime as dt
from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from exams.models import Exam
from exams.views import ExamPage
from incidents import services
from incidents.models import Incident, IncidentFile
from incidents.policies import MOST_BYTES, sees
from incidents.selectors.story import incident_called
from incidents.selectors.timeline import timeline_of
from kernel.act import Asked
from kernel.errors import DomainError
from kernel.scope import reading
from kernel.time import now

WINDOWS = (30, 120, 720)


class StoryPage(ExamPage):
    """A page of one incident that the reader sees; another looks like none."""

    def incident_in_hand(self, request: HttpRequest, number: int) -> tuple[Exam, Incident]:
        """The exam and its incident, or 404."""
        exam = self.exam_in_hand(request)
        try:
            incident = incident_called(exam.pk, number)
        except Incident.DoesNotExist as missing:
            raise Http404 from missing
        if not sees(incident, self.actor):
            raise Http404
        return exam, incident


class TimelinePage(StoryPage):
    """``/incidents/<n>/timeline/``: everything that happened there and then, of whichever part of the day."""

    def get(self, request: HttpRequest, number: int) -> HttpResponse:
        """The timeline, which also prints. How long before the opening it begins stands in the address."""
        exam, incident = self.incident_in_hand(request, number)
        asked = request.GET.get("before", "")
        before = int(asked) if asked.isdigit() and int(asked) in WINDOWS else WINDOWS[0]
        return self.page(
            request,
            "incidents/timeline.html",
            exam,
            incident=incident,
            lines=timeline_of(incident, self.actor, before=dt.timedelta(minutes=before)),
            before=before,
            windows=WINDOWS,
            printed_at=now(),
        )


class FilesPage(StoryPage):
    """``/incidents/<n>/files/``: a file is handed in here, and the page of the incident shows it."""

    def post(self, request: HttpRequest, number: int) -> HttpResponse:
        """Add it, or say why not."""
        with reading(self.actor):
            exam, _incident = self.incident_in_hand(request, number)
        file = request.FILES.get("file")
        if file is None:
            messages.error(request, _("Choose a file first."))
        else:
            self._add(request, exam, number=number, file=file)
        return redirect(f"{reverse('incident', args=[number])}?exam={exam.pk}#files")

    def _add(self, request: HttpRequest, exam: Exam, *, number: int, file: Any) -> None:
        act_id = uuid4()
        asked = Asked(act_id=act_id, actor=self.actor, exam_id=exam.pk, received_at=now(), request_hash=act_id.bytes)
        try:
            told = services.FileTold(name=file.name, content=file.read(MOST_BYTES + 1))
            services.add_file(asked, number=number, file=told)
        except DomainError as refusal:
            messages.error(request, str(refusal.sentence))
        else:
            messages.success(request, _("The file is on record with its hash."))


class FilePage(StoryPage):
    """``/incidents/<n>/files/<k>/``: the file itself, to be kept and never to be shown by the browser as a page."""

    def get(self, request: HttpRequest, number: int, file: int) -> HttpResponse:
        """Its bytes."""
        _exam, incident = self.incident_in_hand(request, number)
        row = IncidentFile.objects.filter(incident=incident, number=file).first()
        if row is None:
            raise Http404
        response = HttpResponse(bytes(row.content), content_type="application/octet-stream")
        response.headers["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=row.name)
        response.headers["X-Content-Type-Options"] = "nosniff"
        return response
