"""What leaves as evidence: a venue's session as a pack that anybody can check, and the exam's custody as EPCIS."""

from __future__ import annotations

import hashlib
import json
from uuid import UUID

from django.core.cache import cache
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from kernel.errors import DomainError, NotThere
from organisation.states import Capability
from paper_custody.errors.reading import EvidenceChanged
from paper_custody.gateways.evidence_files import file_of
from paper_custody.selectors.epcis import epcis_document
from paper_custody.selectors.evidence import check_evidence, pack_to_fetch, packs_seen, progress_key
from paper_custody.states.evidence import PackStatus
from paper_custody.templatetags.evidence_words import PARTS, refused_words
from paper_custody.views.papers import CustodyPage


class EvidencePage(CustodyPage):
    """``/venue/<code>/papers/evidence/``: take the evidence of one session, see how far it is, fetch it.

    For the auditor, and for the venue's own head when the session is over.
    """

    def get(self, request: HttpRequest, code: str) -> HttpResponse:
        """The page; while a pack is being made it asks for itself again every second."""
        exam = self.exam_in_hand(request)
        try:
            venue, session = check_evidence(exam, self.actor, venue=code, session=request.GET.get("session", ""))
        except NotThere as missing:
            raise Http404 from missing
        except DomainError as refusal:
            return render(request, "paper_custody/refused.html", {"refusal": refusal.answer()}, status=refusal.status)
        packs = list(packs_seen(exam, self.actor, venue=venue, session=session))
        own = [pack for pack in packs if pack.taken_by_id == self.actor.person_id]
        moving = next((pack for pack in own if pack.is_moving), None)
        progress = None if moving is None else cache.get(progress_key(moving.pk))
        return self.page(
            request,
            "paper_custody/evidence.html",
            exam,
            place=venue,
            session=session,
            packs=[(pack, refused_words(pack)) for pack in packs],
            fetched={pack.pk for pack in own if pack.status == PackStatus.READY},
            moving=moving,
            progress=progress,
            part=PARTS.get(progress["part"]) if progress else None,
            api=f"/api/exams/{exam.pk}/papers/venues/{venue.code}/evidence/",
        )


class EvidenceFile(CustodyPage):
    """``/venue/<code>/papers/evidence/<pack>.zip``: the file, for the one who took it and nobody else."""

    def get(self, request: HttpRequest, code: str, pack: UUID) -> HttpResponse:
        """The bytes, if they are still those that were made."""
        exam = self.exam_in_hand(request)
        try:
            found = pack_to_fetch(exam, self.actor, venue=code, pack_id=pack)
        except NotThere as missing:
            raise Http404 from missing
        content = file_of(exam.pk, found.pk)
        if content is None:
            raise Http404
        if hashlib.sha256(content).hexdigest() != found.sha256:
            refusal = EvidenceChanged(pack=str(found.pk))
            return render(request, "paper_custody/refused.html", {"refusal": refusal.answer()}, status=refusal.status)
        response = HttpResponse(content, content_type="application/zip")
        drill = "DRILL-" if exam.is_drill else ""
        name = f"{drill}evidence-{found.venue.code}-{found.session.code}.zip"
        response["Content-Disposition"] = f'attachment; filename="{name}"'
        response["Cache-Control"] = "no-store"
        return response


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
