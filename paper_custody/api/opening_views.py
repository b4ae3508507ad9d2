"""Addresses around the opening of bags."""

from __future__ import annotations

from typing import Any

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema, extend_schema_view

from kernel.act import Asked
from kernel.api import ActView
from kernel.events import DomainEvent
from paper_custody.api import opening_fields as fields
from paper_custody.services.identity import name_paper_set


def _told(operation: str, request: Any) -> Any:
    """How an act is told in the OpenAPI document."""
    return extend_schema_view(
        post=extend_schema(operation_id=operation, request=request, responses={200: OpenApiTypes.OBJECT})
    )


@_told("papers_set_in_use", fields.PaperSetInput)
class PaperSetView(ActView):
    """POST: which set of papers is used for a subject, as those above decided."""

    Input = fields.PaperSetInput

    def act(self, asked: Asked, given: dict[str, Any]) -> DomainEvent:
        """The county records."""
        return name_paper_set(
            asked,
            session=given["session"],
            subject=given["subject"],
            paper_set=given["paper_set"],
            decision=fields.decision_of(given),
        )
