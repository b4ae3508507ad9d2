"""What leaves as evidence: a venue's session as a pack that anybody can check, and the exam's custody as EPCIS."""

from __future__ import annotations

import json
from collections.abc import Sequence

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from exams.models import Exam, Session
from journal.selectors import Proved
from kernel.errors import DomainError, NotThere
from kernel.printing import sheets_as_pdf
from kernel.time import now
from organisation.states import Capability
from paper_custody.gateways.evidence import Pack, packed
from paper_custody.models import Handover
from paper_custody.selectors.epcis import epcis_document
from paper_custody.selectors.evidence import check_evidence, evidence_of
from paper_custody.selectors.exports import check_rows
from paper_custody.selectors.printing import handover_printed, rooms_printed
from paper_custody.views.papers import CustodyPage
from paper_custody.views.printing import PrintedPage
from paper_custody.views.registers import registers_beside
from venues.models import Venue


class EvidencePack(PrintedPage):
    """``/venue/<code>/papers/evidence/``: facts with proofs and forms of one session as a ZIP.

    For the auditor, and for the venue's own head when the session is over.
    """

    def get(self, request: HttpRequest, code: str) -> HttpResponse:
        """The file, or why not yet."""
        exam = self.exam_in_hand(request)
        try:
            venue, session = check_evidence(exam, self.actor, venue=code, session=request.GET.get("session", ""))
            head, facts = evidence_of(exam, self.actor, venue=venue, session=session)
            check_rows(len(facts))
        except NotThere as missing:
            raise Http404 from missing
        except DomainError as refusal:
            return render(request, "paper_custody/refused.html", {"refusal": refusal.answer()}, status=refusal.status)
        about = {
            "exam": str(exam.pk),
            "drill": exam.is_drill,
            "venue": venue.code,
            "session": session.code,
            "made_at": now().isoformat(),
        }
        forms = self._forms(exam, venue, session, facts)
        response = HttpResponse(packed(Pack(about, head, facts, forms)), content_type="application/zip")
        drill = "DRILL-" if exam.is_drill else ""
        response["Content-Disposition"] = f'attachment; filename="{drill}evidence-{venue.code}-{session.code}.zip"'
        response["Cache-Control"] = "no-store"
        return response

    def _forms(self, exam: Exam, venue: Venue, session: Session, facts: Sequence[Proved]) -> dict[str, bytes]:
        """The handover forms of these facts that this person may print, and the records of the rooms."""
        printer, forms = self.printer(exam), dict[str, bytes]()
        signed = Handover.objects.filter(exam=exam, entry__in=[fact.entry for fact in facts])
        numbers = {fact.entry: fact.index for fact in facts}
        for entry in signed.order_by("entry").values_list("entry_id", flat=True).distinct():
            try:
                told = handover_printed(exam, entry, self.actor)
            except NotThere:
                continue
            forms[f"handover-{numbers[entry]:06d}"] = sheets_as_pdf([printer.handover_sheet(told)])
        words = {"venue": f"{venue.code} {venue.name}", "session": f"{session.code} {session.name}"}
        forms |= registers_beside(printer, venue, session)
        rooms = [printer.room_sheet(room, **words) for room in rooms_printed(exam, venue, session.code)]
        return {**forms, "rooms": sheets_as_pdf(rooms)} if rooms else forms


class EpcisExport(CustodyPage):
    """``/papers/epcis/``: the exam's custody as an EPCIS 2.0 document, for the county's auditors (C17)."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """The file, or why not yet."""
        exam = self.exam_in_hand(request)
        if not self.actor.may(Capability.AUDIT, exam.scope):
            return self.refused(request)
        try:
            document = epcis_document(exam)
        except DomainError as refusal:
            return render(request, "paper_custody/refused.html", {"refusal": refusal.answer()}, status=refusal.status)
        response = HttpResponse(json.dumps(document, ensure_ascii=False), content_type="application/ld+json")
        drill = "DRILL-" if exam.is_drill else ""
        response["Content-Disposition"] = f'attachment; filename="{drill}custody.epcis.jsonld"'
        response["Cache-Control"] = "no-store"
        return response
