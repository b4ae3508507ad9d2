"""Addresses of the board: decode, one service, encode."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework.request import Request

from board.api import fields, map_fields
from board.policies import check_may_see_map
from board.selectors.maps import county_map, places_of
from board.services.alarms import silence
from board.services.maps import set_county_map
from board.states import Datum
from kernel.act import Asked
from kernel.actors import Actor
from kernel.api import ActView, ReadView
from kernel.events import DomainEvent
from organisation.policies import county_of


@extend_schema_view(
    post=extend_schema(operation_id="alarms_silence", request=fields.SilenceInput, responses={200: OpenApiTypes.OBJECT})
)
class SilenceView(ActView):
    """POST: I have heard these alarms. Their sound ends on every screen, and the board says who ended it."""

    Input = fields.SilenceInput

    def act(self, asked: Asked, given: dict[str, Any]) -> DomainEvent:
        """Of the stage that was heard, and of no later one."""
        return silence(asked, alarms={one["incident"]: one["stage"] for one in given["alarms"]})


@extend_schema_view(
    get=extend_schema(operation_id="county_map_read", responses=map_fields.MapOut),
    post=extend_schema(
        operation_id="county_map_set", request=map_fields.MapInput, responses={200: OpenApiTypes.OBJECT}
    ),
)
class CountyMapView(ReadView, ActView):
    """GET: the boundaries of my county, and where its venues are. POST: hand in the county's own boundaries."""

    Input = map_fields.MapInput

    def read(self, actor: Actor, *, request: Request, exam: UUID | None, **names: Any) -> Any:
        """For those who see the county's board."""
        county = county_of(actor.scope)
        check_may_see_map(actor, county)
        drawn = county_map(county)
        return {
            "approval": drawn.approval if drawn else "",
            "shapes": drawn.shapes if drawn else [],
            "places": places_of(county),
        }

    def act(self, asked: Asked, given: dict[str, Any]) -> DomainEvent:
        """They are shown from now on."""
        return set_county_map(asked, shapes=given["geojson"], approval=given["approval"], datum=Datum(given["datum"]))
