"""Addresses of what is done about runs on the road."""

from __future__ import annotations

from typing import Any

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema, extend_schema_view

from kernel.act import Asked
from kernel.api import ActView
from kernel.events import DomainEvent
from paper_custody import services
from paper_custody.api import escort_fields, fields, route_fields


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


@_told("escorts_draw_route", route_fields.RouteInput)
class DrawRouteView(ActView):
    """POST: draw the way to a venue, or back, as GeoJSON."""

    Input = route_fields.RouteInput

    def act(self, asked: Asked, given: dict[str, Any]) -> DomainEvent:
        """It counts for nothing before it is approved."""
        return services.draw_route(asked, given=route_fields.route_of(given))


@_told("escorts_approve_route", route_fields.ApproveRouteInput)
class ApproveRouteView(ActView):
    """POST: approve a route, two together."""

    Input = route_fields.ApproveRouteInput

    def act(self, asked: Asked, given: dict[str, Any]) -> DomainEvent:
        """Neither of the two has drawn it."""
        return services.approve_route(asked, second=given["second"], route_id=given["route"])


@_told("escorts_voice_check", route_fields.VoiceCheckInput)
class VoiceCheckView(ActView):
    """POST: key in a call to an escort."""

    Input = route_fields.VoiceCheckInput

    def act(self, asked: Asked, given: dict[str, Any]) -> DomainEvent:
        """The next call is due from here."""
        return services.keep_voice_check(asked, escort_id=given["escort"], told=route_fields.voice_of(given))
