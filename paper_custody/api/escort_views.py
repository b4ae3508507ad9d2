"""Addresses of what is done about runs on the road."""

from __future__ import annotations

from typing import Any

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema, extend_schema_view

from kernel.act import Asked
from kernel.api import ActView
from kernel.events import DomainEvent
from paper_custody import services
from paper_custody.api import escort_fields, fields


def _told(operation: str, request: Any = None) -> Any:
    """How an act is told in the OpenAPI document."""
    return extend_schema_view(
        post=extend_schema(operation_id=operation, request=request, responses={200: OpenApiTypes.OBJECT})
    )


@_told("escorts_change_vehicle", escort_fields.ChangeVehicleInput)
class ChangeVehicleView(ActView):
    """POST: go on in another vehicle, every seal read. The caller gives."""

    Input = escort_fields.ChangeVehicleInput

    def act(self, asked: Asked, given: dict[str, Any]) -> DomainEvent:
        """The old vehicle is closed, with the reason."""
        return services.change_vehicle(
            asked,
            receiver=given["receiver"],
            escort_id=given["escort"],
            batch=fields.batch_of(given),
            change=escort_fields.change_of(given),
        )
