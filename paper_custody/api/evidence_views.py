"""The address of a venue's evidence packs."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.utils.translation import get_language
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_view
from rest_framework.request import Request

from exams.selectors.sessions import exam_of
from kernel.act import Asked
from kernel.actors import Actor
from kernel.api import ActView, ReadView
from kernel.events import DomainEvent
from paper_custody.api import evidence_fields as fields
from paper_custody.gateways.queue import ask_for_pack
from paper_custody.selectors.evidence import check_evidence, packs_seen
from paper_custody.services.evidence import take_evidence


@extend_schema_view(
    get=extend_schema(
        operation_id="evidence_packs",
        responses=fields.EvidencePackOut(many=True),
        parameters=[OpenApiParameter("session", str, required=True)],
    ),
    post=extend_schema(
        operation_id="evidence_take", request=fields.TakeEvidenceInput, responses={200: OpenApiTypes.OBJECT}
    ),
)
class EvidenceView(ReadView, ActView):
    """GET: who took the evidence of a session (one's own takings; all, for the auditor). POST: take it."""

    Input = fields.TakeEvidenceInput

    def read(self, actor: Actor, *, request: Request, exam: UUID | None, **names: Any) -> Any:
        """The newest first."""
        found, asked_for = exam_of(exam), request.query_params.get("session", "")
        venue, session = check_evidence(found, actor, venue=names["venue"], session=asked_for)
        return fields.EvidencePackOut(packs_seen(found, actor, venue=venue, session=session), many=True).data

    def act(self, asked: Asked, given: dict[str, Any]) -> DomainEvent:
        """On record first, then handed to the worker: what cannot be handed over is taken up by the schedule."""
        fact = take_evidence(
            asked, venue=given["venue"], session=given["session"], language=get_language() or "zh-hans"
        )
        ask_for_pack(fact.pack)
        return fact
