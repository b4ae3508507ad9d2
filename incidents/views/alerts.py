"""Warnings that came in, brought as a file or sent by a service; and an incident as messages for other systems."""

from __future__ import annotations

from uuid import uuid4

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from exams.models import Exam
from exams.views import ExamPage
from incidents import services
from incidents.gateways.cap_out import cap_signed, key_of
from incidents.models import Incident
from incidents.selectors.alerts import alerts_of, rejects_of, sources_of
from incidents.selectors.cap import cap_messages
from incidents.states import MOST_ALERT_BYTES, AlertStatus
from incidents.templatetags.incident_words import word
from kernel.act import Asked
from kernel.errors import DomainError, NotThere
from kernel.scope import reading
from kernel.time import now
from organisation.models import Unit
from organisation.states import Capability


class AlertsPage(ExamPage):
    """``/alerts/``: what came, what it led to, what was set aside and why; and a file to bring."""

    needs = Capability.SEE_BOARD

    def get(self, request: HttpRequest) -> HttpResponse:
        """The page, which also prints."""
        exam = self.exam_in_hand(request)
        runs = Capability.RUN_DRILL if exam.is_drill else Capability.RUN_EXAM
        return self.page(
            request,
            "incidents/alerts.html",
            exam,
            taken=alerts_of(exam, self.actor),
            rejects=rejects_of(exam),
            sources=sources_of(exam),
            api=f"/api/exams/{exam.pk}/alert-sources/",
            address=request.build_absolute_uri("/ingest/cap"),
            may_bring=self.actor.may(Capability.OPEN_INCIDENT, exam.scope),
            may_open=self.actor.may(runs, exam.scope),
            printed_at=now(),
            unit=Unit.objects.filter(path=exam.scope).first(),
        )

    def post(self, request: HttpRequest) -> HttpResponse:
        """Take a file. What cannot be taken is kept, and shown on the page with its reason."""
        with reading(self.actor):
            exam = self.exam_in_hand(request)
        file = request.FILES.get("file")
        if file is None:
            messages.error(request, _("Choose a file first."))
        else:
            self._take(request, exam, file.read(MOST_ALERT_BYTES + 1))
        return redirect(f"{request.path}?exam={exam.pk}")

    def _take(self, request: HttpRequest, exam: Exam, body: bytes) -> None:
        act_id, brought = uuid4(), services.Brought(body)
        asked = Asked(act_id=act_id, actor=self.actor, exam_id=exam.pk, received_at=now(), request_hash=brought.sha256)
        try:
            fact = services.receive(asked, brought)
        except DomainError as refusal:
            reason = refusal.detail.get("reason", "")
            messages.error(request, f"{refusal.sentence} {word(reason, 'aside') if reason else ''}".strip())
            return
        if fact is None:
            messages.info(request, _("This warning is on record already."))
        else:
            messages.success(request, _("The warning is on record."))


class IncidentCap(ExamPage):
    """``/incidents/<n>/cap.xml``: the incident's state as a signed message; ``?message=`` an earlier one."""

    def get(self, request: HttpRequest, number: int) -> HttpResponse:
        """The newest message, or the one that is asked for by its place."""
        exam = self.exam_in_hand(request)
        try:
            told = cap_messages(exam.pk, number, self.actor)
            place = int(request.GET.get("message", len(told))) - 1
            message = told[place] if place >= 0 else None
        except (Incident.DoesNotExist, NotThere, ValueError, IndexError) as missing:
            raise Http404 from missing
        if message is None:
            raise Http404
        response = HttpResponse(cap_signed(message), content_type="application/cap+xml")
        drill = "DRILL-" if exam.is_drill else ""
        response["Content-Disposition"] = f'attachment; filename="{drill}{message.identifier}.xml"'
        response["Cache-Control"] = "no-store"
        return response


class CapCertificate(ExamPage):
    """``/alerts/certificate.pem``: what receivers are given by hand, to know the exam's messages by; a drill's is
    another one."""

    needs = Capability.SEE_BOARD

    def get(self, request: HttpRequest) -> HttpResponse:
        """The certificate of the exam in hand."""
        exam = self.exam_in_hand(request)
        status = AlertStatus.EXERCISE if exam.is_drill else AlertStatus.ACTUAL
        response = HttpResponse(key_of(status)[1], content_type="application/x-pem-file")
        drill = "DRILL-" if exam.is_drill else ""
        response["Content-Disposition"] = f'attachment; filename="{drill}examops-cap.pem"'
        return response
