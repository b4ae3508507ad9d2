"""Addresses of the board: decode, one service, encode."""

from __future__ import annotations

from typing import Any

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema, extend_schema_view

from board.api import fields
from board.services.alarms import silence
from kernel.act import Asked
from kernel.api import ActView
from kernel.events import DomainEvent


@extend_schema_view(
    post=extend_schema(operation_id="alarms_silence", request=fields.SilenceInput, responses={200: OpenApiTypes.OBJECT})
)
class SilenceView(ActView):
    """POST: I have heard these alarms. Their sound ends on every screen, and the board says who ended it."""

    Input = fields.SilenceInput

    def act(self, asked: Asked, given: dict[str, Any]) -> DomainEvent:
        """Of the stage that was heard, and of no later one."""
        return silence(asked, alarms={one["incident"]: one["stage"] for one in given["alarms"]})
