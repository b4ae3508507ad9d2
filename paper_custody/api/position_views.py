"""Addresses of what must be on record before a position may come in."""

from __future__ import annotations

from typing import Any

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema, extend_schema_view

from kernel.act import Asked
from kernel.api import ActView
from kernel.events import DomainEvent
from paper_custody.api import position_fields
from paper_custody.services import positions
from paper_custody.states.positions import Feed


def _told(operation: str, request: Any = None) -> Any:
    """How an act is told in the OpenAPI document."""
    return extend_schema_view(
        post=extend_schema(operation_id=operation, request=request, responses={200: OpenApiTypes.OBJECT})
    )


@_told("positions_approve", position_fields.ApprovalInput)
class ApprovePositionsView(ActView):
    """POST: record the secrecy office's approval."""

    Input = position_fields.ApprovalInput

    def act(self, asked: Asked, given: dict[str, Any]) -> DomainEvent:
        """Without it no position is taken."""
        return positions.approve_positions(asked, approval=position_fields.approval_of(given))


@_told("positions_withdraw")
class WithdrawPositionsView(ActView):
    """POST: take positions no longer."""

    def act(self, asked: Asked, given: dict[str, Any]) -> DomainEvent:
        """From this moment on."""
        return positions.withdraw_positions(asked)


@_told("positions_open_source", position_fields.PositionSourceInput)
class OpenSourceView(ActView):
    """POST: let a server or telephone send."""

    Input = position_fields.PositionSourceInput

    def act(self, asked: Asked, given: dict[str, Any]) -> DomainEvent:
        """Of its secret the hash is kept."""
        return positions.open_source(asked, name=given["name"], feed=Feed(given["feed"]), secret=given["secret"])


@_told("positions_close_source")
class CloseSourceView(ActView):
    """POST: let a source send no longer."""

    def act(self, asked: Asked, given: dict[str, Any]) -> DomainEvent:
        """Its secret opens nothing from here on."""
        return positions.close_source(asked, source_id=given["source"])


@_told("positions_bind_device", position_fields.DeviceInput)
class BindDeviceView(ActView):
    """POST: say in which vehicle a device rides."""

    Input = position_fields.DeviceInput

    def act(self, asked: Asked, given: dict[str, Any]) -> DomainEvent:
        """It rides in no other from here on."""
        return positions.bind_device(
            asked, source_id=given["source"], native_id=given["native_id"], vehicle=given["vehicle"]
        )
